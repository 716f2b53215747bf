#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "domain/text_grid.hpp"

namespace riskmap::test {

/// A sheet drawn as lines of cells between bars: "TT|Xã|Tuổi". Rows count from 1; blank lines
/// count.
inline domain::TextGrid drawn_grid(const std::string& drawing, const std::string& sheet = "DS") {
    domain::TextGrid grid;
    grid.file = "bảng.xlsx";
    grid.sheet = sheet;
    std::istringstream lines(drawing);
    std::int64_t row = 0;
    for (std::string line; std::getline(lines, line);) {
        std::vector<std::string> cells(1);
        for (const char c : line) {
            if (c == '|') {
                cells.emplace_back();
            } else {
                cells.back() += c;
            }
        }
        grid.add(++row, cells);
    }
    return grid;
}

}  // namespace riskmap::test
