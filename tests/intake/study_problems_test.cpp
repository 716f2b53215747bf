#include "intake/support/study_folder.hpp"

namespace riskmap::intake {
namespace {

TEST(StudyProblems, AGoodStudyHasNone) {
    const StudyFolder folder;
    EXPECT_EQ(folder.problems(), "");
}

TEST(StudyProblems, AllAreListedInOneGoByFileLineAndColumn) {
    const StudyFolder folder;
    folder.write("study.toml",
                 "format = 2\n"
                 "hazards = [\"hazards/fal.toml\", \"hazards/fall.toml\"]\n"
                 "\n"
                 "[study]\n"
                 "id = \"Mẫu\"\n"
                 "nmae = \"x\"\n"
                 "period = { first = 2023-01-01, last = 2022-01-01 }\n"
                 "crs = \"EPSG:4326\"\n"
                 "seed = -1\n"
                 "\n"
                 "[units]\n"
                 "file = \"xa.gpkg\"\n"
                 "code = 7\n"
                 "name = \"\"\n"
                 "\n"
                 "[layers.wter]\n"
                 "file = \"water.gpkg\"\n");
    folder.write("hazards/fall.toml",
                 StudyFolder::replaced(StudyFolder::hazard, "within_m = 100", "within_m = 0"));
    EXPECT_EQ(
        folder.problems(),
        "study.toml:1:10: format must be 1: this riskmap reads format 1 only\n"
        "study.toml:2:12: hazards[1]: there is no file \"hazards/fal.toml\" (did you mean "
        "\"hazards/fall.toml\"?)\n"
        "study.toml:4:1: missing key \"study.name\"\n"
        "study.toml:5:6: study.id = \"Mẫu\" does not have the form [a-z][a-z0-9_-]*\n"
        "study.toml:6:1: unknown key \"study.nmae\" (did you mean \"name\"?)\n"
        "study.toml:7:10: study.period: last = 2022-01-01 is before first = 2023-01-01\n"
        "study.toml:8:7: study.crs = \"EPSG:4326\" (WGS 84) is in degrees; a study needs a "
        "projected system in metres, such as \"EPSG:9212\" (VN-2000) or \"EPSG:32648\" (UTM 48N)\n"
        "study.toml:9:8: study.seed must be at least 0\n"
        "study.toml:12:8: units.file: there is no file \"xa.gpkg\" (did you mean \"xã.gpkg\"?)\n"
        "study.toml:13:8: units.code must be text in quotes, not a whole number\n"
        "study.toml:14:8: units.name must not be empty\n"
        "hazards/fall.toml:16:12: exposure[1].within_m must be above 0");
}

TEST(StudyProblems, AStudyThatIsNotThereIsOne) {
    const StudyFolder folder;
    std::filesystem::remove(folder / "study.toml");
    EXPECT_EQ(folder.problems(), "study.toml: cannot read this file");
}

TEST(StudyProblems, ASyntaxErrorHasItsPlace) {
    const StudyFolder folder;
    EXPECT_TRUE(folder.problems_with("code = \"ma\"", "code = ma")
                    .starts_with("study.toml:13:8: TOML syntax error: "));
}

TEST(StudyProblems, AKeyWrittenTwiceIsOne) {
    const StudyFolder folder;
    const std::string problems =
        folder.problems_with("code = \"ma\"", "code = \"ma\"\ncode = \"x\"");
    EXPECT_TRUE(problems.starts_with("study.toml:14:")) << problems;
    EXPECT_NE(problems.find("code"), std::string::npos) << problems;
}

TEST(StudyProblems, ByteOrderMarkAndCarriageReturnsKeepLinesAndColumns) {
    const StudyFolder folder;
    std::string text = "\xEF\xBB\xBF";
    for (const char c : std::string(StudyFolder::study)) {
        text += c == '\n' ? std::string("\r\n") : std::string(1, c);
    }
    folder.write("study.toml", text);
    EXPECT_EQ(folder.problems(), "");
    folder.write("study.toml", StudyFolder::replaced(text, "format = 1", "format = 3"));
    EXPECT_EQ(folder.problems(),
              "study.toml:1:10: format must be 1: this riskmap reads format 1 only");
    folder.write("study.toml", StudyFolder::replaced(text, "code = ", "cde = "));
    EXPECT_EQ(folder.problems(),
              "study.toml:11:1: missing key \"units.code\"\n"
              "study.toml:13:1: unknown key \"units.cde\" (did you mean \"code\"?)");
}

TEST(StudyProblems, ColumnsCountLettersNotBytes) {
    const StudyFolder folder;
    EXPECT_EQ(folder.problems_with("name = { vi = \"Mẫu\", en", "name = { vi = \"Đuối nước\", fr"),
              "study.toml:7:8: missing key \"study.name.en\"\n"
              "study.toml:7:28: unknown key \"study.name.fr\"");
}

TEST(StudyProblems, UnknownCrsSuggestsTheAuthority) {
    const StudyFolder folder;
    EXPECT_EQ(folder.problems_with("\"EPSG:9212\"", "\"9212\""),
              "study.toml:9:7: study.crs = \"9212\" is no known coordinate system (did you mean "
              "\"EPSG:9212\"?)");
}

TEST(StudyProblems, UnknownCrsOfALayerIsOne) {
    const StudyFolder folder;
    EXPECT_EQ(
        folder.problems_with("file = \"roads.gpkg\"", "file = \"roads.gpkg\"\ncrs = \"EPSG:1\""),
        "study.toml:27:7: layers.roads.crs = \"EPSG:1\" is no known coordinate system");
}

TEST(StudyProblems, ProjectedFeetAreNotMetres) {
    const StudyFolder folder;
    EXPECT_NE(folder.problems_with("EPSG:9212", "EPSG:2249").find("is in not metres"),
              std::string::npos);
}

TEST(StudyProblems, ADateMustBeOfTheCalendar) {
    const StudyFolder folder;
    EXPECT_EQ(folder.problems_with("\"2023-12-31\"", "\"2023-02-30\""),
              "study.toml:8:39: study.period.last = \"2023-02-30\" is no date of the calendar "
              "written as 2021-03-31");
    EXPECT_EQ(folder.problems_with("\"2023-12-31\"", "2023"),
              "study.toml:8:39: study.period.last must be a date such as 2021-03-31 "
              "(year-month-day), not a whole number");
}

TEST(StudyProblems, APeriodOfOneDayIsFine) {
    const StudyFolder folder;
    EXPECT_EQ(folder.problems_with("\"2023-12-31\"", "2019-01-01"), "");
    EXPECT_EQ(folder.read().period.days(), 1);
}

TEST(StudyProblems, AHazardsLayerMustBeInTheStudyOrKnownToBeMissing) {
    const StudyFolder folder;
    EXPECT_EQ(folder.problems_with("[layers.water]", "[layers.wter]"),
              "hazards/fall.toml:14:9: exposure[1].layer = \"water\": the study has no such layer; "
              "add [layers.water] or say without_layers = [\"water\"] (did you mean \"wter\"?)");
    folder.write("study.toml",
                 StudyFolder::replaced(
                     StudyFolder::replaced(StudyFolder::study, "[layers.water]", "[layers.ponds]"),
                     "[\"schools\"]",
                     "[\"water\"]"));
    EXPECT_EQ(folder.problems(), "");
    EXPECT_TRUE(folder.read().hazards[0].spec.exposure[0].without_layer);
}

TEST(StudyProblems, ALayerThatIsThereCannotBeDoneWithout) {
    const StudyFolder folder;
    EXPECT_EQ(folder.problems_with("[\"schools\"]", "[\"schools\", \"roads\"]"),
              "study.toml:3:30: without_layers: the study does have the layer \"roads\"");
}

TEST(StudyProblems, ARasterMeasureNeedsARasterLayer) {
    const StudyFolder folder;
    EXPECT_EQ(folder.problems_with_hazard("measure = \"share_within\"\nwithin_m = 100",
                                          "measure = \"raster_mean\""),
              "hazards/fall.toml:14:9: exposure[1]: the measure raster_mean needs a layer with "
              "raster = true, which \"water\" is not");
}

TEST(StudyProblems, AVectorMeasureRefusesARaster) {
    const StudyFolder folder;
    EXPECT_EQ(folder.problems_with("file = \"water.gpkg\"", "file = \"people.tif\"\nraster = true"),
              "hazards/fall.toml:14:9: exposure[1]: the measure share_within is not for a raster "
              "such as \"water\"");
}

TEST(StudyProblems, DistancesFromSchoolsNeedSchools) {
    const StudyFolder folder;
    folder.write(
        "hazards/fall.toml",
        StudyFolder::replaced(StudyFolder::hazard, "within_m", "from = \"schools\"\nwithin_m"));
    EXPECT_EQ(folder.problems(), "");
    EXPECT_EQ(folder.problems_with("without_layers = [\"schools\"]\n", ""),
              "hazards/fall.toml:10:1: exposure[1] asks for schools: add a layer with role = "
              "\"schools\" or say without_layers = [\"schools\"]");
}

TEST(StudyProblems, AHazardTestsOnlyColumnsThatIncidentsHave) {
    const StudyFolder folder;
    EXPECT_EQ(folder.problems_with_hazard("field = \"cause\"", "field = \"cuase\""),
              "hazards/fall.toml:8:20: incidents.where[1].field = \"cuase\" is no column of "
              "incidents; where the file has it, add it to the source's keep (did you mean "
              "\"cause\"?)");
    folder.write("study.toml", std::string(StudyFolder::study) + "keep = [\"cuase\"]\n");
    EXPECT_EQ(folder.problems(), "");
}

TEST(StudyProblems, IdsAreUsedOnce) {
    const StudyFolder folder;
    folder.write("hazards/again.toml", StudyFolder::hazard);
    EXPECT_EQ(folder.problems_with("fall.toml\"]", "fall.toml\", \"hazards/again.toml\"]"),
              "hazards/again.toml:2:6: id = \"fall\" is used already at hazards/fall.toml:2:6\n"
              "hazards/again.toml:2:6: prefix = \"fall\" is used already at hazards/fall.toml:2:6\n"
              "hazards/again.toml:3:16: short_prefix = \"fa\" is used already at "
              "hazards/fall.toml:3:16");
}

TEST(StudyProblems, SourcesAndTheRoleOfSchoolsAreUsedOnce) {
    const StudyFolder folder;
    folder.write("study.toml",
                 StudyFolder::replaced(StudyFolder::replaced(StudyFolder::study,
                                                             "\"roads.gpkg\"",
                                                             "\"roads.gpkg\"\nrole = \"schools\""),
                                       "\"water.gpkg\"",
                                       "\"water.gpkg\"\nrole = \"schools\"") +
                     "\n[[incidents]]\nid = \"police\"\nfile = \"communes.csv\"\n"
                     "columns = { unit_code = \"ma\", year = \"nam\" }\n");
    EXPECT_EQ(folder.problems(),
              "study.toml:28:8: role = \"schools\" is used already at study.toml:24:8\n"
              "study.toml:37:6: incidents.id = \"police\" is used already at study.toml:31:6");
}

TEST(StudyProblems, ALayersIdIsALowerCaseWord) {
    const StudyFolder folder;
    EXPECT_EQ(folder.problems_with("[layers.roads]", "[layers.Roads]"),
              "study.toml:25:9: the layer id \"Roads\" must be lower case letters, digits and _, "
              "beginning with a letter");
}

TEST(StudyProblems, TheNearestWordOfAClosedSetIsGiven) {
    const StudyFolder folder;
    EXPECT_EQ(folder.problems_with("file = \"water.gpkg\"",
                                   "file = \"water.gpkg\"\nsurvey_status = \"survyed\""),
              "study.toml:24:17: layers.water.survey_status = \"survyed\" is none of: surveyed, "
              "partly, not_surveyed (did you mean \"surveyed\"?)");
}

TEST(StudyProblems, OutputFormatsAreListedOnceAndKnown) {
    const StudyFolder folder;
    folder.write("study.toml",
                 std::string(StudyFolder::study) +
                     "\n[output]\nformats = [\"csv\", \"gpk\"]\ntop = 0\nlanguage = \"fr\"\n");
    EXPECT_EQ(folder.problems(),
              "study.toml:35:19: output.formats[2] = \"gpk\" is none of: gpkg, qgis, geojson, "
              "shapefile, csv, annex, report (did you mean \"gpkg\"?)\n"
              "study.toml:36:7: output.top must be from 1 to 100000\n"
              "study.toml:37:12: output.language = \"fr\" is none of: vi, en");
    folder.write("study.toml",
                 std::string(StudyFolder::study) + "\n[output]\nformats = [\"csv\", \"csv\"]\n");
    EXPECT_EQ(folder.problems(), "study.toml:35:19: output.formats: \"csv\" is listed twice");
}

TEST(StudyProblems, HazardsAreAListOfPaths) {
    const StudyFolder folder;
    EXPECT_EQ(folder.problems_with("[\"hazards/fall.toml\"]", "[]"),
              "study.toml:2:11: hazards needs at least one file");
    EXPECT_EQ(folder.problems_with("[\"hazards/fall.toml\"]", "[7]"),
              "study.toml:2:12: hazards[1] must be a path in quotes, not a whole number");
    EXPECT_EQ(folder.problems_with("[\"hazards/fall.toml\"]", "\"hazards/fall.toml\""),
              "study.toml:2:11: hazards must be a list of paths, not text");
}

}  // namespace
}  // namespace riskmap::intake
