#include "risk/segment_risk.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/number_text.hpp"
#include "stats/grouped_poisson.hpp"
#include "stats/hsm.hpp"
#include "stats/negative_binomial.hpp"

namespace riskmap::risk {
namespace {

constexpr std::int64_t least_of_kind = 5;
constexpr std::int64_t least_cases = 10;
/// Added before the log: roads where no child lives are still used by some.
constexpr double children_at_least = 10;
/// Priors where only units are counted; the common level is hardly held.
constexpr double level_sd = 3;
constexpr double kind_sd = 0.7;
constexpr double slope_mean = 0.5;
constexpr double slope_sd = 0.5;

struct KindSum {
    std::int64_t cases = 0;
    double length_m = 0;
};

/// Number of the level each kind belongs to, and how many there are.
std::map<std::string, std::size_t> levels_of(const std::map<std::string, KindSum>& kinds) {
    std::map<std::string, std::size_t> level;
    std::size_t count = 0;
    KindSum rest;
    std::size_t lowest = 0;
    double lowest_rate = std::numeric_limits<double>::infinity();
    for (const auto& [kind, sum] : kinds) {
        if (sum.cases < least_of_kind) {
            rest.cases += sum.cases;
            continue;
        }
        const double rate = static_cast<double>(sum.cases) / sum.length_m;
        if (rate < lowest_rate) {
            lowest_rate = rate;
            lowest = count;
        }
        level[kind] = count++;
    }
    const std::size_t of_rest = rest.cases < least_of_kind && count > 0 ? lowest : count;
    for (const auto& [kind, sum] : kinds) {
        level.try_emplace(kind, of_rest);
    }
    return level;
}

Text no_convergence() {
    return {"Hồi quy không hội tụ: không ước lượng từng đoạn.",
            "The regression did not converge: no estimate of each segment."};
}

Text fit_text(std::int64_t cases, std::size_t segments, std::size_t levels, double k) {
    return {fmt::format("Ước lượng từ {} vụ trên {} đoạn, {} mức theo cấp đường; hệ số phân tán "
                        "k = {}.",
                        cases,
                        segments,
                        levels,
                        number_text(k, 2).vi),
            fmt::format("Estimated from {} on {}, {} by class; overdispersion k = {}.",
                        how_many(cases, "case"),
                        how_many(segments, "segment"),
                        how_many(levels, "level"),
                        number_text(k, 2).en)};
}

}  // namespace

SegmentRisk estimate_segments(const SegmentRecord& record) {
    const double unknown = std::numeric_limits<double>::quiet_NaN();
    const std::size_t size = record.cases.size();
    SegmentRisk result;
    result.predicted.assign(size, unknown);
    result.expected.assign(size, unknown);

    std::map<std::string, KindSum> kinds;
    std::vector<std::size_t> rows;
    std::vector<std::int64_t> counts;
    std::vector<double> offset;
    std::int64_t cases = 0;
    for (std::size_t i = 0; i < size; ++i) {
        if (record.length_m[i] > 0) {
            rows.push_back(i);
            counts.push_back(record.cases[i]);
            offset.push_back(std::log(record.length_m[i] / 1000 * record.years));
            kinds[record.kind[i]].cases += record.cases[i];
            kinds[record.kind[i]].length_m += record.length_m[i];
            cases += record.cases[i];
        }
    }
    if (cases < least_cases || !(record.years > 0)) {
        result.note = {
            fmt::format("Chỉ {} vụ gán được cho một đoạn: quá ít để ước lượng từng đoạn.", cases),
            fmt::format(
                "Only {} could be assigned to one segment: too few for an estimate of each.",
                how_many(cases, "case"))};
        return result;
    }
    const std::map<std::string, std::size_t> level = levels_of(kinds);
    std::size_t levels = 0;
    for (const auto& [kind, number] : level) {
        levels = std::max(levels, number + 1);
    }
    std::vector<std::vector<double>> columns(levels, std::vector<double>(rows.size(), 0));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        columns[level.at(record.kind[rows[i]])][i] = 1;
    }
    if (!record.children.empty()) {
        std::vector<double>& near = columns.emplace_back();
        for (const std::size_t row : rows) {
            near.push_back(std::log(record.children[row] + children_at_least));
        }
    }
    const stats::NegativeBinomialFit fit = stats::fit_negative_binomial(counts, columns, offset);
    if (!fit.converged) {
        result.note = no_convergence();
        return result;
    }
    result.usable = true;
    result.overdispersion = std::isfinite(fit.theta) && fit.theta > 0 ? 1 / fit.theta : 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto estimate = stats::segment_estimate(
            fit.means[i], result.overdispersion, static_cast<double>(counts[i]));
        result.predicted[rows[i]] = fit.means[i] / record.years;
        result.expected[rows[i]] = estimate.expected / record.years;
    }
    result.note = fit_text(cases, rows.size(), levels, result.overdispersion);
    return result;
}

