#include "publish/zip.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>

#include <cpl_conv.h>
#include <fmt/format.h>

#include "core/error.hpp"
#include "publish/file_bytes.hpp"
#include "publish/fixed_date.hpp"

namespace riskmap::publish {
namespace {

constexpr std::uint32_t local_signature = 0x04034b50;
constexpr std::uint32_t central_signature = 0x02014b50;
constexpr std::uint32_t end_signature = 0x06054b50;
constexpr std::uint16_t version_needed = 20;
constexpr std::uint16_t utf8_names = 1 << 11;
constexpr std::uint16_t deflated = 8;
constexpr std::uint32_t regular_file = 0100644U << 16;
constexpr std::uint16_t made_on_unix = 3 << 8 | version_needed;

/// CRC-32 of ISO 3309, as APPNOTE 4.4.7 asks.
std::uint32_t crc32(std::string_view bytes) {
    static const std::array<std::uint32_t, 256> table = [] {
        std::array<std::uint32_t, 256> result{};
        for (std::uint32_t i = 0; i < result.size(); ++i) {
            std::uint32_t value = i;
            for (int bit = 0; bit < 8; ++bit) {
                value = (value & 1U) != 0 ? 0xEDB88320U ^ (value >> 1U) : value >> 1U;
            }
            result[i] = value;
        }
        return result;
    }();
    std::uint32_t crc = ~0U;
    for (const char c : bytes) {
        crc = table[(crc ^ static_cast<unsigned char>(c)) & 0xFFU] ^ (crc >> 8U);
    }
    return ~crc;
}

/// The raw deflate stream: zlib's without its two bytes of header and four of check sum.
std::string deflate(const std::string& bytes) {
    constexpr std::size_t header = 2;
    constexpr std::size_t check_sum = 4;
    constexpr int best = 9;
    std::size_t size = 0;
    const std::unique_ptr<void, decltype(&VSIFree)> packed(
        CPLZLibDeflate(bytes.data(), bytes.size(), best, nullptr, 0, &size), VSIFree);
    expects(packed != nullptr && size > header + check_sum, "write_zip: zlib can pack the bytes");
    return std::string(static_cast<const char*>(packed.get()) + header, size - header - check_sum);
}

template <class Integer>
void append(std::string& out, Integer value) {
    for (std::size_t i = 0; i < sizeof(Integer); ++i) {
        out += static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i) & 0xFFU);
    }
}

std::uint32_t as_32(std::size_t value, const std::filesystem::path& archive) {
    if (value >= std::numeric_limits<std::uint32_t>::max()) {
        throw Error(
            ErrorKind::output,
            Text{fmt::format("{}: tệp zip chỉ chứa được 4 GB; bỏ shapefile khỏi các định "
                             "dạng cần ghi",
                             archive.string()),
                 fmt::format("{}: a zip archive holds at most 4 GB; leave the shapefile out "
                             "of the formats",
                             archive.string())});
    }
    return static_cast<std::uint32_t>(value);
}

/// The fields that the local and the central header share (APPNOTE 4.3.7 and 4.3.12).
std::string common_header(std::string_view name,
                          std::uint32_t crc,
                          std::uint32_t packed,
                          std::uint32_t whole) {
    std::string header;
    append(header, version_needed);
    append(header, utf8_names);
    append(header, deflated);
    append(header, std::uint16_t{0});  // midnight
    append(header, FixedDate::dos_day);
    append(header, crc);
    append(header, packed);
    append(header, whole);
    append(header, static_cast<std::uint16_t>(name.size()));
    append(header, std::uint16_t{0});  // no extra field
    return header;
}

}  // namespace

void write_zip(const std::vector<std::filesystem::path>& files,
               const std::filesystem::path& archive) {
    std::string out;
    std::string directory;
    for (const std::filesystem::path& file : files) {
        const std::string bytes = read_bytes(file);
        const std::string packed = deflate(bytes);
        const std::string name = file.filename().string();
        const std::string header = common_header(
            name, crc32(bytes), as_32(packed.size(), archive), as_32(bytes.size(), archive));
        append(directory, central_signature);
        append(directory, made_on_unix);
        directory += header;
        append(directory, std::uint16_t{0});  // no comment
        append(directory, std::uint16_t{0});  // first disk
        append(directory, std::uint16_t{0});  // binary
        append(directory, regular_file);
        append(directory, as_32(out.size(), archive));
        directory += name;
        append(out, local_signature);
        out += header;
        out += name;
        out += packed;
    }
    const std::uint32_t start = as_32(out.size(), archive);
    const auto entries = static_cast<std::uint16_t>(files.size());
    out += directory;
    append(out, end_signature);
    append(out, std::uint32_t{0});  // one disk
    append(out, entries);
    append(out, entries);
    append(out, as_32(directory.size(), archive));
    append(out, start);
    append(out, std::uint16_t{0});  // no comment
    write_bytes(archive, out);
}

}  // namespace riskmap::publish
