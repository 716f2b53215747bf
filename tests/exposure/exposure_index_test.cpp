#include "exposure/exposure_index.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "core/random.hpp"
#include "exposure/support/drawn_study.hpp"

namespace riskmap::exposure {
namespace {

using hazard::IndexTerm;
using hazard::Origin;
using test::DrawnStudy;

const domain::AgeBand all_children{0, 16};

IndexTerm part_of(const std::string& layer, double weight = 1) {
    IndexTerm part;
    part.name = "part_of_" + layer;
    part.layer = layer;
    part.weight = weight;
    part.kernel = {.plateau_m = 0, .scale_m = 100, .floor = 0, .limit_m = 5000};
    return part;
}

ExposureIndex index_of(DrawnStudy& study, const std::vector<IndexTerm>& parts) {
    const Inputs inputs = study.inputs();
    Workbench bench(study.rule, inputs, study.context);
    return exposure_index(parts, all_children, bench);
}

/// Homes and ponds at random in six units; children by unit and two bands.
DrawnStudy random_study(std::uint64_t seed) {
    DrawnStudy study(6);
    RandomStream random(seed, 1, 1);
    std::vector<geo::Geometry> ponds;
    std::vector<std::string> classes;
    for (int i = 0; i < 60; ++i) {
        ponds.push_back(test::point(6000 * random.uniform(), 1000 * random.uniform()));
        classes.push_back(i % 3 == 0 ? "pit" : "pond");
    }
    study.layers["ponds"] = test::layer_of(ponds, classes);
    std::vector<geo::Geometry> roads;
    for (int i = 0; i < 20; ++i) {
        roads.push_back(
            test::line({{6000 * random.uniform(), 0}, {6000 * random.uniform(), 1000}}));
    }
    study.layers["roads"] = test::layer_of(roads);
    for (int i = 0; i < 500; ++i) {
        study.add_home({5999 * random.uniform(), 999 * random.uniform()}, 1 + 9 * random.uniform());
    }
    study.add_schools({{500, 500}, {2500, 500}, {5500, 500}});
    study.population =
        test::population({{0, 5}, {5, 16}}, {{10, 20, 30, 40, 50, 60}, {60, 50, 40, 30, 20, 10}});
    return study;
}

std::vector<IndexTerm> random_parts() {
    IndexTerm young = part_of("ponds", 1.5);
    young.ages = {0, 5};
    young.weights = test::by_class({{"pond", 1}, {"pit", 0.8}}, 0.5);
    IndexTerm old = part_of("ponds");
    old.ages = {5, 16};
    old.kernel = {
        .plateau_m = 200, .scale_m = 300, .floor = 0, .limit_m = 900, .every_feature = true};
    IndexTerm school = part_of("ponds", 0.3);
    school.origin = Origin::schools;
    school.ages = {6, 16};
    IndexTerm roads = part_of("roads", 2);
    roads.by_length = true;
    return {young, old, school, roads};
}

double weighted_mean_of_exp(const PerUnit<double>& index, const domain::Population& population) {
    double sum = 0;
    double children = 0;
    for (std::size_t row = 0; row < index.size(); ++row) {
        const UnitIndex unit(row);
        if (!std::isnan(index[unit])) {
            const double here = population.between(unit, 0, 16);
            sum += here * std::exp(index[unit]);
            children += here;
        }
    }
    return sum / children;
}

TEST(ExposureIndex, IsTheLogOfExposurePerChildOverItsMean) {
    DrawnStudy study(2);
    study.layers["ponds"] = test::layer_of({test::point(100, 0), test::point(1500, 0)});
    study.add_home({100, 0}, 3);
    study.add_home({200, 0}, 1);
    study.add_home({1600, 0}, 7);
    study.population = test::population({{0, 16}}, {{4, 14}});
    const double e1 = std::exp(-1);
    const double a = (3 + e1) / 4;
    const double mean = (4 * a + 14 * e1) / 18;
    const ExposureIndex index = index_of(study, {part_of("ponds")});
    ASSERT_EQ(index.value.size(), 2U);
    EXPECT_NEAR(index.value[UnitIndex(0)], std::log(a / mean), 1e-12);
    EXPECT_NEAR(index.value[UnitIndex(1)], std::log(e1 / mean), 1e-12);
}

TEST(ExposureIndex, ChildWeightedMeanOfItsExponentialIsOne) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        DrawnStudy study = random_study(seed);
        const ExposureIndex index = index_of(study, random_parts());
        EXPECT_NEAR(weighted_mean_of_exp(index.value, study.population), 1, 1e-12) << seed;
    }
}

