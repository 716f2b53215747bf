#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/admin_units.hpp"
#include "intake/sources.hpp"
#include "intake/unit_matcher.hpp"

namespace riskmap::intake {

/// What the rows of a population table stand for: units, or the parents of units.
class PopulationTargets {
  public:
    PopulationTargets(const PopulationSource& source, const domain::AdminUnits& units);

    std::size_t size() const { return members_.size(); }
    /// The target that a key names, if exactly one.
    std::optional<std::size_t> find(const std::string& key) const;
    /// Targets near a key that names none, for messages; may be "".
    std::string nearest(const std::string& key) const;
    /// Units of a target, ascending.
    const std::vector<UnitIndex>& members(std::size_t target) const { return members_[target]; }

  private:
    std::string normal(const std::string& key) const;

    bool by_name_;
    std::vector<std::vector<UnitIndex>> members_;
    std::map<std::string, std::vector<std::size_t>> targets_;  ///< by key, in normal form
};

}  // namespace riskmap::intake
