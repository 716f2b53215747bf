#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <ctime>
#include <functional>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "benchmarks/boost_joins.hpp"
#include "benchmarks/gdal_bands.hpp"
#include "benchmarks/geos_joins.hpp"
#include "gdal/read.hpp"
#include "geo/locate.hpp"
#include "geo/near.hpp"
#include "geo/nearest.hpp"
#include "support/country.hpp"

namespace riskmap::benchmarks {
namespace {

using geo::detail::GeosGeometry;

constexpr double cell_m = 100;
/// Cells of the raster beyond the land on each side, as a share of the land's width and height:
/// rasters of people end with the box of a country, not with its border.
constexpr double margin = 0.1;

/// What is joined, and what GEOS needs of it: made before any clock runs.
struct Land {
    std::vector<geo::Geometry> units;
    std::vector<geo::Geometry> roads;
    std::vector<geo::Geometry> water;
    std::vector<geo::PointM> points;
    geo::Raster people;
    std::vector<geo::PointM> homes;  ///< centres of populated cells
    std::vector<double> living;      ///< at each of them
};

template <class Many>
void append(std::vector<Many>& all, const std::vector<Many>& some) {
    all.insert(all.end(), some.begin(), some.end());
}

void settle(const test::Country& country, Land& land) {
    geo::Raster& raster = land.people;
    const int across = static_cast<int>(country.width() / cell_m);
    const int up = static_cast<int>(country.height() / cell_m);
    const int beside = static_cast<int>(margin * across);
    const int below = static_cast<int>(margin * up);
    raster.columns = static_cast<std::size_t>(across + 2 * beside);
    raster.rows = static_cast<std::size_t>(up + 2 * below);
    raster.cell_width = cell_m;
    raster.cell_height = cell_m;
    raster.left = country.origin().x - beside * cell_m;
    raster.top = country.origin().y + (up + below) * cell_m;
    for (std::size_t row = 0; row < raster.rows; ++row) {
        const int north = up + below - 1 - static_cast<int>(row);
        for (std::size_t column = 0; column < raster.columns; ++column) {
            const int east = static_cast<int>(column) - beside;
            const bool on_land = east >= 0 && east < across && north >= 0 && north < up;
            const int people = on_land ? country.people(east, north) : 0;
            raster.values.push_back(people > 0 ? people : std::nan(""));
            if (people > 0) {
                land.homes.push_back(raster.centre(row, column));
                land.living.push_back(people);
            }
        }
    }
}

Land make_land(int units) {
    const test::Country country({.seed = 1, .units = units});
    Land land;
    for (int unit = 0; unit < country.size(); ++unit) {
        land.units.push_back(country.unit(unit));
        append(land.roads, country.roads(unit));
        append(land.water, country.water(unit));
        append(land.points, country.points(unit));
    }
    for (int k = 0; k < country.ribbon_count(); ++k) {
        land.water.push_back(country.ribbon(k));
    }
    // A list of incidents goes by date, not from place to place.
    RandomStream random(1, 1, 0);
    for (std::size_t i = land.points.size(); i > 1; --i) {
        std::swap(land.points[i - 1], land.points[random.below(static_cast<std::uint32_t>(i))]);
    }
    settle(country, land);
    return land;
}

double cpu_seconds() {
    return static_cast<double>(std::clock()) / static_cast<double>(CLOCKS_PER_SEC);
}

/// Another program's way to the same number, and how many times faster ours has to be.
struct Peer {
    const char* name;
    double target;
    std::function<double()> work;
    double portion = 1;  ///< of the work that it does, where all of it would take too long
    /// Whether it gives the same number: a border piece is GEOS's twice, once in each unit.
    bool same_answer = true;
};

struct Join {
    const char* name;
    std::function<double()> ours;
    std::vector<Peer> peers;
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

/// Interleaved runs, medians of CPU seconds: three of ours, `peer_runs` of others. Answers: our
/// median; none when the answers differ.
std::optional<double> report(const Join& join, int peer_runs) {
    std::vector<double> ours;
    std::vector<std::vector<double>> theirs(join.peers.size());
    bool agree = true;
    for (int run = 0; run < 3; ++run) {
        const Timing one = timed(join.ours);
        ours.push_back(one.seconds);
        for (std::size_t i = 0; run < peer_runs && i < join.peers.size(); ++i) {
            const Peer& peer = join.peers[i];
            const Timing other = timed(peer.work);
            theirs[i].push_back(other.seconds / peer.portion);
            agree = agree && (!peer.same_answer || peer.portion != 1 ||
                              std::abs(one.answer - other.answer) <= 1e-7 * std::abs(other.answer));
        }
    }
    for (std::size_t i = 0; i < join.peers.size(); ++i) {
        fmt::print("| {} | {:.4f} | {} | {:.3f} | {:.1f} | {:.0f} |{}\n",
                   join.name,
                   median(ours),
                   join.peers[i].name,
                   median(theirs[i]),
                   median(theirs[i]) / median(ours),
                   join.peers[i].target,
                   agree ? "" : " answers differ");
    }
    return agree ? std::optional(median(ours)) : std::nullopt;
}

double total(const std::vector<geo::Share>& shares) {
    double sum = 0;
    for (const geo::Share& share : shares) {
        sum += share.amount;
    }
    return sum;
}

double zonal_total(const Land& land, std::size_t units, const RunContext& context) {
    double sum = 0;
    for (const geo::ZonalSum& unit :
         geo::zonal_sums(land.people, std::span(land.units).first(units), context)) {
        sum += unit.sum;
    }
    return sum;
}

double nearest_total(std::span<const geo::Geometry> features,
                     std::span<const geo::PointM> points,
                     const RunContext& context) {
    double sum = 0;
    for (const auto& found : geo::NearestIndex(features).nearest_of_each(points, context)) {
        sum += found->distance_m;
    }
    return sum;
}

/// People within each of two distances of water, added up.
double people_near(const Land& land, const RunContext& context) {
    double sum = 0;
    for (const double metres : {200.0, 500.0}) {
        const auto near = geo::near_features(land.homes, land.water, metres, context);
        for (std::size_t i = 0; i < near.size(); ++i) {
            sum += near[i] != 0 ? land.living[i] : 0;
        }
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

/// One table; answers our seconds per join.
std::vector<std::optional<double>> run(int unit_count) {
    const Land land = make_land(unit_count);
    const RunContext context;
    GeosUnits units(land.units);
    const auto roads = to_geos(land.roads);
    const auto water = to_geos(land.water);
    std::vector<GeosGeometry> shores;
    for (const GeosGeometry& shape : water) {
        shores.push_back(
            geo::detail::owned(GEOSBoundary_r(geo::detail::geos(), shape.get()), "GEOSBoundary"));
    }
    std::vector<GeosGeometry> points;
    for (const geo::PointM point : land.points) {
        points.push_back(geo::detail::to_geos(geo::Geometry::of_points({point})));
    }
    const GdalBands bands(land.people, land.water);
    const std::span sample = std::span(points).first(std::min<std::size_t>(points.size(), 2000));
    const double portion = static_cast<double>(sample.size()) / static_cast<double>(points.size());
    const std::size_t few = std::min<std::size_t>(land.units.size(), 20);
    const double few_portion = static_cast<double>(few) / static_cast<double>(land.units.size());
    const auto prepared = [&](const auto& work) {
        return [&units, work] {
            units.prepare();
            return work();
        };
    };

    const std::vector<Join> joins{
        {"points to units",
         [&] {
             const auto found = geo::locate_points(land.points, land.units, context);
             return static_cast<double>(std::count_if(
                 found.begin(), found.end(), [](const auto& unit) { return unit.has_value(); }));
         },
         {{"GEOS", 20, prepared([&] { return units.locate(points); })}}},
        {"points to nearest water",
         [&] { return nearest_total(land.water, land.points, context); },
         {{"GEOS", 100, [&] { return geos_nearest(water, sample); }, portion},
          {"Boost", 6, [&] { return boost_nearest(land.water, land.points); }, 1, false}}},
        {"points to nearest road",
         [&] { return nearest_total(land.roads, land.points, context); },
         {{"GEOS", 100, [&] { return geos_nearest(roads, sample); }, portion},
          {"Boost", 6, [&] { return boost_nearest(land.roads, land.points); }}}},
        {"road length by unit",
         [&] { return total(geo::length_by_unit(land.roads, land.units, context)); },
         {{"GEOS", 15, prepared([&] { return units.shares(roads, GEOSLength_r); }), 1, false}}},
        {"water area by unit",
         [&] { return total(geo::area_by_unit(land.water, land.units, context)); },
         {{"GEOS", 12, prepared([&] { return units.shares(water, GEOSArea_r); })}}},
        {"shoreline by unit",
         [&] { return total(geo::shoreline_by_unit(land.water, land.units, context)); },
         {{"GEOS", 12, prepared([&] { return units.shares(shores, GEOSLength_r); }), 1, false}}},
        {"exact zonal sum",
         [&] { return zonal_total(land, land.units.size(), context); },
         {{"GEOS cell by cell",
           50,
           prepared([&] { return units.zonal_sum(land.people, few); }),
           few_portion}}},
        {"people near water",
         [&] { return people_near(land, context); },
         {{"GDAL proximity",
           4,
           [&] { return bands.people_within(200) + bands.people_within(500); },
           1,
           false}}},
    };
    fmt::print(
        "\n{} units, {} roads, {} water polygons, {} points, {} cells; CPU seconds, one "
        "thread\n\n| join | ours | peer | its time | ratio | target |\n|---|---|---|---|---|"
        "---|\n",
        land.units.size(),
        land.roads.size(),
        land.water.size(),
        land.points.size(),
        land.people.values.size());
    std::vector<std::optional<double>> seconds;
    for (const Join& join : joins) {
        seconds.push_back(report(join, unit_count < 5000 ? 3 : 1));
        std::fflush(stdout);
    }
    return seconds;
}

bool read_size(const char* text, int& units) {
    const char* end = text + std::strlen(text);
    return std::from_chars(text, end, units).ptr == end && units >= 1 && units <= 99'000;
}

}  // namespace
}  // namespace riskmap::benchmarks

/// joins_benchmark [UNITS...]: 111 are a province, 3321 a nation; one table for each size.
int main(int count, char** arguments) {
    using namespace riskmap::benchmarks;
    std::vector<int> sizes(static_cast<std::size_t>(std::max(count - 1, 1)), 111);
    for (int i = 1; i < count; ++i) {
        if (!read_size(arguments[i], sizes[static_cast<std::size_t>(i - 1)])) {
            fmt::print(stderr, "usage: joins_benchmark [UNITS...], each 1 to 99000\n");
            return 2;
        }
    }
    riskmap::gdal::register_drivers();
    bool agree = true;
    for (const int units : sizes) {
        for (const auto& seconds : run(units)) {
            agree = agree && seconds.has_value();
        }
    }
    return agree ? 0 : 1;
}
