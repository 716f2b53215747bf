#include "intake/office_table.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "domain/fold.hpp"
#include "intake/count_table.hpp"
#include "intake/list_table.hpp"
#include "intake/shown_cell.hpp"
#include "intake/table_header.hpp"
#include "intake/table_rows.hpp"
#include "intake/table_title.hpp"

namespace riskmap::intake {
namespace {

struct Pin {
    std::string IncidentSource::*member;
    Meaning meaning;
};
constexpr std::array<Pin, 15> pins{{
    {&IncidentSource::x, Meaning::x},
    {&IncidentSource::y, Meaning::y},
    {&IncidentSource::position, Meaning::coordinates},
    {&IncidentSource::event, Meaning::event},
    {&IncidentSource::unit_code, Meaning::commune_code},
    {&IncidentSource::unit_name, Meaning::commune},
    {&IncidentSource::parent_name, Meaning::district},
    {&IncidentSource::date, Meaning::date},
    {&IncidentSource::time, Meaning::time},
    {&IncidentSource::year, Meaning::year},
    {&IncidentSource::age, Meaning::age},
    {&IncidentSource::sex, Meaning::sex},
    {&IncidentSource::cause, Meaning::cause},
    {&IncidentSource::severity, Meaning::severity},
    {&IncidentSource::victims, Meaning::cases},
}};

struct PlacePin {
    std::string PlaceColumns::*member;
    Meaning meaning;
};
constexpr std::array<PlacePin, 6> place_pins{{
    {&PlaceColumns::x, Meaning::x},
    {&PlaceColumns::y, Meaning::y},
    {&PlaceColumns::position, Meaning::coordinates},
    {&PlaceColumns::unit_code, Meaning::commune_code},
    {&PlaceColumns::unit_name, Meaning::commune},
    {&PlaceColumns::parent_name, Meaning::district},
}};

std::map<std::string, HeaderMeaning> pinned(const IncidentSource& source) {
    std::map<std::string, HeaderMeaning> result;
    for (const Pin& pin : pins) {
        if (!(source.*pin.member).empty()) {
            result[domain::fold(source.*pin.member)] = {pin.meaning, std::nullopt};
        }
    }
    for (const domain::EventPlace place : domain::event_places) {
        const PlaceColumns& columns = source.elsewhere[domain::index_of(place)];
        for (const PlacePin& pin : place_pins) {
            if (!(columns.*pin.member).empty()) {
                result[domain::fold(columns.*pin.member)] = {pin.meaning, group_of(place)};
            }
        }
    }
    return result;
}

/// The study's own constants and value tables stay; columns are those of the plain layer.
IncidentSource without_columns(const IncidentSource& source) {
    IncidentSource plain = source;
    for (const Pin& pin : pins) {
        (plain.*pin.member).clear();
    }
    plain.precision.clear();
    plain.elsewhere = {};
    plain.date_format = source.date_format == "mdy" ? "mdy" : "dmy";
    return plain;
}

bool has_whole_number(const domain::TextGrid& grid, std::size_t row, std::size_t number) {
    for (std::size_t column = 0; column < grid.width(); ++column) {
        const std::string_view text = grid.at(row, column);
        for (std::size_t at = text.find_first_of("0123456789"); at != std::string_view::npos;) {
            std::size_t read = 0;
            const auto done = std::from_chars(text.data() + at, text.data() + text.size(), read);
            if (read == number) {
                return true;
            }
            at = text.find_first_of("0123456789", static_cast<std::size_t>(done.ptr - text.data()));
        }
    }
    return false;
}

/// The first cell of a row with a number in it.
std::optional<std::size_t> numbered_cell(const domain::TextGrid& grid, std::size_t row) {
    for (std::size_t column = 0; column < grid.width(); ++column) {
        if (grid.at(row, column).find_first_of("0123456789") != std::string_view::npos) {
            return column;
        }
    }
    return std::nullopt;
}

/// Totals of a line list count its rows: since the total before, or all.
void check_list_totals(OfficeTable& table,
                       const domain::TextGrid& grid,
                       const TableHeader& header,
                       const std::vector<RowKind>& kinds) {
    std::size_t since = 0;
    std::size_t all = 0;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        if (kinds[i] == RowKind::data) {
            ++since;
            ++all;
        } else if (kinds[i] == RowKind::section) {
            since = 0;
        } else if (kinds[i] == RowKind::total) {
            const std::size_t row = header.end + i;
            const auto number = numbered_cell(grid, row);
            if (number && !has_whole_number(grid, row, since) &&
                !has_whole_number(grid, row, all)) {
                table.told.push_back(
                    {std::nullopt,
                     grid.source_row(row),
                     {"table.sum-differs",
                      header.columns[*number].shown(),
                      shown_cell(std::string(grid.at(row, *number))),
                      {fmt::format("dòng cộng khác số dòng ở trên ({} dòng)", since),
                       fmt::format("the total differs from the {} row(s) above it", since)},
                      {"kiểm tra xem có thiếu dòng không", "check whether rows are missing"}}});
            }
            since = 0;
        }
    }
}

}  // namespace

