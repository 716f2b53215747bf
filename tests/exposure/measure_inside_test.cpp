#include <cmath>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "exposure/measures.hpp"
#include "exposure/support/drawn_study.hpp"
#include "hazard/vocabulary.hpp"

namespace riskmap::exposure {
namespace {

using hazard::ExposureTerm;
using hazard::Measure;
using test::DrawnStudy;
using Values = std::vector<std::optional<double>>;

ExposureTerm term_of(Measure measure) {
    ExposureTerm term;
    term.name = "term";
    term.layer = "things";
    term.measure = measure;
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

TEST(Count, PointLiesInOneUnitAndLinesInEveryUnitTheyCross) {
    DrawnStudy study(3);
    study.layers["things"] = test::layer_of({test::point(500, 500),
                                             test::point(1000, 500),
                                             test::line({{900, 100}, {1100, 100}}),
                                             test::rectangle(1500, 100, 1600, 200)});
    expect_near(values(study, term_of(Measure::count)), {3, 2, 0});
}

TEST(Count, WeightsFollowTheClassAndAFenceCanRemoveAPond) {
    DrawnStudy study(1);
    domain::Layer ponds = test::layer_of({test::point(1, 1), test::point(2, 2), test::point(3, 3)},
                                         {"pond", "PIT", "lagoon"});
    test::add_flags(ponds, "fenced", "t?f");
    study.layers["things"] = ponds;
    ExposureTerm term = term_of(Measure::count);
    term.weights = test::by_class({{"pond", 2}, {"pit", 3}}, 10);
    expect_near(values(study, term), {15});
    term.multipliers = {test::if_true("fenced", 0)};
    expect_near(values(study, term), {13});
}

TEST(Count, MultiplierOnAColumnThatIsNotThereIsToldAndNotApplied) {
    DrawnStudy study(1);
    study.layers["things"] = test::layer_of({test::point(1, 1)});
    ExposureTerm term = term_of(Measure::count);
    term.multipliers = {test::if_true("fenced", 0)};
    const Measured found = measured(study, term);
    expect_near(found.values.values(), {1});
    EXPECT_NE(found.notes.text().en.find("fenced"), std::string::npos);
    EXPECT_NE(found.notes.text().vi.find("fenced"), std::string::npos);
}

TEST(CountPerKm2, UnitWithoutAreaHasNoDensity) {
    DrawnStudy study(2);
    study.layers["things"] = test::layer_of({test::point(500, 500)});
    study.units.area_m2[UnitIndex(0)] = 2e6;
    study.units.area_m2[UnitIndex(1)] = 0;
    expect_near(values(study, term_of(Measure::count_per_km2)), {0.5, std::nullopt});
}

TEST(LengthKm, WeighsByClassAndSplitsAtBorders) {
    DrawnStudy study(2);
    study.layers["things"] = test::layer_of(
        {test::line({{500, 10}, {1500, 10}}), test::line({{0, 20}, {400, 20}})}, {"big", "small"});
    ExposureTerm term = term_of(Measure::length_km);
    expect_near(values(study, term), {0.9, 0.5});
    term.weights = test::by_class({{"big", 1}}, 0.25);
    expect_near(values(study, term), {0.6, 0.5});
    term.measure = Measure::length_per_km2;
    study.units.area_m2[UnitIndex(0)] = 4e6;
    expect_near(values(study, term), {0.15, 0.5});
}

TEST(LengthKm, PointsHaveNoLengthAndTheNoteSaysSo) {
    DrawnStudy study(1);
    study.layers["things"] = test::layer_of({test::point(1, 1)});
    const Measured found = measured(study, term_of(Measure::length_km));
    expect_near(found.values.values(), {0});
    EXPECT_NE(found.notes.text().en.find("1 feature of layer"), std::string::npos);
}

TEST(LengthKm, OnlyFeaturesThatMeetTheConditionsCount) {
    DrawnStudy study(1);
    study.layers["things"] = test::layer_of(
        {test::line({{0, 10}, {300, 10}}), test::line({{0, 20}, {500, 20}})}, {"big", "small"});
    ExposureTerm term = term_of(Measure::length_km);
    domain::Condition condition;
    condition.field = "class";
    condition.values = {std::string("small")};
    term.where = {condition};
    expect_near(values(study, term), {0.5});
}

TEST(AreaShare, IsWhatPolygonsCoverOfEachUnit) {
    DrawnStudy study(2);
    study.layers["things"] =
        test::layer_of({test::rectangle(900, 0, 1100, 500), test::line({{0, 0}, {500, 500}})});
    const Measured found = measured(study, term_of(Measure::area_share));
    expect_near(found.values.values(), {0.05, 0.05});
    EXPECT_NE(found.notes.text().en.find("no polygons"), std::string::npos);
}

TEST(AreaShare, NeverPassesOneWherePolygonsOverlap) {
    DrawnStudy study(1);
    study.layers["things"] =
        test::layer_of({test::rectangle(0, 0, 1000, 1000), test::rectangle(0, 0, 1000, 1000)});
    const Measured found = measured(study, term_of(Measure::area_share));
    expect_near(found.values.values(), {1});
    EXPECT_NE(found.notes.text().en.find("overlap"), std::string::npos);
}

TEST(AreaShare, CountsGroundUnderTwoPolygonsOnce) {
    DrawnStudy study(2);
    study.layers["things"] =
        test::layer_of({test::rectangle(0, 0, 500, 1000), test::rectangle(400, 0, 1200, 1000)});
    const Measured found = measured(study, term_of(Measure::area_share));
    expect_near(found.values.values(), {1, 0.2});
    EXPECT_NE(found.notes.text().en.find("shared ground counts once"), std::string::npos);
}

TEST(ShorelinePerKm2, AddsOutlinesAndLines) {
    DrawnStudy study(2);
    study.layers["things"] =
        test::layer_of({test::rectangle(100, 100, 300, 200), test::line({{500, 50}, {1200, 50}})});
    expect_near(values(study, term_of(Measure::shoreline_per_km2)), {1.1, 0.2});
}

TEST(JunctionsPerKm2, CountsCrossroadsInTheirUnit) {
    DrawnStudy study(2);
    study.layers["things"] = test::layer_of({test::line({{100, 500}, {500, 500}, {900, 500}}),
                                             test::line({{500, 100}, {500, 500}, {500, 900}})});
    study.units.area_m2[UnitIndex(0)] = 2e6;
    expect_near(values(study, term_of(Measure::junctions_per_km2)), {0.5, 0});
}

TEST(Measure, SurveyedAndEmptyIsZeroNotSurveyedIsNoValue) {
    for (const Measure word : {Measure::count,
                               Measure::count_per_km2,
                               Measure::length_km,
                               Measure::length_per_km2,
                               Measure::area_share,
                               Measure::shoreline_per_km2,
                               Measure::junctions_per_km2}) {
        DrawnStudy study(2);
        study.layers["things"] = domain::Layer{};
        expect_near(values(study, term_of(word)), {0, 0});
        study.layers["things"].survey_status = "not_surveyed";
        const Measured found = measured(study, term_of(word));
        expect_near(found.values.values(), {std::nullopt, std::nullopt});
        EXPECT_NE(found.notes.text().en.find("not surveyed"), std::string::npos);
    }
}

TEST(Measure, FeaturesWithoutShapesAreNotZero) {
    DrawnStudy study(1);
    study.layers["things"] = test::layer_of({geo::Geometry(), geo::Geometry()});
    const Measured found = measured(study, term_of(Measure::count));
    expect_near(found.values.values(), {std::nullopt});
    study.layers["things"].shapes[0] = test::point(1, 1);
    const Measured one = measured(study, term_of(Measure::count));
    expect_near(one.values.values(), {1});
    EXPECT_NE(one.notes.text().en.find("1 feature of layer"), std::string::npos);
}

TEST(Measure, PartlySurveyedLayersAreMeasuredWithAWarning) {
    DrawnStudy study(1);
    study.layers["things"] = test::layer_of({test::point(1, 1)});
    study.layers["things"].survey_status = "partly";
    const Measured found = measured(study, term_of(Measure::count));
    expect_near(found.values.values(), {1});
    EXPECT_NE(found.notes.text().en.find("in part"), std::string::npos);
}

TEST(Measure, AbsentLayerIsAnErrorUnlessTheStudyRunsWithoutIt) {
    DrawnStudy study(1);
    ExposureTerm term = term_of(Measure::count);
    try {
        values(study, term);
        FAIL() << "the layer is not there";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::config);
        EXPECT_NE(std::string(error.what()).find("things"), std::string::npos);
    }
    term.without_layer = true;
    expect_near(values(study, term), {std::nullopt});
    term.measure = Measure::raster_sum;
    expect_near(values(study, term), {std::nullopt});
    term.without_layer = false;
    EXPECT_THROW(values(study, term), Error);
}

TEST(Measure, EveryWordOfTheVocabularyHasAFunction) {
    for (const hazard::MeasureWord& word : hazard::measure_words()) {
        DrawnStudy study(1);
        study.layers["things"] = test::layer_of({test::point(1, 1)});
        study.rasters["things"] = {"EPSG:9212", 0, 1000, 500, 500, 2, 2, {1, 2, 3, 4}};
        ExposureTerm term = term_of(word.value);
        term.within_m = 10;
        EXPECT_EQ(values(study, term).size(), 1U) << word.word;
    }
}

TEST(RasterSum, CellsWithoutDataStayMissing) {
    const double none = std::nan("");
    DrawnStudy study(2);
    study.rasters["things"] = {"EPSG:9212", 0, 1000, 500, 500, 3, 2, {1, 2, none, 3, 4, none}};
    const Measured sum = measured(study, term_of(Measure::raster_sum));
    expect_near(sum.values.values(), {10, std::nullopt});
    EXPECT_EQ(sum.notes.text().en, "");
    expect_near(values(study, term_of(Measure::raster_mean)), {2.5, std::nullopt});
    study.rasters["things"].values[0] = none;
    const Measured part = measured(study, term_of(Measure::raster_mean));
    expect_near(part.values.values(), {3, std::nullopt});
    EXPECT_NE(part.notes.text().en.find("ends inside 1 unit:"), std::string::npos);
}

TEST(RasterMean, ZeroIsAValue) {
    DrawnStudy study(1);
    study.rasters["things"] = {"EPSG:9212", 0, 1000, 1000, 1000, 1, 1, {0}};
    expect_near(values(study, term_of(Measure::raster_mean)), {0});
    expect_near(values(study, term_of(Measure::raster_sum)), {0});
}

}  // namespace
}  // namespace riskmap::exposure
