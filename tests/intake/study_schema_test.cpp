#include <cstdlib>
#include <functional>

#include "intake/common_keys.hpp"
#include "intake/support/study_folder.hpp"
#include "intake/toml_reader.hpp"

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

constexpr const char* validate = R"(import json, sys, tomllib, datetime
try:
    import jsonschema
except ImportError:
    sys.exit(77)
schema = json.load(open(sys.argv[1], encoding="utf-8"))
jsonschema.Draft202012Validator.check_schema(schema)
plain = lambda v: ({k: plain(x) for k, x in v.items()} if isinstance(v, dict) else
                   [plain(x) for x in v] if isinstance(v, list) else
                   v.isoformat() if isinstance(v, datetime.date) else v)
study = plain(tomllib.load(open(sys.argv[2], "rb")))
errors = list(jsonschema.Draft202012Validator(schema).iter_errors(study))
for error in errors:
    print(error.json_path, error.message[:200])
sys.exit(1 if errors else 0)
)";

/// Exit code of an independent validator: 0 valid, 1 not, 77 when it is not installed.
int validated(const StudyFolder& folder, const std::string& schema, const std::string& file) {
    folder.write("validate.py", validate);
    folder.write("schema.json", schema);
    const std::string command = "python3 '" + (folder / "validate.py").string() + "' '" +
                                (folder / "schema.json").string() + "' '" +
                                (folder / file).string() + "'";
    const int status = std::system(command.c_str());
    return status >= 0 && status % 256 == 0 ? status / 256 : -1;
}

TEST(Schema, AcceptsWhatTheReaderAccepts) {
    const StudyFolder folder;
    const int study = validated(folder, study_schema(), "study.toml");
    if (study == 77) {
        GTEST_SKIP() << "python3-jsonschema is not installed";
    }
    EXPECT_EQ(study, 0);
    folder.write("resolved.toml", resolved_toml(folder.read()));
    EXPECT_EQ(validated(folder, study_schema(), "resolved.toml"), 0);
    EXPECT_EQ(validated(folder, hazard_schema(), "hazards/fall.toml"), 0);
}

TEST(Schema, RefusesWhatTheReaderRefuses) {
    const StudyFolder folder;
    if (validated(folder, study_schema(), "study.toml") == 77) {
        GTEST_SKIP() << "python3-jsonschema is not installed";
    }
    const std::vector<std::pair<const char*, const char*>> faults{
        {"format = 1", "format = 2"},
        {"code = \"ma\"", "cde = \"ma\""},
        {"id = \"mau\"", "id = \"Mẫu\""},
        {"form = \"wide\"", "form = \"tall\""},
        {"below = 16", "below = 160"},
        {"[layers.water]", "[layers.Water]"},
        {"cause = \"fall\"", "casue = \"fall\""},
    };
    for (const auto& [piece, by] : faults) {
        folder.write("bad.toml", StudyFolder::replaced(StudyFolder::study, piece, by));
        EXPECT_EQ(validated(folder, study_schema(), "bad.toml"), 1) << by;
    }
}

TEST(Schema, AcceptsTheShippedHazards) {
    const StudyFolder folder;
    const std::filesystem::path data = std::filesystem::path(RISKMAP_SOURCE_DIR) / "data/hazards";
    for (const auto& file : std::filesystem::directory_iterator(data)) {
        if (file.path().extension() == ".toml") {
            std::filesystem::copy_file(file.path(),
                                       folder / "one.toml",
                                       std::filesystem::copy_options::overwrite_existing);
            const int valid = validated(folder, hazard_schema(), "one.toml");
            EXPECT_TRUE(valid == 0 || valid == 77) << file.path();
        }
    }
}

TEST(ThirdHazard, IsOneMoreFile) {
    const StudyFolder folder;
    std::filesystem::copy_file(
        std::filesystem::path(RISKMAP_SOURCE_DIR) / "tests/intake/data/any_injury.toml",
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
