#include "intake/carried_rows.hpp"

#include <fmt/format.h>

#include "core/error.hpp"

namespace riskmap::intake {
namespace {

using domain::Incident;

int year_of(const Incident& incident) {
    return incident.date.ok() ? static_cast<int>(incident.date.year()) : 0;
}

}  // namespace

PlanShare CarriedRows::part_of(const UnitParts& parts,
                               domain::EventPlace place,
                               const Incident& incident) {
    SplitUnits& splits = splits_[domain::index_of(place)];
    if (parts.units.size() == 1 || incident.event.empty()) {
        return splits.take(parts.units, incident.cause);
    }
    const std::tuple key(place, incident.event, parts.units.front().unit.row());
    const auto known = events_.find(key);
    return known != events_.end()
               ? known->second
               : events_.emplace(key, splits.take(parts.units, incident.cause)).first->second;
}

void CarriedRows::settle(ReadIncident& read) {
    Incident& incident = read.incident;
    const PlanShare part = part_of(read.parts, incident.told, incident);
    incident.unit = part.unit;
    incident.share = part.share;
    const CauseYear cause_year(incident.cause, year_of(incident));
    sums_[{incident.told, cause_year}] += incident.victims;
    for (std::size_t i = 0; i < read.elsewhere.size(); ++i) {
        domain::EventLocation& location = incident.elsewhere[i];
        if (location.unit) {
            const PlanShare other = part_of(read.elsewhere[i], location.place, incident);
            location.unit = other.unit;
            location.share = other.share;
            sums_[{location.place, cause_year}] += incident.victims;
        }
    }
    ++steps_[incident.matched];
    if (read.parts.named && dated_.crosswalk() != nullptr) {
        ++carried_[read.parts.vintage][cause_year];
        split_rows_ += read.parts.units.size() > 1 ? 1 : 0;
    }
}

void CarriedRows::close(const domain::Incidents& incidents,
                        std::size_t first_row,
                        SourceLog& log) const {
    Sums sums;
    for (std::size_t row = first_row; row < incidents.rows.size(); ++row) {
        const Incident& incident = incidents.rows[row];
        const CauseYear cause_year(incident.cause, year_of(incident));
        sums[{incident.told, cause_year}] += incident.victims;
        for (const domain::EventLocation& location : incident.elsewhere) {
            if (location.unit) {
                sums[{location.place, cause_year}] += incident.victims;
            }
        }
    }
    expects(sums == sums_,
            "CarriedRows::close: sums by place, cause and year are the same before and after");
    note_places(incidents, first_row, log);
    note_matching(log);
    note_carrying(log);
}

/// Tells of rows with several places how many tell which, and how exactly.
void CarriedRows::note_places(const domain::Incidents& incidents,
                              std::size_t first_row,
                              SourceLog& log) const {
    constexpr std::size_t outside = 4;  // behind the precisions
    std::map<domain::EventPlace, std::array<std::int64_t, outside + 1>> rows;
    bool several = false;
    for (std::size_t row = first_row; row < incidents.rows.size(); ++row) {
        const Incident& incident = incidents.rows[row];
        several = several || !incident.elsewhere.empty();
        ++rows[incident.told][static_cast<std::size_t>(incident.precision)];
        for (const domain::EventLocation& location : incident.elsewhere) {
            ++rows[location.place]
                  [location.unit ? static_cast<std::size_t>(location.precision) : outside];
        }
    }
    if (!several) {
        return;
    }
    Text text;
    for (const auto& [place, counts] : rows) {
        text.vi += (text.vi.empty() ? "" : "; ") + label(place).vi + ":";
        text.en += (text.en.empty() ? "" : "; ") + label(place).en + ":";
        for (std::size_t i = 0; i < counts.size(); ++i) {
            const Text word = i == outside
                                  ? Text{"ngoài vùng nghiên cứu", "in no unit of the study"}
                                  : label(static_cast<domain::Precision>(i));
            if (counts[i] > 0) {
                text.vi += fmt::format(" {} {},", counts[i], word.vi);
                text.en += fmt::format(" {} {},", counts[i], word.en);
            }
        }
        text.vi.pop_back();
        text.en.pop_back();
    }
    log.note({"incident.places",
              "",
              "",
              {"số dòng theo nơi được ghi và độ chính xác: " + text.vi,
               "rows by the places they tell and how exactly: " + text.en},
              {"mỗi loại tai nạn tính theo nơi ghi ở place của nó; khoảng cách chỉ dùng nơi xảy ra "
               "có toạ độ",
               "each hazard counts by its own place; distances use only exact places of "
               "occurrence"}});
}

void CarriedRows::note_matching(SourceLog& log) const {
    std::string steps;
    for (const auto& [step, count] : steps_) {
        steps += fmt::format("{}{} {}", steps.empty() ? "" : ", ", step, count);
    }
    if (!steps.empty()) {
        log.note({"incident.matched",
                  "",
                  "",
                  {"số dòng theo cách xác định đơn vị: " + steps,
                   "rows by how their unit was found: " + steps},
                  {"xem vài dòng của các cách ít chắc chắn hơn (folded, unaccented)",
                   "look at some rows of the less certain ways (folded, unaccented)"}});
    }
}

void CarriedRows::note_carrying(SourceLog& log) const {
    for (const auto& [vintage, by_cause_year] : carried_) {
        std::int64_t count = 0;
        for (const auto& [cause_year, rows] : by_cause_year) {
            count += rows;
        }
        log.note(
            {"incident.carried",
             "",
             vintage,
             {fmt::format("{} dòng ghi đơn vị của bộ ranh giới từ {}, đã chuyển sang đơn vị "
                          "của nghiên cứu; tổng trước và sau bằng nhau ở cả {} cặp loại và năm",
                          count,
                          vintage.empty() ? "đầu bảng" : vintage,
                          by_cause_year.size()),
              fmt::format("{} row(s) name units of the set valid from {}, carried to the "
                          "units of the study; sums before and after are equal for each of "
                          "{} pairs of cause and year",
                          count,
                          vintage.empty() ? "the beginning" : vintage,
                          by_cause_year.size())},
             {"không cần làm gì", "nothing to do"}});
    }
    if (split_rows_ > 0) {
        log.warn({"incident.split-unit",
                  "",
                  "",
                  {fmt::format("{} dòng chỉ ghi đơn vị đã bị chia; mỗi dòng được xếp vào một phần, "
                               "sao cho số dòng mỗi phần theo đúng tỷ lệ",
                               split_rows_),
                   fmt::format("{} row(s) name only a unit that was split since; each is given to "
                               "one part, so that the parts get rows by their shares",
                               split_rows_)},
                  {"điền toạ độ hoặc đơn vị mới của các dòng này",
                   "fill in coordinates or the new unit of these rows"}});
    }
}

}  // namespace riskmap::intake
