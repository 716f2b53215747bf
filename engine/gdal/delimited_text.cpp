#include "gdal/delimited_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <string_view>

#include <fmt/format.h>
#include <unicode/unistr.h>

#include "core/error.hpp"
#include "core/file_bytes.hpp"
#include "domain/fold.hpp"
#include "gdal/text_decoder.hpp"

namespace riskmap::gdal {
namespace {

constexpr std::array<char, 4> separators = {',', ';', '\t', '|'};
constexpr std::string_view blanks = " \t\r\n";

std::string whole_file(const std::filesystem::path& file) {
    std::optional<std::string> bytes = file_bytes(file);
    if (!bytes) {
        throw Error(ErrorKind::input, Text{"không đọc được", "cannot be read"});
    }
    return without_byte_order_mark(std::move(*bytes));
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(blanks) == std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(blanks);
    return first == std::string_view::npos
               ? std::string_view()
               : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// Cuts text into records of raw cells.
class RecordCutter {
  public:
    explicit RecordCutter(const std::string& text) : text_(text) {}

    /// The separator of the line that begins here.
    void choose_separator() {
        std::array<std::size_t, separators.size()> counts{};
        bool quoted = false;
        for (std::size_t at = at_; at < text_.size(); ++at) {
            const char c = text_[at];
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '\n' || c == '\r')) {
                break;
            } else if (!quoted) {
                const auto* found = std::find(separators.begin(), separators.end(), c);
                if (found != separators.end()) {
                    ++counts[static_cast<std::size_t>(found - separators.begin())];
                }
            }
        }
        const auto most = std::max_element(counts.begin(), counts.end()) - counts.begin();
        separator_ = separators[static_cast<std::size_t>(most)];
    }

    /// The separator that the middle one of the first lines has most of.
    void choose_common_separator() {
        constexpr std::size_t looked_at = 200;
        std::array<std::vector<std::size_t>, separators.size()> lines;
        std::size_t start = 0;
        while (start < text_.size() && lines[0].size() < looked_at) {
            const std::size_t end = std::min(text_.find_first_of("\r\n", start), text_.size());
            const std::string_view line = std::string_view(text_).substr(start, end - start);
            for (std::size_t i = 0; i < separators.size() && !is_blank(line); ++i) {
                lines[i].push_back(
                    static_cast<std::size_t>(std::count(line.begin(), line.end(), separators[i])));
            }
            start = end + 1;
        }
        std::size_t most = 0;
        for (std::size_t i = 0; i < separators.size() && !lines[i].empty(); ++i) {
            const auto middle = lines[i].begin() + static_cast<std::ptrdiff_t>(lines[i].size() / 2);
            std::nth_element(lines[i].begin(), middle, lines[i].end());
            if (*middle > most) {
                most = *middle;
                separator_ = separators[i];
            }
        }
    }

    void skip_blank_lines() {
        while (at_ < text_.size()) {
            const std::size_t end = std::min(text_.find_first_of("\r\n", at_), text_.size());
            if (!is_blank(std::string_view(text_).substr(at_, end - at_)) || end == text_.size()) {
                return;
            }
            at_ = end;
            end_line();
        }
    }

    /// The cells of the next record; false at the end of the text.
    bool next(std::vector<std::string>& cells) {
        cells.clear();
        if (at_ >= text_.size()) {
            return false;
        }
        first_line_ = line_;
        for (;;) {
            cells.push_back(cell());
            if (at_ >= text_.size()) {
                return true;
            }
            if (text_[at_] == separator_) {
                ++at_;
                continue;
            }
            end_line();
            return true;
        }
    }
    std::int64_t first_line() const { return first_line_; }

  private:
    std::string cell() {
        if (at_ < text_.size() && text_[at_] == '"') {
            return quoted_cell();
        }
        const std::size_t start = at_;
        while (at_ < text_.size() && !ends_cell(text_[at_])) {
            ++at_;
        }
        return text_.substr(start, at_ - start);
    }

    std::string quoted_cell() {
        const std::int64_t opened = line_;
        std::string result;
        ++at_;
        for (;;) {
            if (at_ >= text_.size()) {
                throw Error(
                    ErrorKind::input,
                    Text{fmt::format("dòng {}: dấu nháy mở ra mà không đóng; đóng lại hoặc xoá nó",
                                     opened),
                         fmt::format("line {}: a quote is opened and never closed; close "
                                     "it, or remove it",
                                     opened)});
            }
            const char c = text_[at_];
            if (c == '"' && at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
                result += '"';
                at_ += 2;
            } else if (c == '"') {
                ++at_;
                break;
            } else if (c == '\n' || c == '\r') {
                result += '\n';
                end_line();
            } else {
                result += c;
                ++at_;
            }
        }
        while (at_ < text_.size() && !ends_cell(text_[at_])) {
            result += text_[at_++];
        }
        return result;
    }

