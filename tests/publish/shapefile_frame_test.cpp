#include "publish/shapefile_frame.hpp"

#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "gdal/read.hpp"
#include "publish/file_bytes.hpp"
#include "publish/support/sample.hpp"
#include "publish/support/scratch.hpp"
#include "publish/write.hpp"

namespace riskmap::publish {
namespace {

namespace fs = std::filesystem;

class ShapefileFrame : public testing::Test {
  protected:
    void SetUp() override {
        gdal::register_drivers();
        const domain::Layer layer = sample::communes();
        IssueLog log;
        write_shapefile(layer, sample::study_crs, scratch_.path(), log);
        rows_ = layer.size();
    }

    /// What is said when one byte of a file is another, or when the file ends before its last byte.
    std::string told(const char* extension, std::size_t at) {
        const fs::path file = scratch_ / (std::string("communes") + extension);
        const std::string whole = read_bytes(file);
        std::string damaged = whole;
        if (at < whole.size()) {
            damaged[at] = static_cast<char>(damaged[at] ^ 0x17);
        } else {
            damaged.pop_back();
        }
        write_again(file, damaged);
        const std::string message = error_of(
            ErrorKind::output, [&] { check_shapefile_frame(scratch_ / "communes.shp", rows_); });
        write_again(file, whole);
        return message;
    }

    static void write_again(const fs::path& file, const std::string& bytes) {
        fs::remove(file);
        write_bytes(file, bytes);
    }

    Scratch scratch_;
    std::size_t rows_ = 0;
};

TEST_F(ShapefileFrame, WholeFilesPass) {
    EXPECT_NO_THROW(check_shapefile_frame(scratch_ / "communes.shp", rows_));
}

TEST_F(ShapefileFrame, EveryMarkOfTheTableIsLookedAt) {
    const std::string bytes = read_bytes(scratch_ / "communes.dbf");
    const std::size_t header =
        static_cast<unsigned char>(bytes[8]) + 256U * static_cast<unsigned char>(bytes[9]);
    EXPECT_TRUE(contains(told(".dbf", 4), "number of records"));
    EXPECT_TRUE(contains(told(".dbf", header - 1), "end of the header"));
    EXPECT_TRUE(contains(told(".dbf", bytes.size() - 1), "end of the file"));
    EXPECT_TRUE(contains(told(".dbf", bytes.size()), "end of the file"));
}

TEST_F(ShapefileFrame, EveryMarkOfTheShapesIsLookedAt) {
    for (const char* extension : {".shp", ".shx"}) {
        SCOPED_TRACE(extension);
        EXPECT_TRUE(contains(told(extension, 3), "file code"));
        EXPECT_TRUE(contains(told(extension, 27), "length in the header"));
        EXPECT_TRUE(contains(told(extension, 28), "version"));
        EXPECT_TRUE(contains(told(extension, 32), "kind and extent"));
        EXPECT_TRUE(contains(told(extension, 67), "kind and extent"));
        EXPECT_TRUE(contains(told(extension, std::string::npos), "length in the header"));
    }
}

}  // namespace
}  // namespace riskmap::publish
