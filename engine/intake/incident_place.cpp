#include "intake/incident_place.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/error.hpp"

namespace riskmap::intake {
namespace {

using domain::Precision;
using geo::PointM;

bool is_exact(Precision precision) {
    return precision == Precision::gps || precision == Precision::named_feature;
}

bool names_a_unit(const UnitMatch& match) {
    return match.fit == UnitFit::found || match.fit == UnitFit::spelt_otherwise;
}

std::string shown(PointM point) { return fmt::format("{}, {}", point.x, point.y); }

std::string listed(const std::vector<std::string>& candidates) {
    return fmt::format("{}", fmt::join(candidates, "; "));
}

Finding about_point(const PlaceClue& clue, std::string slug, Text message, Text repair) {
    return {std::move(slug),
            clue.point_column,
            clue.point ? shown(*clue.point) : clue.unreadable,
            std::move(message),
            std::move(repair)};
}

Finding about_unit(const PlaceClue& clue, std::string slug, Text message, Text repair) {
    const bool coded = !clue.unit.code.empty();
    return {std::move(slug),
            coded ? clue.code_column : clue.name_column,
            coded ? clue.unit.code : clue.unit.name,
            std::move(message),
            std::move(repair)};
}

/// Why the unit that a row names cannot be used.
Finding refusal(const PlaceClue& clue, const UnitMatch& match) {
    const std::string candidates = listed(match.candidates);
    const Text nearest =
        candidates.empty()
            ? Text{"điền mã hoặc tên đơn vị của bộ ranh giới này",
                   "fill in the code or name of a unit of these boundaries"}
            : Text{fmt::format("gần nhất: {}; sửa ô này nếu đúng", candidates),
                   fmt::format("nearest: {}; correct the cell if that is it", candidates)};
    switch (match.fit) {
        case UnitFit::ambiguous:
            return about_unit(
                clue,
                "incident.ambiguous-unit",
                {fmt::format("có {} đơn vị mang tên này", match.candidates.size()),
                 fmt::format("{} units have this name", match.candidates.size())},
                {fmt::format("điền mã, hoặc tên cấp trên, của một trong: {}", candidates),
                 fmt::format("fill in the code, or the parent, of one of: {}", candidates)});
        case UnitFit::other_name:
            return about_unit(
                clue,
                "incident.code-of-another-name",
                {fmt::format("mã này là của đơn vị {}, khác tên ghi ở cột {}; mã cũ có thể đã được "
                             "dùng lại",
                             candidates,
                             clue.name_column),
                 fmt::format("this code belongs to {}, not to the name in column {}; old codes "
                             "may have been used again",
                             candidates,
                             clue.name_column)},
                {"kiểm tra bộ mã của năm xảy ra, rồi sửa mã hoặc tên",
                 "check which set of codes the year used, then correct the code or the name"});
        case UnitFit::unknown_code:
            return about_unit(clue,
                              "incident.unknown-unit",
                              {"không có đơn vị nào mang mã này", "no unit has this code"},
                              nearest);
        default:
            return about_unit(clue,
                              "incident.unknown-unit",
                              {"không có đơn vị nào mang tên này", "no unit has this name"},
                              nearest);
    }
}

}  // namespace

IncidentPlacer::IncidentPlacer(const domain::AdminUnits& units,
                               const std::string& crs,
                               const std::string& study_crs)
    : units_(units), locator_(units.shape.values()), matcher_(units) {
    if (!crs.empty()) {
        projector_.emplace(crs, study_crs);
    }
    for (const geo::Geometry& shape : units.shape) {
        box_.add(shape.box());
    }
}

std::optional<PointM> IncidentPlacer::projected(PointM point) const {
    expects(projector_.has_value(), "IncidentPlacer: points have a coordinate system");
    if (!std::isfinite(point.x) || !std::isfinite(point.y)) {
        return std::nullopt;
    }
    try {
        projector_->to_study(std::span(&point, 1));
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::input) {
            throw;
        }
        return std::nullopt;
    }
    return point;
}

std::optional<UnitIndex> IncidentPlacer::unit_at(PointM point,
                                                 std::optional<UnitIndex> named) const {
    const std::vector<std::uint32_t> holders = locator_.locate_all(point);
    if (holders.empty()) {
        return std::nullopt;
    }
    const bool agrees =
        named && std::find(holders.begin(), holders.end(), named->row()) != holders.end();
    return agrees ? *named : UnitIndex(holders.front());
}

std::variant<Placed, Finding> IncidentPlacer::place(const PlaceClue& clue) const {
    UnitMatch named;
    if (!clue.unit.empty()) {
        named = matcher_.match(clue.unit);
    }
    return clue.point ? by_point(clue, named) : by_unit(clue, named);
}

