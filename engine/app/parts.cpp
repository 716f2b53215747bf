#include "app/parts.hpp"

#include <algorithm>
#include <map>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "app/cache/archive.hpp"
#include "app/measure_block.hpp"
#include "app/parts_plan.hpp"
#include "app/stages.hpp"
#include "core/error.hpp"
#include "intake/study.hpp"

namespace riskmap::app {
namespace {

namespace fs = std::filesystem;

fs::path file_of(const fs::path& folder, std::size_t part) {
    return folder / fmt::format("part-{:04}.sums", part + 1);
}

std::string key_of(const PartsPlan& plan, std::size_t part) {
    return fmt::format("{} {} of {}", plan.key, part + 1, plan.blocks.size());
}

void check_key(const PartsPlan& plan, const std::string& key, const fs::path& folder) {
    if (key.empty() || plan.key != key) {
        const std::string path = (folder / parts_plan_name).string();
        throw Error(ErrorKind::input,
                    Text{path + ": kế hoạch này lập cho số liệu, cấu hình hoặc bản riskmap khác; "
                                "lập lại bằng riskmap plan",
                         path + ": the plan was made for other inputs, settings or another "
                                "riskmap; make it again with riskmap plan"});
    }
}

}  // namespace

fs::path plan_parts(const RunConfig& config, int parts, const RunContext& outer) {
    const intake::StudyFile study = intake::read_study(config.study, config.overrides);
    const fs::path file = config.out / parts_plan_name;
    if (fs::exists(file) && config.existing == publish::Existing::refuse) {
        throw Error(ErrorKind::output,
                    Text{file.string() + ": đã có; chọn thư mục khác, hoặc --overwrite để thay",
                         file.string() +
                             ": exists already; choose another folder, or --overwrite to replace "
                             "it"});
    }
    IssueLog log;
    Stages stages(study, config, outer);
    const StudyData data = stages.read(log);
    const std::size_t most = std::max<std::size_t>(data.units.size(), 1);
    std::error_code failed;
    fs::create_directories(config.out, failed);
    write_parts_plan({stages.measuring_key(),
                      cut_into_blocks(data, std::min(static_cast<std::size_t>(parts), most)),
                      config.scenario.empty() ? sketches(study.spec, data)
                                              : std::map<std::string, LayerSketch>()},
                     study.spec.id,
                     data.units,
                     config.out);
    return file;
}

fs::path run_part(const RunConfig& config, int part, const RunContext& context) {
    const PartsPlan plan = read_parts_plan(config.out);
    const auto index = static_cast<std::size_t>(part) - 1;
    if (index >= plan.blocks.size()) {
        throw Error(
            ErrorKind::usage,
            Text{
                fmt::format(
                    "kế hoạch có các phần từ 1 đến {}, không có phần {}", plan.blocks.size(), part),
                fmt::format("the plan has parts 1 to {}, no part {}", plan.blocks.size(), part)});
    }
    const intake::StudyFile study = intake::read_study(config.study, config.overrides);
    Stages stages(study, config, context);
    check_key(plan, stages.measuring_key(), config.out);
    const SumsOfBlock sums = measure_block(study, plan.blocks[index], plan.layers, stages, context);
    context.check_stop();
    const fs::path file = file_of(config.out, index);
    ByteWriter writer(file, key_of(plan, index));
    Saver{writer}(sums);
    writer.commit();
    return file;
}

SumsOfHazards read_parts(const fs::path& folder,
                         const std::string& key,
                         const intake::StudySpec& study,
                         std::size_t unit_count) {
    const PartsPlan plan = read_parts_plan(folder);
    check_key(plan, key, folder);
    SumsOfHazards result;
    std::string missing;
    for (std::size_t part = 0; part < plan.blocks.size(); ++part) {
        const UnitBlock& block = plan.blocks[part];
        SumsOfBlock sums;
        try {
            ByteReader reader(file_of(folder, part), key_of(plan, part));
            Loader{reader}(sums);
        } catch (const DamagedFile&) {
            missing += fmt::format("{}{}", missing.empty() ? "" : ", ", part + 1);
            continue;
        }
        expects(sums.size() == study.hazards.size(), "read_parts: sums of every hazard");
        for (std::size_t h = 0; h < sums.size(); ++h) {
            auto& columns = result[study.hazards[h].spec.id];
            columns.resize(sums[h].size(), PerUnit<double>(unit_count, 0));
            for (std::size_t c = 0; c < sums[h].size(); ++c) {
                expects(sums[h][c].size() == block.last - block.first && block.last <= unit_count,
                        "read_parts: a sum for every unit of the block");
                for (std::size_t row = block.first; row < block.last; ++row) {
                    columns[c][UnitIndex(row)] = sums[h][c][row - block.first];
                }
            }
        }
    }
    if (!missing.empty()) {
        throw Error(
            ErrorKind::input,
            Text{fmt::format("{}: thiếu hoặc hỏng các phần {}; chạy lại riskmap run --part",
                             folder.string(),
                             missing),
                 fmt::format("{}: parts {} are missing or damaged; run them again with riskmap "
                             "run --part",
                             folder.string(),
                             missing)});
    }
    return result;
}

}  // namespace riskmap::app
