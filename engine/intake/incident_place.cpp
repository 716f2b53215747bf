#include "intake/incident_place.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/error.hpp"
#include "intake/shown_cell.hpp"

namespace riskmap::intake {
namespace {

using domain::Precision;
using geo::PointM;

bool among(const std::vector<PlanShare>& units, UnitIndex unit) {
    return std::any_of(
        units.begin(), units.end(), [&](const PlanShare& part) { return part.unit == unit; });
}

std::string shown(PointM point) { return fmt::format("{}, {}", point.x, point.y); }

std::string listed(const std::vector<std::string>& candidates) {
    return fmt::format("{}", fmt::join(candidates, "; "));
}

Finding about_point(const PlaceClue& clue, std::string slug, Text message, Text repair) {
    return {std::move(slug),
            clue.point_column,
            clue.point ? shown(*clue.point) : shown_cell(clue.unreadable),
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

/// Why a unit that can be read does not lead to a unit of the plan.
Finding refusal_by_date(const PlaceClue& clue, const DatedMatch& named) {
    switch (named.dates) {
        case DateFit::older_than_units:
            return about_unit(
                clue,
                "incident.older-than-units",
                {"vụ xảy ra trước khi có bộ ranh giới này; mã và tên thời đó không nối thẳng được "
                 "sang ranh giới mới",
                 "the event is older than these boundaries; codes and names of its time cannot be "
                 "joined to the new units"},
                {"thêm [crosswalk] vào tệp nghiên cứu; hoặc, nếu nguồn đã ghi theo đơn vị mới, ghi "
                 "vintage của bộ ranh giới cho nguồn",
                 "add a [crosswalk] to the study; or state the vintage of the units for the "
                 "source, "
                 "if its rows name the new units"});
        case DateFit::no_way:
            return about_unit(
                clue,
                "incident.no-way-to-plan",
                {fmt::format("đơn vị này (bộ ranh giới từ {}) không dẫn chắc chắn tới đơn vị nào "
                             "của nghiên cứu",
                             named.vintage.empty() ? "trước" : named.vintage),
                 fmt::format("this unit (of the set valid from {}) leads to no unit of the study "
                             "for certain",
                             named.vintage.empty() ? "before" : named.vintage)},
                {"điền toạ độ, hoặc bổ sung bảng chuyển đổi",
                 "fill in coordinates, or complete the crosswalk"});
        default:
            return about_unit(clue,
                              "incident.unclear-vintage",
                              {"ngày không đủ rõ để biết đơn vị thuộc bộ ranh giới nào",
                               "the date leaves open which set of boundaries the unit is of"},
                              {"điền ngày chính xác hơn, hoặc mã đơn vị",
                               "fill in a more exact date, or the unit's code"});
    }
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

IncidentPlacer::IncidentPlacer(const geo::UnitLocator& units,
                               const DatedUnits& dated,
                               const std::string& crs,
                               const std::string& study_crs)
    : units_(units), dated_(dated) {
    if (!crs.empty()) {
        projector_.emplace(crs, study_crs);
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

/// The unit that holds a point; where units overlap, one that the row names decides.
std::optional<UnitIndex> IncidentPlacer::unit_at(PointM point, const DatedMatch& named) const {
    const std::vector<std::uint32_t> holders = units_.locate_all(point);
    for (const std::uint32_t holder : holders) {
        if (among(named.targets, UnitIndex(holder))) {
            return UnitIndex(holder);
        }
    }
    return holders.empty() ? std::nullopt : std::optional(UnitIndex(holders.front()));
}

std::string IncidentPlacer::all_shown(const std::vector<PlanShare>& units) const {
    std::string text;
    for (const PlanShare& part : units) {
        text += (text.empty() ? "" : "; ") + dated_.plan().shown(part.unit);
    }
    return text;
}

std::variant<Placed, Unplaced> IncidentPlacer::place(const PlaceClue& clue) const {
    DatedMatch named;
    if (!clue.unit.empty()) {
        named = dated_.match(clue.unit, clue.first, clue.last, clue.vintage);
    }
    return clue.point ? by_point(clue, named) : by_unit(clue, named);
}

std::variant<Placed, Unplaced> IncidentPlacer::by_point(const PlaceClue& clue,
                                                        const DatedMatch& named) const {
    const std::vector<PlanShare>& told = named.targets;
    std::optional<PointM> at = projected(*clue.point);
    std::optional<UnitIndex> unit = at ? unit_at(*at, named) : std::nullopt;
    std::optional<Finding> warning;
    if (!unit && (!at || !units_.box().contains(*at))) {
        const PointM turned{clue.point->y, clue.point->x};
        const std::optional<PointM> turned_at = projected(turned);
        const std::optional<UnitIndex> turned_unit =
            turned_at ? unit_at(*turned_at, named) : std::nullopt;
        if (turned_unit && (told.empty() || among(told, *turned_unit))) {
            at = turned_at;
            unit = turned_unit;
            warning =
                about_point(clue,
                            "incident.swapped-axes",
                            {fmt::format("hai toạ độ bị đổi chỗ; đã dùng ({}), thuộc {}",
                                         shown(turned),
                                         dated_.plan().shown(*unit)),
                             fmt::format("the two coordinates are swapped; ({}) was used, in {}",
                                         shown(turned),
                                         dated_.plan().shown(*unit))},
                            {"đổi lại hai ô toạ độ trong tệp", "swap the two cells in the file"});
        }
    }
    if (!unit) {
        if (told.empty()) {
            Unplaced unplaced;
            unplaced.reason = about_point(
                clue,
                "incident.outside-study-area",
                {"điểm không nằm trong đơn vị nào", "the point lies in no unit"},
                {"kiểm tra toạ độ, hệ toạ độ (crs) và thứ tự trục; hoặc điền mã đơn vị",
                 "check the coordinates, their system (crs) and axis order; or fill in the "
                 "unit's code"});
            return unplaced;
        }
        Placed placed;
        placed.units = told;
        placed.step = named.match.step;
        placed.vintage = named.vintage;
        placed.warning = about_point(
            clue,
            "incident.point-outside-units",
            {fmt::format("điểm không nằm trong đơn vị nào; tính theo đơn vị được ghi tên, {}, "
                         "không có vị trí",
                         all_shown(told)),
             fmt::format("the point lies in no unit; counted by the unit it names, {}, without a "
                         "place",
                         all_shown(told))},
            {"kiểm tra toạ độ của dòng này", "check the coordinates of this row"});
        return placed;
    }
    const Precision precision = clue.stated.value_or(clue.precision);
    Placed placed;
    placed.units = {{*unit, 1}};
    placed.precision = precision;
    placed.warning = std::move(warning);
    if (is_exact(precision)) {
        placed.at = at;
    }
    if (!told.empty() && !among(told, *unit)) {
        if (!is_exact(precision)) {
            placed.units = told;
            placed.step = named.match.step;
            placed.vintage = named.vintage;
        }
        placed.warning =
            about_point(clue,
                        "incident.point-in-another-unit",
                        {fmt::format("điểm nằm trong {}, dòng ghi {}; tính cho {}",
                                     dated_.plan().shown(*unit),
                                     all_shown(told),
                                     all_shown(placed.units)),
                         fmt::format("the point lies in {}, the row names {}; counted for {}",
                                     dated_.plan().shown(*unit),
                                     all_shown(told),
                                     all_shown(placed.units))},
                        {"sửa toạ độ hoặc đơn vị của dòng này",
                         "correct the coordinates or the unit of this row"});
    }
    return placed;
}

std::variant<Placed, Unplaced> IncidentPlacer::by_unit(const PlaceClue& clue,
                                                       const DatedMatch& named) const {
    if (clue.unit.empty() && !clue.unreadable.empty()) {
        return Unplaced{
            about_point(clue,
                        "incident.unreadable-coordinates",
                        {"toạ độ không đọc được", "the coordinates cannot be read"},
                        {"viết toạ độ bằng số thập phân, ví dụ 106.71421",
                         "write the coordinates as decimal numbers, such as 106.71421"}),
            false,
            {}};
    }
    if (clue.unit.empty()) {
        return Unplaced{{"incident.no-place",
                         clue.point_column.empty() ? clue.code_column : clue.point_column,
                         "",
                         {"dòng không có toạ độ và không ghi đơn vị nào",
                          "the row has no coordinates and names no unit"},
                         {"điền toạ độ, hoặc mã đơn vị", "fill in coordinates, or a unit's code"}},
                        false,
                        {}};
    }
    if (!named.found()) {
        const bool by_date = named.dates != DateFit::fits;
        return Unplaced{by_date ? refusal_by_date(clue, named) : refusal(clue, named.match),
                        !by_date,
                        named.match.candidates};
    }
    Placed placed;
    placed.units = named.targets;
    placed.step = named.match.step;
    placed.vintage = named.vintage;
    if (clue.stated == Precision::hamlet) {
        placed.precision = Precision::hamlet;
    }
    if (!clue.unreadable.empty()) {
        placed.warning = about_point(
            clue,
            "incident.unreadable-coordinates",
            {fmt::format("toạ độ không đọc được; tính theo đơn vị được ghi tên, {}",
                         all_shown(placed.units)),
             fmt::format("the coordinates cannot be read; counted by the unit it names, {}",
                         all_shown(placed.units))},
            {"viết toạ độ bằng số thập phân", "write the coordinates as decimal numbers"});
    } else if (named.match.fit == UnitFit::spelt_otherwise) {
        placed.warning = about_unit(
            clue,
            "incident.name-spelt-otherwise",
            {fmt::format("tên ở cột {} viết khác tên của mã này, {}; tính theo mã",
                         clue.name_column,
                         all_shown(placed.units)),
             fmt::format("the name in column {} is spelt otherwise than that of this code, {}; "
                         "counted by the code",
                         clue.name_column,
                         all_shown(placed.units))},
            {"kiểm tra mã và tên của dòng này", "check the code and the name of this row"});
    }
    return placed;
}

}  // namespace riskmap::intake
