#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/period.hpp"
#include "domain/admin_units.hpp"
#include "domain/crosswalk.hpp"
#include "intake/unit_matcher.hpp"

namespace riskmap::intake {

/// A unit of the plan with the share of the named unit that lies in it.
struct PlanShare {
    UnitIndex unit;
    double share = 1;
    bool operator==(const PlanShare&) const = default;
};

/// Why a name or code that is fine in itself does not lead to units of the plan.
enum class DateFit {
    fits,
    older_than_units,  ///< the event is older than the plan's units and nothing leads from then
    no_way,            ///< no certain way leads from the named unit to units of the plan
    unclear,           ///< the date leaves open which set of units is meant, and they disagree
};

struct DatedMatch {
    UnitMatch match;  ///< in the register of `vintage`
    DateFit dates = DateFit::fits;
    std::string vintage;             ///< date of the register; "" for the plan's own
    std::vector<PlanShare> targets;  ///< ascending; shares sum to 1; empty when nothing was found

    bool found() const { return dates == DateFit::fits && !targets.empty(); }
};

/// The units of the plan and of the years before, each known in its own time.
///
/// With a crosswalk the register in force on the date of the event decides what a code or a name
/// means. Without one, codes and names of events before the plan's units lead nowhere: codes are
/// used again for other areas.
class DatedUnits {
  public:
    /// Arguments must outlive this; `crosswalk` may be null. Throws an input `Error` when the
    /// plan's units have no date, or have codes that the crosswalk does not list for it.
    DatedUnits(const domain::AdminUnits& plan, const domain::Crosswalk* crosswalk);

    /// `first` to `last` are the days on which it may have been. `stated` is the vintage the source
    /// says its units are of ("2025-07-01"), or "" for that of the event.
    DatedMatch match(const UnitClue& clue,
                     const Date& first,
                     const Date& last,
                     const std::string& stated) const;
    const UnitMatcher& plan() const { return plan_matcher_; }
    /// The register of a vintage; the plan's own without a crosswalk.
    const UnitMatcher& matcher(std::size_t vintage) const { return matchers_[vintage]; }
    std::optional<std::size_t> vintage_of(const std::string& stated) const;
    /// Where a unit of a register lies in the plan.
    std::vector<PlanShare> targets(std::size_t vintage, std::size_t unit) const;
    const domain::Crosswalk* crosswalk() const { return crosswalk_; }
    /// That of the plan's units; 0 without a crosswalk.
    std::size_t plan_vintage() const { return plan_vintage_; }

  private:
    DatedMatch in_vintage(const UnitClue& clue, std::size_t vintage) const;

    const domain::AdminUnits& plan_;
    const domain::Crosswalk* crosswalk_;
    UnitMatcher plan_matcher_;
    std::vector<UnitMatcher> matchers_;  ///< one per vintage
    std::optional<Date> plan_from_;
    std::size_t plan_vintage_ = 0;
};

/// The day a vintage begins: "2025-07-01", "2025-07" or "2025"; none for other texts.
std::optional<Date> vintage_date(const std::string& vintage);

}  // namespace riskmap::intake
