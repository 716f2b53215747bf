#include "intake/unit_matcher.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/nearest_word.hpp"

namespace riskmap::intake {
namespace {

using domain::NamedUnit;

constexpr std::size_t most_candidates = 3;

std::vector<NamedUnit> register_of(const domain::AdminUnits& units) {
    std::vector<NamedUnit> named;
    for (std::size_t row = 0; row < units.size(); ++row) {
        const UnitIndex unit(row);
        named.push_back({units.code[unit], units.name[unit], units.parent[unit]});
    }
    return named;
}

const std::vector<UnitIndex>& found_in(const std::map<std::string, std::vector<UnitIndex>>& names,
                                       const std::string& name) {
    static const std::vector<UnitIndex> none;
    const auto found = names.find(name);
    return found == names.end() ? none : found->second;
}

}  // namespace

const char* to_word(UnitStep step) {
    switch (step) {
        case UnitStep::none:
            return "none";
        case UnitStep::code:
            return "code";
        case UnitStep::exact:
            return "exact";
        case UnitStep::folded:
            return "folded";
        case UnitStep::unaccented:
            return "unaccented";
        case UnitStep::reviewed:
            return "reviewed";
        case UnitStep::point:
            return "point";
    }
    return "none";
}

UnitMatcher::UnitMatcher(const domain::AdminUnits& units) : UnitMatcher(register_of(units)) {}

UnitMatcher::UnitMatcher(std::vector<domain::NamedUnit> units) : units_(std::move(units)) {
    for (std::size_t row = 0; row < units_.size(); ++row) {
        const UnitIndex unit(row);
        const NamedUnit& named = units_[row];
        names_.push_back(read_place_name(named.name));
        parents_.push_back(read_place_name(named.parent));
        codes_.push_back(named.code);
        by_code_.emplace(named.code, unit);
        by_exact_[names_.back().exact].push_back(unit);
        by_folded_[names_.back().folded].push_back(unit);
        by_bare_[names_.back().bare].push_back(unit);
        code_length_ = row == 0 || code_length_ == named.code.size() ? named.code.size() : 0;
    }
}

std::string UnitMatcher::shown(UnitIndex unit) const {
    const NamedUnit& named = units_[unit.row()];
    return fmt::format(
        "{} {}{}", named.code, named.name, named.parent.empty() ? "" : " (" + named.parent + ")");
}

std::optional<UnitIndex> UnitMatcher::find(const std::string& code) const {
    std::string whole = code;
    const bool number = !code.empty() && code.find_first_not_of("0123456789") == std::string::npos;
    if (number && code.size() < code_length_) {
        whole.insert(0, code_length_ - code.size(), '0');
    }
    const auto found = by_code_.find(whole);
    return found == by_code_.end() ? std::nullopt : std::optional(found->second);
}

UnitMatch UnitMatcher::match(const UnitClue& clue) const {
    constexpr std::size_t most_remembered = 20000;
    const std::string key = clue.code + '\x1f' + clue.name + '\x1f' + clue.parent;
    const auto found = remembered_.find(key);
    if (found != remembered_.end()) {
        return found->second;
    }
    UnitMatch match = answer(clue);
    if (remembered_.size() < most_remembered) {
        remembered_.emplace(key, match);
    }
    return match;
}

UnitMatch UnitMatcher::answer(const UnitClue& clue) const {
    return clue.code.empty() ? by_name(clue) : by_code(clue);
}

void UnitMatcher::add_candidates(const std::vector<UnitIndex>& units, UnitMatch& match) const {
    for (const UnitIndex unit : units) {
        const std::string text = shown(unit);
        if (std::find(match.candidates.begin(), match.candidates.end(), text) ==
            match.candidates.end()) {
            match.candidates.push_back(text);
        }
    }
}

/// The units with the nearest names, nearest first, at most three.
void UnitMatcher::add_nearest(const PlaceName& name, UnitMatch& match) const {
    std::vector<std::pair<std::size_t, UnitIndex>> near;
    const std::size_t enough = std::max<std::size_t>(2, name.bare.size() / 3);
    for (std::size_t row = 0; row < names_.size() && !name.bare.empty(); ++row) {
        const std::size_t apart = edit_distance(name.bare, names_[row].bare);
        if (apart <= enough) {
            near.emplace_back(1000 * apart + edit_distance(name.folded, names_[row].folded),
                              UnitIndex(row));
        }
    }
    std::stable_sort(
        near.begin(), near.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [apart, unit] : near) {
        if (match.candidates.size() < most_candidates) {
            add_candidates({unit}, match);
        }
    }
}

UnitMatch UnitMatcher::by_code(const UnitClue& clue) const {
    UnitMatch result;
    const PlaceName told = read_place_name(clue.name);
    const auto unit = find(clue.code);
    if (!unit) {
        result.fit = UnitFit::unknown_code;
        if (const auto nearest = find(nearest_word(clue.code, codes_))) {
            add_candidates({*nearest}, result);
        }
        add_nearest(told, result);
        return result;
    }
    result.unit = *unit;
    result.step = UnitStep::code;
    result.fit = UnitFit::found;
    const PlaceName& real = names_[unit->row()];
    if (told.folded.empty() || told.folded == real.folded ||
        may_stand_for(told.folded, real.folded)) {
        return result;
    }
    const UnitMatch named = by_name({"", clue.name, clue.parent});
    const std::vector<std::string> words{real.folded};
    const bool near = !nearest_word(told.folded, words).empty();
    // A name that is itself the name of another unit is no misspelling.
    const bool another = named.fit == UnitFit::found || named.fit == UnitFit::ambiguous;
    result.fit = near && !another ? UnitFit::spelt_otherwise : UnitFit::other_name;
    add_candidates({*unit}, result);
    if (named.fit == UnitFit::found) {
        add_candidates({named.unit}, result);
    }
    return result;
}

bool UnitMatcher::lies_in(UnitIndex unit, const PlaceName& parent) const {
    const PlaceName& real = parents_[unit.row()];
    return real.folded.empty() || real.folded == parent.folded ||
           may_stand_for(parent.folded, real.folded);
}

std::vector<UnitIndex> UnitMatcher::within(const std::vector<UnitIndex>& units,
                                           const std::string& parent) const {
    if (parent.empty()) {
        return units;
    }
    const PlaceName told = read_place_name(parent);
    std::vector<UnitIndex> inside;
    std::copy_if(units.begin(), units.end(), std::back_inserter(inside), [&](UnitIndex unit) {
        return lies_in(unit, told);
    });
    return inside;
}

UnitMatch UnitMatcher::by_name(const UnitClue& clue) const {
    const PlaceName told = read_place_name(clue.name);
    const std::string& parent = clue.parent.empty() ? told.parent : clue.parent;
    const std::vector<UnitIndex>& same = found_in(by_folded_, told.folded);
    std::vector<UnitIndex> possible;
    for (const UnitIndex unit : found_in(by_bare_, told.bare)) {
        if (may_stand_for(told.folded, names_[unit.row()].folded)) {
            possible.push_back(unit);
        }
    }
    const auto of_type = [&](const std::vector<UnitIndex>& units) {
        std::vector<UnitIndex> kept;
        std::copy_if(units.begin(), units.end(), std::back_inserter(kept), [&](UnitIndex unit) {
            return names_[unit.row()].type == told.type;
        });
        return told.type.empty() || kept.empty() ? units : kept;
    };
    UnitMatch result;
    // A name all of whose marks may have been lost must be the only one that fits.
    const bool unmarked = told.folded == told.bare;
    const std::vector<UnitIndex> equal = of_type(within(same, parent));
    const std::vector<UnitIndex> likely = of_type(within(possible, parent));
    const std::vector<UnitIndex>& certain = unmarked || equal.empty() ? likely : equal;
    if (certain.size() == 1) {
        const PlaceName& real = names_[certain.front().row()];
        result.fit = UnitFit::found;
        result.unit = certain.front();
        result.step = real.exact == told.exact     ? UnitStep::exact
                      : real.folded == told.folded ? UnitStep::folded
                                                   : UnitStep::unaccented;
        return result;
    }
    result.fit = certain.empty() ? UnitFit::unknown_name : UnitFit::ambiguous;
    add_candidates(certain.empty() ? possible : certain, result);
    if (result.candidates.empty()) {
        add_nearest(told, result);
    }
    return result;
}

}  // namespace riskmap::intake
