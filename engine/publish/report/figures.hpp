#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "disclosure/count_flow.hpp"

namespace riskmap::publish {

/// A whisker in a table cell: a line from `low` to `high` with a dot at `middle`, on a scale from
/// `from` to `to`, and a thin upright line at `reference`. The numbers stand in the cells beside
/// it, so it is hidden from screen readers. `logarithmic` needs positive numbers.
struct Whisker {
    double low = 0;
    double middle = 0;
    double high = 0;
};
struct WhiskerScale {
    double from = 0;
    double to = 1;
    std::optional<double> reference;
    bool logarithmic = false;
};
std::string whisker_svg(const Whisker& whisker, const WhiskerScale& scale);

/// One bar with its interval; "<3" or "…" in its place where its count is not shown.
struct Bar {
    Text name;
    double height = 0;
    double low = 0;
    double high = 0;
    disclosure::Shown shown = disclosure::Shown::exact;
};
struct BarChart {
    Text title;  ///< read aloud and shown above
    Text axis;   ///< what the height is
    std::vector<Bar> bars;
    std::optional<double> reference;  ///< a line across
    Text reference_label;             ///< beside the axis: the bars may hide the line
};
std::string bar_chart_svg(const BarChart& chart);

/// Shares from 0 to 1 of what is reached by the first 1, 2, ... of `size` units; one line for each
/// series. The diagonal is what an order without knowledge would reach.
struct CoverageSeries {
    Text name;
    std::vector<double> covered;  ///< covered[k]: share after k + 1 units
};
struct CoverageChart {
    Text title;
    Text across;
    Text up;
    std::vector<CoverageSeries> series;
    /// What the first quarter, half, three quarters and all of the units cost, under the axis;
    /// empty when no price is known.
    std::vector<Text> costs = {};
};
std::string coverage_chart_svg(const CoverageChart& chart);

}  // namespace riskmap::publish
