#include "intake/unit_matcher.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "core/nearest_word.hpp"
#include "domain/fold.hpp"

namespace riskmap::intake {
namespace {

// Longest first, so that "thị trấn" is not left as "trấn"; a short form ends in its dot.
constexpr std::array<std::string_view, 20> type_words = {
    "thành phố ", "thị trấn ", "phường ", "thị xã ", "huyện ", "quận ", "tỉnh ",
    "xã ",        "tp. ",      "tp ",     "tp.",     "tt. ",   "tt ",   "tt.",
    "tx. ",       "tx ",       "tx.",     "x. ",     "x.",     "p. "};

}  // namespace

std::string bare_name(const std::string& name) {
    const std::string folded = domain::fold(name);
    for (const std::string_view word : type_words) {
        if (folded.starts_with(word) && folded.size() > word.size()) {
            return folded.substr(word.size());
        }
    }
    return folded;
}

UnitMatcher::UnitMatcher(const domain::AdminUnits& units) : units_(&units) {
    for (std::size_t row = 0; row < units.size(); ++row) {
        const UnitIndex unit(row);
        by_full_name_[domain::fold(units.name[unit])].push_back(unit);
        by_bare_name_[bare_name(units.name[unit])].push_back(unit);
    }
    for (const auto& [name, found] : by_bare_name_) {
        names_.push_back(name);
    }
}

std::string UnitMatcher::shown(UnitIndex unit) const {
    const std::string& parent = units_->parent[unit];
    return fmt::format("{} {}{}",
                       units_->code[unit],
                       units_->name[unit],
                       parent.empty() ? "" : " (" + parent + ")");
}

UnitMatch UnitMatcher::match(const UnitClue& clue) const {
    return clue.code.empty() ? by_name(clue) : by_code(clue);
}

UnitMatch UnitMatcher::by_code(const UnitClue& clue) const {
    UnitMatch result;
    const auto unit = units_->find(clue.code);
    if (!unit) {
        result.fit = UnitFit::unknown_code;
        const std::string near = nearest_word(clue.code, units_->code.values());
        if (const auto nearest = units_->find(near); nearest && !near.empty()) {
            result.candidates.push_back(shown(*nearest));
        }
        return result;
    }
    result.unit = *unit;
    result.fit = UnitFit::found;
    const std::string named = bare_name(clue.name);
    const std::string real = bare_name(units_->name[*unit]);
    if (!clue.name.empty() && named != real) {
        const bool near = !nearest_word(named, std::array<std::string, 1>{real}).empty();
        result.fit = near ? UnitFit::spelt_otherwise : UnitFit::other_name;
        result.candidates.push_back(shown(*unit));
    }
    return result;
}

UnitMatch UnitMatcher::by_name(const UnitClue& clue) const {
    UnitMatch result;
    std::vector<UnitIndex> found;
    if (const auto full = by_full_name_.find(domain::fold(clue.name));
        full != by_full_name_.end()) {
        found = full->second;
    } else if (const auto bare = by_bare_name_.find(bare_name(clue.name));
               bare != by_bare_name_.end()) {
        found = bare->second;
    }
    if (!clue.parent.empty()) {
        const std::string parent = bare_name(clue.parent);
        std::vector<UnitIndex> within;
        std::copy_if(found.begin(), found.end(), std::back_inserter(within), [&](UnitIndex unit) {
            return units_->parent[unit].empty() || bare_name(units_->parent[unit]) == parent;
        });
        for (const UnitIndex unit : within.empty() ? found : std::vector<UnitIndex>()) {
            result.candidates.push_back(shown(unit));
        }
        found = std::move(within);
    }
    if (found.size() == 1) {
        result.fit = UnitFit::found;
        result.unit = found.front();
        return result;
    }
    for (const UnitIndex unit : found) {
        result.candidates.push_back(shown(unit));
    }
    result.fit = found.empty() ? UnitFit::unknown_name : UnitFit::ambiguous;
    if (result.candidates.empty()) {
        const std::string near = nearest_word(bare_name(clue.name), names_);
        if (!near.empty()) {
            for (const UnitIndex unit : by_bare_name_.at(near)) {
                result.candidates.push_back(shown(unit));
            }
        }
    }
    return result;
}

}  // namespace riskmap::intake
