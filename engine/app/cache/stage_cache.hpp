#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "app/cache/study_archive.hpp"

namespace riskmap::app {

/// Where the user's cache is: `$XDG_CACHE_HOME/riskmap`, else `~/.cache/riskmap`; "" where neither
/// is known.
std::filesystem::path user_cache_folder();

/// Results of stages under the hash of all they were made from. A cache is never needed: what
/// cannot be kept is made again, an entry that is damaged is removed, and a cache without a folder
/// keeps nothing. Entries appear whole or not at all, so runs may share a cache. Beyond `limit`
/// bytes the entries that were not asked for longest are dropped.
class StageCache {
  public:
    static constexpr std::uint64_t usual_limit = std::uint64_t{2} << 30U;
    explicit StageCache(std::filesystem::path folder, std::uint64_t limit = usual_limit);

    bool on() const { return !folder_.empty(); }
    /// Fills `value` and answers true when there is a sound entry.
    template <class Value>
    bool find(const std::string& key, Value& value);
    template <class Value>
    void keep(const std::string& key, const Value& value);

    struct Contents {
        std::uint64_t entries = 0;
        std::uint64_t bytes = 0;
    };
    Contents contents() const;
    /// Removes all entries; answers what there was.
    Contents clear();

  private:
    std::filesystem::path file_of(const std::string& key) const;
    void drop_oldest();

    std::filesystem::path folder_;
    std::uint64_t limit_;
};

}  // namespace riskmap::app
