#include "intake/population_targets.hpp"

#include "core/nearest_word.hpp"

namespace riskmap::intake {

PopulationTargets::PopulationTargets(const PopulationSource& source,
                                     const domain::AdminUnits& units)
    : by_name_(source.keyed_by_name && source.form != PopulationForm::unit_column) {
    for (std::size_t row = 0; row < units.size(); ++row) {
        const UnitIndex unit(row);
        const PerUnit<std::string>& keys = source.keyed_by_parent
                                               ? (by_name_ ? units.parent : units.parent_code)
                                               : (by_name_ ? units.name : units.code);
        std::vector<std::size_t>& known = targets_[normal(keys[unit])];
        if (source.keyed_by_parent && !known.empty()) {
            members_[known.front()].push_back({unit, 1});
            continue;
        }
        known.push_back(members_.size());
        members_.push_back({{unit, 1}});
    }
}

PopulationTargets::PopulationTargets(const PopulationSource& source,
                                     const DatedUnits& dated,
                                     std::size_t vintage)
    : by_name_(source.keyed_by_name) {
    const std::vector<domain::NamedUnit>& units = dated.crosswalk()->vintages()[vintage].units;
    for (std::size_t unit = 0; unit < units.size(); ++unit) {
        targets_[normal(by_name_ ? units[unit].name : units[unit].code)].push_back(unit);
        members_.push_back(dated.targets(vintage, unit));
    }
}

std::string PopulationTargets::normal(const std::string& key) const {
    return by_name_ ? folded_name(key) : key;
}

std::optional<std::size_t> PopulationTargets::find(const std::string& key) const {
    const auto found = targets_.find(normal(key));
    return found != targets_.end() && found->second.size() == 1
               ? std::optional(found->second.front())
               : std::nullopt;
}

std::string PopulationTargets::nearest(const std::string& key) const {
    std::vector<std::string> keys;
    for (const auto& [known, rows] : targets_) {
        keys.push_back(known);
    }
    return nearest_word(normal(key), keys);
}

}  // namespace riskmap::intake
