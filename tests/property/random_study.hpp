#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "core/random.hpp"
#include "property/plane.hpp"

namespace riskmap::test {

/// One body of water: its convex parts. Two when it was drawn as a bow tie, which is no valid
/// polygon and must be repaired.
struct DrawnWater {
    std::vector<Convex> parts;
    bool bow_tie = false;
};

/// Source, row as the file's own program counts, slug.
using Planted = std::tuple<std::string, std::int64_t, std::string>;

/// A study drawn at random: a few convex units in a grid with uneven corners, water, roads and
/// schools over them, people, and a list of incidents in which faults of every kind are planted.
/// What a correct reading must find is known from the drawing alone.
class RandomStudy {
  public:
    explicit RandomStudy(std::uint64_t seed);

    /// Writes study.toml and everything it names.
    void write(const std::filesystem::path& folder) const;

    std::vector<std::string> codes;  ///< ascending
    std::vector<Convex> units;       ///< by code
    std::vector<DrawnWater> water;
    std::vector<Path> roads;
    std::vector<geo::PointM> schools;
    std::vector<double> children;              ///< by unit
    std::vector<std::int64_t> events;          ///< of the hazard, by unit
    std::map<std::string, std::int64_t> rows;  ///< written into each source
    std::multiset<Planted> rejected;
    std::multiset<Planted> warned;

  private:
    struct Row;
    void draw_units();
    void draw_layers();
    void draw_people();
    void draw_incidents();
    double uniform(double from, double to);
    std::uint32_t below(std::uint32_t bound) { return random_.below(bound); }
    geo::PointM inside(const Convex& polygon);
    Row clean_row(std::uint32_t unit, bool with_point);
    void add(const Row& row);

    RandomStream random_;
    geo::PointM corner_;
    double side_ = 0;
    std::uint32_t across_ = 0;
    std::uint32_t up_ = 0;
    std::vector<std::string> names_;
    std::vector<int> days_;  ///< of the year, each used once so that no clean row repeats another
    std::string people_;     ///< the files' texts
    std::string incidents_;
    std::int64_t line_ = 1;
    bool shapeless_water_ = false;

    friend struct Fault;
};

}  // namespace riskmap::test
