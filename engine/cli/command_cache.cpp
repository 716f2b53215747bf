#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cache/stage_cache.hpp"
#include "cli/command.hpp"
#include "cli/common_options.hpp"
#include "core/error.hpp"
#include "core/number_text.hpp"

namespace riskmap::cli {
namespace {

constexpr double bytes_per_mb = 1e6;

int cache(const Arguments& arguments, Terminal& terminal) {
    const std::string action = arguments.value("ACTION");
    if (action != "clear" && action != "show") {
        throw Error(ErrorKind::usage,
                    Text{"\"" + action + "\": chỉ có show (xem) và clear (xoá)",
                         "\"" + action + "\": there are show and clear"});
    }
    const std::filesystem::path folder = app::user_cache_folder();
    app::StageCache cache(folder);
    const app::StageCache::Contents found = action == "clear" ? cache.clear() : cache.contents();
    if (terminal.json) {
        terminal.print(nlohmann::ordered_json{
            {"folder", folder.string()},
            {"action", action},
            {"entries", found.entries},
            {"bytes",
             found.bytes}}.dump(2));
    } else {
        terminal.print(folder.string());
    }
    const auto size = [&](Language language) {
        return number_text(static_cast<double>(found.bytes) / bytes_per_mb, 1, language);
    };
    terminal.say(
        action == "clear"
            ? Text{fmt::format("Đã xoá {} mục, {} MB.", found.entries, size(Language::vi)),
                   fmt::format("Removed {} entries, {} MB.", found.entries, size(Language::en))}
            : Text{fmt::format("{} mục, {} MB.", found.entries, size(Language::vi)),
                   fmt::format("{} entries, {} MB.", found.entries, size(Language::en))});
    return 0;
}

}  // namespace

Command cache_command() {
    return {"cache",
            {"bộ nhớ đệm của những gì đã đọc và đã đo: show hoặc clear",
             "the cache of what was read and measured: show or clear"},
            {{"ACTION",
              Option::Kind::required,
              {"show: xem; clear: xoá hết", "show, or clear to remove all"},
              "show|clear"},
             json_option()},
            cache};
}

}  // namespace riskmap::cli
