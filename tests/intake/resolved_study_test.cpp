#include <algorithm>
#include <cmath>
#include <random>

#include "intake/config_text.hpp"
#include "intake/support/study_folder.hpp"
#include "intake/toml_reader.hpp"
#include "support/source_folder.hpp"

namespace riskmap::intake {
namespace {

/// A study that uses every key.
constexpr const char* full_study = R"(format = 1
without_layers = ["ponds"]
hazards = ["hazards/fall.toml"]
targets = ["targets/goals.toml"]

[study]
id = "mau-2"
name = { vi = "Tỉnh \"Mẫu\"", en = "Sample\\Province" }
notice = { vi = "Giả định.\nKhông thật.", en = "Invented." }
period = { first = 2019-01-01, last = 2023-12-31 }
crs = "EPSG:9212"
seed = 9007199254740993

[units]
file = "xã.gpkg"
layer = "xa"
crs = "EPSG:4326"
encoding = "windows-1258"
code = "ma"
name = "ten"
parent = "huyen"
parent_code = "ma_huyen"
vintage = "2025-07-01"
where = [{ field = "cap", in = ["xã", 3] }, { any = [{ field = "a", present = true }, { field = "b", below = 0.25 }] }]

[population]
form = "wide"
file = "dân số.csv"
layer = "Sheet1"
encoding = "utf-8"
key = "huyen"
key_holds = "parent_name"
bands = [{ from = 0, below = 5, column = "a" }, { from = 5, below = 16, column = "b" }]
spread_by = { raster = "people" }

[people]
file = "people.tif"

[layers.zebra]
file = "water.gpkg"
where = [{ field = "loai", not_equals = "ao cạn" }]
label = { vi = "Nước", en = "Water" }
role = "water"
name_field = "ten"
class_field = "loai"
classes = { "sông" = "river", "ao" = "pond" }
rename = { rao = "fenced" }
survey_status = "partly"

[layers.roads]
file = "roads.gpkg"
role = "other"
major = [{ field = "class", in = ["national"] }]

[layers.people_grid]
file = "people.tif"
raster = true

[layers.water]
file = "water.gpkg"
role = "other"

[[incidents]]
id = "police"
file = "communes.csv"
where = [{ field = "tre_em", equals = true }]
columns = { x = "lon", y = "lat", unit_code = "ma", unit_name = "xa", parent_name = "h", date = "ngay", time = "gio", year = "nam", age = "tuoi", sex = "gt", severity = "hq", victims = "so", event = "vu", precision = "dcx" }
values.severity = { "tử vong" = "death", "bị thương" = "injury" }
values.sex = { Nam = "male", "Nữ" = "female" }
values.precision = { GPS = "gps" }
constants = { cause = "fall" }
keep = ["phuong_tien"]
told = "residence"
default_precision = "hamlet"
date_format = "dmy"
undated_in_period = true
assume_no_duplicates = true

[[incidents]]
id = "health"
file = "communes.csv"
columns = { unit_code = "ma", year = "nam", cause = "nn" }
values.cause = { "té ngã" = "fall" }

[output]
formats = ["csv", "gpkg"]
language = "en"
top = 7
)";

constexpr const char* full_hazard = R"(format = 1
id = "fall"
prefix = "falls"
short_prefix = "fa"
label = { vi = "Ngã", en = "Fall" }
events = { vi = "vụ ngã", en = "falls" }

[incidents]
count = "victims"
place = "residence"
ages = { from = 0, below = 15 }
count_unknown_age = false
where = []

[[exposure]]
name = "near_water"
short = "nw"
label = { vi = "Gần nước", en = "Near water" }
layer = "water"
where = [{ field = "class", in = ["pond"] }]
measure = "weighted_access"
from = "people"
ages = { from = 1, below = 5 }
kernel = { plateau_m = 10, scale_m = 100.5, floor = 0.01, limit_m = 500, every_feature = true }
weights = { field = "class", values = { pond = { value = 1, source = "S1" } }, otherwise = { value = 0.5, source = "[A] half", assumption = true } }
multipliers = [{ where = [{ field = "fenced", equals = true }], factor = { value = 0.27, source = "S1" } }]
source = "S1"

[[exposure]]
name = "ponds"
short = "ponds"
label = { vi = "Ao", en = "Ponds" }
layer = "ponds"
measure = "count"
source = "[J] for the test"
assumption = true

[[index]]
name = "homes"
layer = "water"
kernel = { scale_m = 50, limit_m = 200 }
weight = 0.7
by_length = true
source = "S1"

[model]
exceedance_threshold = { value = 1.3, source = "[J] for the test" }
top = 5

[[interventions]]
id = "rail"
label = { vi = "Lan can", en = "Rails" }
applies_when = [{ field = "falls_rank", at_most = 10 }]
effects = { fall = { value = 0.4, source = "S1", low = 0.2, high = 0.6 } }
completion = { value = 0.9, source = "S1" }
share_of_cases = { value = 0.5, source = "S1" }
years = { value = 5, source = "[A] for the test", assumption = true }
per = { by = "sites", layer = "schools", where = [{ field = "kind", equals = "primary" }] }
batch = 2
most_per_unit = { value = 10, source = "S1" }
steps = 2
unit_cost = { value = 1e6, low = 5e5, high = 2e6, source = "S1" }
currency = "VND"
unit = { vi = "bộ", en = "set" }
evidence = "S1"
references = [{ id = "S1", text = "A report" }]

[[references]]
id = "S1"
text = "A report"
)";