std::variant<Placed, Finding> IncidentPlacer::by_point(const PlaceClue& clue,
                                                       const UnitMatch& named) const {
    const std::optional<UnitIndex> told =
        names_a_unit(named) ? std::optional(named.unit) : std::nullopt;
    std::optional<PointM> at = projected(*clue.point);
    std::optional<UnitIndex> unit = at ? unit_at(*at, told) : std::nullopt;
    std::optional<Finding> warning;
    if (!unit && (!at || !box_.contains(*at))) {
        const PointM turned{clue.point->y, clue.point->x};
        const std::optional<PointM> turned_at = projected(turned);
        const std::optional<UnitIndex> turned_unit =
            turned_at ? unit_at(*turned_at, told) : std::nullopt;
        if (turned_unit && (!told || *told == *turned_unit)) {
            at = turned_at;
            unit = turned_unit;
            warning =
                about_point(clue,
                            "incident.swapped-axes",
                            {fmt::format("hai toạ độ bị đổi chỗ; đã dùng ({}), thuộc {}",
                                         shown(turned),
                                         matcher_.shown(*unit)),
                             fmt::format("the two coordinates are swapped; ({}) was used, in {}",
                                         shown(turned),
                                         matcher_.shown(*unit))},
                            {"đổi lại hai ô toạ độ trong tệp", "swap the two cells in the file"});
        }
    }
    if (!unit) {
        if (!told) {
            return about_point(
                clue,
                "incident.outside-study-area",
                {"điểm không nằm trong đơn vị nào", "the point lies in no unit"},
                {"kiểm tra toạ độ, hệ toạ độ (crs) và thứ tự trục; hoặc điền mã đơn vị",
                 "check the coordinates, their system (crs) and axis order; or fill in the "
                 "unit's code"});
        }
        Placed placed;
        placed.unit = *told;
        placed.warning = about_point(
            clue,
            "incident.point-outside-units",
            {fmt::format("điểm không nằm trong đơn vị nào; tính theo đơn vị được ghi tên, {}, "
                         "không có vị trí",
                         matcher_.shown(*told)),
             fmt::format("the point lies in no unit; counted by the unit it names, {}, without a "
                         "place",
                         matcher_.shown(*told))},
            {"kiểm tra toạ độ của dòng này", "check the coordinates of this row"});
        return placed;
    }
    const Precision precision = clue.stated.value_or(clue.precision);
    Placed placed;
    placed.unit = *unit;
    placed.precision = precision;
    placed.warning = std::move(warning);
    if (is_exact(precision)) {
        placed.at = at;
    }
    if (told && *told != *unit) {
        placed.unit = is_exact(precision) ? *unit : *told;
        placed.warning =
            about_point(clue,
                        "incident.point-in-another-unit",
                        {fmt::format("điểm nằm trong {}, dòng ghi {}; tính cho {}",
                                     matcher_.shown(*unit),
                                     matcher_.shown(*told),
                                     matcher_.shown(placed.unit)),
                         fmt::format("the point lies in {}, the row names {}; counted for {}",
                                     matcher_.shown(*unit),
                                     matcher_.shown(*told),
                                     matcher_.shown(placed.unit))},
                        {"sửa toạ độ hoặc đơn vị của dòng này",
                         "correct the coordinates or the unit of this row"});
    }
    return placed;
}

std::variant<Placed, Finding> IncidentPlacer::by_unit(const PlaceClue& clue,
                                                      const UnitMatch& named) const {
    if (clue.unit.empty() && !clue.unreadable.empty()) {
        return about_point(clue,
                           "incident.unreadable-coordinates",
                           {"toạ độ không phải là số", "the coordinates are not numbers"},
                           {"viết toạ độ bằng số thập phân, ví dụ 106.71421",
                            "write the coordinates as decimal numbers, such as 106.71421"});
    }
    if (clue.unit.empty()) {
        return Finding{"incident.no-place",
                       clue.point_column.empty() ? clue.code_column : clue.point_column,
                       "",
                       {"dòng không có toạ độ và không ghi đơn vị nào",
                        "the row has no coordinates and names no unit"},
                       {"điền toạ độ, hoặc mã đơn vị", "fill in coordinates, or a unit's code"}};
    }
    if (!names_a_unit(named)) {
        return refusal(clue, named);
    }
    Placed placed;
    placed.unit = named.unit;
    if (clue.stated == Precision::hamlet) {
        placed.precision = Precision::hamlet;
    }
    if (!clue.unreadable.empty()) {
        placed.warning = about_point(
            clue,
            "incident.unreadable-coordinates",
            {fmt::format("toạ độ không phải là số; tính theo đơn vị được ghi tên, {}",
                         matcher_.shown(placed.unit)),
             fmt::format("the coordinates are not numbers; counted by the unit it names, {}",
                         matcher_.shown(placed.unit))},
            {"viết toạ độ bằng số thập phân", "write the coordinates as decimal numbers"});
    } else if (named.fit == UnitFit::spelt_otherwise) {
        placed.warning = about_unit(
            clue,
            "incident.name-spelt-otherwise",
            {fmt::format("tên ở cột {} viết khác tên của mã này, {}; tính theo mã",
                         clue.name_column,
                         matcher_.shown(placed.unit)),
             fmt::format("the name in column {} is spelt otherwise than that of this code, {}; "
                         "counted by the code",
                         clue.name_column,
                         matcher_.shown(placed.unit))},
            {"kiểm tra mã và tên của dòng này", "check the code and the name of this row"});
    }
    return placed;
}

}  // namespace riskmap::intake
