#include "app/reproduce.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <system_error>

#include "app/run.hpp"
#include "app/scratch_folder.hpp"
#include "core/error.hpp"
#include "gdal/checksum.hpp"
#include "intake/input_parts.hpp"
#include "publish/file_bytes.hpp"
#include "publish/provenance.hpp"
#include "publish/recorded_run.hpp"

namespace riskmap::app {
namespace {

namespace fs = std::filesystem;
using publish::RecordedRun;

/// Where the files of the study are found, and the what-if file.
struct Place {
    fs::path folder;
    fs::path scenario;
};

Place place_of(const ReproduceConfig& config, const RecordedRun& run) {
    std::error_code none;
    const fs::path result = fs::weakly_canonical(config.result, none);
    fs::path study = config.study;
    if (study.empty()) {
        if (run.study.empty()) {
            throw Error(ErrorKind::usage,
                        Text{"kết quả không nói nghiên cứu nằm ở đâu; hãy chỉ bằng --study",
                             "the result does not tell where its study lay; say so with --study"});
        }
        study = (result / run.study).lexically_normal();
        if (!fs::is_directory(study.parent_path(), none)) {
            throw Error(
                ErrorKind::usage,
                Text{study.string() + ": nghiên cứu không còn ở đây; hãy chỉ chỗ mới bằng --study",
                     study.string() + ": the study is no longer there; say where it is with "
                                      "--study"});
        }
    }
    const bool is_folder = fs::is_directory(study, none);
    if (!is_folder && !config.study.empty() && !fs::exists(study, none)) {
        throw Error(ErrorKind::usage,
                    Text{study.string() + ": không có tệp hay thư mục này",
                         study.string() + ": there is no such file or folder"});
    }
    const fs::path scenario = !config.scenario.empty() ? config.scenario
                              : run.scenario.empty()   ? fs::path()
                                                       : result / run.scenario;
    return {is_folder ? study : study.parent_path(), scenario};
}

/// The check sum of the parts of an input, or of one output; none when it is not there.
std::optional<std::string> sum_of(const std::vector<fs::path>& parts) {
    std::error_code none;
    const bool there = std::all_of(
        parts.begin(), parts.end(), [&](const fs::path& part) { return fs::exists(part, none); });
    return there && !parts.empty() ? std::optional(gdal::sha256_files(parts)) : std::nullopt;
}

void check_inputs(const RecordedRun& run, const Place& place, Reproduction& found) {
    for (const publish::RecordedInput& input : run.inputs) {
        const bool is_scenario = input.id == "scenario";
        if (is_scenario && place.scenario.empty()) {
            throw Error(ErrorKind::usage,
                        Text{input.file + ": tệp giả định của lần chạy; hãy chỉ bằng --scenario",
                             input.file + ": the run had this what-if file; say where it is with "
                                          "--scenario"});
        }
        const auto sum =
            sum_of(intake::parts_of(is_scenario ? place.scenario : place.folder / input.file));
        if (!sum || *sum != input.sha256) {
            found.differences.push_back(
                {sum ? Difference::input_changed : Difference::input_missing, input.file, 0});
        }
        ++found.inputs;
    }
}

/// The line, from 1, of the first byte in which two texts differ; 0 when they do not.
std::uint64_t first_different_line(const std::string& a, const std::string& b) {
    const auto [at, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    if (at == a.end() && other == b.end()) {
        return 0;
    }
    return static_cast<std::uint64_t>(std::count(a.begin(), at, '\n')) + 1;
}

std::map<std::string, std::string> sums(const RecordedRun& run) {
    std::map<std::string, std::string> by_name;
    for (const publish::RecordedOutput& output : run.outputs) {
        by_name.emplace(output.file, output.sha256);
    }
    return by_name;
}

void compare_outputs(const RecordedRun& then,
                     const RecordedRun& now,
                     const fs::path& old_folder,
                     const fs::path& new_folder,
                     Reproduction& found) {
    const auto old_sums = sums(then);
    const auto new_sums = sums(now);
    for (const auto& [name, recorded] : old_sums) {
        ++found.outputs;
        const auto there = sum_of({old_folder / name});
        const auto made = new_sums.find(name);
        const bool is_made = made != new_sums.end();
        std::optional<Difference> difference;
        if (is_made && made->second != recorded) {
            difference = Difference::not_reproduced;
        } else if (!is_made) {
            difference = Difference::no_longer_made;
        } else if (!there) {
            difference = Difference::output_missing;
        } else if (*there != recorded) {
            difference = Difference::output_altered;
        }
        if (difference) {
            const std::uint64_t line =
                there && is_made ? first_different_line(publish::read_bytes(old_folder / name),
                                                        publish::read_bytes(new_folder / name))
                                 : 0;
            found.differences.push_back({*difference, name, line});
        }
    }
    for (const auto& [name, sum] : new_sums) {
        if (!old_sums.contains(name)) {
            found.differences.push_back({Difference::newly_made, name, 0});
        }
    }
}

void find_strangers(const RecordedRun& run, const fs::path& folder, Reproduction& found) {
    std::set<std::string> known{publish::run_record_name, publish::timings_name};
    for (const publish::RecordedOutput& output : run.outputs) {
        known.insert(output.file);
    }
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
        const std::string name = entry.path().lexically_relative(folder).generic_string();
        if (!entry.is_directory() && !known.contains(name)) {
            found.strangers.push_back(name);
        }
    }
    std::sort(found.strangers.begin(), found.strangers.end());
}

void compare_versions(const RecordedRun& then, const RecordedRun& now, Reproduction& found) {
    const std::map<std::string, std::string> before(then.versions.begin(), then.versions.end());
    for (const auto& [name, version] : now.versions) {
        const auto old = before.find(name);
        if (old == before.end() || old->second != version) {
            found.versions.push_back({name, old == before.end() ? "?" : old->second, version});
        }
    }
}

}  // namespace

const char* to_word(Difference difference) {
    switch (difference) {
        case Difference::input_missing:
            return "input_missing";
        case Difference::input_changed:
            return "input_changed";
        case Difference::output_missing:
            return "output_missing";
        case Difference::output_altered:
            return "output_altered";
        case Difference::not_reproduced:
            return "not_reproduced";
        case Difference::no_longer_made:
            return "no_longer_made";
        case Difference::newly_made:
            return "newly_made";
    }
    return "";
}

bool Reproduction::inputs_are_the_same() const {
    return std::none_of(differences.begin(), differences.end(), [](const DifferentFile& file) {
        return file.difference == Difference::input_missing ||
               file.difference == Difference::input_changed;
    });
}

Reproduction reproduce(const ReproduceConfig& config, const RunContext& context) {
    const RecordedRun then = publish::read_recorded_run(config.result);
    const Place place = place_of(config, then);
    Reproduction found;
    context.stage({"Kiểm tra tệp vào", "Checking the inputs"});
    check_inputs(then, place, found);
    if (!found.inputs_are_the_same()) {
        return found;
    }
    const ScratchFolder scratch("reproduce");
    RunConfig again;
    again.scenario = place.scenario;
    again.out = scratch.path() / "result";
    const std::string name = (config.result / publish::run_record_name).string();
    run(intake::read_resolved_study(then.settings, place.folder, name), again, context);
    context.stage({"So sánh kết quả", "Comparing the outputs"});
    const RecordedRun now = publish::read_recorded_run(again.out);
    compare_outputs(then, now, config.result, again.out, found);
    find_strangers(then, config.result, found);
    compare_versions(then, now, found);
    return found;
}

}  // namespace riskmap::app
