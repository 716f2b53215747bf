#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace riskmap::publish {

/// Writes the whole file and closes it. Throws an output `Error` with the system's own reason (no
/// space left, read-only) when any byte or the closing fails.
void write_bytes(const std::filesystem::path& file, std::string_view bytes);

/// A file that is written piece by piece; errors as `write_bytes`. One thread.
class BytesFile {
  public:
    explicit BytesFile(std::filesystem::path file);
    ~BytesFile();
    BytesFile(const BytesFile&) = delete;
    BytesFile& operator=(const BytesFile&) = delete;

    void write(std::string_view bytes);
    /// Once, at the end.
    void close();

  private:
    std::filesystem::path file_;
    int descriptor_ = -1;
};

/// Throws the output `Error` of a file that cannot be written; `reason` may be empty.
[[noreturn]] void fail_to_write(const std::filesystem::path& file, const std::string& reason);

/// Lets `write` make a file whose writer does not tell of every lost byte: it makes it twice, the
/// second beside the first and then removed, and both must be the same. Throws an output `Error`
/// when they are not, and what `write` throws.
void write_surely(const std::filesystem::path& file,
                  const std::function<void(const std::filesystem::path&)>& write);

/// The whole file. Throws an output `Error` when it cannot be read.
std::string read_bytes(const std::filesystem::path& file);

/// Makes a file or folder durable. Throws an output `Error` when the system cannot.
void sync_to_disk(const std::filesystem::path& path);

}  // namespace riskmap::publish