constexpr const char* full_targets = R"(format = 1
document = "12/QĐ"
source = "S1"

[[targets]]
id = "fewer_falls"
label = { vi = "Giảm 10 %", en = "10 % fewer" }
hazard = "fall"
severity = "death"
kind = "change_from_year"
from_year = 2020
year = 2025
value = -0.1
)";

void write_full_study(const StudyFolder& folder) {
    folder.write("study.toml", full_study);
    folder.write("hazards/fall.toml", full_hazard);
    folder.write("targets/goals.toml", full_targets);
}

/// Paths of all keys of a tree, items of lists taken together.
void collect_keys(const ConfigNode& node, const std::string& path, std::vector<std::string>& keys) {
    if (const auto* items = std::get_if<ConfigNode::Array>(&node.content)) {
        for (const ConfigNode& item : *items) {
            collect_keys(item, path, keys);
        }
    } else if (node.is_table()) {
        for (const ConfigEntry& entry : node.table()) {
            const std::string here = path + "." + entry.key;
            keys.push_back(here);
            collect_keys(entry.value, here, keys);
        }
    }
}

std::vector<std::string> keys_of_toml(const std::string& text) {
    Problems problems;
    const auto tree = parse_toml(text, "text", problems);
    EXPECT_TRUE(tree.has_value());
    std::vector<std::string> keys;
    if (tree) {
        collect_keys(*tree, "", keys);
    }
    return keys;
}

