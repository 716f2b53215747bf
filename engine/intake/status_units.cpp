#include "intake/status_units.hpp"

#include <set>

#include "intake/date_text.hpp"
#include "intake/key_vintage.hpp"

namespace riskmap::intake {
namespace {

/// The years of the days in a column; none without one.
std::vector<int> years_in(const domain::Layer& layer, std::optional<std::size_t> when) {
    std::set<int> years;
    for (std::size_t row = 0; when && row < layer.size(); ++row) {
        if (const auto day = read_date(cell_text(layer, *when, row), "iso")) {
            years.insert(static_cast<int>(day->date.year()));
        }
    }
    return {years.begin(), years.end()};
}

}  // namespace

StatusRows::StatusRows(const StatusTable& source,
                       const std::string& option,
                       const domain::Layer& layer,
                       const domain::AdminUnits& units,
                       const DatedUnits& dated)
    : key_(column_of(layer, source.key, {"đơn vị của tình trạng", "unit of the status"})),
      by_parent_(source.key_holds == "parent_code" || source.key_holds == "parent_name"),
      by_name_(source.key_holds == "name" || source.key_holds == "parent_name"),
      units_(units),
      layer_(layer),
      dated_(dated) {
    if (by_parent_) {
        for (std::size_t row = 0; row < units.size(); ++row) {
            const UnitIndex unit(row);
            by_parent_key_[by_name_ ? folded_name(units.parent[unit]) : units.parent_code[unit]]
                .push_back(unit);
        }
        return;
    }
    if (!source.vintage.empty()) {
        vintage_ = vintage_stated(source.vintage, option + ".vintage", dated, units);
        of_plan_ = !vintage_;
        return;
    }
    const auto when =
        optional_column(layer, source.when, {"thời gian của tình trạng", "period of the status"});
    if (when && dated.crosswalk() != nullptr) {
        return;  // else the day of each row tells its set of units
    }
    KeyedTable keyed{
        layer.file, source.key, option + ".vintage", by_name_, {}, years_in(layer, when)};
    for (std::size_t row = 0; row < layer.size(); ++row) {
        keyed.keys.push_back(cell_text(layer, key_, row));
    }
    vintage_ = vintage_of_keys(keyed, dated, units);
    of_plan_ = !vintage_;
}

std::vector<UnitIndex> StatusRows::of_parent(const std::string& key) const {
    const auto found = by_parent_key_.find(by_name_ ? folded_name(key) : key);
    return found == by_parent_key_.end() ? std::vector<UnitIndex>() : found->second;
}

Finding StatusRows::finding(const char* slug, std::size_t row, Text message, Text repair) const {
    return {slug,
            layer_.fields[key_].name,
            cell_text(layer_, key_, row),
            std::move(message),
            std::move(repair)};
}

std::variant<StatusUnits, Finding> StatusRows::of(std::size_t row, const Period& days) const {
    const Finding unknown = finding(
        "status.unknown-unit",
        row,
        {"không đơn vị nào của nghiên cứu mang khoá này", "no unit of the study has this key"},
        {"điền mã đơn vị, hoặc sửa key_holds", "fill in a unit's code, or correct key_holds"});
    const std::string key = cell_text(layer_, key_, row);
    if (by_parent_) {
        std::vector<UnitIndex> members = of_parent(key);
        return members.empty() ? std::variant<StatusUnits, Finding>(unknown)
                               : StatusUnits(std::move(members));
    }
    const UnitClue clue = by_name_ ? UnitClue{"", key, ""} : UnitClue{key, "", ""};
    if (of_plan_) {
        const UnitMatch match = dated_.plan().match(clue);
        return match.fit == UnitFit::found ? std::variant<StatusUnits, Finding>(
                                                 StatusUnits(std::vector<UnitIndex>{match.unit}))
                                           : unknown;
    }
    if (vintage_) {
        const UnitMatch match = dated_.matcher(*vintage_).match(clue);
        return match.fit == UnitFit::found ? std::variant<StatusUnits, Finding>(StatusUnits(
                                                 DatedUnit{*vintage_, match.unit.row()}))
                                           : unknown;
    }
    const DatedMatch match = dated_.match(clue, days.first, days.last, "");
    if (match.dates == DateFit::unclear) {
        return finding("status.unclear-vintage",
                       row,
                       {"thời gian của dòng không đủ rõ để biết đơn vị thuộc bộ ranh giới nào",
                        "the days of the row leave open which set of boundaries the unit is of"},
                       {"ghi theo tháng hoặc ngày, hoặc ghi vintage của bảng",
                        "tell months or days, or state vintage of the table"});
    }
    if (!match.found()) {
        return unknown;
    }
    return StatusUnits(
        DatedUnit{dated_.crosswalk()->vintage_at(days.first), match.match.unit.row()});
}

PerUnit<std::vector<std::size_t>> origins_of(const domain::AdminUnits& units,
                                             const DatedUnits& dated,
                                             std::size_t vintage) {
    PerUnit<std::vector<std::size_t>> origins(units.size());
    const std::size_t count = dated.crosswalk()->vintages()[vintage].units.size();
    for (std::size_t unit = 0; unit < count; ++unit) {
        for (const PlanShare& part : dated.targets(vintage, unit)) {
            origins[part.unit].push_back(unit);
        }
    }
    return origins;
}

}  // namespace riskmap::intake
