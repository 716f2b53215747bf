#include "intake/count_cells.hpp"

#include <optional>

#include <fmt/format.h>

#include "core/error.hpp"
#include "intake/number_column.hpp"
#include "intake/source_table.hpp"

namespace riskmap::intake {
namespace {

/// "41.500": a mark with exactly three digits behind it.
bool may_be_thousands(const std::string& text) {
    const std::size_t mark = text.find_last_of(".,");
    return mark != std::string::npos && mark > 0 && text.size() - mark == 4;
}

[[noreturn]] void refuse(const domain::Layer& layer,
                         std::size_t column,
                         std::size_t row,
                         const Text& what) {
    const std::int64_t at = layer.source_rows[row];
    const std::string& name = layer.fields[column].name;
    const std::string cell = cell_text(layer, column, row);
    throw Error(
        ErrorKind::input,
        Text{fmt::format("{}: dòng {}, cột \"{}\": \"{}\" {}", layer.file, at, name, cell, what.vi),
             fmt::format(
                 "{}: row {}, column \"{}\": \"{}\" {}", layer.file, at, name, cell, what.en)});
}

}  // namespace

std::vector<double> count_column(const domain::Layer& layer, std::size_t column) {
    std::vector<double> counts;
    std::optional<std::size_t> doubtful;
    bool has_decimals = false;
    for (std::size_t row = 0; row < layer.size(); ++row) {
        const std::string text = cell_text(layer, column, row);
        counts.push_back(std::numeric_limits<double>::quiet_NaN());
        if (text.empty()) {
            continue;
        }
        const bool is_text = std::holds_alternative<std::string>(layer.at(column, row));
        if (is_text && may_be_thousands(text)) {
            doubtful = doubtful.value_or(row);
        } else if (is_text && text.find_first_of(".,") != std::string::npos) {
            has_decimals = true;
        }
        const auto number = plain_number(text);
        if (!number && !may_be_thousands(text)) {
            refuse(layer,
                   column,
                   row,
                   {"không phải là số; ghi số người, hoặc để trống",
                    "is no number; write the count of people, or leave it empty"});
        }
        if (number && *number < 0) {
            refuse(layer,
                   column,
                   row,
                   {"là số âm; sửa lại, số người không thể âm",
                    "is negative; correct it, a count of people cannot be"});
        }
        counts.back() = number.value_or(counts.back());
    }
    std::vector<std::string> texts;
    for (std::size_t row = 0; row < layer.size(); ++row) {
        texts.push_back(cell_text(layer, column, row));
    }
    if (const auto lost = lost_zeros({texts.begin(), texts.end()})) {
        throw Error(ErrorKind::input, *lost)
            .within(fmt::format("{}: \"{}\"", layer.file, layer.fields[column].name));
    }
    if (doubtful && !has_decimals) {
        refuse(
            layer,
            column,
            *doubtful,
            {"có thể là hàng nghìn hoặc phần lẻ; ghi các số của cột này không có dấu giữa các chữ "
             "số",
             "may mean thousands or decimals; write the counts of this column without marks "
             "between the digits"});
    }
    return counts;
}

}  // namespace riskmap::intake
