#include <fmt/format.h>

#include "cli/answer.hpp"

namespace riskmap::cli {
namespace {

std::string column_line(const intake::ColumnFound& column, Language language) {
    const bool vi = language == Language::vi;
    std::string line = fmt::format("    {} → {}, {} {}",
                                   column.header,
                                   column.meaning.in(language),
                                   column.values,
                                   vi ? "giá trị" : "values");
    if (!column.samples.empty()) {
        line += fmt::format(": \"{}\"", fmt::join(column.samples, "\", \""));
    }
    if (!column.ignored.en.empty()) {
        line += fmt::format(" ({}: {})", vi ? "bỏ qua" : "ignored", column.ignored.in(language));
    }
    return line;
}

}  // namespace

std::vector<std::string> reading_lines(const std::vector<intake::InputRecord>& inputs,
                                       Language language) {
    const bool vi = language == Language::vi;
    std::vector<std::string> lines;
    for (const intake::InputRecord& input : inputs) {
        if (!input.encoding_sample.empty()) {
            lines.push_back(fmt::format("  {}: {} {} ({})",
                                        input.file,
                                        vi ? "bảng mã chữ" : "text encoding",
                                        input.encoding,
                                        input.encoding_sample));
        }
        for (const intake::TableFound& table : input.tables) {
            lines.push_back(fmt::format("  {}{}: {}, {} {}",
                                        input.file,
                                        table.sheet.empty() ? "" : "[" + table.sheet + "]",
                                        table.form.in(language),
                                        vi ? "tiêu đề ở dòng" : "header in row",
                                        table.header_row));
            for (const intake::ColumnFound& column : table.columns) {
                lines.push_back(column_line(column, language));
            }
            lines.push_back(fmt::format(
                "    {}: {}", vi ? "không phải số liệu" : "not data", table.not_data.in(language)));
        }
    }
    return lines;
}

}  // namespace riskmap::cli