SegmentRisk predict_segments(const UnitRecord& record) {
    const SegmentRecord& segments = record.segments;
    const std::size_t size = segments.length_m.size();
    SegmentRisk result;
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    result.predicted.assign(size, unknown);
    result.expected.assign(size, unknown);
    std::map<std::string, std::size_t> level;
    std::vector<std::size_t> rows;
    stats::GroupedCounts data;
    // The last group: pieces in no unit, which nobody counted.
    const std::size_t nowhere = record.cases.size();
    data.counts.assign(nowhere + 1, unknown);
    double length = 0;
    double cases = 0;
    for (std::size_t i = 0; i < size; ++i) {
        if (!(segments.length_m[i] > 0)) {
            continue;
        }
        const std::size_t group = record.unit[i] ? record.unit[i]->row() : nowhere;
        if (record.unit[i] && std::isnan(data.counts[group])) {
            data.counts[group] = record.cases[*record.unit[i]];
            cases += std::isnan(data.counts[group]) ? 0 : data.counts[group];
        }
        rows.push_back(i);
        level.try_emplace(segments.kind[i], 0);
        data.groups.push_back(static_cast<std::uint32_t>(group));
        data.offset.push_back(std::log(segments.length_m[i] / 1000 * segments.years));
        length += segments.length_m[i] / 1000 * segments.years;
    }
    if (cases < static_cast<double>(least_cases) || !(length > 0)) {
        result.note = {"Quá ít vụ ở các xã có đường để ước lượng từng đoạn.",
                       "Too few cases in units with roads for an estimate of each stretch."};
        return result;
    }
    std::vector<stats::NormalPrior> priors{{std::log(cases / length), level_sd}};
    data.columns.emplace_back(rows.size(), 1);
    for (auto& [kind, number] : level) {
        number = data.columns.size();
        data.columns.emplace_back(rows.size(), 0);
        priors.push_back({0, kind_sd});
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        data.columns[level.at(segments.kind[rows[i]])][i] = 1;
    }
    if (!segments.children.empty()) {
        std::vector<double>& near = data.columns.emplace_back();
        double mean = 0;
        for (const std::size_t row : rows) {
            near.push_back(std::log(segments.children[row] + children_at_least));
            mean += near.back() / static_cast<double>(rows.size());
        }
        for (double& value : near) {
            value -= mean;
        }
        priors.push_back({slope_mean, slope_sd});
    }
    const stats::GroupedFit fit = stats::fit_grouped_poisson(data, priors);
    result.usable = fit.converged;
    if (!fit.converged) {
        result.note = no_convergence();
        return result;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        result.predicted[rows[i]] = fit.means[i] / segments.years;
    }
    result.note = {fmt::format("Ước lượng từ số vụ công bố của các xã trên {} đoạn, {} cấp đường.",
                               rows.size(),
                               level.size()),
                   fmt::format("Estimated from the published cases of units on {} segments, {} "
                               "classes.",
                               rows.size(),
                               level.size())};
    return result;
}

std::vector<bool> black_spots(const hazard::BlackSpotRule& rule,
                              std::span<const SegmentEvent> events,
                              std::size_t segment_count) {
    std::vector<bool> spot(segment_count, false);
    const auto needed = static_cast<std::size_t>(rule.events);
    std::vector<const SegmentEvent*> from_west;
    for (const SegmentEvent& event : events) {
        from_west.push_back(&event);
    }
    std::sort(from_west.begin(), from_west.end(), [](const auto* a, const auto* b) {
        return std::pair(a->at.x, a) < std::pair(b->at.x, b);
    });
    std::vector<const SegmentEvent*> near;
    for (const SegmentEvent& centre : events) {
        near.clear();
        auto other =
            std::lower_bound(from_west.begin(),
                             from_west.end(),
                             centre.at.x - 2 * rule.within_m,
                             [](const SegmentEvent* event, double x) { return event->at.x < x; });
        for (; other != from_west.end() && (*other)->at.x <= centre.at.x + 2 * rule.within_m;
             ++other) {
            if (std::hypot((*other)->at.x - centre.at.x, (*other)->at.y - centre.at.y) <=
                rule.within_m) {
                near.push_back(*other);
            }
        }
        std::sort(near.begin(), near.end(), [](const auto* a, const auto* b) {
            return std::pair(a->date, a) < std::pair(b->date, b);
        });
        for (std::size_t last = needed - 1; last < near.size(); ++last) {
            const auto days = (std::chrono::sys_days(near[last]->date) -
                               std::chrono::sys_days(near[last + 1 - needed]->date))
                                  .count();
            if (static_cast<double>(days) < rule.years * 365.25) {
                for (std::size_t i = last + 1 - needed; i <= last; ++i) {
                    spot[near[i]->segment] = true;
                }
            }
        }
    }
    return spot;
}

Text black_spot_text(const hazard::BlackSpotRule& rule) {
    const Text within = number_text(rule.within_m, 0);
    const Text years = number_text(rule.years, std::floor(rule.years) == rule.years ? 0 : 1);
    return {
        fmt::format(
            "ít nhất {} vụ trong bán kính {} m, trong {} năm", rule.events, within.vi, years.vi),
        fmt::format("at least {} cases within {} m of one of them, in {} years",
                    rule.events,
                    within.en,
                    years.en)};
}

}  // namespace riskmap::risk