    bool ends_cell(char c) const { return c == separator_ || c == '\n' || c == '\r'; }

    void end_line() {
        const bool pair = text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n';
        at_ += pair ? 2 : 1;
        ++line_;
    }

    const std::string& text_;
    std::size_t at_ = 0;
    std::int64_t line_ = 1;
    std::int64_t first_line_ = 1;
    char separator_ = ',';
};

std::string decoded(const TextDecoder& decode,
                    const std::string& bytes,
                    std::int64_t line,
                    const std::string& column) {
    try {
        return without_escapes(decode(bytes));
    } catch (const Error& error) {
        throw Error(
            error.kind(),
            Text{fmt::format("dòng {}, cột {}; ghi encoding của tệp trong tệp nghiên cứu: {}",
                             line,
                             column,
                             error.message().vi),
                 fmt::format("line {}, column {}; state the encoding of the file in the study: {}",
                             line,
                             column,
                             error.message().en)});
    }
}

std::vector<std::string> column_names(const std::vector<std::string>& cells,
                                      const TextDecoder& decode,
                                      std::int64_t line) {
    std::vector<std::string> names;
    std::map<std::string, int> seen;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string place = fmt::format("column {}", i + 1);
        std::string name(trimmed(decoded(decode, cells[i], line, place)));
        name = name.empty() ? place : name;
        const int times = ++seen[name];
        names.push_back(times == 1 ? name : fmt::format("{} ({})", name, times));
    }
    return names;
}

std::optional<char32_t> hexadecimal(std::string_view digits) {
    std::uint32_t point = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), point, 16);
    return read.ec == std::errc() && read.ptr == digits.data() + digits.size() && point >= 0x80 &&
                   digits.size() == 4
               ? std::optional<char32_t>(point)
               : std::nullopt;
}

}  // namespace

std::string without_escapes(std::string text) {
    if (text.find("\\u") == std::string::npos) {
        return text;
    }
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const auto point = text.compare(at, 2, "\\u") == 0
                               ? hexadecimal(std::string_view(text).substr(at + 2, 4))
                               : std::nullopt;
        if (point) {
            icu::UnicodeString(static_cast<UChar32>(*point)).toUTF8String(result);
            at += 6;
        } else {
            result += text[at++];
        }
    }
    return domain::to_nfc(result);
}

domain::TextGrid read_delimited_grid(const std::filesystem::path& file,
                                     const std::string& encoding) try {
    const std::string text = whole_file(file);
    const TextDecoder decode = text_decoder(encoding);
    RecordCutter records(text);
    records.choose_common_separator();
    domain::TextGrid grid;
    grid.reserve(text.size());
    std::vector<std::string> cells;
    while (records.next(cells)) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            cells[i] = decoded(decode, cells[i], records.first_line(), domain::column_letters(i));
        }
        grid.add(records.first_line(), cells);
    }
    return grid;
} catch (const Error& error) {
    throw error.within(file.string());
}

bool is_delimited_text(const std::filesystem::path& file) {
    std::string extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return extension == ".csv" || extension == ".tsv" || extension == ".txt";
}

domain::Layer read_delimited_text(const std::filesystem::path& file,
                                  const std::string& encoding,
                                  std::vector<RowFault>& faults) try {
    const std::string text = whole_file(file);
    const TextDecoder decode = text_decoder(encoding);
    RecordCutter records(text);
    records.skip_blank_lines();
    records.choose_separator();
    std::vector<std::string> cells;
    if (is_blank(text) || !records.next(cells)) {
        throw Error(ErrorKind::input,
                    Text{"không có dòng nào ghi tên cột; tệp trống hoặc không phải là bảng",
                         "has no line that names the columns; the file is empty or not a table"});
    }
    domain::Layer layer;
    layer.name = file.stem().string();
    for (std::string& name : column_names(cells, decode, records.first_line())) {
        layer.fields.emplace_back().name = std::move(name);
    }
    layer.columns.resize(layer.fields.size());
    while (records.next(cells)) {
        if (std::all_of(cells.begin(), cells.end(), is_blank)) {
            continue;
        }
        for (std::size_t i = 0; i < layer.fields.size(); ++i) {
            layer.columns[i].push_back(
                i < cells.size() && !is_blank(cells[i])
                    ? domain::Value(
                          decoded(decode, cells[i], records.first_line(), layer.fields[i].name))
                    : domain::Value());
        }
        const auto wide = std::find_if(cells.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                           cells.size(), layer.fields.size())),
                                       cells.end(),
                                       [](const std::string& cell) { return !is_blank(cell); });
        if (wide != cells.end()) {
            faults.push_back({layer.source_rows.size(), Fault::too_many_cells, cells.size()});
        }
        layer.source_rows.push_back(records.first_line());
    }
    return layer;
} catch (const Error& error) {
    throw error.within(file.string());
}

}  // namespace riskmap::gdal
