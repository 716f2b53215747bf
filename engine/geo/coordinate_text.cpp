#include "geo/coordinate_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <regex>
#include <string_view>
#include <utility>
#include <vector>

namespace riskmap::geo {
namespace {

using Replacement = std::pair<std::string_view, std::string_view>;

// Signs and words of angles; sides in Vietnamese. Longest first.
constexpr std::array<Replacement, 25> signs{{
    {"\xC2\xB0", "d"},
    {"\xC2\xBA", "d"},
    {"\xCB\x9A", "d"},
    {"độ", "d"},
    {"Độ", "d"},
    {"phút", "m"},
    {"giây", "s"},
    {"''", "s"},
    {"′′", "s"},
    {"\xE2\x80\xB3", "s"},
    {"\xE2\x80\x9D", "s"},
    {"\"", "s"},
    {"\xE2\x80\xB2", "m"},
    {"\xE2\x80\x99", "m"},
    {"'", "m"},
    {"Bắc", "N"},
    {"bắc", "N"},
    {"Đông", "E"},
    {"đông", "E"},
    {"Tây", "W"},
    {"tây", "W"},
    {"Đ", "E"},
    {"đ", "E"},
    {"\xC2\xA0", " "},
    {"\xE2\x88\x92", "-"},
}};

std::string plain(std::string text) {
    for (const auto& [from, to] : signs) {
        std::size_t at = 0;
        while ((at = text.find(from, at)) != std::string::npos) {
            text.replace(at, from.size(), to);
            at += to.size();
        }
    }
    return text;
}

std::string trimmed(const std::string& text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    const std::size_t last = text.find_last_not_of(" \t\r\n");
    return first == std::string::npos ? "" : text.substr(first, last - first + 1);
}

/// Whether a text is digits, points and commas only, behind a sign or none and up to a digit.
bool is_number(const std::string& text) {
    const std::size_t first = text.starts_with('-') ? 1 : 0;
    return text.size() > first && !text.ends_with('.') && !text.ends_with(',') &&
           text.find_first_not_of("0123456789.,", first) == std::string::npos;
}

/// A number with a decimal point or comma, thousands grouped by the other or by several of one.
std::optional<double> number_of(const std::string& text) {
    const auto count = [&](char c) { return std::count(text.begin(), text.end(), c); };
    const auto points = count('.');
    const auto commas = count(',');
    char decimal = points == 1 ? '.' : commas == 1 ? ',' : '\0';
    if (points > 0 && commas > 0) {
        decimal = text.rfind('.') > text.rfind(',') ? '.' : ',';
        if (count(decimal) != 1) {
            return std::nullopt;
        }
    }
    const std::size_t end = decimal == '\0' ? text.size() : text.find(decimal);
    std::string digits = text.substr(0, end);
    const std::size_t first_group = digits.find_first_of(".,");
    if (first_group != std::string::npos) {
        static const std::regex grouped("-?[0-9]{1,3}([.,][0-9]{3})+");
        if (!std::regex_match(digits, grouped)) {
            return std::nullopt;
        }
        digits.erase(std::remove_if(
                         digits.begin(), digits.end(), [](char c) { return c == '.' || c == ','; }),
                     digits.end());
    }
    digits += decimal == '\0' ? "" : "." + text.substr(end + 1);
    double value = 0;
    const char* last = digits.data() + digits.size();
    const auto [at, error] = std::from_chars(digits.data(), last, value);
    return error == std::errc() && at == last ? std::optional(value) : std::nullopt;
}

char side_of(char letter) {
    switch (letter) {
        case 'N':
        case 'n':
        case 'B':
        case 'b':
            return 'N';
        case 'S':
            return 'S';
        case 'E':
        case 'e':
            return 'E';
        case 'W':
        case 'w':
        case 'T':
        case 't':
            return 'W';
        default:
            return '\0';
    }
}

/// Takes a letter for a side off either end.
char take_side(std::string& text) {
    for (const bool front : {true, false}) {
        if (text.size() < 2) {
            return '\0';
        }
        if (const char side = side_of(front ? text.front() : text.back()); side != '\0') {
            text = trimmed(front ? text.substr(1) : text.substr(0, text.size() - 1));
            return side;
        }
    }
    return '\0';
}

/// Latitude and longitude of a map link.
std::optional<PointM> in_link(const std::string& text) {
    static const std::regex marks(
        "(?:[?&](?:q|query|ll|center|daddr)=(?:loc:)?|/@|!3d)(-?[0-9]+\\.?[0-9]*)"
        "(?:,|%2C|!4d)(?:\\+|%20| )*(-?[0-9]+\\.?[0-9]*)",
        std::regex::icase);
    // The place that was marked is surer than where the map was centred.
    std::optional<PointM> found;
    for (std::sregex_iterator at(text.begin(), text.end(), marks), end; at != end; ++at) {
        const auto north = number_of((*at)[1].str());
        const auto east = number_of((*at)[2].str());
        if (north && east && (!found || at->str().front() == '!')) {
            found = PointM{*east, *north};
        }
    }
    return found;
}

std::optional<PointM> in_order(const CoordinateNumber& first, const CoordinateNumber& second) {
    const auto is_north = [](char side) { return side == 'N' || side == 'S'; };
    const auto is_east = [](char side) { return side == 'E' || side == 'W'; };
    if ((is_north(first.side) && !is_north(second.side)) ||
        (is_east(second.side) && !is_east(first.side))) {
        return PointM{second.value, first.value};
    }
    if ((is_east(first.side) && !is_east(second.side)) ||
        (is_north(second.side) && !is_north(first.side))) {
        return PointM{first.value, second.value};
    }
    const double a = std::abs(first.value);
    const double b = std::abs(second.value);
    if (first.side != 0 || second.side != 0 || a > 180 || b > 180 || (a > 90) == (b > 90)) {
        return std::nullopt;
    }
    return a > 90 ? PointM{first.value, second.value} : PointM{second.value, first.value};
}

/// "X: 1276543,2; Y: 546151,8" or the other way round: X is north, Y is east.
std::optional<PointM> labelled(const std::string& text) {
    static const std::string number = "\\s*[:=]?\\s*([-0-9.,]*[0-9])\\s*";
    static const std::regex x_first("\\s*[xX]" + number + "[;,/ ]?\\s*[yY]" + number);
    static const std::regex y_first("\\s*[yY]" + number + "[;,/ ]?\\s*[xX]" + number);
    std::smatch found;
    const bool turned = std::regex_match(text, found, y_first);
    if (!turned && !std::regex_match(text, found, x_first)) {
        return std::nullopt;
    }
    const auto north = number_of(found[turned ? 2 : 1].str());
    const auto east = number_of(found[turned ? 1 : 2].str());
    return north && east ? std::optional(PointM{*east, *north}) : std::nullopt;
}

}  // namespace

std::optional<CoordinateNumber> read_coordinate(const std::string& text) {
    static const std::regex signed_parts(
        "(-?[0-9.,]*[0-9])\\s*d\\s*(?:([0-9.,]*[0-9])\\s*m\\s*)?(?:([0-9.,]*[0-9])\\s*s?)?");
    static const std::regex spaced_parts("(-?[0-9]+)\\s+([0-9.,]*[0-9])(?:\\s+([0-9.,]*[0-9]))?");
    std::string rest = is_number(text) ? text : trimmed(plain(text));
    CoordinateNumber result;
    result.side = take_side(rest);
    std::smatch found;
    if (is_number(rest)) {
        const auto value = number_of(rest);
        if (!value) {
            return std::nullopt;
        }
        result.value = *value;
    } else if (std::regex_match(rest, found, signed_parts) ||
               std::regex_match(rest, found, spaced_parts)) {
        const auto degrees = number_of(found[1].str());
        const auto minutes = found[2].matched ? number_of(found[2].str()) : std::optional(0.0);
        const auto seconds = found[3].matched ? number_of(found[3].str()) : std::optional(0.0);
        if (!degrees || !minutes || !seconds || *minutes >= 60 || *seconds >= 60 ||
            std::abs(*degrees) > 180) {
            return std::nullopt;
        }
        const double size = std::abs(*degrees) + *minutes / 60 + *seconds / 3600;
        result.value = found[1].str().front() == '-' ? -size : size;
        result.angle = true;
    } else {
        return std::nullopt;
    }
    if (result.side == 'S' || result.side == 'W') {
        result.value = -std::abs(result.value);
    }
    return result;
}

PointM east_first(const CoordinateNumber& first, const CoordinateNumber& second) {
    const bool crossed =
        first.side == 'N' || first.side == 'S' || second.side == 'E' || second.side == 'W';
    return crossed ? PointM{second.value, first.value} : PointM{first.value, second.value};
}

std::optional<PointM> read_coordinate_pair(const std::string& text) {
    if (text.find("://") != std::string::npos || text.find("/@") != std::string::npos) {
        return in_link(text);
    }
    const std::string whole = trimmed(plain(text));
    if (const auto point = labelled(whole)) {
        return point;
    }
    std::optional<PointM> found;
    for (auto at = whole.begin(); at != whole.end(); ++at) {
        const bool mark = std::string_view(";,|/ \t\n").find(*at) != std::string_view::npos;
        if (!mark && side_of(*at) == '\0') {
            continue;
        }
        const auto first = read_coordinate({whole.begin(), mark ? at : at + 1});
        const auto second = read_coordinate({at + 1, whole.end()});
        const auto point = first && second ? in_order(*first, *second) : std::nullopt;
        if (point && found && (point->x != found->x || point->y != found->y)) {
            return std::nullopt;
        }
        found = point ? point : found;
    }
    return found;
}

}  // namespace riskmap::geo
