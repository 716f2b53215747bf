#include "app/parts.hpp"

#include <algorithm>
#include <fstream>
#include <limits>
#include <map>
#include <system_error>
#include <type_traits>
#include <utility>
#include <variant>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cache/archive.hpp"
#include "app/read_data.hpp"
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
    std::map<std::string, LayerSketch> layers;  ///< that a part may read around its block only
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

ordered_json json_of(const domain::Value& value) {
    return std::visit(
        [](const auto& held) -> ordered_json {
            if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::monostate>) {
                return nullptr;
            } else {
                return held;
            }
        },
        value);
}

domain::Value value_of(const ordered_json& json) {
    switch (json.type()) {
        case ordered_json::value_t::boolean:
            return json.get<bool>();
        case ordered_json::value_t::number_float:
            return json.get<double>();
        case ordered_json::value_t::string:
            return json.get<std::string>();
        case ordered_json::value_t::null:
            return {};
        default:
            return json.get<std::int64_t>();
    }
}

ordered_json json_of(const LayerSketch& sketch) {
    ordered_json kinds = ordered_json::array();
    for (const LayerSketch::Kind& kind : sketch.kinds) {
        ordered_json values = ordered_json::array();
        for (const domain::Value& value : kind.values) {
            values.push_back(json_of(value));
        }
        ordered_json ends = ordered_json::array();
        for (const geo::PointM end : kind.ends) {
            ends.push_back({end.x, end.y});
        }
        kinds.push_back({{"values", std::move(values)}, {"ends", std::move(ends)}});
    }
    return {{"columns", sketch.columns}, {"kinds", std::move(kinds)}};
}

LayerSketch sketch_of(const ordered_json& json) {
    LayerSketch sketch;
    sketch.columns = json.at("columns").get<std::vector<std::string>>();
    for (const auto& of_kind : json.at("kinds")) {
        LayerSketch::Kind& kind = sketch.kinds.emplace_back();
        for (const auto& value : of_kind.at("values")) {
            kind.values.push_back(value_of(value));
        }
        for (std::size_t i = 0; i < kind.ends.size(); ++i) {
            const auto& end = of_kind.at("ends").at(i);
            kind.ends[i] = {end.at(0).get<double>(), end.at(1).get<double>()};
        }
    }
    return sketch;
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
        for (const auto& [id, sketch] : json.at("layers").items()) {
            plan.layers.emplace(id, sketch_of(sketch));
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

/// Layers that lie where they say: to find that out takes the whole layer, and was done for the
/// plan. A scenario changes layers as wholes.
std::map<std::string, LayerSketch> readable_in_part(const intake::StudySpec& study,
                                                    const RunConfig& config,
                                                    const StudyData& data) {
    std::map<std::string, LayerSketch> layers;
    std::vector<hazard::HazardSpec> hazards;
    for (const intake::HazardFile& hazard : study.hazards) {
        hazards.push_back(hazard.spec);
    }
    for (const auto& [id, layer] : data.layers) {
        const std::string source = "layers." + id;
        const auto record = std::find_if(
            data.inputs.begin(), data.inputs.end(), [&](const intake::InputRecord& input) {
                return input.source == source;
            });
        if (!config.scenario.empty() || record == data.inputs.end() || record->crs_found) {
            continue;
        }
        if (auto sketch = sketched(layer, columns_asked(hazards, id))) {
            layers.emplace(id, std::move(*sketch));
        }
    }
    return layers;
}

bool asks_for_incidents(const intake::StudySpec& study) {
    return std::any_of(study.hazards.begin(), study.hazards.end(), [](const auto& hazard) {
        const auto& terms = hazard.spec.exposure;
        const auto& parts = hazard.spec.index;
        const auto from_incidents = [](const auto& term) {
            return term.origin == hazard::Origin::incidents;
        };
        return std::any_of(terms.begin(), terms.end(), from_incidents) ||
               std::any_of(parts.begin(), parts.end(), from_incidents);
    });
}

/// Reads what a block needs and measures it: its surroundings as far as any measure looks, farther
/// while something nearest may lie beyond, and in the end all.
class BlockMeasuring {
  public:
    BlockMeasuring(const intake::StudyFile& study,
                   const Plan& plan,
                   const Block& block,
                   const RunContext& context)
        : study_(study), plan_(plan), block_(block), context_(context) {}

    PartSums sums(Stages& stages) const {
        constexpr double least_reach_m = 5000;
        constexpr int attempts = 4;
        double reach_m = least_reach_m;
        for (const intake::HazardFile& hazard : study_.spec.hazards) {
            reach_m = std::max(reach_m, exposure::widest_reach_m(hazard.spec));
        }
        for (int attempt = 0; attempt < attempts && !plan_.layers.empty(); ++attempt) {
            IssueLog log;
            const StudyData data = read_surroundings(study_,
                                                     {block_.first,
                                                      block_.last,
                                                      2 * reach_m,
                                                      plan_.layers,
                                                      asks_for_incidents(study_.spec)},
                                                     context_,
                                                     log);
            try {
                return measured(data, reach_m);
            } catch (const exposure::BeyondReach&) {
                reach_m *= 2;
            }
        }
        IssueLog log;
        return measured(stages.read(log), std::numeric_limits<double>::infinity());
    }

  private:
    PartSums measured(const StudyData& data, double read_within_m) const {
        PerUnit<bool> inside(data.units.size(), false);
        for (std::size_t row = block_.first; row < block_.last; ++row) {
            inside[UnitIndex(row)] = true;
        }
        PartSums sums;
        for (const intake::HazardFile& hazard : study_.spec.hazards) {
            context_.stage({"Đo môi trường: " + hazard.spec.label.vi,
                            "Measuring exposure: " + hazard.spec.label.en});
            auto& of_hazard = sums.emplace_back();
            for (const PerUnit<double>& column :
                 sum_block(hazard.spec, study_.spec, data, inside, read_within_m, context_)) {
                const auto& all = column.values();
                of_hazard.emplace_back(all.begin() + static_cast<std::ptrdiff_t>(block_.first),
                                       all.begin() + static_cast<std::ptrdiff_t>(block_.last));
            }
        }
        return sums;
    }

    const intake::StudyFile& study_;
    const Plan& plan_;
    const Block& block_;
    const RunContext& context_;
};

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
    json["layers"] = ordered_json::object();
    for (const auto& [id, sketch] : readable_in_part(study.spec, config, data)) {
        json["layers"][id] = json_of(sketch);
    }
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
    Stages stages(study, config, context);
    check_key(plan, stages.measuring_key(), config.out);
    const PartSums sums = BlockMeasuring(study, plan, plan.blocks[index], context).sums(stages);
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
