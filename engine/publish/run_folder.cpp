#include "publish/run_folder.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/error.hpp"
#include "core/parallel.hpp"
#include "publish/file_bytes.hpp"
#include "publish/provenance.hpp"

namespace riskmap::publish {
namespace {

namespace fs = std::filesystem;

constexpr const char* partial_mark = ".partial-";
constexpr const char* old_mark = ".old-";

std::string last_reason() { return std::generic_category().message(errno); }

[[noreturn]] void fail(const fs::path& path, const Text& what) {
    throw Error(ErrorKind::output,
                Text{path.string() + ": " + what.vi, path.string() + ": " + what.en});
}

fs::path beside(const fs::path& target, const char* mark, pid_t process) {
    return target.parent_path() / fmt::format("{}{}{}", target.filename().string(), mark, process);
}

/// The process that owns a folder named NAME MARK PID.
std::optional<pid_t> owner(const std::string& folder, const std::string& name, const char* mark) {
    const std::string start = name + mark;
    if (!folder.starts_with(start)) {
        return std::nullopt;
    }
    pid_t process = 0;
    const char* end = folder.data() + folder.size();
    const auto result = std::from_chars(folder.data() + start.size(), end, process);
    return result.ec == std::errc() && result.ptr == end ? std::optional(process) : std::nullopt;
}

bool is_alive(pid_t process) { return ::kill(process, 0) == 0 || errno == EPERM; }

/// Takes the folder for this process; -1 when another holds it.
int lock_folder(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0 || ::flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) {
        return descriptor;  // file systems without locks: the process number has to do
    }
    ::close(descriptor);
    return -1;
}

/// Whether the run that made a folder is gone: nobody holds its lock. The process number may belong
/// to someone else by now (in a container always to the same one), so it decides only where the
/// file system knows no locks.
bool is_debris(const fs::path& folder, pid_t process) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) {
        return process != ::getpid() && !is_alive(process);
    }
    const bool taken = ::flock(descriptor, LOCK_EX | LOCK_NB) == 0;
    const bool held = !taken && errno == EWOULDBLOCK;
    ::close(descriptor);
    return taken || (!held && process != ::getpid() && !is_alive(process));
}

/// Removes what killed runs left beside the target, and puts an old result back that one of them
/// had already moved aside.
void clean_up_beside(const fs::path& target) {
    const std::string name = target.filename().string();
    std::vector<fs::path> siblings;
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(target.parent_path(), ignored)) {
        siblings.push_back(entry.path());
    }
    std::sort(siblings.begin(), siblings.end());
    for (const fs::path& sibling : siblings) {
        const std::string folder = sibling.filename().string();
        const std::optional<pid_t> writer = owner(folder, name, partial_mark);
        const std::optional<pid_t> mover = owner(folder, name, old_mark);
        if (writer && is_debris(sibling, *writer)) {
            fs::remove_all(sibling, ignored);
        } else if (mover && (*mover == ::getpid() || !is_alive(*mover))) {  // nobody locks these
            if (fs::exists(fs::symlink_status(target, ignored))) {
                fs::remove_all(sibling, ignored);
            } else {
                fs::rename(sibling, target, ignored);
            }
        }
    }
}

/// The process of another living run that writes to the same target.
std::optional<pid_t> other_writer(const fs::path& target) {
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(target.parent_path(), ignored)) {
        const auto writer =
            owner(entry.path().filename().string(), target.filename().string(), partial_mark);
        if (writer && !is_debris(entry.path(), *writer)) {
            return writer;
        }
    }
    return std::nullopt;
}

[[noreturn]] void fail_as_second(const fs::path& target, pid_t other) {
    fail(target,
         {fmt::format("một lần chạy khác (tiến trình {}) đang ghi vào đây; hãy đợi nó xong hoặc "
                      "chọn thư mục khác",
                      other),
          fmt::format("another run (process {}) is already writing here; wait for it or choose "
                      "another folder",
                      other)});
}

[[noreturn]] void fail_in_place(const fs::path& target, const std::string& reason) {
    fail(target,
         {"không đặt được kết quả vào chỗ: " + reason + "; kết quả cũ vẫn nguyên",
          "cannot put the result in place: " + reason + "; an old one stays as it was"});
}

/// Keeps other runs from looking at a folder for as long as this lives. Waits a second or two for
/// its turn, then goes on without: a lock that someone else left must not stop a run.
class BriefLock {
  public:
    explicit BriefLock(const fs::path& folder)
        : descriptor_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
        constexpr int tries = 100;
        for (int i = 0; i < tries && descriptor_ >= 0; ++i) {
            if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) {
                return;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    }
    ~BriefLock() {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
        }
    }
    BriefLock(const BriefLock&) = delete;
    BriefLock& operator=(const BriefLock&) = delete;

  private:
    int descriptor_;
};

fs::path whole_path(const fs::path& target) {
    fs::path path = fs::absolute(target).lexically_normal();
    if (path.filename().empty()) {
        path = path.parent_path();  // a slash at the end
    }
    if (path.filename().empty()) {
        fail(target,
             {"thư mục kết quả cần có tên riêng", "a result folder needs a name of its own"});
    }
    return path;
}

