#include "publish/csv_text.hpp"

#include <algorithm>
#include <array>

#include "core/error.hpp"

namespace riskmap::publish {
namespace {

constexpr std::array<std::string_view, 11> formula_starts = {
    "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};

std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char c : text) {
        result += c == '"' ? "\"\"" : std::string(1, c);
    }
    return result + '"';
}

bool needs_quotes(const std::string& text) {
    // Spaces at the ends are kept by RFC 4180 but trimmed by some readers unless quoted.
    return text.empty() || text.find_first_of(",\"\r\n;\t") != std::string::npos ||
           text.front() == ' ' || text.back() == ' ';
}

/// Reads one cell from the front of `rest`.
CsvCell take_cell(std::string_view& rest) {
    if (rest.empty() || rest.front() != '"') {
        const std::string_view cell = rest.substr(0, rest.find_first_of(",\r\n"));
        rest.remove_prefix(cell.size());
        return cell.empty() ? CsvCell() : CsvCell(cell);
    }
    std::string cell;
    rest.remove_prefix(1);
    while (true) {
        const std::size_t quote = rest.find('"');
        if (quote == std::string_view::npos) {
            throw Error(ErrorKind::input,
                        Text{"có dấu ngoặc kép trong tệp CSV không bao giờ đóng",
                             "a quote in the CSV text is never closed"});
        }
        cell += rest.substr(0, quote);
        rest.remove_prefix(quote + 1);
        if (rest.empty() || rest.front() != '"') {
            return cell;
        }
        cell += '"';
        rest.remove_prefix(1);
    }
}

}  // namespace

void append_csv(std::string& out, const CsvRow& row) {
    for (std::size_t i = 0; i < row.size(); ++i) {
        out += i == 0 ? "" : ",";
        if (row[i]) {
            out += needs_quotes(*row[i]) ? quoted(*row[i]) : *row[i];
        }
    }
    out += "\r\n";
}

CsvRow take_csv_row(std::string_view& text) {
    CsvRow row;
    row.push_back(take_cell(text));
    while (!text.empty() && text.front() == ',') {
        text.remove_prefix(1);
        row.push_back(take_cell(text));
    }
    if (text.starts_with("\r\n")) {
        text.remove_prefix(2);
    } else if (!text.empty()) {
        text.remove_prefix(1);
    }
    return row;
}

std::vector<CsvRow> parse_csv(std::string_view text) {
    std::vector<CsvRow> rows;
    while (!text.empty()) {
        rows.push_back(take_csv_row(text));
    }
    return rows;
}

std::string defused(const std::string& text) {
    const bool runs = std::any_of(formula_starts.begin(),
                                  formula_starts.end(),
                                  [&](std::string_view start) { return text.starts_with(start); });
    return runs ? "'" + text : text;
}

}  // namespace riskmap::publish
