#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <set>

#include <gtest/gtest.h>

#include "app/measure_hazard.hpp"
#include "app/read_data.hpp"
#include "intake/sources.hpp"
#include "property/random_study.hpp"
#include "support/scratch.hpp"

namespace riskmap {
namespace {

using test::Convex;
using test::DrawnWater;
using test::Planted;
using test::RandomStudy;
using Value = std::optional<double>;

constexpr double reach_m = 300;  ///< within_m of the hazard file
/// The engine takes a square millimetre in common for touching along a border.
constexpr double least_m2 = 1e-6;

/// Every measure of the hazard file from the drawing alone, pair by pair.
class PlainMeasures {
  public:
    PlainMeasures(const RandomStudy& study, const Convex& unit)
        : study_(study), unit_(unit), km2_(test::area_of(unit) / 1e6) {
        for (const geo::PointM school : study.schools) {
            if (test::holds(unit, school)) {
                schools_.push_back(school);
            }
        }
    }

    std::map<std::string, Value> all() const {
        const std::vector<double> water = distances([&](geo::PointM at) { return to_water(at); });
        const std::vector<double> roads = distances([&](geo::PointM at) { return to_roads(at); });
        const double near = static_cast<double>(
            std::count_if(water.begin(), water.end(), [](double d) { return d <= reach_m; }));
        std::map<std::string, Value> found;
        found["water_count"] = water_count();
        found["water_per_km2"] = water_count() / km2_;
        found["water_share"] = water_sum(test::area_inside) / test::area_of(unit_);
        found["shore"] = water_sum(test::outline_inside) / 1000 / km2_;
        found["road_km"] = road_m() / 1000;
        found["road_density"] = road_m() / 1000 / km2_;
        found["road_count"] = road_count();
        found["school_count"] = static_cast<double>(schools_.size());
        found["far_from_water"] = mean(water);
        found["middle_from_water"] = median(water);
        found["near_water"] =
            schools_.empty() ? Value() : Value(near / static_cast<double>(schools_.size()));
        found["schools_near"] = near;
        found["far_from_road"] = mean(roads);
        return found;
    }

