#include <algorithm>

#include <fmt/format.h>

#include "core/error.hpp"
#include "domain/fold.hpp"
#include "domain/review_columns.hpp"
#include "intake/read.hpp"
#include "intake/source_table.hpp"

namespace riskmap::intake {
namespace {

namespace columns = domain::review;

/// A sheet of the workbook, read as a table.
SourceTable open_sheet(const FileSource& source, const char* name) {
    FileSource sheet = source;
    sheet.layer = name;
    return open_table(sheet);
}

std::optional<std::int64_t> row_number(const domain::Layer& layer,
                                       std::size_t column,
                                       std::size_t row) {
    const auto number = plain_number(cell_text(layer, column, row));
    return number ? std::optional(static_cast<std::int64_t>(*number)) : std::nullopt;
}

/// The code in an answer: "25280", "25280 Xã Lộc Thạnh".
std::string code_in(const std::string& answer) { return answer.substr(0, answer.find(' ')); }

std::optional<bool> yes_or_no(const std::string& answer) {
    const std::string word = domain::fold(answer);
    for (const char* yes : {"có", "co", "yes", "y", "1", "x"}) {
        if (word == yes) {
            return true;
        }
    }
    for (const char* no : {"không", "khong", "no", "n", "0"}) {
        if (word == no) {
            return false;
        }
    }
    return std::nullopt;
}

void read_units_sheet(const domain::Layer& layer, domain::ReviewAnswers& answers) {
    const std::size_t source =
        column_of(layer, columns::source, {"nguồn của dòng", "source of the row"});
    const std::size_t number = column_of(layer, columns::row, {"dòng", "row"});
    const std::size_t told =
        column_of(layer, columns::told, {"chữ ghi ở dòng", "words of the row"});
    const std::size_t answer = column_of(layer, columns::unit_answer, {"câu trả lời", "answer"});
    const auto place = layer.find(columns::place);  // workbooks of earlier versions have none
    for (std::size_t row = 0; row < layer.size(); ++row) {
        const std::string code = code_in(cell_text(layer, answer, row));
        const auto of_row = row_number(layer, number, row);
        if (!code.empty() && of_row) {
            answers.units[{cell_text(layer, source, row),
                           *of_row,
                           place ? cell_text(layer, *place, row) : ""}] = {
                cell_text(layer, told, row), code};
        }
    }
}

void read_pairs_sheet(const domain::Layer& layer, domain::ReviewAnswers& answers, SourceLog& log) {
    const std::size_t source =
        column_of(layer, columns::source, {"nguồn của dòng", "source of the row"});
    const std::size_t number = column_of(layer, columns::row, {"dòng", "row"});
    const std::size_t other =
        column_of(layer, columns::other_source, {"nguồn của dòng kia", "source of the other row"});
    const std::size_t other_number =
        column_of(layer, columns::other_row, {"dòng kia", "other row"});
    const std::size_t answer = column_of(layer, columns::pair_answer, {"câu trả lời", "answer"});
    for (std::size_t row = 0; row < layer.size(); ++row) {
        const std::string text = cell_text(layer, answer, row);
        const auto first = row_number(layer, number, row);
        const auto second = row_number(layer, other_number, row);
        const auto same = yes_or_no(text);
        if (text.empty() || !first || !second) {
            continue;
        }
        if (!same) {
            log.warn(row,
                     {"review.unreadable-answer",
                      columns::pair_answer,
                      text,
                      {"câu trả lời không phải có hoặc không", "the answer is neither yes nor no"},
                      {"điền có hoặc không", "fill in yes or no"}});
            continue;
        }
        answers
            .pairs[{cell_text(layer, source, row), *first, cell_text(layer, other, row), *second}] =
            *same;
    }
}

}  // namespace

domain::ReviewAnswers read_review(const ReviewSource& source,
                                  IssueLog& log,
                                  std::vector<InputRecord>& inputs) {
    domain::ReviewAnswers answers;
    const std::vector<std::string> sheets = gdal::layer_names(source.source.file);
    const auto has = [&](const char* name) {
        return std::find(sheets.begin(), sheets.end(), name) != sheets.end();
    };
    if (!has(domain::review_places) && !has(domain::review_pairs)) {
        throw Error(
            ErrorKind::input,
            Text{fmt::format("{}: không phải tệp xem lại: không có trang \"{}\" hay \"{}\"; "
                             "dùng tệp to_review.xlsx của lần chạy trước",
                             source.source.written,
                             domain::review_places,
                             domain::review_pairs),
                 fmt::format("{}: is not a review workbook: it has neither the sheet \"{}\" "
                             "nor \"{}\"; use the to_review.xlsx of an earlier run",
                             source.source.written,
                             domain::review_places,
                             domain::review_pairs)});
    }
    if (has(domain::review_places)) {
        const SourceTable table = open_sheet(source.source, domain::review_places);
        inputs.push_back(record_of("review", source.source, table));
        if (table.layer.size() > 0) {
            read_units_sheet(table.layer, answers);
        }
    }
    if (has(domain::review_pairs)) {
        const SourceTable table = open_sheet(source.source, domain::review_pairs);
        if (table.layer.size() > 0) {
            SourceLog ledger(log, "review", table.layer);
            read_pairs_sheet(table.layer, answers, ledger);
        }
    }
    return answers;
}

}  // namespace riskmap::intake
