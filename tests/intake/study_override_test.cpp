#include "intake/support/study_folder.hpp"
#include "intake/toml_reader.hpp"

namespace riskmap::intake {
namespace {

TEST(StudyOverride, SetsValuesOfTheStudyAndOfAHazard) {
    const StudyFolder folder;
    const StudySpec spec = folder.read({"study.seed=7",
                                        "study.period.last=2020-12-31",
                                        "study.name.vi=Tỉnh khác",
                                        "layers.water.survey_status=partly",
                                        "incidents.police.told=residence",
                                        "hazards.fall.model.exceedance_threshold=1.5",
                                        "hazards.fall.exposure.near_water.within_m=250"});
    EXPECT_EQ(spec.seed, 7U);
    EXPECT_EQ(to_iso(spec.period.last), "2020-12-31");
    EXPECT_EQ(spec.name.vi, "Tỉnh khác");
    EXPECT_EQ(spec.layers.at(0).survey_status, "partly");
    EXPECT_EQ(spec.incidents.at(0).told, domain::EventPlace::residence);
    EXPECT_EQ(spec.hazards.at(0).spec.model.exceedance_threshold, 1.5);
    EXPECT_EQ(spec.hazards.at(0).spec.exposure.at(0).within_m, 250);
}

TEST(StudyOverride, TheLastOneCounts) {
    const StudyFolder folder;
    EXPECT_EQ(folder.read({"study.seed=7", "study.seed=8"}).seed, 8U);
}

TEST(StudyOverride, ReplacesTheListOfHazards) {
    const StudyFolder folder;
    folder.write("hazards/burn.toml",
                 StudyFolder::replaced(StudyFolder::hazard, "id = \"fall\"", "id = \"burn\""));
    const StudySpec spec =
        folder.read({"hazards.burn.model.top=4", "hazards=[\"hazards/burn.toml\"]"});
    ASSERT_EQ(spec.hazards.size(), 1U);
    EXPECT_EQ(spec.hazards[0].spec.id, "burn");
    EXPECT_EQ(spec.hazards[0].spec.model.top, 4);
}

TEST(StudyOverride, ProblemsNameTheOptionInsteadOfALine) {
    const StudyFolder folder;
    EXPECT_EQ(folder.problems({"study.seed=many", "study.sed=1", "hazards.fall.model.top=0"}),
              "--set hazards.fall.model.top=0: model.top must be from 1 to 100000\n"
              "--set study.seed=many: study.seed must be a whole number, not text\n"
              "--set study.sed=1: unknown key \"study.sed\" (did you mean \"seed\"?)");
}

TEST(StudyOverride, NamesTheNearestItemOfAList) {
    const StudyFolder folder;
    EXPECT_EQ(folder.problems({"hazards.fal.model.top=3"}),
              "--set hazards.fal.model.top=3: there is no \"fal\" to set a value in (did you mean "
              "\"fall\"?)");
    EXPECT_EQ(folder.problems({"study.id.x=3"}),
              "--set study.id.x=3: there is no \"x\" to set a value in");
}

TEST(StudyOverride, NeedsAKeyAndAValue) {
    const StudyFolder folder;
    for (const char* bad : {"study.seed", "=7", "study..seed=7"}) {
        EXPECT_EQ(folder.problems({bad}),
                  "--set " + std::string(bad) + ": must read key=value, such as study.seed=7");
    }
}

ConfigNode tree_of(const char* text) {
    Problems problems;
    return parse_toml(text, "t.toml", problems).value();
}

TEST(OverrideValue, ReadsTomlAndElseText) {
    Problems problems;
    ConfigNode tree = tree_of("a = 1");
    override_value(tree, "b=[1, 2]", problems);
    override_value(tree, "c=a = b", problems);
    override_value(tree, "d=true", problems);
    override_value(tree, "e=", problems);
    override_value(tree, "a.x=1", problems);
    EXPECT_EQ(std::get<ConfigNode::Array>(tree.find("b")->content).size(), 2U);
    EXPECT_EQ(std::get<std::string>(tree.find("c")->content), "a = b");
    EXPECT_TRUE(std::get<bool>(tree.find("d")->content));
    EXPECT_EQ(std::get<std::string>(tree.find("e")->content), "");
    EXPECT_EQ(problems.size(), 1U);
}

TEST(OverrideValue, ReachesItemsOfListsByNameAndNumber) {
    Problems problems;
    ConfigNode tree = tree_of("[[a]]\nid = \"x\"\n[[a]]\nname = \"y\"\n");
    override_value(tree, "a.x.v=1", problems);
    override_value(tree, "a.y.v=2", problems);
    override_value(tree, "a.2.w=3", problems);
    EXPECT_TRUE(problems.empty());
    const auto& items = std::get<ConfigNode::Array>(tree.find("a")->content);
    EXPECT_EQ(std::get<std::int64_t>(items[0].find("v")->content), 1);
    EXPECT_EQ(std::get<std::int64_t>(items[1].find("v")->content), 2);
    EXPECT_EQ(std::get<std::int64_t>(items[1].find("w")->content), 3);
    override_value(tree, "a.3.v=1", problems);
    override_value(tree, "a.0.v=1", problems);
    EXPECT_EQ(problems.size(), 2U);
}

}  // namespace
}  // namespace riskmap::intake
