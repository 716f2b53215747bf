#pragma once

#include <optional>
#include <string>

#include "geo/point.hpp"

namespace riskmap::geo {

/// A number as people write coordinates.
struct CoordinateNumber {
    double value = 0;    ///< degrees, or metres; south and west are negative
    char side = 0;       ///< 'N', 'S', 'E', 'W' where stated, else 0
    bool angle = false;  ///< written with a sign of degrees or with minutes
};

/// One coordinate: "11.5321", "11,5321", "11°32′15.4″N", "11 32 15,4 B", "1.276.543,21",
/// "546151.8". Sides may be Vietnamese: B north, Đ east, T west; N is north in both languages. One
/// point or comma alone is that of the decimals; several of one kind group thousands. None for
/// anything else, and for minutes or seconds of 60 and more.
std::optional<CoordinateNumber> read_coordinate(const std::string& text);

/// Two coordinates as `x` east and `y` north: in that order, unless a side written beside one of
/// them ("N", "E") says otherwise.
PointM east_first(const CoordinateNumber& first, const CoordinateNumber& second);

/// A pair in one text, `x` east and `y` north: "11.5321, 106.7142" (of degrees the one beyond 90 is
/// the longitude), "11°32'15\"N 106°43'12\"E", "X: 1276543,2; Y: 546151,8" (X is north and Y is
/// east in Vietnamese tables), a map link with q=, query=, ll=, @ or !3d…!4d (latitude first). None
/// when the order of the two, or where the first ends, stays open.
std::optional<PointM> read_coordinate_pair(const std::string& text);

}  // namespace riskmap::geo
