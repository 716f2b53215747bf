#include "app/init.hpp"

#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "app/data_folder.hpp"
#include "core/error.hpp"
#include "intake/study.hpp"

namespace riskmap::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* demo_study = R"(format = 1
hazards = ["../hazards/fall.toml"]

[study]
id = "mau"
name = { vi = "Tỉnh Mẫu", en = "Sample" }
period = { first = 2019-01-01, last = 2023-12-31 }
crs = "EPSG:9212"

[units]
file = "xã.gpkg"
code = "ma"
name = "ten"

[layers.water]
file = "water.gpkg"

[[incidents]]
id = "police"
file = "incidents.csv"
columns = { unit_code = "ma", date = "ngay", severity = "hau_qua" }
values.severity = { "tử vong" = "death" }
constants = { cause = "fall" }
)";

constexpr const char* hazard = R"(format = 1
id = "fall"
short_prefix = "fa"
label = { vi = "Ngã", en = "Fall" }
events = { vi = "vụ ngã", en = "falls" }
[incidents]
where = [{ field = "cause", equals = "fall" }]
)";

/// A data folder with a small demo, in a folder of one test with a space and accents in its path.
class DataFolder : public testing::Test {
  protected:
    DataFolder()
        : root_(fs::path(testing::TempDir()) /
                ("dữ liệu mẫu " + std::to_string(::getpid()) + " " +
                 testing::UnitTest::GetInstance()->current_test_info()->name())) {
        fs::remove_all(root_);
        write("data/demo/study.toml", demo_study);
        write("data/hazards/fall.toml", hazard);
        write("data/hazards/README.md", "Hazards");
        for (const char* name : {"xã.gpkg", "water.gpkg", "incidents.csv"}) {
            write(fs::path("data/demo") / name, name);
        }
    }
    ~DataFolder() override {
        std::error_code ignored;
        fs::remove_all(root_, ignored);
    }

    void write(const fs::path& name, const std::string& text) const {
        fs::create_directories((root_ / name).parent_path());
        std::ofstream(root_ / name, std::ios::binary) << text;
    }
    std::string text_of(const fs::path& name) const {
        std::ostringstream text;
        text << std::ifstream(root_ / name, std::ios::binary).rdbuf();
        return text.str();
    }
    void start(const fs::path& target) const { init_study(root_ / "data", root_ / target); }

    ErrorKind refusal(const fs::path& target) const {
        try {
            start(target);
        } catch (const Error& error) {
            return error.kind();
        }
        ADD_FAILURE() << "nothing was thrown";
        return ErrorKind::internal;
    }

    fs::path root_;
};

using Init = DataFolder;
using FindDataFolder = DataFolder;

TEST_F(Init, WritesAStudyThatReadsAsTheDemoDoes) {
    start("tỉnh tôi/2024");
    const auto demo = intake::read_study(root_ / "data/demo/study.toml", {}).spec;
    const auto study = intake::read_study(root_ / "tỉnh tôi/2024/study.toml", {}).spec;
    EXPECT_EQ(intake::resolved_toml(study), intake::resolved_toml(demo));
    EXPECT_EQ(study.units.source.file, root_ / "tỉnh tôi/2024/xã.gpkg");
    EXPECT_EQ(study.hazards.at(0).spec.file, (root_ / "tỉnh tôi/2024/hazards/fall.toml").string());
    EXPECT_EQ(text_of("tỉnh tôi/2024/incidents.csv"), "incidents.csv");
    EXPECT_EQ(text_of("tỉnh tôi/2024/hazards/README.md"), "Hazards");
}

TEST_F(Init, ExplainsEveryKeyOnceInBothLanguages) {
    start("new");
    const std::string text = text_of("new/study.toml");
    for (const char* line : {"# Nghiên cứu này là gì.\n# What this study is.\n[study]\n",
                             "# Cột mã đơn vị hành chính; mỗi mã một lần.\n# Column of the units' "
                             "codes; each code once.\ncode = \"ma\"\n",
                             "\n# seed = ...\n",
                             "\n# encoding = ...\n",
                             "\n# [population]\n",
                             "\n# [people]\n",
                             "\n# [output]\n",
                             "hazards = [\"hazards/fall.toml\"]\n"}) {
        EXPECT_NE(text.find(line), std::string::npos) << line << "\nin\n" << text;
    }
    std::size_t explained = 0;
    const std::string crs = "# Hệ toạ độ, thay cho hệ ghi trong tệp";
    for (std::size_t at = text.find(crs); at != std::string::npos; at = text.find(crs, at + 1)) {
        ++explained;
    }
    EXPECT_EQ(explained, 3U) << "once for units, layers and incidents";
}

TEST_F(Init, FillsAnEmptyFolder) {
    fs::create_directories(root_ / "empty");
    start("empty");
    EXPECT_TRUE(fs::exists(root_ / "empty/study.toml"));
}

TEST_F(Init, LeavesAFolderWithSomethingInItAlone) {
    write("mine/notes.txt", "keep");
    EXPECT_EQ(refusal("mine"), ErrorKind::usage);
    EXPECT_EQ(refusal("mine/notes.txt"), ErrorKind::usage);
    EXPECT_EQ(text_of("mine/notes.txt"), "keep");
    EXPECT_FALSE(fs::exists(root_ / "mine/study.toml"));
}

TEST_F(Init, SaysThatTheDemoIsMissing) {
    fs::remove_all(root_ / "data/demo");
    EXPECT_EQ(refusal("new"), ErrorKind::input);
    EXPECT_FALSE(fs::exists(root_ / "new"));
}

TEST_F(Init, RemovesWhatItWroteWhenSomethingFails) {
    write("file", "");
    EXPECT_EQ(refusal("file/below"), ErrorKind::output);
    fs::remove_all(root_ / "data/hazards");
    EXPECT_EQ(refusal("new"), ErrorKind::output);
    EXPECT_FALSE(fs::exists(root_ / "new"));
}

TEST_F(FindDataFolder, TheNamedOneIsFirstAndIsNotReplaced) {
    const fs::path data = root_ / "data";
    EXPECT_EQ(find_data_folder({data.string(), "/nowhere/bin/riskmap"}), data);
    EXPECT_THROW(find_data_folder({"/nowhere", root_ / "usr/bin/riskmap"}), Error);
}

TEST_F(FindDataFolder, LiesBesideTheProgram) {
    write("usr/bin/riskmap", "");
    write("usr/share/riskmap/hazards/fall.toml", hazard);
    EXPECT_EQ(find_data_folder({"", root_ / "usr/bin/riskmap"}), root_ / "usr/share/riskmap");
    EXPECT_THROW(find_data_folder({"", "/nowhere/bin/riskmap"}), Error);
}

TEST(DataOfThisProgram, StartsAStudyThatReads) {
    const fs::path target =
        fs::path(testing::TempDir()) / ("tỉnh mẫu " + std::to_string(::getpid()));
    ASSERT_TRUE(fs::exists(data_folder() / "demo/study.toml"));
    init_study(data_folder(), target);
    const auto demo = intake::read_study(data_folder() / "demo/study.toml", {}).spec;
    EXPECT_EQ(intake::resolved_toml(intake::read_study(target / "study.toml", {}).spec),
              intake::resolved_toml(demo));
    fs::remove_all(target);
}

TEST(DataOfThisProgram, IsFound) { EXPECT_TRUE(fs::exists(data_folder() / "hazards")); }

}  // namespace
}  // namespace riskmap::app
