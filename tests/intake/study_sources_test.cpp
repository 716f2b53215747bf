#include "intake/support/study_folder.hpp"

/// Population and incident sources: what each form needs.
namespace riskmap::intake {
namespace {

/// Problems of the study with another [population].
std::string with_population(const StudyFolder& folder, const std::string& table) {
    const std::string text = StudyFolder::study;
    const std::size_t from = text.find("form = \"wide\"");
    const std::size_t to = text.find("\n[layers.water]");
    return folder.problems_with(text.substr(from, to - from), table);
}

/// Problems of the study with another content of [[incidents]] (after id and file: line 31).
std::string with_incidents(const StudyFolder& folder, const std::string& keys) {
    const std::string text = StudyFolder::study;
    return folder.problems_with(text.substr(text.find("columns = {")), keys);
}

TEST(PopulationKeys, AWideTableNeedsItsKeyAndTheColumnOfEachBand) {
    const StudyFolder folder;
    EXPECT_EQ(with_population(folder, "form = \"wide\"\n"),
              "study.toml:16:1: population: form = \"wide\" needs the key \"file\"\n"
              "study.toml:16:1: population: form = \"wide\" needs the key \"key\"\n"
              "study.toml:16:1: population: form = \"wide\" needs the key \"bands\"");
    EXPECT_EQ(with_population(folder,
                              "form = \"wide\"\nfile = \"dân số.csv\"\nkey = \"ma\"\n"
                              "bands = [{ from = 0, below = 5 }]\n"),
              "study.toml:20:10: missing key \"population.bands[1].column\"");
}

TEST(PopulationKeys, ALongTableNeedsColumnsOfAgesAndCount) {
    const StudyFolder folder;
    EXPECT_EQ(with_population(folder,
                              "form = \"long\"\nfile = \"dân số.csv\"\nkey = \"ma\"\n"
                              "age_from = \"tu\"\n"),
              "study.toml:16:1: population: form = \"long\" needs the key \"age_below\"\n"
              "study.toml:16:1: population: form = \"long\" needs the key \"count\"");
    EXPECT_EQ(with_population(folder,
                              "form = \"long\"\nfile = \"dân số.csv\"\nkey = \"ma\"\n"
                              "age_from = \"tu\"\nage_below = \"den\"\ncount = \"so\"\n"),
              "");
}

TEST(PopulationKeys, AColumnOfTheUnitsIsOneBandAndNoFile) {
    const StudyFolder folder;
    EXPECT_EQ(with_population(folder,
                              "form = \"column\"\nfile = \"dân số.csv\"\n"
                              "bands = [{ from = 0, below = 5, column = \"a\" },\n"
                              "         { from = 5, below = 9, column = \"b\" }]\n"),
              "study.toml:18:8: population: form = \"column\" has no use for \"file\"\n"
              "study.toml:19:9: population.bands: this form takes exactly one age band");
}

TEST(PopulationKeys, ARasterHasNoColumns) {
    const StudyFolder folder;
    EXPECT_EQ(with_population(folder,
                              "form = \"raster\"\nfile = \"people.tif\"\n"
                              "bands = [{ from = 0, below = 16, column = \"a\" }]\n"),
              "study.toml:19:43: population.bands[1]: a raster has no columns");
    EXPECT_EQ(with_population(folder,
                              "form = \"raster\"\nfile = \"people.tif\"\n"
                              "bands = [{ from = 0, below = 16 }]\n"),
              "");
}

TEST(PopulationKeys, BandsDoNotShareAges) {
    const StudyFolder folder;
    EXPECT_EQ(folder.problems_with("from = 5", "from = 4"),
              "study.toml:20:49: population.bands[2] shares ages with band 1");
    EXPECT_EQ(folder.problems_with("below = 5", "below = 0"),
              "study.toml:20:30: population.bands[1].below must be from 1 to 151");
    EXPECT_EQ(folder.problems_with("from = 5, below = 16", "from = 16, below = 16"),
              "study.toml:20:49: population.bands[2]: from = 16 must be less than below = 16");
}

TEST(PopulationKeys, ACoarserTableIsSpreadBySomethingThatIsThere) {
    const StudyFolder folder;
    const std::string wide =
        "form = \"wide\"\nfile = \"dân số.csv\"\nkey = \"huyen\"\n"
        "bands = [{ from = 0, below = 16, column = \"a\" }]\n";
    EXPECT_EQ(with_population(folder, wide + "key_holds = \"parent_name\"\n"),
              "study.toml:16:1: missing key \"population.spread_by\"");
    EXPECT_EQ(with_population(folder, wide + "spread_by = { column = \"tong\" }\n"),
              "study.toml:21:13: population: spread_by needs key_holds = \"parent_code\" or "
              "\"parent_name\"");
    EXPECT_EQ(
        with_population(
            folder, wide + "key_holds = \"parent_name\"\nspread_by = { raster = \"people\" }\n"),
        "study.toml:21:13: population.key_holds needs units.parent\n"
        "study.toml:22:24: population.spread_by.raster = \"people\" needs the table [people]");
    EXPECT_EQ(with_population(folder, wide + "key_holds = \"parent_name\"\nspread_by = {}\n"),
              "study.toml:22:13: population.spread_by: needs one of column, raster");
}

TEST(IncidentKeys, CoordinatesComeInPairs) {
    const StudyFolder folder;
    EXPECT_EQ(with_incidents(folder, "columns = { x = \"lon\", date = \"ngay\" }\n"),
              "study.toml:31:11: missing key \"incidents[1].columns.y\"");
}

TEST(IncidentKeys, ATableTellsWhereAndWhen) {
    const StudyFolder folder;
    EXPECT_EQ(with_incidents(folder, ""),
              "study.toml:28:1: incidents[1]: a table needs columns.x and columns.y, or "
              "columns.unit_code, or columns.unit_name to tell where things happened\n"
              "study.toml:28:1: incidents[1]: needs columns.date or columns.year; say "
              "undated_in_period = true if the whole source is known to be of the period");
    EXPECT_EQ(with_incidents(folder,
                             "columns = { unit_name = \"xa\" }\nundated_in_period = true\n"
                             "constants = { cause = \"fall\" }\n"),
              "");
}

TEST(IncidentKeys, WordsOfAFileBecomeWordsOfTheStudy) {
    const StudyFolder folder;
    EXPECT_EQ(
        with_incidents(folder,
                       "columns = { unit_code = \"ma\", date = \"ngay\", severity = \"hq\" }\n"
                       "values.severity = { \"tử vong\" = \"deth\" }\n"
                       "values.sex = { Nam = \"male\" }\n"),
        "study.toml:32:33: incidents[1].values.severity.tử vong = \"deth\" is none of: death, "
        "injury, none (did you mean \"death\"?)");
}

TEST(IncidentKeys, ValuesNeedTheirColumn) {
    const StudyFolder folder;
    EXPECT_EQ(with_incidents(folder,
                             "columns = { unit_code = \"ma\", date = \"ngay\" }\n"
                             "values.sex = { Nam = \"male\" }\n"),
              "study.toml:32:14: incidents[1]: values.sex needs columns.sex");
}

TEST(IncidentKeys, AConstantIsOfAStandardWordWithoutAColumn) {
    const StudyFolder folder;
    EXPECT_EQ(with_incidents(folder,
                             "columns = { unit_code = \"ma\", date = \"ngay\", cause = \"nn\" }\n"
                             "constants = { cause = \"fall\" }\n"),
              "study.toml:32:23: incidents[1]: cause has both a column and a constant");
    EXPECT_EQ(with_incidents(folder,
                             "columns = { unit_code = \"ma\", date = \"ngay\" }\n"
                             "constants = { casue = \"fall\" }\n"),
              "study.toml:32:15: unknown key \"incidents[1].constants.casue\" (did you mean "
              "\"cause\"?)");
}

TEST(IncidentKeys, AreReadAsWritten) {
    const StudyFolder folder;
    ASSERT_EQ(with_incidents(
                  folder,
                  "columns = { x = \"lon\", y = \"lat\", date = \"ngay\", severity = \"hq\" }\n"
                  "values.severity = { \"tử vong\" = \"death\" }\n"
                  "constants = { cause = \"fall\", age = 7 }\n"
                  "keep = [\"noi\"]\ntold = \"residence\"\ndefault_precision = \"hamlet\"\n"
                  "date_format = \"dmy\"\nassume_no_duplicates = true\nwhere = [{ field = \"a\", "
                  "present = true }]\n"),
              "");
    const IncidentSource source = folder.read().incidents.at(0);
    EXPECT_EQ(source.x, "lon");
    EXPECT_EQ(source.y, "lat");
    EXPECT_EQ(source.severities.at("tử vong"), "death");
    EXPECT_EQ(source.constants.at("age"), "7");
    EXPECT_EQ(source.keep, std::vector<std::string>{"noi"});
    EXPECT_EQ(source.told, domain::EventPlace::residence);
    EXPECT_EQ(source.default_precision, domain::Precision::hamlet);
    EXPECT_EQ(source.date_format, "dmy");
    EXPECT_TRUE(source.assume_no_duplicates);
    EXPECT_FALSE(source.undated_in_period);
    EXPECT_EQ(source.where.at(0).comparison, domain::Comparison::present);
}

}  // namespace
}  // namespace riskmap::intake
