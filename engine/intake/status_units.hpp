#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "intake/dated_units.hpp"
#include "intake/source_log.hpp"
#include "intake/source_table.hpp"
#include "intake/sources.hpp"

namespace riskmap::intake {

/// A unit in the register of a vintage.
struct DatedUnit {
    std::size_t vintage = 0;
    std::size_t unit = 0;
    auto operator<=>(const DatedUnit&) const = default;
};

/// What a row of a status table is about: units of the plan, or one unit of the register in force.
using StatusUnits = std::variant<std::vector<UnitIndex>, DatedUnit>;

/// Finds the units that the rows of a status table are about, in the set of units that the table
/// states, that was in force on the days of a row, or that the keys of a table without days show.
class StatusRows {
  public:
    /// `option` names the table in the study, "reporting". Throws as `vintage_of_keys`.
    StatusRows(const StatusTable& source,
               const std::string& option,
               const domain::Layer& layer,
               const domain::AdminUnits& units,
               const DatedUnits& dated);

    /// The units of a row that speaks of these days, or why there are none.
    std::variant<StatusUnits, Finding> of(std::size_t row, const Period& days) const;

  private:
    std::vector<UnitIndex> of_parent(const std::string& key) const;
    Finding finding(const char* slug, std::size_t row, Text message, Text repair) const;

    std::size_t key_;
    bool by_parent_, by_name_;
    const domain::AdminUnits& units_;
    const domain::Layer& layer_;
    const DatedUnits& dated_;
    bool of_plan_ = false;                ///< the table is of the plan's units, whatever the days
    std::optional<std::size_t> vintage_;  ///< or of this set; none: that of the days
    std::map<std::string, std::vector<UnitIndex>> by_parent_key_;
};

/// For each unit of the plan the units of a vintage of which it holds a part.
PerUnit<std::vector<std::size_t>> origins_of(const domain::AdminUnits& units,
                                             const DatedUnits& dated,
                                             std::size_t vintage);

}  // namespace riskmap::intake
