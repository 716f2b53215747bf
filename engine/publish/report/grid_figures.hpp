#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/text.hpp"

namespace riskmap::publish {

/// A count as readers get it: the number, or what stands for one that is not shown ("<3", "…").
struct CountMark {
    std::optional<double> count;
    std::string instead;

    std::string text() const;
};

/// A table drawn as squares, darker where the count is larger; what is not shown is hatched and
/// says so. The same numbers follow as a table for screen readers.
struct HeatMap {
    Text title;
    Text row_head;
    std::vector<Text> rows;
    std::vector<Text> columns;
    std::vector<std::vector<CountMark>> cells;  ///< [row][column]
};
std::string heat_map_svg(const HeatMap& map);

/// Two sides of bars back to back, one pair for each row.
struct Pyramid {
    Text title;
    Text row_head;
    Text left;
    Text right;
    std::vector<Text> rows;
    std::vector<CountMark> left_counts;
    std::vector<CountMark> right_counts;
};
std::string pyramid_svg(const Pyramid& pyramid);

}  // namespace riskmap::publish
