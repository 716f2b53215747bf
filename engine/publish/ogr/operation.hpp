#pragma once

#include <filesystem>
#include <string>

namespace riskmap::publish {

/// One piece of work with GDAL on one output file. While it lives, GDAL prints nothing and its
/// warnings and errors are kept; a file that was written with a warning is not what was meant, so
/// warnings stop the run like errors. Main thread; operations may nest.
class OgrOperation {
  public:
    explicit OgrOperation(std::filesystem::path file);
    ~OgrOperation();
    OgrOperation(const OgrOperation&) = delete;
    OgrOperation& operator=(const OgrOperation&) = delete;

    /// Throws an output `Error` with the file, `doing` and GDAL's own words when `done` is false.
    void require(bool done, const std::string& doing) const;
    /// The same when GDAL has complained since the operation began.
    void require_quiet(const std::string& doing) const;

    const std::filesystem::path& file() const { return file_; }

  private:
    std::filesystem::path file_;
    std::string complaints_;
};

/// A GDAL configuration option of this thread, put back at the end of the scope.
class ConfigOption {
  public:
    ConfigOption(const char* key, const char* value);
    ~ConfigOption();
    ConfigOption(const ConfigOption&) = delete;
    ConfigOption& operator=(const ConfigOption&) = delete;

  private:
    const char* key_;
    std::string before_;
    bool was_set_;
};

}  // namespace riskmap::publish
