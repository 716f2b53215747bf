#include <cstdlib>
#include <functional>

#include "intake/common_keys.hpp"
#include "intake/support/study_folder.hpp"
#include "intake/toml_reader.hpp"
#include "support/source_folder.hpp"

namespace riskmap::intake {
namespace {

using SchemaVisit = std::function<void(const ConfigNode&, const std::string&)>;

/// Visits the schema of every key, with its path.
void visit(const ConfigNode& schema, const std::string& path, const SchemaVisit& see) {
    if (const ConfigNode* properties = schema.find("properties")) {
        for (const ConfigEntry& entry : properties->table()) {
            see(entry.value, path + "." + entry.key);
            visit(entry.value, path + "." + entry.key, see);
        }
    }
    for (const char* below : {"items", "additionalProperties"}) {
        const ConfigNode* node = schema.find(below);
        if (node != nullptr && node->is_table()) {
            visit(*node, path, see);
        }
    }
}

TEST(Schema, DescribesEveryKeyOfAStudyInBothLanguages) {
    int keys = 0;
    visit(schema_of(study_shape()), "", [&](const ConfigNode& schema, const std::string& path) {
        ++keys;
        if (path.find(".constants.") != std::string::npos) {
            return;  // named after the columns that are described above
        }
        const ConfigNode* description = schema.find("description");
        ASSERT_NE(description, nullptr) << path;
        const auto& text = std::get<std::string>(description->content);
        const std::size_t line = text.find('\n');
        ASSERT_NE(line, std::string::npos) << path;
        EXPECT_GT(line, 0U) << path;
        EXPECT_LT(line + 1, text.size()) << path;
    });
    EXPECT_GT(keys, 80);
}

TEST(Schema, EveryTableIsClosed) {
    visit(schema_of(study_shape()), "", [](const ConfigNode& schema, const std::string& path) {
        if (schema.find("properties") != nullptr) {
            EXPECT_NE(schema.find("additionalProperties"), nullptr) << path;
        }
    });
}

TEST(Schema, NamesItsDialectAndItsDefinitions) {
    for (const std::string& text : {study_schema(), hazard_schema()}) {
        EXPECT_NE(text.find("\"$schema\": \"https://json-schema.org/draft/2020-12/schema\""),
                  std::string::npos);
        EXPECT_NE(text.find("\"#/$defs/condition\""), std::string::npos);
        EXPECT_NE(text.find("\"$defs\": {"), std::string::npos);
    }
    EXPECT_NE(study_schema().find("\"#/$defs/hazard\""), std::string::npos);
}

constexpr const char* validate = R"(import datetime, json, sys, tomllib
try:
    import jsonschema
except ImportError:
    sys.exit(77)
schema = json.load(open(sys.argv[1], encoding="utf-8"))
jsonschema.Draft202012Validator.check_schema(schema)
plain = lambda v: ({k: plain(x) for k, x in v.items()} if isinstance(v, dict) else
                   [plain(x) for x in v] if isinstance(v, list) else
                   v.isoformat() if isinstance(v, datetime.date) else v)
invalid = 0
for file in sys.argv[2:]:
    tree = plain(tomllib.load(open(file, "rb")))
    errors = list(jsonschema.Draft202012Validator(schema).iter_errors(tree))
    invalid += bool(errors)
    for error in errors:
        print(error.json_path, error.message[:200])
sys.exit(invalid)
)";

/// How many of the files an independent validator finds invalid; 77 when it is not installed.
int invalid(const StudyFolder& folder,
            const std::string& schema,
            const std::vector<std::string>& files) {
    folder.write("validate.py", validate);
    folder.write("schema.json", schema);
    std::string command = "python3 '" + (folder / "validate.py").string() + "' '" +
                          (folder / "schema.json").string() + "'";
    for (const std::string& file : files) {
        command += " '" + (folder / file).string() + "'";
    }
    const int status = std::system(command.c_str());
    return status >= 0 && status % 256 == 0 ? status / 256 : -1;
}

constexpr const char* not_installed = "python3-jsonschema is not installed";

TEST(Schema, AcceptsWhatTheReaderAccepts) {
    const StudyFolder folder;
    folder.write("resolved.toml", resolved_toml(folder.read()));
    const int found = invalid(folder, study_schema(), {"study.toml", "resolved.toml"});
    if (found == 77) {
        GTEST_SKIP() << not_installed;
    }
    EXPECT_EQ(found, 0);
}

TEST(Schema, RefusesWhatTheReaderRefuses) {
    const StudyFolder folder;
    const std::vector<std::pair<const char*, const char*>> faults{
        {"format = 1", "format = 2"},
        {"code = \"ma\"", "cde = \"ma\""},
        {"id = \"mau\"", "id = \"Mẫu\""},
        {"form = \"wide\"", "form = \"tall\""},
        {"below = 16", "below = 160"},
        {"[layers.water]", "[layers.Water]"},
        {"cause = \"fall\"", "casue = \"fall\""},
    };
    std::vector<std::string> files;
    for (const auto& [piece, by] : faults) {
        files.push_back("bad" + std::to_string(files.size()) + ".toml");
        folder.write(files.back(), StudyFolder::replaced(StudyFolder::study, piece, by));
        EXPECT_NE(folder.problems_with(piece, by), "") << by;
    }
    const int found = invalid(folder, study_schema(), files);
    if (found == 77) {
        GTEST_SKIP() << not_installed;
    }
    EXPECT_EQ(found, static_cast<int>(faults.size()));
}

TEST(Schema, AcceptsTheShippedHazards) {
    const StudyFolder folder;
    const std::filesystem::path data = test::source_folder() / "data/hazards";
    std::vector<std::string> files{"hazards/fall.toml"};
    for (const auto& file : std::filesystem::directory_iterator(data)) {
        if (file.path().extension() == ".toml") {
            files.push_back(file.path().filename().string());
            std::filesystem::copy_file(file.path(), folder / files.back());
        }
    }
    ASSERT_GE(files.size(), 3U);
    const int found = invalid(folder, hazard_schema(), files);
    if (found == 77) {
        GTEST_SKIP() << not_installed;
    }
    EXPECT_EQ(found, 0);
}

TEST(ThirdHazard, IsOneMoreFile) {
    const StudyFolder folder;
    std::filesystem::copy_file(test::source_folder() / "tests/intake/data/any_injury.toml",
                               folder / "hazards/any_injury.toml");
    ASSERT_EQ(folder.problems_with("fall.toml\"]", "fall.toml\", \"hazards/any_injury.toml\"]"),
              "");
    const StudySpec spec = folder.read();
    ASSERT_EQ(spec.hazards.size(), 2U);
    const hazard::HazardSpec& any = spec.hazards[1].spec;
    EXPECT_EQ(any.prefix, "injury");
    EXPECT_EQ(any.incidents.counting, hazard::Counting::victims);
    EXPECT_EQ(any.exposure.size(), 1U);
    EXPECT_EQ(any.index.size(), 2U);
}

TEST(StudyFileTree, TellsWhereAValueStands) {
    const StudyFolder folder;
    const StudyFile study = read_study(folder / "study.toml", {"study.seed=3"});
    const std::string file = (folder / "study.toml").string();
    EXPECT_EQ(place_at(study.tree, "incidents[1].columns.date"), file + ":31:38");
    EXPECT_EQ(place_at(study.tree, "layers.water.file"), file + ":23:8");
    EXPECT_EQ(place_at(study.tree, "layers.water.name_field"), file + ":22:1");
    EXPECT_EQ(place_at(study.tree, "study.seed"), "--set study.seed=3");
    EXPECT_EQ(place_at(study.tree, "hazards[1].exposure[1].layer"),
              (folder / "hazards/fall.toml").string() + ":14:9");
    EXPECT_EQ(place_at(study.spec.hazards[0].tree, "exposure[1].layer"),
              (folder / "hazards/fall.toml").string() + ":14:9");
}

}  // namespace
}  // namespace riskmap::intake
