#pragma once

#include <filesystem>

namespace riskmap::publish {

/// What to do when the result folder exists already.
enum class Existing { refuse, replace };

/// Makes a folder and those above it that lack; at the end takes away again what it made and nobody
/// put anything into. Throws an output `Error` where a folder cannot be made.
class FoldersOnTheWay {
  public:
    explicit FoldersOnTheWay(const std::filesystem::path& folder);
    ~FoldersOnTheWay();
    FoldersOnTheWay(const FoldersOnTheWay&) = delete;
    FoldersOnTheWay& operator=(const FoldersOnTheWay&) = delete;

  private:
    std::filesystem::path folder_;
    std::filesystem::path uppermost_made_;  ///< empty: all were there
};

/// A result folder that is either there whole or not at all.
///
/// Files go to `path()`, a hidden name beside the target ("TARGET.partial-PID"); `commit()` makes
/// them durable and renames the folder. Whatever happens before (an exception, a kill, a full
/// disk), the target stays as it was; replacing an old result swaps both folders in one step of the
/// file system where Linux offers it, otherwise by two renames with the old one kept beside until
/// the new one stands. What a killed run leaves behind is cleaned up by the next run to the same
/// target. One thread.
class RunFolder {
  public:
    /// Meant to be called before anything is computed. Makes the folders that lack on the way.
    /// Throws an output `Error`: the parent folder cannot be made or written to; the target exists
    /// and `existing` is `refuse`; the target is to be replaced but is not a result of riskmap (no
    /// run.json of its own); another run is writing to the same target (of two that begin at once,
    /// one wins).
    RunFolder(const std::filesystem::path& target, Existing existing);
    /// Removes what was not committed, folders made on the way included.
    ~RunFolder();
    RunFolder(const RunFolder&) = delete;
    RunFolder& operator=(const RunFolder&) = delete;

    /// Where to write.
    const std::filesystem::path& path() const { return partial_; }
    const std::filesystem::path& target() const { return target_; }

    /// Once, at the end. Throws an output `Error` and leaves the target alone when the files cannot
    /// be made durable or the folder cannot be renamed.
    void commit();

  private:
    void check_target() const;
    void move_in() const;
    void move_back() const;

    std::filesystem::path target_;
    std::filesystem::path partial_;
    FoldersOnTheWay way_;
    Existing existing_;
    int lock_ = -1;  ///< keeps other runs from taking the folder for debris
};

/// Where a `RunFolder` of this process for that target writes until it commits.
std::filesystem::path uncommitted_folder(const std::filesystem::path& target);

/// Whether a folder holds the result of a run of riskmap, of this or another version.
bool is_run_folder(const std::filesystem::path& folder);

}  // namespace riskmap::publish
