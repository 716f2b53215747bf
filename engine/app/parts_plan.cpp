#include "app/parts_plan.hpp"

#include <algorithm>
#include <fstream>
#include <type_traits>
#include <utility>
#include <variant>

#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "publish/file_bytes.hpp"

namespace riskmap::app {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

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

}  // namespace

std::vector<UnitBlock> cut_into_blocks(const StudyData& data, std::size_t parts) {
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
    std::vector<UnitBlock> blocks;
    std::size_t row = 0;
    for (std::size_t part = 0; part < parts; ++part) {
        const std::size_t after = parts - part - 1;
        const std::size_t wanted = left / (after + 1);
        UnitBlock block{row, row};
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

std::map<std::string, LayerSketch> sketches(const intake::StudySpec& study, const StudyData& data) {
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
        if (record == data.inputs.end() || record->crs_found) {
            continue;
        }
        if (auto sketch = sketched(layer, columns_asked(hazards, id))) {
            layers.emplace(id, std::move(*sketch));
        }
    }
    return layers;
}

void write_parts_plan(const PartsPlan& plan,
                      const std::string& study_id,
                      const domain::AdminUnits& units,
                      const fs::path& folder) {
    ordered_json json;
    json["study"] = study_id;
    json["key"] = plan.key;
    json["layers"] = ordered_json::object();
    for (const auto& [id, sketch] : plan.layers) {
        json["layers"][id] = json_of(sketch);
    }
    json["parts"] = ordered_json::array();
    for (std::size_t part = 0; part < plan.blocks.size(); ++part) {
        const UnitBlock& block = plan.blocks[part];
        json["parts"].push_back({{"part", part + 1},
                                 {"first_row", block.first},
                                 {"end_row", block.last},
                                 {"first_code", units.code[UnitIndex(block.first)]},
                                 {"last_code", units.code[UnitIndex(block.last - 1)]}});
    }
    const fs::path file = folder / parts_plan_name;
    fs::path partial = file;
    partial += ".partial";
    publish::write_bytes(partial, json.dump(1) + "\n");
    fs::rename(partial, file);
}

PartsPlan read_parts_plan(const fs::path& folder) {
    std::ifstream file(folder / parts_plan_name);
    const auto json = ordered_json::parse(file, nullptr, false);
    PartsPlan plan;
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

}  // namespace riskmap::app
