#include "intake/feature_table.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/error.hpp"
#include "domain/fold.hpp"
#include "gdal/read_grids.hpp"
#include "geo/coordinate_text.hpp"
#include "intake/office_words.hpp"

namespace riskmap::intake {
namespace {

using domain::TextGrid;
using domain::Value;

std::optional<std::size_t> column_in(const TextGrid& grid,
                                     std::size_t row,
                                     const std::string& name) {
    for (std::size_t column = 0; column < grid.width(); ++column) {
        if (domain::fold(std::string(grid.at(row, column))) == domain::fold(name)) {
            return column;
        }
    }
    return std::nullopt;
}

std::optional<std::size_t> header_row(const TextGrid& grid, const LayerSource& source) {
    for (std::size_t row = 0; row < grid.size(); ++row) {
        if (column_in(grid, row, source.x) && column_in(grid, row, source.y)) {
            return row;
        }
    }
    return std::nullopt;
}

/// The one sheet that has the header.
const TextGrid& sheet_with_header(const std::vector<TextGrid>& grids, const LayerSource& source) {
    const TextGrid* found = nullptr;
    for (const TextGrid& grid : grids) {
        if (header_row(grid, source)) {
            if (found != nullptr) {
                throw Error(
                    ErrorKind::input,
                    Text{fmt::format("{}: hai trang \"{}\" và \"{}\" đều có các cột này; ghi "
                                     "layer = tên trang",
                                     grid.file,
                                     found->sheet,
                                     grid.sheet),
                         fmt::format("{}: the sheets \"{}\" and \"{}\" both have these columns; "
                                     "state layer = the sheet to read",
                                     grid.file,
                                     found->sheet,
                                     grid.sheet)});
            }
            found = &grid;
        }
    }
    if (found == nullptr) {
        throw Error(
            ErrorKind::input,
            Text{fmt::format("{}: không có dòng tiêu đề nào có cả hai cột \"{}\" và \"{}\"; ghi "
                             "x và y của lớp đúng như tiêu đề trong tệp",
                             source.source.written,
                             source.x,
                             source.y),
                 fmt::format("{}: no header row has both columns \"{}\" and \"{}\"; write x and y "
                             "of the layer as the headers in the file",
                             source.source.written,
                             source.x,
                             source.y)});
    }
    return *found;
}

std::optional<bool> yes_or_no(const std::string& text) {
    const std::string word = domain::fold(text);
    for (const char* yes : {"có", "co", "yes", "true", "x"}) {
        if (word == yes) {
            return true;
        }
    }
    for (const char* no : {"không", "khong", "no", "false"}) {
        if (word == no) {
            return false;
        }
    }
    return std::nullopt;
}

bool is_code(const std::string& text) {
    return text.size() > 1 && text[0] == '0' && text.find_first_of(".,") != 1;
}

/// Gives a column the type that all its cells have.
void settle_type(domain::Field& field, domain::Cells& cells) {
    bool numbers = true;
    bool answers = true;
    bool any = false;
    for (const Value cell : cells) {
        const std::string text = domain::as_text(cell);
        any = any || !text.empty();
        numbers = numbers && (text.empty() || (plain_number(text) && !is_code(text)));
        answers = answers && (text.empty() || yes_or_no(text));
    }
    if (!any || (!numbers && !answers)) {
        return;
    }
    field.type = answers ? domain::FieldType::boolean : domain::FieldType::real;
    for (std::size_t row = 0; row < cells.size(); ++row) {
        const std::string text = domain::as_text(cells[row]);
        if (text.empty()) {
            cells.set(row, Value());
        } else if (answers) {
            cells.set(row, *yes_or_no(text));
        } else {
            cells.set(row, *plain_number(text));
        }
    }
}

class FeatureReader {
  public:
    FeatureReader(const TextGrid& grid, const LayerSource& source, const OfficeWords* words)
        : grid_(grid), source_(source), words_(words), header_(*header_row(grid, source)) {}

    void read(SourceTable& into);