TEST(ExposureIndex, DoublingEveryWeightChangesNothing) {
    DrawnStudy study = random_study(3);
    std::vector<IndexTerm> parts = random_parts();
    const PerUnit<double> before = index_of(study, parts).value;
    for (IndexTerm& part : parts) {
        part.weight *= 2;
    }
    EXPECT_EQ(index_of(study, parts).value, before);
}

TEST(ExposureIndex, OrderOfFeaturesAndHomesChangesNothing) {
    DrawnStudy study = random_study(4);
    const PerUnit<double> before = index_of(study, random_parts()).value;
    for (auto& [id, layer] : study.layers) {
        std::reverse(layer.shapes.begin(), layer.shapes.end());
        for (auto& column : layer.columns) {
            std::vector<domain::Value> cells(column.begin(), column.end());
            std::reverse(cells.begin(), cells.end());
            column = domain::Cells(cells);
        }
    }
    std::reverse(study.people.begin(), study.people.end());
    const PerUnit<double> after = index_of(study, random_parts()).value;
    for (std::size_t row = 0; row < before.size(); ++row) {
        EXPECT_NEAR(after[UnitIndex(row)], before[UnitIndex(row)], 1e-12);
    }
}

TEST(ExposureIndex, ThreadsGiveTheSameBytes) {
    DrawnStudy study = random_study(5);
    const PerUnit<double> one = index_of(study, random_parts()).value;
    for (const unsigned threads : {2U, 8U}) {
        study.context.threads = threads;
        EXPECT_EQ(index_of(study, random_parts()).value, one);
    }
}

TEST(ExposureIndex, LengthsInOtherUnitsDoNotShiftTheBalanceOfParts) {
    DrawnStudy study = random_study(6);
    std::vector<IndexTerm> parts = random_parts();
    const PerUnit<double> before = index_of(study, parts).value;
    parts.back().weights.field = "class";
    parts.back().weights.otherwise.value = 1000;
    const PerUnit<double> after = index_of(study, parts).value;
    for (std::size_t row = 0; row < before.size(); ++row) {
        EXPECT_NEAR(after[UnitIndex(row)], before[UnitIndex(row)], 1e-12);
    }
}

/// Two by_length parts of weight 1 and 3: the average child gets a quarter from the first.
TEST(ExposureIndex, WeightOfALengthPartIsWhatTheAverageChildGets) {
    DrawnStudy study(2);
    study.layers["roads"] = test::layer_of({test::line({{100, 0}, {200, 0}})});
    study.layers["paths"] = test::layer_of({test::line({{1500, 0}, {1700, 0}})});
    study.add_home({150, 0}, 1);
    study.add_home({1600, 0}, 1);
    study.population = test::population({{0, 16}}, {{10, 10}});
    IndexTerm roads = part_of("roads", 1);
    IndexTerm paths = part_of("paths", 3);
    for (IndexTerm* part : {&roads, &paths}) {
        part->by_length = true;
        part->kernel = {.plateau_m = 500, .scale_m = 1, .floor = 0, .limit_m = 500};
    }
    const ExposureIndex index = index_of(study, {roads, paths});
    EXPECT_NEAR(index.value[UnitIndex(0)], std::log(0.5), 1e-12);
    EXPECT_NEAR(index.value[UnitIndex(1)], std::log(1.5), 1e-12);
}

TEST(ExposureIndex, FencingLowersTheUnitByTheMultiplier) {
    DrawnStudy study(2);
    domain::Layer ponds = test::layer_of({test::point(100, 0), test::point(1100, 0)});
    test::add_flags(ponds, "fenced", "t?");
    study.layers["ponds"] = ponds;
    study.add_home({100, 0}, 1);
    study.add_home({1100, 0}, 1);
    study.population = test::population({{0, 16}}, {{10, 10}});
    IndexTerm part = part_of("ponds");
    part.kernel.limit_m = 500;
    part.multipliers = {test::if_true("fenced", 0.27)};
    const ExposureIndex index = index_of(study, {part});
    EXPECT_NEAR(index.value[UnitIndex(0)] - index.value[UnitIndex(1)], std::log(0.27), 1e-12);
}

