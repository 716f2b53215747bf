#include "intake/scenario.hpp"

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/nearest_word.hpp"
#include "gdal/checksum.hpp"
#include "intake/common_keys.hpp"
#include "intake/toml_reader.hpp"

namespace riskmap::intake {
namespace {

using domain::Value;

/// Text, a number or true/false, with its type kept.
Kind<Value> value_kind() {
    Kind<Value> kind;
    kind.schema = config_table(
        {{"type",
          config_list({config_text("string"), config_text("number"), config_text("boolean")})}});
    kind.read = [](const ConfigNode& node, const Scope& scope) -> std::optional<Value> {
        if (const auto* text = std::get_if<std::string>(&node.content)) {
            return Value(*text);
        }
        if (const auto* flag = std::get_if<bool>(&node.content)) {
            return Value(*flag);
        }
        if (const auto* whole = std::get_if<std::int64_t>(&node.content)) {
            return Value(*whole);
        }
        if (const auto* real = std::get_if<double>(&node.content)) {
            return Value(*real);
        }
        scope.wrong_type(node, {"chữ, số hoặc true/false", "text, a number or true/false"});
        return std::nullopt;
    };
    kind.write = [](const Value& value) {
        if (const auto* text = std::get_if<std::string>(&value)) {
            return config_text(*text);
        }
        if (const auto* flag = std::get_if<bool>(&value)) {
            return config_flag(*flag);
        }
        if (const auto* whole = std::get_if<std::int64_t>(&value)) {
            return config_whole(*whole);
        }
        const auto* real = std::get_if<double>(&value);
        return real == nullptr ? ConfigNode() : config_number(*real);
    };
    return kind;
}

Shape<Scenario> scenario_shape() {
    const Shape<ScenarioChange> change{{
        key("layer",
            &ScenarioChange::layer,
            text_kind(),
            {"Lớp được thay đổi.", "The layer that changes."},
            Need::required),
        key("where",
            &ScenarioChange::where,
            predicate_kind(),
            {"Những dòng nào; bỏ trống là mọi dòng.", "Which rows; all when left out."}),
        key("set",
            &ScenarioChange::set,
            map_kind(value_kind()),
            {"Cột = giá trị mới.", "Field = new value."},
            Need::required),
    }};
    return {{
        format_key<Scenario>(),
        key("name",
            &Scenario::name,
            both_languages_kind(),
            {"Tên kịch bản.", "Name of the scenario."},
            Need::required),
        key("changes",
            &Scenario::changes,
            list_kind(table_kind(change), 1),
            {"Các thay đổi, lần lượt.", "The changes, in order."},
            Need::required),
    }};
}

std::size_t field_of(domain::Layer& layer, const std::string& name) {
    if (const auto found = layer.find(name)) {
        return *found;
    }
    domain::Field field;
    field.name = name;
    layer.fields.push_back(std::move(field));
    layer.columns.emplace_back(layer.size());
    return layer.fields.size() - 1;
}

/// Rows that were met. All are found before any is changed.
std::size_t apply(const ScenarioChange& change, domain::Layer& layer) {
    const domain::BoundPredicate wanted(change.where, layer);
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < layer.size(); ++row) {
        if (wanted(row)) {
            rows.push_back(row);
        }
    }
    for (const auto& [name, value] : change.set) {
        auto& column = layer.columns[field_of(layer, name)];
        for (const std::size_t row : rows) {
            column.set(row, value);
        }
    }
    return rows.size();
}

Issue note_of(const ScenarioChange& change, std::size_t rows, const std::string& file) {
    std::string fields;
    for (const auto& [name, value] : change.set) {
        fields += (fields.empty() ? "" : ", ") + name + " = " + domain::as_text(value);
    }
    Issue issue;
    issue.slug = rows > 0 ? "scenario.changed" : "scenario.no-row";
    issue.severity = rows > 0 ? Severity::note : Severity::warning;
    issue.source = "scenario";
    issue.place.file = file;
    issue.message = {
        fmt::format("kịch bản đổi {} dòng của lớp {}: {}", rows, change.layer, fields),
        fmt::format(
            "the scenario changes {} rows of the layer {}: {}", rows, change.layer, fields)};
    issue.repair = rows > 0 ? Text{"không cần sửa: đây là giả định của kịch bản",
                                   "nothing to repair: this is what the scenario supposes"}
                            : Text{"kiểm tra điều kiện where của kịch bản",
                                   "look at the where of the scenario"};
    return issue;
}

}  // namespace

Scenario read_scenario(const std::filesystem::path& file) {
    Problems problems;
    auto tree = read_toml(file, problems);
    throw_problems(problems);
    Scenario scenario;
    scenario.tree = std::move(*tree);
    read_table(scenario_shape(), scenario.tree, Scope{&problems, file.parent_path(), ""}, scenario);
    throw_problems(problems);
    return scenario;
}

void apply_scenario(const Scenario& scenario,
                    const std::filesystem::path& file,
                    std::map<std::string, domain::Layer>& layers,
                    IssueLog& log,
                    std::vector<InputRecord>& inputs) {
    std::vector<std::string> ids;
    for (const auto& [id, layer] : layers) {
        ids.push_back(id);
    }
    Problems problems;
    for (std::size_t i = 0; i < scenario.changes.size(); ++i) {
        const std::string& id = scenario.changes[i].layer;
        if (!layers.contains(id)) {
            add_unknown_word(problems,
                             mark_at(scenario.tree, fmt::format("changes[{}].layer", i + 1)),
                             {fmt::format("nghiên cứu không có lớp \"{}\"", id),
                              fmt::format("the study has no layer \"{}\"", id)},
                             id,
                             ids);
        }
    }
    throw_problems(problems);
    const std::string name = file.filename().string();
    for (const ScenarioChange& change : scenario.changes) {
        log.add(note_of(change, apply(change, layers.at(change.layer)), name));
    }
    InputRecord record;
    record.source = "scenario";
    record.file = name;
    record.sha256 = gdal::sha256_file(file);
    record.bytes = static_cast<std::int64_t>(std::filesystem::file_size(file));
    record.rows = static_cast<std::int64_t>(scenario.changes.size());
    inputs.push_back(std::move(record));
}

}  // namespace riskmap::intake