  private:
    void choose_columns(domain::Layer& layer);
    bool is_feature(std::size_t row) const;
    void take(std::size_t row, SourceTable& into) const;
    bool is_named(const std::string& name) const;

    const TextGrid& grid_;
    const LayerSource& source_;
    const OfficeWords* words_;
    std::size_t header_;
    std::vector<std::size_t> columns_;  ///< of the grid, by field
    std::size_t x_ = 0;
    std::size_t y_ = 0;
};

/// Columns that stay text, because the study reads them as words.
bool FeatureReader::is_named(const std::string& name) const {
    return name == source_.name_field || name == source_.class_field;
}

void FeatureReader::choose_columns(domain::Layer& layer) {
    x_ = *column_in(grid_, header_, source_.x);
    y_ = *column_in(grid_, header_, source_.y);
    for (std::size_t column = 0; column < grid_.width(); ++column) {
        const std::string name(grid_.at(header_, column));
        const auto meaning = words_ == nullptr ? std::nullopt : words_->meaning(name);
        const bool personal = meaning && words_->is_personal(*meaning) && !is_named(name);
        if (!name.empty() && !personal && !layer.find(name)) {
            layer.fields.emplace_back().name = name;
            columns_.push_back(column);
        }
    }
    layer.columns.resize(columns_.size());
}

bool FeatureReader::is_feature(std::size_t row) const {
    if (!grid_.at(row, x_).empty() || !grid_.at(row, y_).empty()) {
        return true;
    }
    for (std::size_t column = 0; column < grid_.width() && words_ != nullptr; ++column) {
        if (words_->is_total(grid_.at(row, column)) || words_->is_footer(grid_.at(row, column))) {
            return false;
        }
    }
    return grid_.filled(row) > 1;
}

void FeatureReader::take(std::size_t row, SourceTable& into) const {
    domain::Layer& layer = into.layer;
    for (std::size_t field = 0; field < columns_.size(); ++field) {
        const std::string_view text = grid_.at(row, columns_[field]);
        layer.columns[field].push_back(text.empty() ? Value() : Value(std::string(text)));
    }
    const std::string x(grid_.at(row, x_));
    const std::string y(grid_.at(row, y_));
    const auto east = geo::read_coordinate(x);
    const auto north = geo::read_coordinate(y);
    if (east && north) {
        layer.shapes.push_back(geo::Geometry::of_points({geo::east_first(*east, *north)}));
    } else {
        if (!x.empty() || !y.empty()) {
            into.faults.push_back({layer.source_rows.size(), gdal::Fault::bad_coordinate, 0});
        }
        layer.shapes.emplace_back();
    }
    layer.source_rows.push_back(grid_.source_row(row));
}

void FeatureReader::read(SourceTable& into) {
    domain::Layer& layer = into.layer;
    layer.name = grid_.sheet;
    layer.file = grid_.file;
    choose_columns(layer);
    for (std::size_t row = header_ + 1; row < grid_.size(); ++row) {
        if (is_feature(row)) {
            take(row, into);
        }
    }
    for (std::size_t field = 0; field < columns_.size(); ++field) {
        if (!is_named(layer.fields[field].name)) {
            settle_type(layer.fields[field], layer.columns[field]);
        }
    }
}

}  // namespace

SourceTable open_feature_table(const LayerSource& source, const StudyFrame& frame) {
    SourceTable table;
    gdal::ReadOptions options;
    options.layer = source.source.layer;
    options.encoding = encoding_of(source.source, table.guess);
    std::vector<TextGrid> grids = gdal::read_grids(source.source.file, options);
    for (TextGrid& grid : grids) {
        grid.file = source.source.written;
    }
    std::optional<OfficeWords> words;
    if (!frame.words.empty()) {
        words = OfficeWords::read(frame.words);
    }
    const TextGrid& grid = sheet_with_header(grids, source);
    FeatureReader(grid, source, words ? &*words : nullptr).read(table);
    table.crs = source.source.crs;
    return table;
}

}  // namespace riskmap::intake