TEST(ExposureIndex, SchoolPartsFollowEachChildToTheNearestSchool) {
    DrawnStudy study(3);
    study.layers["ponds"] = test::layer_of({test::point(900, 0)});
    study.add_schools({{900, 0}, {2900, 0}});
    study.add_home({500, 0}, 1);
    study.add_home({1500, 0}, 1);
    study.add_home({2500, 0}, 1);
    study.population = test::population({{0, 16}}, {{10, 10, 10}});
    IndexTerm part = part_of("ponds");
    part.origin = Origin::schools;
    part.kernel = {.plateau_m = 100, .scale_m = 10, .floor = 0.5, .limit_m = 5000};
    const ExposureIndex index = index_of(study, {part});
    EXPECT_NEAR(index.value[UnitIndex(0)], std::log(1 / (2.5 / 3)), 1e-12);
    EXPECT_NEAR(index.value[UnitIndex(1)], index.value[UnitIndex(0)], 1e-12);
    EXPECT_NEAR(index.value[UnitIndex(2)], std::log(0.5 / (2.5 / 3)), 1e-12);
}

TEST(ExposureIndex, NothingOnTheMapIsLiftedNotMinusInfinity) {
    DrawnStudy study(2);
    study.layers["ponds"] = test::layer_of({test::point(500, 500)});
    study.add_home({500, 500}, 1);
    study.add_home({1500, 500}, 1);
    study.population = test::population({{0, 16}}, {{10, 10}});
    IndexTerm part = part_of("ponds");
    part.kernel.limit_m = 300;
    const ExposureIndex index = index_of(study, {part});
    EXPECT_NEAR(index.value[UnitIndex(1)] - index.value[UnitIndex(0)],
                std::log(least_relative_exposure / 2),
                1e-12);
    EXPECT_NEAR(weighted_mean_of_exp(index.value, study.population), 1, 1e-12);
    EXPECT_NE(index.note.en.find("Next to nothing is on the map in 1 unit:"), std::string::npos);
}

TEST(ExposureIndex, UnitsWithoutChildrenAreNotANumber) {
    DrawnStudy study = random_study(7);
    for (auto& band : study.population.people) {
        band[UnitIndex(2)] = 0;
    }
    const ExposureIndex index = index_of(study, random_parts());
    EXPECT_TRUE(std::isnan(index.value[UnitIndex(2)]));
    EXPECT_TRUE(std::isfinite(index.value[UnitIndex(1)]));
}

TEST(ExposureIndex, PartsThatCannotBeMeasuredAreLeftOutWithANote) {
    DrawnStudy study = random_study(8);
    std::vector<IndexTerm> parts = random_parts();
    const PerUnit<double> roads_only = index_of(study, {parts.back()}).value;
    study.layers["ponds"].survey_status = "not_surveyed";
    const ExposureIndex index = index_of(study, parts);
    EXPECT_EQ(index.value, roads_only);
    EXPECT_NE(index.note.en.find("part_of_ponds"), std::string::npos);
    EXPECT_NE(index.note.vi.find("part_of_ponds"), std::string::npos);

    study.layers.erase("ponds");
    EXPECT_THROW(index_of(study, parts), Error);
    for (IndexTerm& part : parts) {
        part.without_layer = true;
    }
    EXPECT_EQ(index_of(study, parts).value, roads_only);
    study.layers.erase("roads");
    EXPECT_TRUE(index_of(study, parts).value.empty());
    EXPECT_TRUE(index_of(study, {}).value.empty());
}

TEST(ExposureIndex, SchoolPartsAreLeftOutWhereNobodyKnowsTheSchools) {
    DrawnStudy study = random_study(9);
    study.layers.erase("schools");
    std::vector<IndexTerm> parts = random_parts();
    const ExposureIndex index = index_of(study, parts);
    parts.erase(parts.begin() + 2);
    EXPECT_EQ(index.value, index_of(study, parts).value);
    EXPECT_NE(index.note.en.find("left out"), std::string::npos);
}

