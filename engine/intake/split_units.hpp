#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "intake/dated_units.hpp"

namespace riskmap::intake {

/// Gives whole rows of units that were split to their parts. Counts stay whole numbers and their
/// sums stay what they were for every cause and year: after n rows of one cause each part has its
/// share of n to within one row. Which row goes where says nothing about the row; its `share` says
/// so. The parts of one split take turns by largest shortfall, ties by the order of units.
class SplitUnits {
  public:
    /// The part for the next row; the only one when there is one.
    PlanShare take(const std::vector<PlanShare>& parts, const std::string& cause);

  private:
    struct Turn {
        double rows = 0;
        std::vector<double> given;
    };
    std::map<std::pair<std::vector<std::pair<std::size_t, double>>, std::string>, Turn> turns_;
};

}  // namespace riskmap::intake
