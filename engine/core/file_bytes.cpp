#include "core/file_bytes.hpp"

#include <array>
#include <cstdio>
#include <memory>
#include <system_error>

namespace riskmap {
namespace {

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

std::optional<std::string> file_bytes(const std::filesystem::path& file) {
    std::error_code none;
    if (!std::filesystem::is_regular_file(file, none)) {
        return std::nullopt;
    }
    const std::unique_ptr<std::FILE, CloseFile> stream(std::fopen(file.c_str(), "rbe"));
    if (stream == nullptr) {
        return std::nullopt;
    }
    std::string bytes;
    std::array<char, 1 << 16> block;
    while (const std::size_t count = std::fread(block.data(), 1, block.size(), stream.get())) {
        bytes.append(block.data(), count);
    }
    return std::ferror(stream.get()) == 0 ? std::optional(std::move(bytes)) : std::nullopt;
}

}  // namespace riskmap