bool has(const std::vector<std::string>& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

TEST(ResolvedStudy, ReadsBackAsTheSame) {
    const StudyFolder folder;
    write_full_study(folder);
    ASSERT_EQ(folder.problems(), "");
    const std::string resolved = resolved_toml(folder.read());
    folder.write("study.toml", resolved);
    ASSERT_EQ(folder.problems(), "") << resolved;
    EXPECT_EQ(resolved_toml(folder.read()), resolved);
}

TEST(ResolvedStudy, HasEveryKeyThatTheFilesHad) {
    const StudyFolder folder;
    write_full_study(folder);
    const auto written = keys_of_toml(resolved_toml(folder.read()));
    for (const std::string& key : keys_of_toml(full_study)) {
        EXPECT_TRUE(has(written, key)) << key;
    }
    for (const std::string& key : keys_of_toml(full_targets)) {
        EXPECT_TRUE(has(written, ".targets" + key)) << key;
    }
    for (const std::string& key : keys_of_toml(full_hazard)) {
        EXPECT_TRUE(has(written, ".hazards" + key)) << key;
    }
}

TEST(ResolvedStudy, FillsInDefaults) {
    const StudyFolder folder;
    const auto written = keys_of_toml(resolved_toml(folder.read()));
    for (const char* key : {".study.seed",
                            ".output.formats",
                            ".output.language",
                            ".layers.water.role",
                            ".incidents.date_format",
                            ".population.key_holds",
                            ".hazards.prefix",
                            ".hazards.model.family",
                            ".hazards.model.exceedance_threshold",
                            ".hazards.incidents.ages.below"}) {
        EXPECT_TRUE(has(written, key)) << key;
    }
}

TEST(ResolvedStudy, KeepsValuesExactly) {
    const StudyFolder folder;
    write_full_study(folder);
    folder.write("study.toml", resolved_toml(folder.read()));
    const StudySpec spec = folder.read();
    EXPECT_EQ(spec.name, (Text{"Tỉnh \"Mẫu\"", "Sample\\Province"}));
    EXPECT_EQ(spec.notice.vi, "Giả định.\nKhông thật.");
    EXPECT_EQ(spec.seed, 9007199254740993U);
    EXPECT_EQ(to_iso(spec.period.first) + " " + to_iso(spec.period.last), "2019-01-01 2023-12-31");
    EXPECT_EQ(spec.units.source.written, "xã.gpkg");
    EXPECT_EQ(spec.units.source.file, folder / "xã.gpkg");
    ASSERT_EQ(spec.layers.size(), 4U);
    EXPECT_EQ(spec.layers[0].id, "zebra");
    EXPECT_EQ(spec.layers[0].role, "water");
    EXPECT_EQ(spec.layers[0].classes.at("sông"), "river");
    EXPECT_EQ(spec.layers[1].id, "roads");
    EXPECT_EQ(spec.layers[1].role, "");
    EXPECT_TRUE(spec.layers[2].raster);
    EXPECT_TRUE(spec.population->keyed_by_parent);
    EXPECT_TRUE(spec.population->keyed_by_name);
    EXPECT_EQ(spec.output.language, Language::en);
    EXPECT_EQ(spec.output.top, 7);
    const hazard::HazardSpec& hazard = spec.hazards.at(0).spec;
    EXPECT_EQ(hazard.exposure[0].kernel.scale_m, 100.5);
    EXPECT_EQ(hazard.exposure[0].multipliers.at(0).factor.value, 0.27);
    EXPECT_TRUE(hazard.exposure[1].without_layer);
    EXPECT_EQ(hazard.model.exceedance_threshold, 1.3);
    EXPECT_EQ(hazard.interventions.at(0).unit_cost->best.value, 1e6);
    const hazard::Target& target = spec.targets.at(0).targets.at(0);
    EXPECT_EQ(target.document, "12/QĐ");
    EXPECT_EQ(target.from_year, 2020);
    EXPECT_EQ(target.value, -0.1);
}

TEST(ResolvedStudy, HoldsWhatWasSetOnTheCommandLine) {
    const StudyFolder folder;
    const StudySpec spec = folder.read({"study.seed=7", "hazards.fall.model.top=3"});
    folder.write("study.toml", resolved_toml(spec));
    EXPECT_EQ(folder.read().seed, 7U);
    EXPECT_EQ(folder.read().hazards.at(0).spec.model.top, 3);
}

TEST(ResolvedStudy, ShippedHazardsReadBackAsTheSame) {
    const StudyFolder folder;
    const std::filesystem::path shipped = test::source_folder() / "data/hazards";
    for (const auto& file : std::filesystem::directory_iterator(shipped)) {
        if (file.path().extension() != ".toml") {
            continue;
        }
        const hazard::HazardSpec spec = read_hazard(file.path());
        const std::string once = to_toml(write_table(hazard_shape(), spec));
        folder.write("again.toml", once);
        EXPECT_EQ(to_toml(write_table(hazard_shape(), read_hazard(folder / "again.toml"))), once)
            << file.path();
    }
}

/// A random tree: nasty keys and texts, lists of lists, tables below tables.
ConfigNode random_node(std::mt19937_64& random, int depth) {
    static const std::vector<std::string> texts{
        "", "a", "có dấu", "\"", "\\", "a\nb", "\t\x01", "[x]", "# không", "a.b", "'", "1", "true"};
    const auto pick = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    const std::size_t count = pick(4);
    switch (pick(depth > 0 ? 7 : 5)) {
        case 0:
            return config_text(texts[pick(texts.size())]);
        case 1:
            return config_whole(static_cast<std::int64_t>(random()));
        case 2:
            return config_number(std::ldexp(static_cast<double>(random() % 100000) - 50000,
                                            static_cast<int>(pick(80)) - 40));
        case 3:
            return config_flag(pick(2) == 0);
        case 4:
            return config_date(Date(std::chrono::year(2000 + static_cast<int>(pick(40))),
                                    std::chrono::month(2),
                                    std::chrono::day(static_cast<unsigned>(1 + pick(28)))));
        case 5: {
            ConfigNode::Array items;
            for (std::size_t i = 0; i < count; ++i) {
                items.push_back(random_node(random, depth - 1));
            }
            return config_list(std::move(items));
        }
        default: {
            ConfigNode table = config_table({});
            for (std::size_t i = 0; i < count; ++i) {
                table.set(texts[pick(texts.size())] + std::to_string(i),
                          random_node(random, depth - 1));
            }
            return table;
        }
    }
}

TEST(TomlText, AnyTreeReadsBackAsTheSame) {
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        std::mt19937_64 random(seed);
        ConfigNode root = config_table({});
        for (const char* key : {"one", "hai ba", "x.y"}) {
            root.set(key, random_node(random, 4));
        }
        const std::string text = to_toml(root);
        Problems problems;
        const auto again = parse_toml(text, "text", problems);
        ASSERT_TRUE(again.has_value()) << "seed " << seed << "\n"
                                       << text << problem_lines(problems, Language::en);
        // Lines come before sections, so compare after one more round.
        const std::string second = to_toml(*again);
        EXPECT_EQ(second, text) << "seed " << seed;
        std::vector<std::string> meant;
        std::vector<std::string> read;
        collect_keys(root, "", meant);
        collect_keys(*again, "", read);
        std::sort(meant.begin(), meant.end());
        std::sort(read.begin(), read.end());
        EXPECT_EQ(read, meant) << "seed " << seed;
    }
}

TEST(TomlText, RealsStayReals) {
    const ConfigNode root = config_table({{"a", config_number(5)}, {"b", config_number(1e-7)}});
    EXPECT_EQ(to_toml(root), "a = 5.0\nb = 1e-07\n");
}

}  // namespace
}  // namespace riskmap::intake
