#include "publish/shapefile_frame.hpp"

#include <cstdint>
#include <fstream>
#include <string>

#include "publish/read_back.hpp"

namespace riskmap::publish {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t dbf_fixed_part = 32;
constexpr std::size_t shp_header = 100;
constexpr char end_of_header = '\x0D';
constexpr char end_of_file = '\x1A';

/// `size` bytes from `at` on; fewer where the file ends before.
std::string bytes_at(const fs::path& file, std::size_t at, std::size_t size) {
    std::ifstream stream(file, std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(at));
    std::string bytes(size, '\0');
    stream.read(bytes.data(), static_cast<std::streamsize>(size));
    bytes.resize(static_cast<std::size_t>(stream.gcount()));
    return bytes;
}

std::uint64_t number(const std::string& bytes,
                     std::size_t at,
                     std::size_t size,
                     bool most_first = false) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size && at + i < bytes.size(); ++i) {
        const std::uint64_t byte = static_cast<unsigned char>(bytes[at + i]);
        value |= byte << 8 * (most_first ? size - 1 - i : i);
    }
    return value;
}

void require(bool good, const fs::path& file, const std::string& place) {
    if (!good) {
        report_mismatch(file, place, "what the format asks for", "something else");
    }
}

void check_dbf(const fs::path& file, std::size_t rows) {
    const std::string fixed = bytes_at(file, 0, dbf_fixed_part);
    const std::uint64_t header = number(fixed, 8, 2);
    const std::uint64_t end = header + rows * number(fixed, 10, 2);
    require(number(fixed, 4, 4) == rows, file, "number of records in the header");
    require(header > dbf_fixed_part && bytes_at(file, header - 1, 1) == std::string{end_of_header},
            file,
            "end of the header");
    require(bytes_at(file, end, 2) == std::string{end_of_file}, file, "end of the file");
}

std::string checked_shp_header(const fs::path& file) {
    const std::string header = bytes_at(file, 0, shp_header);
    constexpr std::uint64_t file_code = 9994;
    constexpr std::uint64_t version = 1000;
    require(header.size() == shp_header && number(header, 0, 4, true) == file_code &&
                number(header, 28, 4) == version,
            file,
            "file code and version in the header");
    require(2 * number(header, 24, 4, true) == fs::file_size(file), file, "length in the header");
    return header;
}

}  // namespace

void check_shapefile_frame(const fs::path& main, std::size_t rows) {
    check_dbf(fs::path(main).replace_extension(".dbf"), rows);
    if (main.extension() == ".shp") {
        constexpr std::size_t behind_length = 28;
        const fs::path index = fs::path(main).replace_extension(".shx");
        const std::string shapes = checked_shp_header(main);
        const std::string offsets = checked_shp_header(index);
        require(fs::file_size(index) == shp_header + 8 * rows, index, "number of shapes");
        require(shapes.substr(behind_length) == offsets.substr(behind_length),
                main,
                "kind and extent of shapes in the header");
    }
}

}  // namespace riskmap::publish
