#include "publish/file_bytes.hpp"

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "core/error.hpp"

namespace riskmap::publish {
namespace {

namespace fs = std::filesystem;

void require(bool done, const fs::path& path, const Text& doing) {
    if (!done) {
        const std::string reason = std::generic_category().message(errno);
        throw Error(ErrorKind::output,
                    Text{fmt::format("{}: không {} được: {}", path.string(), doing.vi, reason),
                         fmt::format("{}: cannot {}: {}", path.string(), doing.en, reason)});
    }
}

/// A file descriptor of the system, closed at the end of the scope.
class Descriptor {
  public:
    Descriptor(const fs::path& path, int flags)
        : path_(path), number_(::open(path.c_str(), flags | O_CLOEXEC, 0666)) {
        require(number_ >= 0, {"mở", "open"});
    }
    ~Descriptor() {
        if (number_ >= 0) {
            ::close(number_);
        }
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int number() const { return number_; }

    void close() {
        const int result = ::close(number_);
        number_ = -1;
        require(result == 0, {"đóng", "close"});
    }

    void require(bool done, const Text& doing) const { publish::require(done, path_, doing); }

  private:
    const fs::path& path_;
    int number_;
};

}  // namespace

void fail_to_write(const fs::path& file, const std::string& reason) {
    const std::string why = (reason.empty() ? "" : ": ") + reason;
    throw Error(ErrorKind::output,
                Text{file.string() + ": không ghi được" + why,
                     file.string() + ": cannot be written" + why});
}

BytesFile::BytesFile(fs::path file)
    : file_(std::move(file)),
      descriptor_(::open(file_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
    require(descriptor_ >= 0, file_, {"mở", "open"});
}

BytesFile::~BytesFile() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

void BytesFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        require(count > 0, file_, {"ghi", "write"});
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

void BytesFile::close() {
    const int result = ::close(descriptor_);
    descriptor_ = -1;
    require(result == 0, file_, {"đóng", "close"});
}

void write_bytes(const fs::path& file, std::string_view bytes) {
    BytesFile target(file);
    target.write(bytes);
    target.close();
}

void write_surely(const fs::path& file, const std::function<void(const fs::path&)>& write) {
    fs::path again = file;
    again += ".again";
    write(file);
    write(again);
    const bool same = read_bytes(file) == read_bytes(again);
    std::error_code ignored;
    fs::remove(again, ignored);
    if (!same) {
        throw Error(
            ErrorKind::output,
            Text{file.string() + ": không ghi được trọn vẹn; hãy kiểm tra ổ đĩa rồi chạy lại",
                 file.string() + ": was not written whole; check the disk and run again"});
    }
}

std::string read_bytes(const fs::path& file) {
    const Descriptor descriptor(file, O_RDONLY);
    std::string result;
    std::array<char, 1 << 16> block;
    while (true) {
        const ssize_t count = ::read(descriptor.number(), block.data(), block.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        descriptor.require(count >= 0, {"đọc", "read"});
        if (count == 0) {
            return result;
        }
        result.append(block.data(), static_cast<std::size_t>(count));
    }
}

void sync_to_disk(const fs::path& path) {
    Descriptor descriptor(path, O_RDONLY);
    const bool done = ::fsync(descriptor.number()) == 0;
    // Some network and container file systems cannot sync folders; their files were synced.
    descriptor.require(done || errno == EINVAL || errno == ENOTSUP,
                       {"ghi chắc xuống đĩa", "make durable"});
    descriptor.close();
}

}  // namespace riskmap::publish
