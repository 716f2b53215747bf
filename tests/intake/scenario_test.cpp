#include "intake/scenario.hpp"

#include <fstream>

#include <gtest/gtest.h>

#include "support/scratch.hpp"

namespace riskmap::intake {
namespace {

domain::Layer ponds() {
    domain::Layer layer;
    layer.name = "ponds";
    layer.source_rows = {1, 2, 3};
    layer.fields.resize(2);
    layer.fields[0].name = "id";
    layer.fields[1].name = "fenced";
    layer.columns = {{std::string("a"), std::string("b"), std::string("c")},
                     {true, false, domain::Value()}};
    return layer;
}

Scenario scenario_of(const test::Scratch& scratch, const std::string& changes) {
    std::ofstream(scratch / "s.toml")
        << "format = 1\nname = { vi = \"Rào ao\", en = \"Fence ponds\" }\n"
        << changes;
    return read_scenario(scratch / "s.toml");
}

TEST(Scenario, SetsTheFieldsOfTheRowsItMeets) {
    const test::Scratch scratch;
    const Scenario scenario = scenario_of(scratch,
                                          "[[changes]]\nlayer = \"ponds\"\n"
                                          "where = [{ field = \"fenced\", not_equals = true }]\n"
                                          "set = { fenced = true, depth_m = 0.5 }\n");
    std::map<std::string, domain::Layer> layers{{"ponds", ponds()}};
    IssueLog log;
    std::vector<InputRecord> inputs;
    apply_scenario(scenario, scratch / "s.toml", layers, log, inputs);
    const domain::Layer& layer = layers.at("ponds");
    EXPECT_EQ(layer.at(1, 1), domain::Value(true));
    EXPECT_EQ(layer.at(1, 2), domain::Value(true));
    ASSERT_EQ(layer.fields.size(), 3U);
    EXPECT_EQ(layer.at(2, 1), domain::Value(0.5));
    EXPECT_TRUE(domain::is_missing(layer.at(2, 0)));
    ASSERT_EQ(log.issues().size(), 1U);
    EXPECT_EQ(log.issues()[0].slug, "scenario.changed");
    EXPECT_TRUE(test::contains(log.issues()[0].message.en, "changes 2 rows"));
    ASSERT_EQ(inputs.size(), 1U);
    EXPECT_EQ(inputs[0].sha256.size(), 64U);
}

TEST(Scenario, ThatMeetsNoRowIsAWarning) {
    const test::Scratch scratch;
    const Scenario scenario = scenario_of(scratch,
                                          "[[changes]]\nlayer = \"ponds\"\n"
                                          "where = [{ field = \"id\", equals = \"z\" }]\n"
                                          "set = { fenced = true }\n");
    std::map<std::string, domain::Layer> layers{{"ponds", ponds()}};
    IssueLog log;
    std::vector<InputRecord> inputs;
    apply_scenario(scenario, scratch / "s.toml", layers, log, inputs);
    EXPECT_EQ(log.issues().at(0).slug, "scenario.no-row");
    EXPECT_EQ(log.issues().at(0).severity, Severity::warning);
}

TEST(Scenario, OfAnUnknownLayerNamesTheNearestAndTheLine) {
    const test::Scratch scratch;
    const Scenario scenario =
        scenario_of(scratch, "[[changes]]\nlayer = \"pond\"\nset = { fenced = true }\n");
    std::map<std::string, domain::Layer> layers{{"ponds", ponds()}};
    IssueLog log;
    std::vector<InputRecord> inputs;
    const std::string message = test::error_of(ErrorKind::config, [&] {
        apply_scenario(scenario, scratch / "s.toml", layers, log, inputs);
    });
    EXPECT_TRUE(test::contains(message, "s.toml:4:")) << message;
    EXPECT_TRUE(test::contains(message, "ponds")) << message;
}

TEST(Scenario, ListsAllProblemsOfItsFile) {
    const test::Scratch scratch;
    const std::string message = test::error_of(ErrorKind::config, [&] {
        scenario_of(scratch, "[[changes]]\nlayr = \"ponds\"\nset = { fenced = [1] }\n");
    });
    EXPECT_TRUE(test::contains(message, "layr")) << message;
    EXPECT_TRUE(test::contains(message, "fenced")) << message;
}

}  // namespace
}  // namespace riskmap::intake