/// Files wait for the disk side by side, so that it may write them in one go.
void sync_tree(const fs::path& folder) {
    std::vector<fs::path> paths{folder};
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_symlink()) {
            paths.push_back(entry.path());
        }
    }
    RunContext context;
    context.threads = 16;
    parallel_for(context, paths.size(), 1, [&](std::size_t path, std::size_t) {
        sync_to_disk(paths[path]);
    });
}

bool rename_with(const fs::path& from, const fs::path& to, unsigned flags) {
    return ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), flags) == 0;
}

/// Whether the file system knows no such kind of rename.
bool not_offered() { return errno == EINVAL || errno == ENOSYS || errno == ENOTSUP; }

}  // namespace

fs::path uncommitted_folder(const fs::path& target) {
    return beside(whole_path(target), partial_mark, ::getpid());
}

bool is_run_folder(const fs::path& folder) {
    std::error_code error;
    if (!fs::is_directory(fs::symlink_status(folder, error))) {
        return false;
    }
    std::ifstream record(folder / run_record_name, std::ios::binary);
    std::string start(200, '\0');
    record.read(start.data(), static_cast<std::streamsize>(start.size()));
    const std::string words(run_record_format);  // of whatever version
    return start.find('"' + words.substr(0, words.find('/') + 1)) != std::string::npos;
}

FoldersOnTheWay::FoldersOnTheWay(const fs::path& folder) : folder_(folder) {
    std::error_code error;
    for (fs::path at = folder; !fs::exists(at, error) && !error; at = at.parent_path()) {
        uppermost_made_ = at;
    }
    fs::create_directories(folder, error);
    if (!fs::is_directory(folder, error)) {
        fail(folder,
             {"không tạo được thư mục này để đặt kết quả; hãy chọn chỗ khác",
              "this folder for the result cannot be made; choose another place"});
    }
}

FoldersOnTheWay::~FoldersOnTheWay() {
    if (uppermost_made_.empty()) {
        return;
    }
    std::error_code ignored;
    fs::path at = folder_;
    while (fs::remove(at, ignored) && at != uppermost_made_) {
        at = at.parent_path();
    }
}

RunFolder::RunFolder(const fs::path& target, Existing existing)
    : target_(whole_path(target)),
      partial_(uncommitted_folder(target)),
      way_(target_.parent_path()),
      existing_(existing) {
    const fs::path parent = target_.parent_path();
    std::error_code error;
    const BriefLock turn(parent);  // of two that begin at once, one sees the other
    clean_up_beside(target_);
    check_target();
    if (const auto other = other_writer(target_)) {
        fail_as_second(target_, *other);
    }
    if (!fs::create_directory(partial_, error)) {
        if (!error) {
            fail_as_second(target_, ::getpid());
        }
        fail(parent,
             {"không ghi được vào đây: " + error.message(),
              "cannot write here: " + error.message()});
    }
    lock_ = lock_folder(partial_);
}

RunFolder::~RunFolder() {
    std::error_code ignored;
    fs::remove_all(partial_, ignored);
    if (lock_ >= 0) {
        ::close(lock_);
    }
}

void RunFolder::check_target() const {
    std::error_code error;
    if (!fs::exists(fs::symlink_status(target_, error))) {
        return;
    }
    if (existing_ == Existing::refuse) {
        fail(target_,
             {"đã có; hãy chọn thư mục khác, hoặc --overwrite để thay kết quả cũ",
              "exists already; choose another folder, or --overwrite to replace it"});
    }
    if (!is_run_folder(target_)) {
        fail(target_,
             {"đã có và không phải kết quả của riskmap (không có run.json) nên không bị thay; hãy "
              "chọn thư mục khác",
              "exists and is not a result of riskmap (no run.json of its own), so it is not "
              "replaced; choose another folder"});
    }
}

void RunFolder::commit() {
    sync_tree(partial_);
    check_target();
    move_in();
    try {
        sync_to_disk(target_.parent_path());
    } catch (const Error&) {
        move_back();
        throw;
    }
    std::error_code ignored;
    fs::remove_all(partial_, ignored);  // now the old result, if there was one
}

void RunFolder::move_in() const {
    if (rename_with(partial_, target_, RENAME_NOREPLACE)) {
        return;
    }
    if (errno == EEXIST && rename_with(partial_, target_, RENAME_EXCHANGE)) {
        return;
    }
    if (!not_offered()) {
        fail_in_place(target_, last_reason());
    }
    const fs::path old = beside(target_, old_mark, ::getpid());
    std::error_code error;
    const bool replaces = fs::exists(fs::symlink_status(target_, error));
    if (replaces && ::rename(target_.c_str(), old.c_str()) != 0) {
        fail_in_place(target_, last_reason());
    }
    if (::rename(partial_.c_str(), target_.c_str()) != 0) {
        const std::string reason = last_reason();
        if (replaces) {
            fs::rename(old, target_, error);
        }
        fail_in_place(target_, reason);
    }
    fs::remove_all(old, error);
}

/// Undoes `move_in` where the file system offered it in one step; otherwise the old result is gone
/// and the new one stays.
void RunFolder::move_back() const {
    if (!rename_with(target_, partial_, RENAME_NOREPLACE) && errno == EEXIST) {
        rename_with(partial_, target_, RENAME_EXCHANGE);
    }
}

}  // namespace riskmap::publish
