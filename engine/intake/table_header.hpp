#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/text_grid.hpp"
#include "intake/office_words.hpp"

namespace riskmap::intake {

/// One column under its header.
struct HeaderColumn {
    std::size_t column = 0;
    std::string text;                ///< its header rows from top to bottom: "Giới tính / Nam"
    std::vector<std::string> parts;  ///< the same, apart
    Meaning meaning = Meaning::unknown;
    std::optional<Meaning> group;  ///< meaning of a header above it: birth above male
    std::string cause;             ///< study's word for a cause the header names; "" for none
    std::optional<int> year;       ///< a header that is a year: "2021"

    /// "Xã/Phường (D)": how messages name the column.
    std::string shown() const;
};

/// Rows of the grid that name the columns.
struct TableHeader {
    std::size_t first = 0;  ///< row of the grid
    std::size_t end = 0;    ///< row behind the header
    std::vector<HeaderColumn> columns;

    /// The first column of that meaning.
    const HeaderColumn* find(Meaning meaning) const;
    /// The first column of that meaning under a header of the group.
    const HeaderColumn* find(Meaning meaning, Meaning group) const;
};

/// Finds the header: the first row in which at least two columns are known, of different meanings,
/// and which are half of its cells; with up to two rows below it, and one above, when cells of the
/// header are merged. `pinned` gives columns a meaning by their header text (folded), whatever the
/// words say. None when no row is like that.
std::optional<TableHeader> find_header(const domain::TextGrid& grid,
                                       const OfficeWords& words,
                                       const std::map<std::string, HeaderMeaning>& pinned);

/// "2021", "Năm 2021" as a year; none for other text.
std::optional<int> year_in_header(std::string_view text);

}  // namespace riskmap::intake
