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

/// A sum that bytes are added to.
class Sum {
  public:
    Sum() : context_(EVP_MD_CTX_new()) {
        expects(context_ && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1,
                "checksum: OpenSSL knows SHA-256");
    }
    void add(std::string_view bytes) {
        expects(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1,
                "checksum: OpenSSL takes the bytes");
    }
    std::string digits() {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned length = 0;
        expects(EVP_DigestFinal_ex(context_.get(), digest.data(), &length) == 1,
                "checksum: OpenSSL ends the sum");
        std::string text;
        for (unsigned i = 0; i < length; ++i) {
            text += fmt::format("{:02x}", digest[i]);
        }
        return text;
    }

  private:
    struct Free {
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };
    std::unique_ptr<EVP_MD_CTX, Free> context_;
};

Error unreadable(const std::filesystem::path& file) {
    return {ErrorKind::input,
            Text{file.string() + ": không đọc được để tính tổng kiểm",
                 file.string() + ": cannot be read for its check sum"}};
}

}  // namespace

std::string sha256_file(const std::filesystem::path& file) {
    return sha256_files(std::span(&file, 1));
}

std::string sha256_files(std::span<const std::filesystem::path> files) {
    Sum sum;
    std::vector<char> block(block_size);
    for (const std::filesystem::path& file : files) {
        std::error_code ignored;
        if (!std::filesystem::is_regular_file(file, ignored)) {
            // A pipe or a device may never end.
            throw unreadable(file);
        }
        std::ifstream stream(file, std::ios::binary);
        while (stream) {
            stream.read(block.data(), static_cast<std::streamsize>(block.size()));
            sum.add({block.data(), static_cast<std::size_t>(stream.gcount())});
        }
        if (!stream.eof()) {
            throw unreadable(file);
        }
    }
    return sum.digits();
}

std::string sha256_text(std::string_view text) {
    Sum sum;
    sum.add(text);
    return sum.digits();
}

}  // namespace riskmap::gdal