struct OfficeReader::Parts {
    OfficeTable table;
    TableHeader header;
    TableTitle title;
    std::vector<RowKind> kinds;
    std::function<bool(std::size_t)> rows;
};

std::optional<OfficeReader> OfficeReader::open(const domain::TextGrid& grid,
                                               const OfficeWords& words,
                                               const IncidentSource& source) {
    auto header = find_header(grid, words, pinned(source));
    if (!header) {
        return std::nullopt;
    }
    auto parts = std::make_shared<Parts>();
    parts->header = std::move(*header);
    parts->title = read_title(grid, parts->header.first, words);
    parts->kinds = sort_rows(grid, parts->header, words);
    OfficeTable& table = parts->table;
    table.source = without_columns(source);
    describe_table(table, grid, parts->header, parts->kinds, words);
    const TableParts of{table, grid, parts->header, parts->kinds, parts->title, words};
    if (is_count_table(parts->header)) {
        table.found.form = {"bảng tổng hợp số ca", "table of counts"};
        table.source.default_precision = domain::Precision::commune;
        table.source.assume_no_duplicates = true;
        parts->rows = count_rows(of);
    } else {
        table.found.form = {"danh sách từng vụ", "line list"};
        check_list_totals(table, grid, parts->header, parts->kinds);
        parts->rows = list_rows(of);
    }
    return OfficeReader(std::move(parts));
}

OfficeTable& OfficeReader::table() { return parts_->table; }

bool OfficeReader::next(std::size_t most) { return parts_->rows(most); }

std::size_t OfficeReader::rows() const { return parts_->kinds.size(); }

std::optional<OfficeTable> recognise_table(const domain::TextGrid& grid,
                                           const OfficeWords& words,
                                           const IncidentSource& source) {
    auto reader = OfficeReader::open(grid, words, source);
    if (!reader) {
        return std::nullopt;
    }
    reader->next(grid.size() + 1);
    return std::move(reader->table());
}

void take_new_columns(const IncidentSource& before,
                      const IncidentSource& now,
                      IncidentSource& into) {
    for (const Pin& pin : pins) {
        if ((before.*pin.member).empty() && !(now.*pin.member).empty()) {
            into.*pin.member = now.*pin.member;
        }
    }
    for (std::size_t place = 0; place < into.elsewhere.size(); ++place) {
        for (const PlacePin& pin : place_pins) {
            if ((before.elsewhere[place].*pin.member).empty() &&
                !(now.elsewhere[place].*pin.member).empty()) {
                into.elsewhere[place].*pin.member = now.elsewhere[place].*pin.member;
            }
        }
    }
}

}  // namespace riskmap::intake
