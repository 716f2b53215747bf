#include <cmath>

#include <gtest/gtest.h>

#include "core/random.hpp"
#include "exposure/measures.hpp"
#include "exposure/support/drawn_study.hpp"

namespace riskmap::exposure {
namespace {

using hazard::ExposureTerm;
using hazard::Measure;
using hazard::Origin;
using test::DrawnStudy;
using Values = std::vector<std::optional<double>>;

ExposureTerm term_of(Measure measure, Origin origin = Origin::people) {
    ExposureTerm term;
    term.name = "term";
    term.layer = "water";
    term.measure = measure;
    term.origin = origin;
    term.within_m = 100;
    return term;
}

Measured measured(DrawnStudy& study, const ExposureTerm& term) {
    const Inputs inputs = study.inputs();
    Workbench bench(study.rule, inputs, study.context);
    return measure(term, bench);
}

Values values(DrawnStudy& study, const ExposureTerm& term) {
    return measured(study, term).values.values();
}

void expect_near(const Values& found, const Values& wanted) {
    ASSERT_EQ(found.size(), wanted.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        ASSERT_EQ(found[i].has_value(), wanted[i].has_value()) << "unit " << i;
        if (wanted[i]) {
            EXPECT_NEAR(*found[i], *wanted[i], 1e-9) << "unit " << i;
        }
    }
}

/// A pond at (500, 500). In A live 10 people at 100 m, 20 at 200 m, 10 at 400 m; in B 5 at 1,000 m;
/// nobody in C. Four in ten people are children, half of them under 5.
DrawnStudy three_units() {
    DrawnStudy study(3);
    study.layers["water"] = test::layer_of({test::point(500, 500)});
    study.add_home({600, 500}, 10);
    study.add_home({700, 500}, 20);
    study.add_home({900, 500}, 10);
    study.add_home({1500, 500}, 5);
    study.population = test::population({{0, 5}, {5, 16}}, {{8, 1, 0}, {8, 1, 0}});
    return study;
}

TEST(DistanceMean, WeighsHomesByTheirChildren) {
    DrawnStudy study = three_units();
    expect_near(values(study, term_of(Measure::distance_mean)), {225, 1000, std::nullopt});
}

TEST(DistanceMean, WithoutAnyFeatureThereIsNoDistance) {
    DrawnStudy study = three_units();
    study.layers["water"] = domain::Layer{};
    const Values none{std::nullopt, std::nullopt, std::nullopt};
    expect_near(values(study, term_of(Measure::distance_mean)), none);
    expect_near(values(study, term_of(Measure::distance_median)), none);
    EXPECT_NE(measured(study, term_of(Measure::distance_mean)).notes.text().en.find("no distance"),
              std::string::npos);
}

TEST(DistanceMedian, HalfOfTheWeightLiesWithin) {
    DrawnStudy study = three_units();
    expect_near(values(study, term_of(Measure::distance_median)), {200, 1000, std::nullopt});
    study.people[1].people = 0;
    expect_near(values(study, term_of(Measure::distance_median)), {250, 1000, std::nullopt});
}

TEST(ShareWithin, TheRadiusItselfIsWithin) {
    DrawnStudy study = three_units();
    expect_near(values(study, term_of(Measure::share_within)), {0.25, 0, std::nullopt});
    ExposureTerm less = term_of(Measure::share_within);
    less.within_m = 99.999;
    expect_near(values(study, less), {0, 0, std::nullopt});
}

TEST(ShareWithin, EmptyLayerIsTrulyNone) {
    DrawnStudy study = three_units();
    study.layers["water"] = domain::Layer{};
    expect_near(values(study, term_of(Measure::share_within)), {0, 0, std::nullopt});
    expect_near(values(study, term_of(Measure::weighted_access)), {0, 0, std::nullopt});
    expect_near(values(study, term_of(Measure::people_within)), {0, 0, 0});
}

TEST(PeopleWithin, CountsChildrenOfTheTermsAges) {
    DrawnStudy study = three_units();
    ExposureTerm term = term_of(Measure::people_within);
    expect_near(values(study, term), {4, 0, 0});
    term.ages = {0, 5};
    term.within_m = 200;
    expect_near(values(study, term), {6, 0, 0});
}

TEST(PeopleWithin, MissingFigureIsNoCountButStillWeighsHomes) {
    DrawnStudy study = three_units();
    study.population.people[0][UnitIndex(0)] = std::nan("");
    expect_near(values(study, term_of(Measure::people_within)), {std::nullopt, 0, 0});
    expect_near(values(study, term_of(Measure::distance_mean)), {225, 1000, std::nullopt});
}

TEST(PeopleWithin, WithoutCellsAndFiguresNobodyKnows) {
    DrawnStudy study = three_units();
    study.people.clear();
    study.population = {};
    expect_near(values(study, term_of(Measure::people_within)),
                {std::nullopt, std::nullopt, std::nullopt});
}

TEST(PeopleWithin, WithoutFiguresPeopleOfAllAgesStandInAndTheNoteSaysSo) {
    DrawnStudy study = three_units();
    study.population = {};
    const Measured found = measured(study, term_of(Measure::people_within));
    expect_near(found.values.values(), {10, 0, std::nullopt});
    EXPECT_NE(found.notes.text().en.find("all ages"), std::string::npos);
}

TEST(SchoolsWithin, CountsPerUnitAndNeedsASurveyedLayer) {
    DrawnStudy study = three_units();
    expect_near(values(study, term_of(Measure::schools_within)),
                {std::nullopt, std::nullopt, std::nullopt});
    study.add_schools({{500, 550}, {500, 601}, {450, 500}, {2500, 500}});
    expect_near(values(study, term_of(Measure::schools_within)), {2, 0, 0});
    study.layers["schools"].survey_status = "not_surveyed";
    expect_near(values(study, term_of(Measure::schools_within)),
                {std::nullopt, std::nullopt, std::nullopt});
}

TEST(DistanceMean, FromSchoolsEachSchoolWeighsTheSame) {
    DrawnStudy study = three_units();
    study.add_schools({{500, 550}, {500, 650}, {2500, 500}});
    expect_near(values(study, term_of(Measure::distance_mean, Origin::schools)),
                {100, std::nullopt, 2000});
}

TEST(DistanceMean, FromIncidentsOnlyExactPlacesAreUsed) {
    DrawnStudy study = three_units();
    domain::Incident& exact = study.incidents.add(0);
    exact.precision = domain::Precision::gps;
    exact.at = geo::PointM{500, 530};
    study.incidents.add(0);
    study.incidents.add(1);
    const Measured found = measured(study, term_of(Measure::distance_mean, Origin::incidents));
    expect_near(found.values.values(), {30, std::nullopt, std::nullopt});
    EXPECT_NE(found.notes.text().en.find("1 of 3"), std::string::npos);
}

/// A child that lived by the water drowned elsewhere; distances are from where it drowned.
TEST(DistanceMean, FromIncidentsOnlyPlacesOfOccurrenceAreUsed) {
    DrawnStudy study = three_units();
    domain::Incident& home = study.incidents.add(0);
    home.told = domain::EventPlace::residence;
    home.precision = domain::Precision::gps;
    home.at = geo::PointM{500, 530};
    domain::Incident& both = study.incidents.add(0);
    both.told = domain::EventPlace::residence;
    both.elsewhere.push_back({.place = domain::EventPlace::occurrence,
                              .unit = UnitIndex(1),
                              .precision = domain::Precision::named_feature,
                              .at = geo::PointM{1500, 500}});
    const Measured found = measured(study, term_of(Measure::distance_mean, Origin::incidents));
    expect_near(found.values.values(), {std::nullopt, 1000, std::nullopt});
    EXPECT_NE(found.notes.text().en.find("1 of 2"), std::string::npos);
}

TEST(WeightedAccess, NearestOfEachClassOrEveryFeature) {
    DrawnStudy study(1);
    study.add_home({0, 0}, 1);
    study.layers["water"] = test::layer_of(
        {test::point(100, 0), test::point(200, 0), test::point(0, 300)}, {"pond", "pond", "river"});
    ExposureTerm term = term_of(Measure::weighted_access);
    term.kernel = {.plateau_m = 0, .scale_m = 100, .floor = 0, .limit_m = 1000};
    term.weights = test::by_class({{"pond", 1}, {"river", 2}}, 0);
    const double e1 = std::exp(-1);
    expect_near(values(study, term), {e1 + 2 * std::exp(-3)});
    term.kernel.every_feature = true;
    expect_near(values(study, term), {e1 + std::exp(-2) + 2 * std::exp(-3)});
    term.kernel.limit_m = 250;
    expect_near(values(study, term), {e1 + std::exp(-2)});
}

TEST(WeightedAccess, FencedPondDoesNotHideAnOpenOneFurtherAway) {
    DrawnStudy study(1);
    study.add_home({0, 0}, 1);
    domain::Layer ponds = test::layer_of({test::point(10, 0), test::point(50, 0)}, {"a", "a"});
    test::add_flags(ponds, "fenced", "tf");
    study.layers["water"] = ponds;
    ExposureTerm term = term_of(Measure::weighted_access);
    term.kernel = {.plateau_m = 100, .scale_m = 100, .floor = 0, .limit_m = 1000};
    term.multipliers = {test::if_true("fenced", 0.27)};
    expect_near(values(study, term), {1});
    study.layers["water"].columns.back().set(1, true);
    expect_near(values(study, term), {0.27});
    study.layers["water"].columns.back().set(1, domain::Value());
    expect_near(values(study, term), {1});
}

TEST(WeightedAccess, FloorReachesAsFarAsTheLimit) {
    DrawnStudy study(2);
    study.layers["water"] = test::layer_of({test::point(100, 0)});
    study.add_home({100, 20}, 1);
    study.add_home({1900, 0}, 1);
    ExposureTerm term = term_of(Measure::weighted_access);
    term.kernel = {.plateau_m = 0, .scale_m = 30, .floor = 0.02, .limit_m = 1e6};
    expect_near(values(study, term), {std::exp(-20.0 / 30), 0.02});
    term.kernel.limit_m = 1800;
    expect_near(values(study, term), {std::exp(-20.0 / 30), 0.02});
    term.kernel.limit_m = 1799;
    expect_near(values(study, term), {std::exp(-20.0 / 30), 0});
}

TEST(Homes, WithoutARasterOnePointInTheUnitStandsIn) {
    DrawnStudy study = three_units();
    study.people.clear();
    const Measured found = measured(study, term_of(Measure::distance_mean));
    expect_near(found.values.values(), {0, 1000, std::nullopt});
    EXPECT_NE(found.notes.text().en.find("No raster"), std::string::npos);
}

/// Brute force over random homes and ponds, for any number of threads.
TEST(Distances, AgreeWithBruteForceForAnyNumberOfThreads) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        DrawnStudy study(4);
        RandomStream random(seed, 1, 1);
        std::vector<geo::Geometry> ponds;
        for (int i = 0; i < 40; ++i) {
            const double x = 4000 * random.uniform();
            const double y = 1000 * random.uniform();
            ponds.push_back(i % 2 == 0 ? test::point(x, y) : test::rectangle(x, y, x + 60, y + 30));
        }
        for (int i = 0; i < 3000; ++i) {
            study.add_home({3999 * random.uniform(), 999 * random.uniform()},
                           1 + std::floor(9 * random.uniform()));
        }
        study.layers["water"] = test::layer_of(ponds);
        study.population = test::population({{0, 16}}, {{100, 200, 300, 400}});
        const auto distance = [&](geo::PointM home) {
            double best = 1e9;
            for (const geo::Geometry& pond : ponds) {
                const geo::Box& box = pond.box();
                best =
                    std::min(best,
                             std::hypot(std::max({box.min_x - home.x, 0.0, home.x - box.max_x}),
                                        std::max({box.min_y - home.y, 0.0, home.y - box.max_y})));
            }
            return best;
        };
        std::vector<double> people(4, 0);
        std::vector<double> metres(4, 0);
        std::vector<double> near(4, 0);
        for (const domain::PeopleCell& home : study.people) {
            const std::size_t unit = home.unit->row();
            people[unit] += home.people;
            metres[unit] += home.people * distance(home.at);
            near[unit] += distance(home.at) <= 100 ? home.people : 0;
        }
        Values mean;
        Values count;
        for (std::size_t unit = 0; unit < 4; ++unit) {
            mean.emplace_back(metres[unit] / people[unit]);
            count.emplace_back(near[unit] / people[unit] * 100 * static_cast<double>(unit + 1));
        }
        SCOPED_TRACE(seed);
        study.context.threads = 1;
        const Values one = values(study, term_of(Measure::distance_mean));
        expect_near(one, mean);
        expect_near(values(study, term_of(Measure::people_within)), count);
        study.context.threads = 4;
        EXPECT_EQ(values(study, term_of(Measure::distance_mean)), one);
    }
}

}  // namespace
}  // namespace riskmap::exposure
