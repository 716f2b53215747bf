#include "intake/table_reader.hpp"

namespace riskmap::intake {

void TableReader::section(std::size_t row) {
    const std::string text = section_text(grid_, row);
    if (names_commune(text)) {
        commune_ = text;
    } else if (names_district(text)) {
        district_ = text;
        commune_.clear();
    } else {
        cause_ = words_.cause(text);
    }
}

}  // namespace riskmap::intake
