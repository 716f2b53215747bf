#include "publish/run_folder.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/error.hpp"
#include "publish/file_bytes.hpp"
#include "publish/provenance.hpp"

namespace riskmap::publish {
namespace {

namespace fs = std::filesystem;

constexpr const char* partial_mark = ".partial-";
constexpr const char* old_mark = ".old-";

std::string last_reason() { return std::generic_category().message(errno); }

[[noreturn]] void fail(const fs::path& path, const std::string& what) {
    throw Error(ErrorKind::output, fmt::format("{}: {}", path.string(), what));
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

bool is_debris(const fs::path& folder, pid_t process) {
    // A process number may belong to this run again, in a container always the same one.
    if (process != ::getpid() && is_alive(process)) {
        return false;
    }
    const int lock = lock_folder(folder);
    if (lock < 0) {
        return false;
    }
    ::close(lock);
    return true;
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
        } else if (mover && is_debris(sibling, *mover)) {
            if (fs::exists(fs::symlink_status(target, ignored))) {
                fs::remove_all(sibling, ignored);
            } else {
                fs::rename(sibling, target, ignored);
            }
        }
    }
}

fs::path whole_path(const fs::path& target) {
    fs::path path = fs::absolute(target).lexically_normal();
    if (path.filename().empty()) {
        path = path.parent_path();  // a slash at the end
    }
    if (path.filename().empty()) {
        fail(target, "a result folder needs a name of its own");
    }
    return path;
}

void sync_tree(const fs::path& folder) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_symlink()) {
            sync_to_disk(entry.path());
        }
    }
    sync_to_disk(folder);
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
    return start.find(fmt::format("\"{}\"", run_record_format)) != std::string::npos;
}

RunFolder::RunFolder(const fs::path& target, Existing existing)
    : target_(whole_path(target)), partial_(uncommitted_folder(target)), existing_(existing) {
    const fs::path parent = target_.parent_path();
    std::error_code error;
    if (!fs::is_directory(parent, error)) {
        fail(parent,
             "there is no such folder to put the result in; make it first or choose another");
    }
    clean_up_beside(target_);
    check_target();
    if (!fs::create_directory(partial_, error)) {
        fail(parent,
             error ? "cannot write here: " + error.message()
                   : "another run is already writing to " + target_.filename().string());
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
        fail(target_, "exists already; choose another folder, or --overwrite to replace it");
    }
    if (!is_run_folder(target_)) {
        fail(target_,
             "exists and is not a result of riskmap (no run.json of its own), so it is not "
             "replaced; choose another folder");
    }
}

void RunFolder::commit() {
    sync_tree(partial_);
    check_target();
    move_in();
    sync_to_disk(target_.parent_path());
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
        fail(target_, "cannot put the result in place: " + last_reason());
    }
    const fs::path old = beside(target_, old_mark, ::getpid());
    std::error_code error;
    const bool replaces = fs::exists(fs::symlink_status(target_, error));
    if (replaces && ::rename(target_.c_str(), old.c_str()) != 0) {
        fail(target_, "cannot move the old result aside: " + last_reason());
    }
    if (::rename(partial_.c_str(), target_.c_str()) != 0) {
        const std::string reason = last_reason();
        if (replaces) {
            fs::rename(old, target_, error);
        }
        fail(target_, "cannot put the result in place: " + reason);
    }
    fs::remove_all(old, error);
}

}  // namespace riskmap::publish
