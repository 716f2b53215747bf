#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

#include "core/error.hpp"
#include "intake/study.hpp"

namespace riskmap::intake {

/// A folder of one test with a space and accents in its path, removed at the end. It holds a study
/// of two layers and one hazard that reads without a problem; a test changes what it is about.
class StudyFolder {
  public:
    StudyFolder()
        : path_(std::filesystem::path(testing::TempDir()) /
                ("nghiên cứu có dấu " + std::to_string(::getpid()) + " " +
                 testing::UnitTest::GetInstance()->current_test_info()->name())) {
        std::filesystem::remove_all(path_);
        for (const char* name :
             {"xã.gpkg", "communes.csv", "dân số.csv", "people.tif", "water.gpkg", "roads.gpkg"}) {
            write(name, "");
        }
        write("hazards/fall.toml", hazard);
        write("study.toml", study);
    }
    ~StudyFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    StudyFolder(const StudyFolder&) = delete;
    StudyFolder& operator=(const StudyFolder&) = delete;

    std::filesystem::path operator/(const std::filesystem::path& name) const {
        return path_ / name;
    }

    void write(const std::filesystem::path& name, const std::string& text) const {
        std::filesystem::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name, std::ios::binary) << text;
    }

    StudySpec read(const std::vector<std::string>& overrides = {}) const {
        return read_study(path_ / "study.toml", overrides).spec;
    }

    /// All problems of the study, one per line, with paths from this folder; "" when it reads well.
    std::string problems(const std::vector<std::string>& overrides = {}) const {
        try {
            read(overrides);
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::config);
            return without(error.what(), path_.string() + "/");
        }
        return "";
    }

    /// The same with one piece of the study's text replaced.
    std::string problems_with(const std::string& piece, const std::string& by) const {
        write("study.toml", replaced(study, piece, by));
        return problems();
    }
    /// The same with one piece of the hazard's text replaced.
    std::string problems_with_hazard(const std::string& piece, const std::string& by) const {
        write("hazards/fall.toml", replaced(hazard, piece, by));
        return problems();
    }

    static std::string replaced(std::string text, const std::string& piece, const std::string& by) {
        const std::size_t at = text.find(piece);
        EXPECT_NE(at, std::string::npos) << piece;
        return at == std::string::npos ? text : text.replace(at, piece.size(), by);
    }

    static constexpr const char* study = R"(format = 1
hazards = ["hazards/fall.toml"]
without_layers = ["schools"]

[study]
id = "mau"
name = { vi = "Mẫu", en = "Sample" }
period = { first = 2019-01-01, last = "2023-12-31" }
crs = "EPSG:9212"

[units]
file = "xã.gpkg"
code = "ma"
name = "ten"

[population]
form = "wide"
file = "dân số.csv"
key = "ma"
bands = [{ from = 0, below = 5, column = "a" }, { from = 5, below = 16, column = "b" }]

[layers.water]
file = "water.gpkg"

[layers.roads]
file = "roads.gpkg"

[[incidents]]
id = "police"
file = "communes.csv"
columns = { unit_code = "ma", date = "ngay" }
constants = { cause = "fall" }
)";

    static constexpr const char* hazard = R"(format = 1
id = "fall"
short_prefix = "fa"
label = { vi = "Ngã", en = "Fall" }
events = { vi = "vụ ngã", en = "falls" }

[incidents]
where = [{ field = "cause", equals = "fall" }]

[[exposure]]
name = "near_water"
short = "nw"
label = { vi = "Gần nước", en = "Near water" }
layer = "water"
measure = "share_within"
within_m = 100
source = "[A] for the test"
assumption = true
)";

  private:
    static std::string without(std::string text, const std::string& piece) {
        for (std::size_t at = text.find(piece); at != std::string::npos; at = text.find(piece)) {
            text.erase(at, piece.size());
        }
        return text;
    }

    std::filesystem::path path_;
};

}  // namespace riskmap::intake
