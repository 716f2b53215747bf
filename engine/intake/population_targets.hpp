#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/admin_units.hpp"
#include "intake/dated_units.hpp"
#include "intake/sources.hpp"

namespace riskmap::intake {

/// What the rows of a population table stand for: units, the parents of units, or units of another
/// date.
class PopulationTargets {
  public:
    PopulationTargets(const PopulationSource& source, const domain::AdminUnits& units);
    /// Units of a vintage of the crosswalk, each with the units of the plan that hold it; none
    /// where it has left the plan.
    PopulationTargets(const PopulationSource& source, const DatedUnits& dated, std::size_t vintage);

    std::size_t size() const { return members_.size(); }
    /// The target that a key names, if exactly one.
    std::optional<std::size_t> find(const std::string& key) const;
    /// Targets near a key that names none, for messages; may be "".
    std::string nearest(const std::string& key) const;
    /// Units of a target, ascending, each with the share of the target that it holds (1 for the
    /// members of a parent: their shares are not known here).
    const std::vector<PlanShare>& members(std::size_t target) const { return members_[target]; }

  private:
    std::string normal(const std::string& key) const;

    bool by_name_;
    std::vector<std::vector<PlanShare>> members_;
    std::map<std::string, std::vector<std::size_t>> targets_;  ///< by key, in normal form
};

}  // namespace riskmap::intake
