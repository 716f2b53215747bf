#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace riskmap::app {

/// A file of this program for this program: a kind and key, the bytes, and a check of them at the
/// end. It appears under its name whole or not at all; only the user may read it, as its rows may
/// be about people. One thread.
class ByteWriter {
  public:
    /// Throws an output `Error` when the file cannot be made.
    ByteWriter(std::filesystem::path file, const std::string& key);
    /// Removes what was not committed.
    ~ByteWriter();
    ByteWriter(const ByteWriter&) = delete;
    ByteWriter& operator=(const ByteWriter&) = delete;

    void put(const void* bytes, std::size_t size);
    /// Once, at the end. Throws an output `Error` when the disk is full or refuses.
    void commit();

  private:
    std::filesystem::path file_;
    std::filesystem::path partial_;
    std::ofstream stream_;
    std::vector<char> block_;
    std::uint64_t check_ = 0;
    bool committed_ = false;

    void write_block();
};

/// Thrown by `ByteReader`: the file is damaged, of another key, or not of this kind.
struct DamagedFile {};

/// Reads what `ByteWriter` wrote. The whole file is checked before the first byte is given out.
class ByteReader {
  public:
    /// Throws `DamagedFile`, also when there is no such file.
    ByteReader(const std::filesystem::path& file, const std::string& key);

    void take(void* bytes, std::size_t size);
    /// Bytes not yet taken: no sound length is greater.
    std::uint64_t left() const { return left_; }

  private:
    std::ifstream stream_;
    std::uint64_t left_ = 0;
    std::vector<char> block_;
    std::size_t at_ = 0;
};

}  // namespace riskmap::app