  private:
    double to_water(geo::PointM at) const {
        double least = HUGE_VAL;
        for (const DrawnWater& body : study_.water) {
            for (const Convex& part : body.parts) {
                least = std::min(least, test::distance_to(at, part));
            }
        }
        return least;
    }
    double to_roads(geo::PointM at) const {
        double least = HUGE_VAL;
        for (const test::Path& road : study_.roads) {
            for (std::size_t i = 1; i < road.size(); ++i) {
                least = std::min(least, test::distance_to_segment(at, road[i - 1], road[i]));
            }
        }
        return least;
    }
    template <class Distance>
    std::vector<double> distances(const Distance& distance) const {
        std::vector<double> found;
        for (const geo::PointM school : schools_) {
            found.push_back(distance(school));
        }
        return found;
    }
    static Value mean(const std::vector<double>& values) {
        double sum = 0;
        for (const double value : values) {
            sum += value;
        }
        return values.empty() || std::isinf(sum) ? Value()
                                                 : sum / static_cast<double>(values.size());
    }
    static Value median(std::vector<double> values) {
        if (values.empty() || std::isinf(values.front())) {
            return {};
        }
        std::sort(values.begin(), values.end());
        const std::size_t half = values.size() / 2;
        return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
    double water_sum(double (*part_of)(const Convex&, const Convex&)) const {
        double sum = 0;
        for (const DrawnWater& body : study_.water) {
            for (const Convex& part : body.parts) {
                sum += part_of(part, unit_);
            }
        }
        return sum;
    }
    double water_count() const {
        return static_cast<double>(
            std::count_if(study_.water.begin(), study_.water.end(), [&](const DrawnWater& body) {
                return std::any_of(body.parts.begin(), body.parts.end(), [&](const Convex& part) {
                    return test::area_inside(part, unit_) > least_m2;
                });
            }));
    }
    double road_m() const {
        double sum = 0;
        for (const test::Path& road : study_.roads) {
            sum += test::length_inside(road, unit_);
        }
        return sum;
    }
    double road_count() const {
        return static_cast<double>(
            std::count_if(study_.roads.begin(), study_.roads.end(), [&](const test::Path& road) {
                return test::length_inside(road, unit_) > 0;
            }));
    }

    const RandomStudy& study_;
    const Convex& unit_;
    double km2_;
    std::vector<geo::PointM> schools_;
};

std::multiset<Planted> found(const IssueLog& log, Severity severity) {
    std::multiset<Planted> found;
    for (const Issue& issue : log.issues()) {
        if (issue.severity == severity) {
            found.insert({issue.source, issue.place.row, issue.slug});
        }
    }
    return found;
}

std::string listed(const std::multiset<Planted>& rows) {
    std::string text;
    for (const auto& [source, row, slug] : rows) {
        text += source + ":" + std::to_string(row) + " " + slug + "\n";
    }
    return text;
}

/// Reads, counts and measures one drawn study, and holds all of it against the drawing.
void examine(const RandomStudy& drawn, const intake::StudyFile& study) {
    IssueLog log;
    const app::StudyData data = app::read_data(study, RunContext(), log);

    EXPECT_EQ(listed(found(log, Severity::rejected)), listed(drawn.rejected));
    EXPECT_EQ(listed(found(log, Severity::warning)), listed(drawn.warned));
    for (const SourceTally& tally : log.tallies()) {
        EXPECT_EQ(
            tally.rows_in,
            tally.rows_used + tally.rows_rejected + tally.rows_not_selected + tally.rows_not_data);
        const auto written = drawn.rows.find(tally.source);
        if (written != drawn.rows.end()) {
            EXPECT_EQ(tally.rows_in, written->second) << tally.source;
        }
    }
    const std::size_t before = log.issues().size();
    const RunContext context;
    const plan::HazardResult result = app::measure_hazard(study.spec.hazards.front().spec,
                                                          study.spec,
                                                          data,
                                                          app::measuring(study.spec, data, context),
                                                          context,
                                                          log);
    ASSERT_EQ(data.units.code.values(), drawn.codes);
    EXPECT_EQ(result.cases.observed.values(), drawn.events);
    for (std::size_t i = before; i < log.issues().size(); ++i) {
        EXPECT_EQ(log.issues()[i].slug, "cases.no-denominator");
    }
    for (std::size_t unit = 0; unit < drawn.units.size(); ++unit) {
        EXPECT_NEAR(result.cases.person_years[UnitIndex(unit)],
                    drawn.children[unit] * result.cases.years,
                    1e-9 * drawn.children[unit]);
        const std::map<std::string, Value> plain = PlainMeasures(drawn, drawn.units[unit]).all();
        ASSERT_EQ(result.exposure.columns.size(), plain.size());
        for (const exposure::ExposureColumn& column : result.exposure.columns) {
            const Value measured = column.values[UnitIndex(unit)];
            const Value wanted = plain.at(column.field.name);
            ASSERT_EQ(measured.has_value(), wanted.has_value())
                << column.field.name << " of unit " << drawn.codes[unit];
            if (wanted) {
                EXPECT_NEAR(*measured, *wanted, 1e-9 * std::max(1.0, std::abs(*wanted)))
                    << column.field.name << " of unit " << drawn.codes[unit];
            }
        }
    }
}

constexpr int shards = 8;

int asked_or(const char* name, int usual) {
    const char* asked = std::getenv(name);
    return asked != nullptr ? std::atoi(asked) : usual;
}

/// RISKMAP_STUDIES asks for another number than the usual, RISKMAP_FIRST_STUDY for others than the
/// first.
int study_count() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    constexpr int usual = 200;
#else
    constexpr int usual = 2000;
#endif
    return asked_or("RISKMAP_STUDIES", usual);
}

struct Agreed {
    std::size_t studies = 0;
    std::size_t faults = 0;
    std::size_t measures = 0;
};

/// Says in the end how much was held against how many drawings.
class DrawnStudies : public testing::TestWithParam<int> {
  protected:
    static void TearDownTestSuite() {
        std::printf(
            "%zu random studies: %zu planted faults told once, %zu measures as by brute force\n",
            agreed.studies,
            agreed.faults,
            agreed.measures);
    }

    static inline Agreed agreed;
};

TEST_P(DrawnStudies, TellEveryPlantedFaultOnceAndMeasureAsThePlainWayDoes) {
    const test::Scratch scratch;
    // One description serves all: only what it names is drawn.
    std::optional<intake::StudyFile> description;
    const int first = asked_or("RISKMAP_FIRST_STUDY", 0);
    for (int study = first + GetParam(); study < first + study_count(); study += shards) {
        SCOPED_TRACE("study " + std::to_string(study));
        const RandomStudy drawn(static_cast<std::uint64_t>(study));
        drawn.write(scratch.path());
        if (!description) {
            description = intake::read_study(scratch / "study.toml", {});
        }
        examine(drawn, *description);
        ASSERT_FALSE(HasFailure());
        ++agreed.studies;
        agreed.faults += drawn.rejected.size() + drawn.warned.size();
        agreed.measures +=
            drawn.units.size() * description->spec.hazards.front().spec.exposure.size();
    }
}

INSTANTIATE_TEST_SUITE_P(All, DrawnStudies, testing::Range(0, shards));

}  // namespace
}  // namespace riskmap
