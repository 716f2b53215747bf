#include "publish/recorded_run.hpp"

#include <charconv>
#include <optional>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "publish/file_bytes.hpp"
#include "publish/provenance.hpp"
#include "publish/run_folder.hpp"

namespace riskmap::publish {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

ordered_json parsed(const fs::path& file) {
    ordered_json json = ordered_json::parse(read_bytes(file), nullptr, false);
    if (!json.is_object()) {
        refuse_result(file,
                      {"tệp bị hỏng; chạy lại nghiên cứu để ghi lại",
                       "the file is damaged; run the study again to write it anew"});
    }
    return json;
}

/// The text under a key; "" when there is none.
std::string text_at(const ordered_json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// The number N of "riskmap-run/N"; none for other words.
std::optional<int> format_number(const std::string& format) {
    const std::string_view words(run_record_format);
    const std::string_view start = words.substr(0, words.find('/') + 1);
    if (!format.starts_with(start)) {
        return std::nullopt;
    }
    int number = 0;
    const char* end = format.data() + format.size();
    const auto read = std::from_chars(format.data() + start.size(), end, number);
    return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

std::vector<std::pair<std::string, std::string>> versions_of(const ordered_json& json) {
    std::vector<std::pair<std::string, std::string>> versions;
    const auto agents = json.find("agent");
    if (agents == json.end() || !agents->is_object()) {
        return versions;
    }
    for (const ordered_json& agent : *agents) {
        if (!agent.is_object() || !agent.contains("riskmap:versions") ||
            !agent["riskmap:versions"].is_object()) {
            continue;
        }
        for (const auto& [name, version] : agent["riskmap:versions"].items()) {
            versions.emplace_back(name, version.is_string() ? version.get<std::string>() : "?");
        }
    }
    return versions;
}

std::string riskmap_of(const ordered_json& json) {
    for (const auto& [name, version] : versions_of(json)) {
        if (name == "riskmap") {
            return version;
        }
    }
    return "?";
}

void check_format(const ordered_json& json, const fs::path& file) {
    const std::string format = text_at(json, "format");
    const std::optional<int> written = format_number(format);
    const int known = format_number(run_record_format).value_or(0);
    if (!written) {
        refuse_result(file,
                      {fmt::format("định dạng \"{}\" không phải của riskmap", format),
                       fmt::format("the format \"{}\" is none of riskmap's", format)});
    }
    if (*written > known) {
        refuse_result(
            file,
            {fmt::format("do riskmap mới hơn ghi (riskmap {}, định dạng {}); bản {} này chỉ đọc "
                         "đến định dạng {}: hãy cập nhật riskmap",
                         riskmap_of(json),
                         *written,
                         RISKMAP_VERSION,
                         known),
             fmt::format("written by a newer riskmap ({}, format {}); this version {} reads up "
                         "to format {}: update riskmap",
                         riskmap_of(json),
                         *written,
                         RISKMAP_VERSION,
                         known)});
    }
    if (*written < known) {
        refuse_result(
            file,
            {fmt::format("do riskmap cũ hơn ghi (riskmap {}, định dạng {}; bản này đọc định "
                         "dạng {}): hãy chạy lại nghiên cứu, với --overwrite để thay kết quả cũ",
                         riskmap_of(json),
                         *written,
                         known),
             fmt::format("written by an older riskmap ({}, format {}; this one reads format "
                         "{}): run the study again, with --overwrite to replace the old result",
                         riskmap_of(json),
                         *written,
                         known)});
    }
}

ordered_json checked_record(const fs::path& folder) {
    if (!is_run_folder(folder)) {
        refuse_result(folder,
                      {"không phải thư mục kết quả của riskmap (không có run.json)",
                       "this is no result of riskmap (it has no run.json of one)"});
    }
    ordered_json json = parsed(folder / run_record_name);
    check_format(json, folder / run_record_name);
    return json;
}

void read_activity(const ordered_json& json, RecordedRun& run) {
    const auto activities = json.find("activity");
    if (activities == json.end() || !activities->is_object()) {
        return;
    }
    for (const ordered_json& activity : *activities) {
        if (!activity.is_object() || text_at(activity, "riskmap:settings").empty()) {
            continue;
        }
        run.settings = text_at(activity, "riskmap:settings");
        const auto seed = activity.find("riskmap:seed");
        if (seed != activity.end() && seed->is_number_unsigned()) {
            run.seed = seed->get<std::uint64_t>();
        }
    }
}

/// Whether a name from a record stays below the folder it is put under.
bool stays_below(const fs::path& name) {
    return name.is_relative() && !name.empty() && *name.lexically_normal().begin() != "..";
}

void read_entities(const ordered_json& json, const fs::path& file, RecordedRun& run) {
    const auto entities = json.find("entity");
    if (entities == json.end() || !entities->is_object()) {
        refuse_result(
            file,
            {"không còn danh sách tệp vào và ra", "the list of inputs and outputs is missing"});
    }
    constexpr std::string_view input = "input:";
    constexpr std::string_view output = "output:";
    for (const auto& [id, entity] : entities->items()) {
        if (!entity.is_object()) {
            continue;
        }
        const std::string sha256 = text_at(entity, "riskmap:sha256");
        if (id.starts_with(input)) {
            run.inputs.push_back(
                {id.substr(input.size()), text_at(entity, "riskmap:file"), sha256});
        } else if (id.starts_with(output)) {
            const std::string name = id.substr(output.size());
            if (!stays_below(name)) {
                refuse_result(file,
                              {"kể tệp nằm ngoài thư mục kết quả: " + name,
                               "it names a file outside the result folder: " + name});
            }
            run.outputs.push_back({name, sha256});
        }
    }
}

}  // namespace

void refuse_result(const fs::path& file, const Text& what) {
    throw Error(ErrorKind::input,
                Text{file.string() + ": " + what.vi, file.string() + ": " + what.en});
}

void check_run_format(const fs::path& folder) { checked_record(folder); }

RecordedRun read_recorded_run(const fs::path& folder) {
    const ordered_json json = checked_record(folder);
    const fs::path file = folder / run_record_name;
    RecordedRun run;
    read_activity(json, run);
    if (run.settings.empty()) {
        refuse_result(file,
                      {"không còn cấu hình của lần chạy", "the settings of the run are missing"});
    }
    read_entities(json, file, run);
    run.versions = versions_of(json);
    if (fs::is_regular_file(folder / timings_name)) {
        const ordered_json place =
            ordered_json::parse(read_bytes(folder / timings_name), nullptr, false);
        if (place.is_object()) {
            run.study = text_at(place, "study");
            run.scenario = text_at(place, "scenario");
        }
    }
    return run;
}

}  // namespace riskmap::publish
