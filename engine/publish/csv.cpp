#include <fstream>
#include <string_view>
#include <vector>

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

/// The names of the fields, then the rows of the layer.
CsvRow row_of(const PublishedLayer& layer, std::size_t line) {
    CsvRow row;
    for (std::size_t field = 0; field < layer.fields.size(); ++field) {
        row.push_back(line == 0 ? CsvCell(defused(layer.fields[field].name))
                                : cell_of(layer.columns[field][line - 1]));
    }
    return row;
}

std::string shown(const CsvCell& cell) { return cell ? "'" + *cell + "'" : "no data"; }

void check_row(const PublishedLayer& layer,
               std::size_t line,
               const CsvRow& found,
               const std::filesystem::path& file) {
    const CsvRow meant = row_of(layer, line);
    const std::string place = fmt::format("layer {}, row {}", layer.name, line);
    if (found.size() != meant.size()) {
        report_mismatch(file,
                        place + ", number of cells",
                        std::to_string(meant.size()),
                        std::to_string(found.size()));
    }
    for (std::size_t i = 0; i < meant.size(); ++i) {
        if (found[i] != meant[i]) {
            report_mismatch(file,
                            fmt::format("{}, field {}", place, layer.fields[i].name),
                            shown(meant[i]),
                            shown(found[i]));
        }
    }
}

/// Whole lines that were written at once.
struct WrittenBlock {
    std::size_t bytes = 0;
    std::size_t lines = 0;
};

/// Reads the file back block by block, so that no file is too large.
void check_csv(const PublishedLayer& layer,
               const std::vector<WrittenBlock>& blocks,
               const std::filesystem::path& file) {
    const std::string layer_name = "layer " + layer.name;
    std::ifstream stream(file, std::ios::binary);
    std::string bytes;
    std::size_t line = 0;
    for (const WrittenBlock& block : blocks) {
        bytes.resize(block.bytes);
        stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        bytes.resize(static_cast<std::size_t>(stream.gcount()));
        std::string_view rest = bytes;
        if (line == 0) {
            if (!rest.starts_with(byte_order_mark)) {
                report_mismatch(file, layer_name, "a byte order mark", "none");
            }
            rest.remove_prefix(byte_order_mark.size());
        }
        const std::size_t end = line + block.lines;
        for (; !rest.empty() && line < end; ++line) {
            check_row(layer, line, take_csv_row(rest), file);
        }
        if (line != end || !rest.empty()) {
            report_mismatch(file,
                            fmt::format("{}, number of lines", layer_name),
                            std::to_string(layer.rows + 1),
                            fmt::format("{} and {} bytes", line, rest.size()));
        }
    }
    if (stream.peek() != std::ifstream::traits_type::eof()) {
        report_mismatch(file, layer_name, "an end", "more bytes");
    }
}

}  // namespace

void write_csv(const PublishedLayer& layer, const std::filesystem::path& file) {
    constexpr std::size_t enough_to_write = std::size_t{1} << 20U;
    BytesFile target(file);
    std::string out(byte_order_mark);
    std::vector<WrittenBlock> blocks(1);
    for (std::size_t line = 0; line <= layer.rows; ++line) {
        append_csv(out, row_of(layer, line));
        ++blocks.back().lines;
        if (out.size() >= enough_to_write || line == layer.rows) {
            target.write(out);
            blocks.back().bytes = out.size();
            blocks.emplace_back();
            out.clear();
        }
    }
    blocks.pop_back();
    target.close();
    check_csv(layer, blocks, file);
}

}  // namespace riskmap::publish
