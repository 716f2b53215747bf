#include "intake/frame_keys.hpp"

#include <algorithm>
#include <regex>

#include "core/error.hpp"
#include "geo/projector.hpp"
#include "intake/config_keys.hpp"

namespace riskmap::intake {
namespace {

std::optional<Date> iso_date(const std::string& text) {
    static const std::regex form("([0-9]{4})-([0-9]{2})-([0-9]{2})");
    std::smatch parts;
    if (!std::regex_match(text, parts, form)) {
        return std::nullopt;
    }
    const Date date(std::chrono::year(std::stoi(parts[1])),
                    std::chrono::month(static_cast<unsigned>(std::stoi(parts[2]))),
                    std::chrono::day(static_cast<unsigned>(std::stoi(parts[3]))));
    return date.ok() ? std::optional(date) : std::nullopt;
}

std::optional<Date> read_date(const ConfigNode& node, const Scope& scope) {
    if (const auto* date = std::get_if<Date>(&node.content)) {
        return *date;
    }
    const auto* text = std::get_if<std::string>(&node.content);
    if (text == nullptr) {
        scope.wrong_type(node,
                         {"ngày, ví dụ 2021-03-31 (năm-tháng-ngày)",
                          "a date such as 2021-03-31 (year-month-day)"});
        return std::nullopt;
    }
    const auto date = iso_date(*text);
    if (!date) {
        scope.problem(
            node.mark,
            {fmt::format(
                 "{} = \"{}\" không phải một ngày có thật viết như 2021-03-31", scope.path, *text),
             fmt::format("{} = \"{}\" is no date of the calendar written as 2021-03-31",
                         scope.path,
                         *text)});
    }
    return date;
}

/// What a text that PROJ does not know probably meant: "9212" is "EPSG:9212".
std::string likely_crs(const std::string& text) {
    const bool digits =
        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits && (text.size() == 4 || text.size() == 5) ? "EPSG:" + text : "";
}

std::optional<geo::CrsInfo> look_up(const std::string& text,
                                    const ConfigNode& node,
                                    const Scope& scope) {
    try {
        return geo::describe_crs(text);
    } catch (const Error&) {
        scope.problem(node.mark,
                      {fmt::format("{} = \"{}\": không có hệ toạ độ này", scope.path, text),
                       fmt::format("{} = \"{}\" is no known coordinate system", scope.path, text)},
                      likely_crs(text));
        return std::nullopt;
    }
}

void refuse_degrees_and_feet(const geo::CrsInfo& crs,
                             const std::string& text,
                             const ConfigNode& node,
                             const Scope& scope) {
    const Text unit =
        crs.geographic ? Text{"độ", "degrees"} : Text{"đơn vị khác mét", "not metres"};
    scope.problem(
        node.mark,
        {fmt::format("{} = \"{}\" ({}) tính bằng {}; nghiên cứu cần hệ toạ độ phẳng tính bằng mét, "
                     "ví dụ \"EPSG:9212\" (VN-2000) hoặc \"EPSG:32648\" (UTM 48N)",
                     scope.path,
                     text,
                     crs.name,
                     unit.vi),
         fmt::format("{} = \"{}\" ({}) is in {}; a study needs a projected system in metres, such "
                     "as \"EPSG:9212\" (VN-2000) or \"EPSG:32648\" (UTM 48N)",
                     scope.path,
                     text,
                     crs.name,
                     unit.en)});
}

}  // namespace

Kind<Date> date_kind() {
    return {config_table({{"type", config_text("string")}, {"format", config_text("date")}}),
            read_date,
            config_date};
}

Kind<Period> period_kind() {
    return table_kind(Shape<Period>{
        {
            key("first",
                &Period::first,
                date_kind(),
                {"ngày đầu", "the first day"},
                Need::required),
            key("last",
                &Period::last,
                date_kind(),
                {"ngày cuối, cũng được tính", "the last day, which counts too"},
                Need::required),
        },
        [](const Period& period, const ConfigNode& node, const Scope& scope) {
            if (period.last < period.first) {
                const std::string first = to_iso(period.first);
                const std::string last = to_iso(period.last);
                scope.problem(
                    node.mark,
                    {fmt::format("{}: last = {} trước first = {}", scope.path, last, first),
                     fmt::format("{}: last = {} is before first = {}", scope.path, last, first)});
            }
        }});
}

Kind<std::string> crs_kind() {
    Kind<std::string> kind = text_kind();
    kind.read = [read = kind.read](const ConfigNode& node,
                                   const Scope& scope) -> std::optional<std::string> {
        auto text = read(node, scope);
        return text && look_up(*text, node, scope) ? text : std::nullopt;
    };
    return kind;
}

Kind<std::string> metric_crs_kind() {
    Kind<std::string> kind = text_kind();
    kind.read = [read = kind.read](const ConfigNode& node,
                                   const Scope& scope) -> std::optional<std::string> {
        auto text = read(node, scope);
        const auto crs = text ? look_up(*text, node, scope) : std::nullopt;
        if (crs && !crs->metres) {
            refuse_degrees_and_feet(*crs, *text, node, scope);
            return std::nullopt;
        }
        return crs ? text : std::nullopt;
    };
    return kind;
}

}  // namespace riskmap::intake
