#include <fmt/format.h>

#include "core/error.hpp"
#include "publish/csv_text.hpp"
#include "publish/file_bytes.hpp"
#include "publish/plain_number.hpp"
#include "publish/read_back.hpp"
#include "publish/write_prepared.hpp"

namespace riskmap::publish {
namespace {

using domain::Value;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

CsvCell cell_of(const Value& value) {
    if (domain::is_missing(value)) {
        return std::nullopt;
    }
    if (const auto* text = std::get_if<std::string>(&value)) {
        return defused(*text);
    }
    if (const auto* real = std::get_if<double>(&value)) {
        std::string number;
        append_plain(number, *real);
        return number;
    }
    return domain::as_text(value);
}

CsvRow header(const PublishedLayer& layer) {
    CsvRow row;
    for (const domain::Field& field : layer.fields) {
        row.emplace_back(defused(field.name));
    }
    return row;
}

std::string shown(const CsvCell& cell) { return cell ? "'" + *cell + "'" : "no data"; }

void check_csv(const PublishedLayer& layer,
               const std::vector<CsvRow>& meant,
               const std::filesystem::path& file) {
    const std::string bytes = read_bytes(file);
    const std::string layer_name = "layer " + layer.name;
    if (!bytes.starts_with(byte_order_mark)) {
        report_mismatch(file, layer_name, "a byte order mark", "none");
    }
    const std::vector<CsvRow> found =
        parse_csv(std::string_view(bytes).substr(byte_order_mark.size()));
    if (found.size() != meant.size()) {
        report_mismatch(file,
                        layer_name + ", number of lines",
                        std::to_string(meant.size()),
                        std::to_string(found.size()));
    }
    for (std::size_t row = 0; row < meant.size(); ++row) {
        const std::string place = fmt::format("{}, row {}", layer_name, row);
        if (found[row].size() != meant[row].size()) {
            report_mismatch(file,
                            place + ", number of cells",
                            std::to_string(meant[row].size()),
                            std::to_string(found[row].size()));
        }
        for (std::size_t i = 0; i < meant[row].size(); ++i) {
            if (found[row][i] != meant[row][i]) {
                report_mismatch(file,
                                fmt::format("{}, field {}", place, layer.fields[i].name),
                                shown(meant[row][i]),
                                shown(found[row][i]));
            }
        }
    }
}

}  // namespace

void write_csv(const PublishedLayer& layer, const std::filesystem::path& file) {
    std::vector<CsvRow> rows = {header(layer)};
    for (std::size_t row = 0; row < layer.rows; ++row) {
        CsvRow& cells = rows.emplace_back();
        for (std::size_t field = 0; field < layer.fields.size(); ++field) {
            cells.push_back(cell_of(layer.columns[field][row]));
        }
    }
    std::string out(byte_order_mark);
    for (const CsvRow& row : rows) {
        append_csv(out, row);
    }
    write_bytes(file, out);
    check_csv(layer, rows, file);
}

}  // namespace riskmap::publish
