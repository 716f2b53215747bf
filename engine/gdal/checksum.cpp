#include "gdal/checksum.hpp"

#include <array>
#include <fstream>
#include <memory>
#include <vector>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "core/error.hpp"

namespace riskmap::gdal {
namespace {

constexpr std::size_t block_size = 1 << 16;

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

}  // namespace

std::string sha256_file(const std::filesystem::path& file) {
    return sha256_files(std::span(&file, 1));
}

std::string sha256_files(std::span<const std::filesystem::path> files) {
    const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
    expects(context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1,
            "sha256_files: OpenSSL knows SHA-256");
    std::vector<char> block(block_size);
    for (const std::filesystem::path& file : files) {
        std::ifstream stream(file, std::ios::binary);
        while (stream) {
            stream.read(block.data(), static_cast<std::streamsize>(block.size()));
            const auto count = static_cast<std::size_t>(stream.gcount());
            expects(EVP_DigestUpdate(context.get(), block.data(), count) == 1,
                    "sha256_files: OpenSSL takes the bytes");
        }
        if (!stream.eof()) {
            throw Error(ErrorKind::input,
                        fmt::format("{}: cannot be read for its check sum", file.string()));
        }
    }
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    expects(EVP_DigestFinal_ex(context.get(), digest.data(), &length) == 1,
            "sha256_files: OpenSSL ends the sum");
    std::string text;
    for (unsigned i = 0; i < length; ++i) {
        text += fmt::format("{:02x}", digest[i]);
    }
    return text;
}

}  // namespace riskmap::gdal
