#include "app/cache/stage_cache.hpp"

#include <algorithm>
#include <cstdlib>
#include <system_error>
#include <utility>
#include <vector>

#include "core/error.hpp"

namespace riskmap::app {
namespace {

namespace fs = std::filesystem;

struct Entry {
    fs::path file;
    fs::file_time_type asked_for;
    std::uint64_t bytes = 0;
};

/// Everything the cache has put into its folder, halves of killed runs included.
std::vector<Entry> entries_of(const fs::path& folder) {
    std::vector<Entry> entries;
    std::error_code failed;
    for (fs::directory_iterator at(folder, failed), end; !failed && at != end;
         at.increment(failed)) {
        std::error_code gone;
        const fs::path& file = at->path();
        if (file.filename().string().find(".stage") == std::string::npos ||
            !at->is_regular_file(gone)) {
            continue;
        }
        const Entry entry{file, fs::last_write_time(file, gone), fs::file_size(file, gone)};
        if (!gone) {
            entries.push_back(entry);
        }
    }
    return entries;
}

}  // namespace

fs::path user_cache_folder() {
    const auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return fs::path(value == nullptr ? "" : value);
    };
    if (const fs::path cache = variable("XDG_CACHE_HOME"); cache.is_absolute()) {
        return cache / "riskmap";
    }
    const fs::path home = variable("HOME");
    return home.is_absolute() ? home / ".cache" / "riskmap" : fs::path();
}

StageCache::StageCache(fs::path folder, std::uint64_t limit)
    : folder_(std::move(folder)), limit_(limit) {
    if (!on()) {
        return;
    }
    std::error_code failed;
    if (fs::create_directories(folder_, failed)) {
        fs::permissions(folder_, fs::perms::owner_all, failed);
    }
    if (failed) {
        folder_.clear();
    }
}

fs::path StageCache::file_of(const std::string& key) const { return folder_ / (key + ".stage"); }

template <class Value>
bool StageCache::find(const std::string& key, Value& value) {
    if (!on() || !fs::exists(file_of(key))) {
        return false;
    }
    std::error_code ignored;
    try {
        ByteReader file(file_of(key), key);
        Value found;
        load(file, found);
        value = std::move(found);
        fs::last_write_time(file_of(key), fs::file_time_type::clock::now(), ignored);
        return true;
    } catch (const DamagedFile&) {
        fs::remove(file_of(key), ignored);
    }
    return false;
}

template <class Value>
void StageCache::keep(const std::string& key, const Value& value) {
    if (!on()) {
        return;
    }
    try {
        ByteWriter file(file_of(key), key);
        save(file, value);
        file.commit();
        drop_oldest();
    } catch (const Error&) {
        // A full disk takes the cache, not the run.
    }
}

StageCache::Contents StageCache::contents() const {
    Contents contents;
    for (const Entry& entry : entries_of(folder_)) {
        ++contents.entries;
        contents.bytes += entry.bytes;
    }
    return contents;
}

StageCache::Contents StageCache::clear() {
    const Contents contents = this->contents();
    for (const Entry& entry : entries_of(folder_)) {
        std::error_code ignored;
        fs::remove(entry.file, ignored);
    }
    return contents;
}

void StageCache::drop_oldest() {
    std::vector<Entry> entries = entries_of(folder_);
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return a.asked_for > b.asked_for;
    });
    std::uint64_t kept = 0;
    for (const Entry& entry : entries) {
        kept += entry.bytes;
        if (kept > limit_) {
            std::error_code ignored;
            fs::remove(entry.file, ignored);
        }
    }
}

template bool StageCache::find(const std::string&, ReadData&);
template void StageCache::keep(const std::string&, const ReadData&);
template bool StageCache::find(const std::string&, exposure::ExposureTable&);
template void StageCache::keep(const std::string&, const exposure::ExposureTable&);

}  // namespace riskmap::app
