#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "intake/incident_reader.hpp"

namespace riskmap::intake {

/// How surely two rows of different sources are one event.
enum class Likeness {
    near,  ///< age or sex (not both) is unknown, or one of several places differs
    same,  ///< all of date, places, age, sex and cause agree
};

struct Twin {
    std::size_t row = 0;  ///< of the incidents read so far
    Likeness likeness = Likeness::near;
};

/// Finds rows of earlier sources that may tell the event of a later one: dates at most a day apart,
/// the places that both tell within 500 m (the same unit, or a part of it, where one is not exact),
/// ages at most a year apart, the same sex and cause. Each row is the twin of at most one other.
class RepeatedEvents {
  public:
    static constexpr double within_m = 500;

    /// Adds the rows from `first_row` on: those of a source that has been read.
    void add(const domain::Incidents& incidents, std::size_t first_row);
    /// The likest row, the earliest of equals; it is not found again.
    std::optional<Twin> take(const domain::Incidents& incidents, const ReadIncident& read);

  private:
    std::map<std::chrono::sys_days, std::vector<std::size_t>> by_day_;
    std::set<std::size_t> taken_;
};

}  // namespace riskmap::intake
