#include "app/parts.hpp"

#include <algorithm>
#include <fstream>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cache/archive.hpp"
#include "app/stages.hpp"
#include "core/error.hpp"
#include "intake/study.hpp"
#include "publish/file_bytes.hpp"

namespace riskmap::app {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

/// Rows first..last-1 of the units.
struct Block {
    std::size_t first = 0;
    std::size_t last = 0;
};

/// What the blocks of a plan are made for.
struct Plan {
    std::string key;
    std::vector<Block> blocks;
};

/// [hazard][sum][unit of the block]
using PartSums = std::vector<std::vector<std::vector<double>>>;

fs::path file_of(const fs::path& folder, std::size_t part) {
    return folder / fmt::format("part-{:04}.sums", part + 1);
}

std::string key_of(const Plan& plan, std::size_t part) {
    return fmt::format("{} {} of {}", plan.key, part + 1, plan.blocks.size());
}

/// Cuts the units where about equally many homes are on each side; no block is empty.
std::vector<Block> cut(const StudyData& data, std::size_t parts) {
    std::vector<std::size_t> homes(data.units.size(), 1);
    for (const domain::PeopleCell& cell : data.people) {
        if (cell.unit) {
            ++homes[cell.unit->row()];
        }
    }
    std::size_t left = 0;
    for (const std::size_t here : homes) {
        left += here;
    }
    std::vector<Block> blocks;
    std::size_t row = 0;
    for (std::size_t part = 0; part < parts; ++part) {
        const std::size_t after = parts - part - 1;
        const std::size_t wanted = left / (after + 1);
        Block block{row, row};
        std::size_t taken = 0;
        while (
            block.last < homes.size() - after &&
            (block.last == block.first || taken + homes[block.last] / 2 <= wanted || after == 0)) {
            taken += homes[block.last++];
        }
        left -= taken;
        row = block.last;
        blocks.push_back(block);
    }
    return blocks;
}

Plan read_plan(const fs::path& folder) {
    std::ifstream file(folder / parts_plan_name);
    const auto json = ordered_json::parse(file, nullptr, false);
    Plan plan;
    try {
        plan.key = json.at("key").get<std::string>();
        for (const auto& part : json.at("parts")) {
            plan.blocks.push_back(
                {part.at("first_row").get<std::size_t>(), part.at("end_row").get<std::size_t>()});
        }
    } catch (const ordered_json::exception&) {
        const std::string path = (folder / parts_plan_name).string();
        throw Error(ErrorKind::input,
                    Text{path + ": không có kế hoạch chia phần; chạy riskmap plan trước",
                         path + ": is not a plan of parts; run riskmap plan first"});
    }
    return plan;
}

void check_key(const Plan& plan, const std::string& key, const fs::path& folder) {
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
    const std::vector<Block> blocks = cut(data, std::min(static_cast<std::size_t>(parts), most));
    ordered_json json;
    json["study"] = study.spec.id;
    json["key"] = stages.measuring_key();
    json["parts"] = ordered_json::array();
    for (std::size_t part = 0; part < blocks.size(); ++part) {
        const Block& block = blocks[part];
        json["parts"].push_back({{"part", part + 1},
                                 {"first_row", block.first},
                                 {"end_row", block.last},
                                 {"first_code", data.units.code[UnitIndex(block.first)]},
                                 {"last_code", data.units.code[UnitIndex(block.last - 1)]}});
    }
    std::error_code failed;
    fs::create_directories(config.out, failed);
    fs::path partial = file;
    partial += ".partial";
    publish::write_bytes(partial, json.dump(1) + "\n");
    fs::rename(partial, file);
    return file;
}

fs::path run_part(const RunConfig& config, int part, const RunContext& context) {
    const Plan plan = read_plan(config.out);
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
    IssueLog log;
    Stages stages(study, config, context);
    const StudyData data = stages.read(log);
    check_key(plan, stages.measuring_key(), config.out);
    const Block& block = plan.blocks[index];
    PerUnit<bool> inside(data.units.size(), false);
    for (std::size_t row = block.first; row < block.last; ++row) {
        inside[UnitIndex(row)] = true;
    }
    PartSums sums;
    for (const intake::HazardFile& hazard : study.spec.hazards) {
        context.stage({"Đo môi trường: " + hazard.spec.label.vi,
                       "Measuring exposure: " + hazard.spec.label.en});
        auto& of_hazard = sums.emplace_back();
        for (const PerUnit<double>& column :
             sum_block(hazard.spec, study.spec, data, inside, context)) {
            const auto& all = column.values();
            of_hazard.emplace_back(all.begin() + static_cast<std::ptrdiff_t>(block.first),
                                   all.begin() + static_cast<std::ptrdiff_t>(block.last));
        }
    }
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
    const Plan plan = read_plan(folder);
    check_key(plan, key, folder);
    SumsOfHazards result;
    std::string missing;
    for (std::size_t part = 0; part < plan.blocks.size(); ++part) {
        const Block& block = plan.blocks[part];
        PartSums sums;
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
