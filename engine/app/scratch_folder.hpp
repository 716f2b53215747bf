#pragma once

#include <filesystem>
#include <string>

namespace riskmap::app {

/// A folder of its own among the system's temporary files, gone when this is. One thread.
class ScratchFolder {
  public:
    /// `purpose` is part of its name. Throws an output `Error` when it cannot be made.
    explicit ScratchFolder(const std::string& purpose);
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace riskmap::app
