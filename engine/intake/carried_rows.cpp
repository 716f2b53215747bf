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

void CarriedRows::settle(ReadIncident& read) {
    Incident& incident = read.incident;
    PlanShare part = read.parts.front();
    if (read.parts.size() > 1 && !incident.event.empty()) {
        const std::pair key(incident.event, part.unit.row());
        const auto known = events_.find(key);
        part = known != events_.end() ? known->second : splits_.take(read.parts, incident.cause);
        events_.emplace(key, part);
    } else {
        part = splits_.take(read.parts, incident.cause);
    }
    incident.unit = part.unit;
    incident.share = part.share;
    const CauseYear cause_year(incident.cause, year_of(incident));
    sums_[cause_year] += incident.victims;
    ++steps_[incident.matched];
    if (read.named && dated_.crosswalk() != nullptr) {
        ++carried_[read.vintage][cause_year];
        split_rows_ += read.parts.size() > 1 ? 1 : 0;
    }
}

void CarriedRows::close(const domain::Incidents& incidents,
                        std::size_t first_row,
                        SourceLog& log) const {
    std::map<CauseYear, std::map<std::size_t, std::int64_t>> by_unit;
    for (std::size_t row = first_row; row < incidents.rows.size(); ++row) {
        const Incident& incident = incidents.rows[row];
        by_unit[{incident.cause, year_of(incident)}][incident.unit.row()] += incident.victims;
    }
    std::map<CauseYear, std::int64_t> sums;
    for (const auto& [cause_year, units] : by_unit) {
        for (const auto& [unit, victims] : units) {
            sums[cause_year] += victims;
        }
    }
    expects(sums == sums_,
            "CarriedRows::close: sums by cause and year are the same before and after");
    note_matching(log);
    note_carrying(log);
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
