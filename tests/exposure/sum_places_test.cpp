#include <limits>

#include <gtest/gtest.h>

#include "exposure/exposure_table.hpp"
#include "exposure/support/drawn_study.hpp"

namespace riskmap::exposure {
namespace {

using hazard::ExposureTerm;
using hazard::HazardSpec;
using hazard::Measure;
using test::DrawnStudy;

/// Homes in A and far off in C; ponds beside each; one school beside A.
DrawnStudy two_villages() {
    DrawnStudy study(40);
    study.add_home({500, 500}, 10);
    study.add_home({700, 600}, 5);
    study.add_home({39'500, 500}, 8);
    study.layers["water"] =
        test::layer_of({test::point(520, 500), test::point(900, 900), test::point(39'400, 500)},
                       {"pond", "lake", "pond"});
    study.add_schools({{1500, 500}, {38'000, 500}});
    return study;
}

/// The same with nothing of the east but one point of it.
DrawnStudy near_a() {
    DrawnStudy study = two_villages();
    study.layers["water"] =
        test::layer_of({test::point(520, 500), test::point(900, 900), test::point(39'400, 500)},
                       {"pond", "lake", "pond"});
    study.layers["water"].shapes[2] = test::point(30'000, 500);
    study.add_schools({{1500, 500}});
    return study;
}

ExposureTerm term_of(Measure measure, double within_m = 0) {
    ExposureTerm term;
    term.name = "term";
    term.layer = "water";
    term.measure = measure;
    term.within_m = within_m;
    return term;
}

std::vector<double> sums_in_a(DrawnStudy& study, const HazardSpec& hazard, double read_within_m) {
    PerUnit<bool> block(study.units.size(), false);
    block[UnitIndex(0)] = true;
    Inputs inputs = study.inputs();
    inputs.block = &block;
    inputs.read_within_m = read_within_m;
    std::vector<double> found;
    for (const PerUnit<double>& sums : sum_places(hazard, inputs, study.context)) {
        found.push_back(sums[UnitIndex(0)]);
    }
    return found;
}

constexpr double everywhere = std::numeric_limits<double>::infinity();

HazardSpec all_measures() {
    HazardSpec hazard;
    hazard.exposure = {term_of(Measure::distance_mean),
                       term_of(Measure::distance_median),
                       term_of(Measure::share_within, 100),
                       term_of(Measure::people_within, 400),
                       term_of(Measure::weighted_access)};
    hazard.exposure.back().kernel = {.plateau_m = 0, .scale_m = 30, .floor = 0.02, .limit_m = 1e6};
    hazard.exposure.back().weights = test::by_class({{"pond", 1}, {"lake", 3}}, 1);
    hazard::IndexTerm part;
    part.name = "part";
    part.layer = "water";
    part.origin = hazard::Origin::schools;
    part.kernel = {.plateau_m = 100, .scale_m = 300, .limit_m = 1500, .every_feature = true};
    hazard.index = {part};
    return hazard;
}

TEST(SumPlaces, ABlockIsTheSameWithoutWhatLiesFarther) {
    const HazardSpec hazard = all_measures();
    EXPECT_DOUBLE_EQ(widest_reach_m(hazard), 3000);  // the index when all reaches twice as far
    DrawnStudy whole = two_villages();
    DrawnStudy part = near_a();
    const std::vector<double> wanted = sums_in_a(whole, hazard, everywhere);
    EXPECT_EQ(wanted.size(), 9U);  // each term, the index and its three alternatives
    EXPECT_EQ(sums_in_a(part, hazard, 3000), wanted);
}

TEST(SumPlaces, SaysWhenTheNearestMayLieBeyondWhatWasRead) {
    DrawnStudy study = two_villages();
    HazardSpec hazard;
    hazard.exposure = {term_of(Measure::distance_mean)};
    EXPECT_THROW(sums_in_a(study, hazard, 200), BeyondReach);  // 224 m to the pond
    EXPECT_NO_THROW(sums_in_a(study, hazard, 230));
    study.layers["water"] = test::layer_of({});
    EXPECT_TRUE(sums_in_a(study, hazard, 230).empty());

    study = two_villages();
    HazardSpec by_school;
    by_school.index = all_measures().index;
    EXPECT_NO_THROW(sums_in_a(study, by_school, 3000));
    study.add_schools({{38'000, 500}});  // the nearest school is out of what was read
    EXPECT_THROW(sums_in_a(study, by_school, 3000), BeyondReach);
    study.add_schools({});
    EXPECT_THROW(sums_in_a(study, by_school, 3000), BeyondReach);
}

TEST(SumPlaces, AFloorThatEndsSomewhereNeedsItsWholeReach) {
    DrawnStudy study = two_villages();
    HazardSpec hazard;
    hazard.exposure = {term_of(Measure::weighted_access)};
    hazard.exposure[0].kernel = {.plateau_m = 0, .scale_m = 30, .floor = 0.02, .limit_m = 20'000};
    EXPECT_THROW(sums_in_a(study, hazard, 3000), BeyondReach);
    EXPECT_NO_THROW(sums_in_a(study, hazard, 20'000));
}

}  // namespace
}  // namespace riskmap::exposure
