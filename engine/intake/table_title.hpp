#pragma once

#include <string>

#include "domain/text_grid.hpp"
#include "intake/office_words.hpp"

namespace riskmap::intake {

/// What the lines above a table say about all of it.
struct TableTitle {
    std::string period;  ///< "2024", "2024-Q1", "2024-H2", "2024-03"; "" when none or more than one
    std::string cause;   ///< study's word; "" when none or more than one
    std::string commune;  ///< "Xã Lộc Thạnh" as written
    std::string district;
};

/// Reads the rows of the grid before `end`.
TableTitle read_title(const domain::TextGrid& grid, std::size_t end, const OfficeWords& words);

/// Commune and district named in a text such as an address: the parts between commas, semicolons
/// and dashes that begin with a type word.
TableTitle units_in(std::string_view text);

/// Whether a text begins with a type word of a commune ("xã", "P.", "thị trấn") or of a district.
bool names_commune(std::string_view text);
bool names_district(std::string_view text);

}  // namespace riskmap::intake
