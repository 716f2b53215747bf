#include "domain/crosswalk.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/error.hpp"

namespace riskmap::domain {
namespace {

constexpr double whole = 1e-6;

/// For each unit of the later vintage the one unit that became it and nothing else.
std::vector<std::optional<std::size_t>> single_origins(
    const std::vector<std::vector<UnitPart>>& step, std::size_t later_units) {
    std::vector<std::size_t> origins(later_units, 0);
    std::vector<std::optional<std::size_t>> single(later_units);
    for (std::size_t unit = 0; unit < step.size(); ++unit) {
        for (const UnitPart& part : step[unit]) {
            ++origins[part.unit];
            single[part.unit] = step[unit].size() == 1 ? std::optional(unit) : std::nullopt;
        }
    }
    for (std::size_t unit = 0; unit < later_units; ++unit) {
        if (origins[unit] != 1) {
            single[unit].reset();
        }
    }
    return single;
}

}  // namespace

std::optional<std::size_t> UnitVintage::find(const std::string& code) const {
    const auto at = std::lower_bound(
        units.begin(), units.end(), code, [](const NamedUnit& unit, const std::string& wanted) {
            return unit.code < wanted;
        });
    return at == units.end() || at->code != code
               ? std::nullopt
               : std::optional(static_cast<std::size_t>(at - units.begin()));
}

std::string UnitVintage::name() const { return from ? to_iso(*from) : ""; }

Crosswalk::Crosswalk(std::vector<UnitVintage> vintages,
                     std::vector<std::vector<std::vector<UnitPart>>> steps)
    : vintages_(std::move(vintages)), forward_(std::move(steps)) {
    expects(!vintages_.empty() && forward_.size() + 1 == vintages_.size(),
            "Crosswalk: a step between every two vintages");
    for (std::size_t v = 0; v < forward_.size(); ++v) {
        expects(forward_[v].size() == vintages_[v].units.size(),
                "Crosswalk: parts for every unit of a vintage");
        for (std::vector<UnitPart>& parts : forward_[v]) {
            double sum = 0;
            for (const UnitPart& part : parts) {
                expects(part.unit < vintages_[v + 1].units.size() && part.share > 0,
                        "Crosswalk: parts lie in units of the next vintage");
                sum += part.share;
            }
            expects(std::abs(sum - 1) <= whole, "Crosswalk: shares of a unit sum to 1");
            for (UnitPart& part : parts) {
                part.share /= sum;  // what is carried must add up to more digits than tables have
            }
        }
        back_.push_back(single_origins(forward_[v], vintages_[v + 1].units.size()));
    }
}

std::size_t Crosswalk::vintage_at(const Date& date) const {
    std::size_t found = 0;
    for (std::size_t v = 1; v < vintages_.size(); ++v) {
        if (vintages_[v].from && *vintages_[v].from <= date) {
            found = v;
        }
    }
    return found;
}

std::vector<UnitPart> Crosswalk::carry(std::size_t vintage,
                                       std::size_t unit,
                                       std::size_t to) const {
    expects(vintage < vintages_.size() && to < vintages_.size() &&
                unit < vintages_[vintage].units.size(),
            "Crosswalk::carry: a unit of the table");
    while (vintage > to) {
        const auto origin = back_[vintage - 1][unit];
        if (!origin) {
            return {};
        }
        unit = *origin;
        --vintage;
    }
    std::map<std::size_t, double> shares{{unit, 1.0}};
    for (; vintage < to; ++vintage) {
        std::map<std::size_t, double> next;
        for (const auto& [from, share] : shares) {
            for (const UnitPart& part : forward_[vintage][from]) {
                next[part.unit] += share * part.share;
            }
        }
        shares = std::move(next);
    }
    std::vector<UnitPart> parts;
    for (const auto& [row, share] : shares) {
        parts.push_back({row, share});
    }
    return parts;
}

}  // namespace riskmap::domain
