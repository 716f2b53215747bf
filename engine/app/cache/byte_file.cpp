#include "app/cache/byte_file.hpp"

#include <algorithm>
#include <cstring>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

#include "core/error.hpp"

namespace riskmap::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t block_bytes = std::size_t{1} << 20U;
constexpr std::string_view magic = "riskmap bytes 2\n";

/// Goes on from `check` over one block; bytes past the end of a word count as zeros.
std::uint64_t checked(std::uint64_t check, const std::vector<char>& block) {
    for (std::size_t at = 0; at < block.size(); at += sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, block.data() + at, std::min(sizeof word, block.size() - at));
        check = (check ^ word) * 0x9e3779b97f4a7c15U;
        check ^= check >> 32U;
    }
    return check + block.size();
}

}  // namespace

ByteWriter::ByteWriter(fs::path file, const std::string& key) : file_(std::move(file)) {
    partial_ = file_;
    partial_ += fmt::format(".partial-{}", ::getpid());
    stream_.open(partial_, std::ios::binary | std::ios::trunc);
    if (!stream_) {
        throw Error(ErrorKind::output,
                    Text{partial_.string() + ": không ghi được",
                         partial_.string() + ": cannot be written"});
    }
    std::error_code ignored;
    fs::permissions(partial_, fs::perms::owner_read | fs::perms::owner_write, ignored);
    stream_ << magic << key << '\n';
    block_.reserve(block_bytes);
}

ByteWriter::~ByteWriter() {
    if (!committed_) {
        stream_.close();
        std::error_code ignored;
        fs::remove(partial_, ignored);
    }
}

void ByteWriter::put(const void* bytes, std::size_t size) {
    const char* from = static_cast<const char*>(bytes);
    while (size > 0) {
        const std::size_t part = std::min(size, block_bytes - block_.size());
        block_.insert(block_.end(), from, from + part);
        from += part;
        size -= part;
        if (block_.size() == block_bytes) {
            write_block();
        }
    }
}

void ByteWriter::write_block() {
    check_ = checked(check_, block_);
    stream_.write(block_.data(), static_cast<std::streamsize>(block_.size()));
    block_.clear();
}

void ByteWriter::commit() {
    write_block();
    stream_.write(reinterpret_cast<const char*>(&check_), sizeof check_);
    stream_.close();
    std::error_code failed;
    if (stream_) {
        fs::rename(partial_, file_, failed);
    }
    if (!stream_ || failed) {
        throw Error(ErrorKind::output,
                    Text{file_.string() + ": không ghi được trọn vẹn; đĩa có đầy không?",
                         file_.string() + ": could not be written whole; is the disk full?"});
    }
    committed_ = true;
}

ByteReader::ByteReader(const fs::path& file, const std::string& key) {
    stream_.open(file, std::ios::binary);
    const std::string wanted = std::string(magic) + key + '\n';
    std::string found(wanted.size(), '\0');
    std::error_code failed;
    const std::uint64_t size = fs::file_size(file, failed);
    const std::uint64_t around = wanted.size() + sizeof(std::uint64_t);
    if (!stream_ || failed || size < around ||
        !stream_.read(found.data(), static_cast<std::streamsize>(found.size())) ||
        found != wanted) {
        throw DamagedFile();
    }
    const std::uint64_t bytes = size - around;
    std::uint64_t check = 0;
    left_ = bytes;
    do {
        block_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(left_, block_bytes)));
        if (!stream_.read(block_.data(), static_cast<std::streamsize>(block_.size()))) {
            throw DamagedFile();
        }
        check = checked(check, block_);
        left_ -= block_.size();
    } while (block_.size() == block_bytes);
    std::uint64_t stated = 0;
    if (!stream_.read(reinterpret_cast<char*>(&stated), sizeof stated) || stated != check) {
        throw DamagedFile();
    }
    stream_.clear();
    stream_.seekg(static_cast<std::streamoff>(wanted.size()));
    left_ = bytes;
    block_.clear();
}

void ByteReader::take(void* bytes, std::size_t size) {
    if (size > left_) {
        throw DamagedFile();
    }
    left_ -= size;
    char* to = static_cast<char*>(bytes);
    while (size > 0) {
        if (at_ == block_.size()) {
            const std::uint64_t unread = left_ + size;
            block_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(unread, block_bytes)));
            if (!stream_.read(block_.data(), static_cast<std::streamsize>(block_.size()))) {
                throw DamagedFile();
            }
            at_ = 0;
        }
        const std::size_t part = std::min(size, block_.size() - at_);
        std::memcpy(to, block_.data() + at_, part);
        to += part;
        at_ += part;
        size -= part;
    }
}

}  // namespace riskmap::app