TEST(ExposureIndex, NothingWithinReachOfAnybodyIsNoIndex) {
    DrawnStudy study(1);
    study.layers["ponds"] = domain::Layer{};
    study.add_home({500, 500}, 1);
    study.population = test::population({{0, 16}}, {{10}});
    const ExposureIndex index = index_of(study, {part_of("ponds")});
    EXPECT_TRUE(index.value.empty());
    EXPECT_NE(index.note.en.find("no index"), std::string::npos);
}

/// Ages the table does not know must not make toddlers outnumber all children.
TEST(ExposureIndex, UnknownAgesCountByTheirYears) {
    DrawnStudy study = random_study(10);
    // The scale of a length part is a mean over the study's children, whose weights change here.
    std::vector<IndexTerm> parts = random_parts();
    parts.pop_back();
    study.population = test::population({{0, 16}}, {{10, 20, 30, 40, 50, 60}});
    const PerUnit<double> prorated = index_of(study, parts).value;
    study.population = {};
    const PerUnit<double> by_people = index_of(study, parts).value;
    for (std::size_t row = 0; row < prorated.size(); ++row) {
        EXPECT_NEAR(by_people[UnitIndex(row)] - by_people[UnitIndex(0)],
                    prorated[UnitIndex(row)] - prorated[UnitIndex(0)],
                    1e-9);
    }
}

TEST(AlternativeIndices, AreThreeNormalisedIndicesThatDiffer) {
    DrawnStudy study = random_study(11);
    const Inputs inputs = study.inputs();
    Workbench bench(study.rule, inputs, study.context);
    const ExposureIndex index = exposure_index(random_parts(), all_children, bench);
    const auto alternatives = alternative_indices(random_parts(), all_children, bench);
    ASSERT_EQ(alternatives.size(), 3U);
    for (const AlternativeIndex& other : alternatives) {
        EXPECT_NEAR(weighted_mean_of_exp(other.index, study.population), 1, 1e-12) << other.id;
        EXPECT_NE(other.index, index.value) << other.id;
        EXPECT_FALSE(other.label.vi.empty());
        EXPECT_FALSE(other.label.en.empty());
    }
}

/// What the workbench remembers of one kernel must not leak into the next.
TEST(AlternativeIndices, SharedDistancesGiveWhatAFreshStartGives) {
    DrawnStudy study = random_study(12);
    std::vector<IndexTerm> parts = random_parts();
    const Inputs inputs = study.inputs();
    Workbench bench(study.rule, inputs, study.context);
    const PerUnit<double> first = exposure_index(parts, all_children, bench).value;
    const auto shared = alternative_indices(parts, all_children, bench);
    EXPECT_EQ(exposure_index(parts, all_children, bench).value, first);
    for (IndexTerm& part : parts) {
        part.kernel.plateau_m *= 2;
        part.kernel.scale_m *= 2;
        part.kernel.limit_m *= 2;
    }
    EXPECT_EQ(shared.back().index, index_of(study, parts).value);
}

TEST(BuildExposure, HoldsOneColumnPerTermWithItsField) {
    DrawnStudy study = random_study(13);
    hazard::HazardSpec spec;
    hazard::ExposureTerm term;
    term.name = "near";
    term.short_name = "gan";
    term.label = {"Gần", "Near"};
    term.layer = "ponds";
    term.measure = hazard::Measure::share_within;
    term.within_m = 150;
    term.ages = {0, 5};
    term.source = "[A]";
    spec.exposure = {term};
    spec.index = random_parts();
    const ExposureTable table = build_exposure(spec, study.inputs(), study.context);
    ASSERT_EQ(table.columns.size(), 1U);
    const domain::Field& field = table.columns[0].field;
    EXPECT_EQ(field.name, "near");
    EXPECT_EQ(field.short_name, "gan");
    EXPECT_EQ(field.unit, "share");
    EXPECT_NE(field.meaning.en.find("150 m"), std::string::npos);
    EXPECT_NE(field.meaning.en.find("Ages 0-4"), std::string::npos);
    EXPECT_EQ(field.source, "[A]");
    EXPECT_EQ(table.index, index_of(study, random_parts()).value);
    EXPECT_EQ(table.alternatives.size(), 3U);
}

}  // namespace
}  // namespace riskmap::exposure
