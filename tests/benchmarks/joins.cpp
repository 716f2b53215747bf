#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <ctime>
#include <functional>
#include <string>

#include <fmt/format.h>

#include "benchmarks/geos_joins.hpp"
#include "benchmarks/province.hpp"
#include "geo/locate.hpp"
#include "geo/nearest.hpp"

namespace riskmap::benchmarks {
namespace {

using geo::detail::GeosGeometry;

double cpu_seconds() {
    return static_cast<double>(std::clock()) / static_cast<double>(CLOCKS_PER_SEC);
}

/// One line of the table: both sides give a number that has to agree.
struct Join {
    std::string name;
    double target = 1;
    double geos_portion = 1;  ///< of the work, where all of it would take too long
    std::function<double()> ours;
    std::function<double()> geos;
};

struct Timing {
    double seconds = 0;
    double answer = 0;
};

Timing timed(const std::function<double()>& work) {
    const double start = cpu_seconds();
    const double answer = work();
    return {cpu_seconds() - start, answer};
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// Interleaved runs, medians of CPU seconds. Answers: whether the two sides agree.
bool report(const Join& join) {
    std::vector<double> ours;
    std::vector<double> geos;
    bool agree = true;
    for (int run = 0; run < 3; ++run) {
        const Timing one = timed(join.ours);
        const Timing other = timed(join.geos);
        ours.push_back(one.seconds);
        geos.push_back(other.seconds / join.geos_portion);
        const bool comparable = join.geos_portion == 1;
        agree = agree && (!comparable ||
                          std::abs(one.answer - other.answer) <= 1e-7 * std::abs(other.answer));
    }
    const double ratio = median(geos) / median(ours);
    fmt::print("{:<34}{:>10.4f}{:>10.3f}{:>8.1f}{:>8.0f}{}\n",
               join.name,
               median(ours),
               median(geos),
               ratio,
               join.target,
               agree ? "" : "  answers differ");
    return agree;
}

double total(const std::vector<geo::Share>& shares) {
    double sum = 0;
    for (const geo::Share& share : shares) {
        sum += share.amount;
    }
    return sum;
}

std::vector<GeosGeometry> to_geos(const std::vector<geo::Geometry>& shapes) {
    std::vector<GeosGeometry> result;
    for (const geo::Geometry& shape : shapes) {
        result.push_back(geo::detail::to_geos(shape));
    }
    return result;
}

bool run(int across) {
    const Province province = make_province(1, across);
    const RunContext context;
    GeosUnits units(province.units);
    const auto roads = to_geos(province.roads);
    const auto water = to_geos(province.water);
    std::vector<GeosGeometry> shores;
    for (const GeosGeometry& shape : water) {
        shores.push_back(
            geo::detail::owned(GEOSBoundary_r(geo::detail::geos(), shape.get()), "GEOSBoundary"));
    }
    std::vector<GeosGeometry> points;
    for (const geo::PointM point : province.points) {
        points.push_back(geo::detail::to_geos(geo::Geometry::of_points({point})));
    }
    const std::span sample = std::span(points).first(std::max<std::size_t>(points.size() / 50, 1));
    const double portion = static_cast<double>(sample.size()) / static_cast<double>(points.size());

    const auto nearest = [&](const std::vector<geo::Geometry>& features) {
        double sum = 0;
        const geo::NearestIndex index(features);
        for (const auto& found : index.nearest_of_each(province.points, context)) {
            sum += found->distance_m;
        }
        return sum;
    };
    const auto prepared = [&](const auto& work) {
        units.prepare();
        return work();
    };
    const std::vector<Join> joins{
        {"points to units",
         20,
         1,
         [&] {
             const auto found = geo::locate_points(province.points, province.units, context);
             return static_cast<double>(std::count_if(
                 found.begin(), found.end(), [](const auto& unit) { return unit.has_value(); }));
         },
         [&] { return prepared([&] { return units.locate(points); }); }},
        {"points to nearest water",
         100,
         portion,
         [&] { return nearest(province.water); },
         [&] { return geos_nearest(water, sample); }},
        {"points to nearest road",
         100,
         portion,
         [&] { return nearest(province.roads); },
         [&] { return geos_nearest(roads, sample); }},
        {"road length by unit",
         15,
         1,
         [&] { return total(geo::length_by_unit(province.roads, province.units, context)); },
         [&] { return prepared([&] { return units.shares(roads, GEOSLength_r); }); }},
        {"water area by unit",
         12,
         1,
         [&] { return total(geo::area_by_unit(province.water, province.units, context)); },
         [&] { return prepared([&] { return units.shares(water, GEOSArea_r); }); }},
        {"shoreline by unit",
         12,
         1,
         [&] { return total(geo::shoreline_by_unit(province.water, province.units, context)); },
         [&] { return prepared([&] { return units.shares(shores, GEOSLength_r); }); }},
    };
    fmt::print("{} units, {} roads, {} water polygons, {} points; CPU seconds, one thread\n",
               province.units.size(),
               province.roads.size(),
               province.water.size(),
               province.points.size());
    fmt::print("{:<34}{:>10}{:>10}{:>8}{:>8}\n", "join", "ours", "GEOS", "ratio", "target");
    bool agree = true;
    for (const Join& join : joins) {
        agree = report(join) && agree;
    }
    return agree;
}

}  // namespace
}  // namespace riskmap::benchmarks

/// joins_benchmark [units a side, 1 to 105]: 11 is a province, 33 a tenth of the country.
int main(int count, char** arguments) {
    int across = 11;
    if (count > 1) {
        const char* end = arguments[1] + std::strlen(arguments[1]);
        if (std::from_chars(arguments[1], end, across).ptr != end || across < 1 || across > 105) {
            fmt::print(stderr, "usage: joins_benchmark [units a side, 1 to 105]\n");
            return 2;
        }
    }
    return riskmap::benchmarks::run(across) ? 0 : 1;
}
