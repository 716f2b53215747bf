#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "intake/support/workbook_file.hpp"

namespace riskmap::test {

inline const std::vector<std::string> header{"STT",
                                             "Họ và tên",
                                             "Tuổi",
                                             "Giới tính",
                                             "Xã",
                                             "Huyện",
                                             "Ngày xảy ra",
                                             "Nguyên nhân",
                                             "Mắc/tử vong",
                                             "X",
                                             "Y"};
inline const std::vector<std::string> good{
    "1", "Nguyễn Gieo", "7", "Nam", "Xã Lộc Thạnh", "Huyện Hạ", "05/03/2023", "Đuối nước", "01/01"};

/// The good row with other cells; columns count from 1.
inline std::vector<std::string> but(
    const std::vector<std::pair<std::size_t, std::string>>& changes) {
    std::vector<std::string> row = good;
    row[0] = "2";
    row.resize(header.size());
    for (const auto& [column, text] : changes) {
        row[column - 1] = text;
    }
    return row;
}

struct Dirty {
    const char* name;
    std::function<void(WorkbookFile&)> spoil;  ///< what follows the header and two good rows
    const char* slug;
    std::int64_t row = 5;
    const char* column = "";
    const char* value = "";
    std::size_t used = 2;
};

inline std::function<void(WorkbookFile&)> one_row(
    const std::vector<std::pair<std::size_t, std::string>>& changes) {
    return [=](WorkbookFile& book) { book.row(but(changes)); };
}

inline const std::vector<Dirty>& dirty_workbooks() {
    static const std::vector<Dirty> all{
        {"no such day",
         one_row({{7, "31/02/2023"}}),
         "incident.unreadable-date",
         5,
         "Ngày xảy ra (G)",
         "31/02/2023"},
        {"a date in words that are none",
         one_row({{7, "hôm qua"}}),
         "incident.unreadable-date",
         5,
         "Ngày xảy ra (G)",
         "hôm qua"},
        {"no date", one_row({{7, ""}}), "incident.no-date", 5, "Ngày xảy ra (G)", ""},
        {"before the period",
         one_row({{7, "05/03/2003"}}),
         "incident.outside-period",
         5,
         "Ngày xảy ra (G)",
         "05/03/2003"},
        {"an Excel date after the period",
         [](WorkbookFile& book) {
             book.row(but({{7, ""}})).day(5, 7, 2031, 5, 6);
         },
         "incident.outside-period",
         5,
         "Ngày xảy ra (G)",
         "2031/05/06"},
        {"an error cell as date",
         [](WorkbookFile& book) {
             book.row(but({{7, ""}})).formula(5, 7, "=NA()", "#N/A");
         },
         "incident.unreadable-date",
         5,
         "Ngày xảy ra (G)",
         "#N/A"},
        {"an age in words", one_row({{3, "bảy"}}), "incident.unreadable-age", 5, "Tuổi (C)", "bảy"},
        {"an impossible age",
         one_row({{3, "215"}}),
         "incident.impossible-age",
         5,
         "Tuổi (C)",
         "215"},
        {"a formula as age that is below zero",
         [](WorkbookFile& book) {
             book.row(but({{3, ""}})).formula(5, 3, "=2023-2027", -4);
         },
         "incident.impossible-age",
         5,
         "Tuổi (C)",
         "-4"},
        {"a commune that is none",
         one_row({{5, "Xã Lộc Xa"}}),
         "incident.unknown-unit",
         5,
         "Xã (E)",
         "Xã Lộc Xa"},
        {"two communes without the mark",
         one_row({{5, "Xa Loc Thanh"}}),
         "incident.ambiguous-unit",
         5,
         "Xã (E)",
         "Xa Loc Thanh"},
        {"a commune of two districts",
         one_row({{5, "Xã Tân Phú"}, {6, ""}}),
         "incident.ambiguous-unit",
         5,
         "Xã (E)",
         "Xã Tân Phú"},
        {"a number as commune",
         [](WorkbookFile& book) {
             book.row(but({{5, ""}})).number(5, 5, 1426600000000.0);
         },
         "incident.unknown-unit",
         5,
         "Xã (E)",
         "1426600000000"},
        {"more deaths than cases",
         one_row({{9, "01/02"}}),
         "incident.unreadable-victims",
         5,
         "Mắc/tử vong (I)",
         "01/02"},
        {"a pair that Excel made a date",
         [](WorkbookFile& book) {
             book.row(but({{9, ""}})).day(5, 9, 2023, 1, 2);
         },
         "incident.unreadable-victims",
         5,
         "Mắc/tử vong (I)",
         "2023/01/02"},
        {"a row that may not be here",
         one_row({{8, "Xâm hại tình dục"}}),
         "incident.protected-kind",
         5,
         "Nguyên nhân (H)",
         "[…]"},
        {"the same row again", one_row({}), "incident.duplicate"},
        {"neither place nor point",
         one_row({{5, ""}, {6, ""}}),
         "incident.no-place",
         5,
         "Y (K), X (J)"},
        {"a point that is text",
         one_row({{5, ""}, {6, ""}, {10, "gần cầu"}, {11, "bờ sông"}}),
         "incident.unreadable-coordinates",
         5,
         "Y (K), X (J)",
         "bờ sông, gần cầu"},
        {"a point far away",
         one_row({{5, ""}, {6, ""}, {10, "99000,5"}, {11, "99000,5"}}),
         "incident.outside-study-area",
         5,
         "Y (K), X (J)",
         "99000.5, 99000.5"},
        {"axes swapped",
         one_row({{5, "Xã Lộc Thành"}, {7, "06/03/2023"}, {10, "1500"}, {11, "500"}}),
         "incident.swapped-axes",
         5,
         "Y (K), X (J)",
         "500, 1500",
         3},
        {"a total that is wrong",
         [](WorkbookFile& book) {
             book.row({"", "Cộng", "", "", "", "", "", "", "7"});
         },
         "table.sum-differs",
         5,
         "Mắc/tử vong (I)",
         "7"},
        {"a sheet that nobody knows",
         [](WorkbookFile& book) {
             book.sheet("Lạ").row({"a", "b"}).row({"1", "2"});
         },
         "table.sheet-not-recognised",
         0,
         "",
         "Lạ"},
    };
    return all;
}

}  // namespace riskmap::test
