#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/period.hpp"

namespace riskmap::domain {

/// A unit as a register lists it.
struct NamedUnit {
    std::string code;
    std::string name;
    std::string parent;  ///< may be ""
};

/// The units of one set of boundaries, sorted by code. A set is in force until the next begins.
struct UnitVintage {
    std::optional<Date> from;  ///< none: since before the table begins
    std::vector<NamedUnit> units;

    std::optional<std::size_t> find(const std::string& code) const;
    /// "2025-07-01", or "" without a date.
    std::string name() const;
};

/// A part of a unit that lies in `unit` of another vintage.
struct UnitPart {
    std::size_t unit = 0;
    double share = 1;
};

/// How the units of successive vintages became one another. Codes and names are used again over
/// time, so that a unit is known by its code and its vintage together.
class Crosswalk {
  public:
    /// `steps[v][unit]` are the parts of a unit of vintage v in vintage v + 1; the shares of each
    /// unit sum to 1 within 1e-6, and are divided by that sum. Vintages ascend; only the first may
    /// have no date.
    Crosswalk(std::vector<UnitVintage> vintages,
              std::vector<std::vector<std::vector<UnitPart>>> steps);

    const std::vector<UnitVintage>& vintages() const { return vintages_; }
    /// The vintage in force on a date; the first for earlier dates.
    std::size_t vintage_at(const Date& date) const;

    /// The parts of a unit in another vintage, ascending; shares sum to 1. Going back in time only
    /// where the unit came whole out of one unit: elsewhere there is no certain way and the answer
    /// is empty.
    std::vector<UnitPart> carry(std::size_t vintage, std::size_t unit, std::size_t to) const;

  private:
    std::vector<UnitVintage> vintages_;
    std::vector<std::vector<std::vector<UnitPart>>> forward_;
    std::vector<std::vector<std::optional<std::size_t>>> back_;  ///< [v][unit of v + 1]
};

}  // namespace riskmap::domain
