#pragma once

#include <array>

namespace riskmap::domain {

// The review workbook, as it is written and read again: names of its sheets and columns.

inline constexpr const char* review_file = "to_review.xlsx";
inline constexpr const char* review_places = "don_vi (units)";
inline constexpr const char* review_pairs = "cap_trung (pairs)";

namespace review {

inline constexpr const char* source = "Nguồn (source)";
inline constexpr const char* row = "Dòng (row)";
inline constexpr const char* place = "Nơi khác (other place)";
inline constexpr const char* told = "Tệp ghi (as written)";
inline constexpr const char* unit_answer = "ĐIỀN mã đơn vị đúng (FILL IN the unit's code)";
inline constexpr const char* other_source = "Nguồn 2 (source 2)";
inline constexpr const char* other_row = "Dòng 2 (row 2)";
inline constexpr const char* pair_answer = "ĐIỀN một vụ? có/không (FILL IN one event? yes/no)";

inline constexpr std::array<const char*, 12> place_columns{source,
                                                           "Tệp (file)",
                                                           "Trang (sheet)",
                                                           row,
                                                           place,
                                                           told,
                                                           "Năm (year)",
                                                           "Lý do (reason)",
                                                           "Có thể là 1 (candidate 1)",
                                                           "Có thể là 2 (candidate 2)",
                                                           "Có thể là 3 (candidate 3)",
                                                           unit_answer};
inline constexpr std::array<const char*, 8> pair_columns{source,
                                                         row,
                                                         other_source,
                                                         other_row,
                                                         "Tháng (month)",
                                                         "Đơn vị (unit)",
                                                         "Lý do (reason)",
                                                         pair_answer};

}  // namespace review
}  // namespace riskmap::domain
