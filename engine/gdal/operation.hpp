#pragma once

#include <filesystem>
#include <string>

#include "core/error.hpp"

namespace riskmap::gdal {

/// One piece of work with GDAL on one file. While it lives, GDAL prints nothing and its warnings
/// and errors are kept. One thread each; operations may nest.
class Operation {
  public:
    /// `kind` is that of the errors thrown: input for reading, output for writing.
    Operation(std::filesystem::path file, ErrorKind kind);
    ~Operation();
    Operation(const Operation&) = delete;
    Operation& operator=(const Operation&) = delete;

    /// Throws an `Error` with the file, `doing` and GDAL's own words when `done` is false.
    void require(bool done, const std::string& doing) const;
    /// The same when GDAL has complained since the operation began. For writing: a file that was
    /// written with a warning is not what was meant.
    void require_quiet(const std::string& doing) const;
    /// True when GDAL has reported an error, not only warnings.
    bool failed() const { return heard_.failed; }
    /// GDAL's own words, joined by "; ".
    const std::string& complaints() const { return heard_.words; }

    const std::filesystem::path& file() const { return file_; }

    /// What the error handler keeps.
    struct Heard {
        std::string words;
        bool failed = false;
    };

  private:
    std::filesystem::path file_;
    ErrorKind kind_;
    Heard heard_;
};

/// A GDAL configuration option of this thread, put back at the end of the scope.
class ConfigOption {
  public:
    ConfigOption(std::string key, const char* value);
    ~ConfigOption();
    ConfigOption(const ConfigOption&) = delete;
    ConfigOption& operator=(const ConfigOption&) = delete;

  private:
    std::string key_;
    std::string before_;
    bool was_set_;
};

}  // namespace riskmap::gdal
