#include "app/result_folder.hpp"

#include <charconv>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "disclosure/audience.hpp"
#include "intake/hazard_file.hpp"
#include "intake/toml_reader.hpp"
#include "publish/csv_text.hpp"
#include "publish/file_bytes.hpp"
#include "publish/provenance.hpp"
#include "publish/recorded_run.hpp"

namespace riskmap::app {
namespace {

namespace fs = std::filesystem;
using domain::Value;

std::map<std::string, domain::FieldType> field_types(const fs::path& folder,
                                                     const std::string& layer) {
    const fs::path file = folder / "dictionary.csv";
    const auto rows = csv_rows(file);
    const auto column = [&](const char* name) {
        for (std::size_t i = 0; i < rows.front().size(); ++i) {
            if (rows.front()[i] == name) {
                return i;
            }
        }
        publish::refuse_result(
            file, {fmt::format("thiếu cột {}", name), fmt::format("no column {}", name)});
    };
    const std::size_t layer_at = column("layer");
    const std::size_t field_at = column("field");
    const std::size_t type_at = column("type");
    const std::map<std::string, domain::FieldType> words{{"integer", domain::FieldType::integer},
                                                         {"real", domain::FieldType::real},
                                                         {"boolean", domain::FieldType::boolean}};
    std::map<std::string, domain::FieldType> types;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (rows[i][layer_at] == layer) {
            const auto word = words.find(rows[i][type_at].value_or(""));
            types[rows[i][field_at].value_or("")] =
                word == words.end() ? domain::FieldType::text : word->second;
        }
    }
    return types;
}

Value typed(const publish::CsvCell& cell, domain::FieldType type, const fs::path& file) {
    if (!cell) {
        return {};
    }
    if (type == domain::FieldType::boolean) {
        return *cell == "true" || *cell == "1";
    }
    if (type == domain::FieldType::text) {
        return *cell;
    }
    const char* end = cell->data() + cell->size();
    double number = 0;
    const auto read = std::from_chars(cell->data(), end, number);
    if (read.ec != std::errc() || read.ptr != end) {
        publish::refuse_result(file,
                               {fmt::format("\"{}\" không phải là số", *cell),
                                fmt::format("\"{}\" is not a number", *cell)});
    }
    return type == domain::FieldType::integer ? Value(static_cast<std::int64_t>(number))
                                              : Value(number);
}

domain::Layer table_of(const fs::path& folder, const std::string& name) {
    const fs::path file = folder / (name + ".csv");
    const auto rows = csv_rows(file);
    const auto types = field_types(folder, name);
    domain::Layer layer;
    layer.name = name;
    layer.file = file.string();
    for (std::size_t row = 1; row < rows.size(); ++row) {
        layer.source_rows.push_back(static_cast<std::int64_t>(row + 1));
    }
    for (std::size_t i = 0; i < rows.front().size(); ++i) {
        domain::Field field;
        field.name = rows.front()[i].value_or("");
        const auto type = types.find(field.name);
        field.type = type == types.end() ? domain::FieldType::text : type->second;
        domain::Cells column;
        for (std::size_t row = 1; row < rows.size(); ++row) {
            column.push_back(typed(rows[row][i], field.type, file));
        }
        layer.fields.push_back(std::move(field));
        layer.columns.push_back(std::move(column));
    }
    return layer;
}

/// What the record of the run keeps of its settings.
void read_settings(ResultFolder& result, const publish::RecordedRun& run) {
    const fs::path file = result.path / publish::run_record_name;
    result.seed = run.seed;
    intake::Problems problems;
    const auto tree = intake::parse_toml(run.settings, file.string(), problems);
    intake::throw_problems(problems);
    const intake::ConfigNode* study = tree->find("study");
    const intake::ConfigNode* notice = study == nullptr ? nullptr : study->find("notice");
    const auto language = [&](const char* word) {
        const auto* node = notice == nullptr ? nullptr : notice->find(word);
        const auto* text = node == nullptr ? nullptr : std::get_if<std::string>(&node->content);
        return text == nullptr ? std::string() : *text;
    };
    result.notice_vi = language("vi");
    result.notice_en = language("en");
    const intake::ConfigNode* hazards = tree->find("hazards");
    const auto* list =
        hazards == nullptr ? nullptr : std::get_if<intake::ConfigNode::Array>(&hazards->content);
    if (list == nullptr) {
        publish::refuse_result(
            file, {"không còn các loại tai nạn", "the hazards of the run are missing"});
    }
    for (const intake::ConfigNode& item : *list) {
        if (auto hazard = intake::read_hazard(item, file.string(), problems)) {
            result.hazards.push_back(std::move(hazard->spec));
        }
    }
    intake::throw_problems(problems);
}

}  // namespace

std::vector<publish::CsvRow> csv_rows(const fs::path& file) {
    if (!fs::is_regular_file(file)) {
        publish::refuse_result(file,
                               {"kết quả không đầy đủ: thiếu tệp này",
                                "the result is not whole: this file is missing"});
    }
    const std::string bytes = publish::read_bytes(file);
    std::string_view text(bytes);
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.remove_prefix(3);
    }
    std::vector<publish::CsvRow> rows = publish::parse_csv(text);
    if (rows.empty()) {
        publish::refuse_result(file, {"tệp rỗng", "the file is empty"});
    }
    for (const publish::CsvRow& row : rows) {
        if (row.size() != rows.front().size()) {
            publish::refuse_result(file, {"có dòng sai số ô", "a row has another number of cells"});
        }
    }
    return rows;
}

std::string ResultFolder::text(const std::string& field, std::size_t row) const {
    const auto column = communes.find(field);
    return column ? domain::as_text(communes.at(*column, row)) : "";
}

ResultFolder read_result(const fs::path& folder) {
    const publish::RecordedRun run = publish::read_recorded_run(folder);
    ResultFolder result;
    result.path = folder;
    result.communes = table_of(folder, "communes");
    if (!result.communes.find("code")) {
        publish::refuse_result(folder / "communes.csv",
                               {"thiếu cột code", "there is no column code"});
    }
    read_settings(result, run);
    result.internal = result.notice_vi.starts_with(disclosure::internal_stamp);
    return result;
}

std::optional<domain::Layer> read_result_table(const fs::path& folder, const std::string& name) {
    if (!fs::is_regular_file(folder / (name + ".csv"))) {
        return std::nullopt;
    }
    return table_of(folder, name);
}

}  // namespace riskmap::app
