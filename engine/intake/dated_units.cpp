#include "intake/dated_units.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/error.hpp"
#include "intake/date_text.hpp"

namespace riskmap::intake {

std::optional<Date> vintage_date(const std::string& vintage) {
    const auto read = read_date(vintage, "iso");
    return read ? std::optional(read->date) : std::nullopt;
}

DatedUnits::DatedUnits(const domain::AdminUnits& plan, const domain::Crosswalk* crosswalk)
    : plan_(plan),
      crosswalk_(crosswalk),
      plan_matcher_(plan),
      plan_from_(vintage_date(plan.vintage)) {
    if (crosswalk == nullptr) {
        return;
    }
    if (!plan_from_) {
        throw Error(
            ErrorKind::input,
            Text{fmt::format("units.vintage = \"{}\" không phải là ngày: nghiên cứu có bảng "
                             "chuyển đổi cần ngày của các đơn vị, như \"2025-07-01\"",
                             plan.vintage),
                 fmt::format("units.vintage = \"{}\" is no date: a study with a crosswalk "
                             "needs the date of its units, such as \"2025-07-01\"",
                             plan.vintage)});
    }
    plan_vintage_ = crosswalk->vintage_at(*plan_from_);
    for (const domain::UnitVintage& vintage : crosswalk->vintages()) {
        matchers_.emplace_back(vintage.units);
    }
    const domain::UnitVintage& own = crosswalk->vintages()[plan_vintage_];
    std::vector<std::string> unknown;
    for (const std::string& code : plan.code) {
        if (!own.find(code) && unknown.size() < 5) {
            unknown.push_back(code);
        }
    }
    if (!unknown.empty()) {
        throw Error(ErrorKind::input,
                    Text{fmt::format("bảng chuyển đổi không có đơn vị {} trong bộ có hiệu lực từ "
                                     "\"{}\", là bộ của units.vintage = \"{}\": kiểm tra ngày hoặc "
                                     "thêm các đơn vị này",
                                     fmt::join(unknown, ", "),
                                     own.name(),
                                     plan.vintage),
                         fmt::format("the crosswalk has no units {} in the set valid from \"{}\", "
                                     "to which units.vintage = \"{}\" belongs: check the date or "
                                     "add them",
                                     fmt::join(unknown, ", "),
                                     own.name(),
                                     plan.vintage)});
    }
}

std::optional<std::size_t> DatedUnits::vintage_of(const std::string& stated) const {
    const auto date = vintage_date(stated);
    return crosswalk_ != nullptr && date ? std::optional(crosswalk_->vintage_at(*date))
                                         : std::nullopt;
}

std::vector<PlanShare> DatedUnits::targets(std::size_t vintage, std::size_t unit) const {
    std::vector<PlanShare> result;
    for (const domain::UnitPart& part : crosswalk_->carry(vintage, unit, plan_vintage_)) {
        const auto own = plan_.find(crosswalk_->vintages()[plan_vintage_].units[part.unit].code);
        if (!own) {
            return {};  // a part outside the plan must not vanish
        }
        result.push_back({*own, part.share});
    }
    return result;
}

DatedMatch DatedUnits::in_vintage(const UnitClue& clue, std::size_t vintage) const {
    DatedMatch result;
    result.vintage = crosswalk_->vintages()[vintage].name();
    result.match = matchers_[vintage].match(clue);
    if (result.match.step == UnitStep::none || result.match.fit == UnitFit::other_name) {
        return result;
    }
    result.targets = targets(vintage, result.match.unit.row());
    result.dates = result.targets.empty() ? DateFit::no_way : DateFit::fits;
    return result;
}

DatedMatch DatedUnits::match(const UnitClue& clue,
                             const Date& first,
                             const Date& last,
                             const std::string& stated) const {
    const std::optional<Date> said = vintage_date(stated);
    if (crosswalk_ == nullptr) {
        DatedMatch result;
        result.match = plan_matcher_.match(clue);
        const bool ours = stated == plan_.vintage || (said && plan_from_ && *said >= *plan_from_);
        if (plan_from_ && !ours && first < *plan_from_) {
            result.dates = DateFit::older_than_units;
        } else if (result.match.fit == UnitFit::found ||
                   result.match.fit == UnitFit::spelt_otherwise) {
            result.targets = {{result.match.unit, 1}};
        }
        return result;
    }
    if (said) {
        return in_vintage(clue, crosswalk_->vintage_at(*said));
    }
    const std::size_t from = crosswalk_->vintage_at(first);
    const std::size_t until = crosswalk_->vintage_at(last);
    DatedMatch result = in_vintage(clue, from);
    for (std::size_t vintage = from + 1; vintage <= until; ++vintage) {
        const DatedMatch other = in_vintage(clue, vintage);
        if (other.found() != result.found() || other.targets != result.targets) {
            for (const std::string& candidate : other.match.candidates) {
                result.match.candidates.push_back(candidate);
            }
            result.dates = DateFit::unclear;
            result.targets.clear();
        }
    }
    return result;
}

}  // namespace riskmap::intake
