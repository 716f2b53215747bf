#include "cases/case_table.hpp"

#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "cases/expected.hpp"
#include "cases/reports.hpp"
#include "cases/tally.hpp"
#include "cases/times.hpp"
#include "core/error.hpp"
#include "core/number_text.hpp"
#include "hazard/counted_rows.hpp"

namespace riskmap::cases {
namespace {

/// Rows of each source, by place.
using RowsByPlace = std::vector<std::map<domain::EventPlace, std::int64_t>>;

/// One note per source and place whose rows tell only another place than the hazard counts by.
void note_places(const hazard::IncidentRule& rule,
                 const domain::Incidents& incidents,
                 const std::vector<std::uint32_t>& counted,
                 IssueLog& log) {
    RowsByPlace other(incidents.sources.size());
    for (const std::uint32_t row : counted) {
        const domain::Incident& incident = incidents.rows[row];
        if (!domain::location_of(incident, rule.place)) {
            ++other[incident.source][incident.told];
        }
    }
    for (std::size_t source = 0; source < other.size(); ++source) {
        for (const auto& [told, rows] : other[source]) {
            log.add({.slug = "cases.other-place",
                     .severity = Severity::note,
                     .source = "incidents." + incidents.sources[source],
                     .place = {},
                     .message = {fmt::format("{} dòng chỉ ghi {} trong khi loại tai nạn này tính "
                                             "theo {}; các dòng được tính tại nơi đã ghi.",
                                             rows,
                                             label(told).vi,
                                             label(rule.place).vi),
                                 fmt::format("the hazard counts by place of {}, and {} of the "
                                             "source tell that of {} only: there they count.",
                                             label(rule.place).en,
                                             how_many(rows, "row"),
                                             label(told).en)},
                     .repair = {"Nếu có, dùng nguồn số liệu ghi đúng loại địa điểm.",
                                "Use a source that tells that place, if there is one."}});
        }
    }
}

/// One warning per source whose rows tell the place the hazard counts by, but no unit of the study.
void warn_of_outside(const hazard::IncidentRule& rule,
                     const domain::Incidents& incidents,
                     IssueLog& log) {
    std::map<std::uint32_t, std::int64_t> outside;
    for (const std::uint32_t row : hazard::rows_placed_outside(rule, incidents)) {
        ++outside[incidents.rows[row].source];
    }
    for (const auto& [source, rows] : outside) {
        log.add(
            {.slug = "cases.place-outside",
             .severity = Severity::warning,
             .source = "incidents." + incidents.sources[source],
             .place = {},
             .message = {fmt::format("{} dòng có {} không thuộc đơn vị nào của nghiên cứu; loại "
                                     "tai nạn này tính theo nơi đó nên không tính các dòng này.",
                                     rows,
                                     label(rule.place).vi),
                         fmt::format("the hazard counts by place of {}, which in {} is no unit "
                                     "of the study: they do not count here.",
                                     label(rule.place).en,
                                     how_many(rows, "row"))},
             .repair = {"Xem các dòng đó trong sổ cái; không cần làm gì nếu nơi đó thật sự ở "
                        "ngoài vùng nghiên cứu.",
                        "See these rows in the ledger; nothing to do if the places are indeed "
                        "outside the study area."}});
    }
}

void note_missing_denominators(const CaseTable& table,
                               const domain::AdminUnits& units,
                               IssueLog& log) {
    for (std::size_t row = 0; row < units.size(); ++row) {
        const UnitIndex unit(row);
        if (table.observed[unit] == 0 || table.person_years[unit] > 0) {
            continue;
        }
        log.add(
            {.slug = "cases.no-denominator",
             .severity = Severity::warning,
             .source = "population",
             .place = {.file = "", .sheet = "", .row = 0, .column = "", .value = units.code[unit]},
             .message = {fmt::format("{} ({}) có {} vụ nhưng không có số trẻ; số vụ vẫn được "
                                     "giữ, không tính tỷ suất.",
                                     units.name[unit],
                                     units.code[unit],
                                     table.observed[unit]),
                         fmt::format("{} ({}) has {} but no children in the population table; "
                                     "what was counted is kept, no rate is computed.",
                                     units.name[unit],
                                     units.code[unit],
                                     how_many(table.observed[unit], "case"))},
             .repair = {"Bổ sung dân số trẻ em của xã này.",
                        "Add this unit's children to the population table."}});
    }
}

}  // namespace

std::optional<int> month_of(const domain::Incidents& incidents, std::uint32_t row) {
    const domain::Incident& incident = incidents.rows[row];
    if (incident.day_known && incident.date.ok()) {
        return static_cast<int>(static_cast<unsigned>(incident.date.month()));
    }
    const auto field = incidents.attributes.find("month");
    const double month =
        field ? domain::as_number(incidents.attributes.at(*field, row)) : std::nan("");
    return month >= 1 && month <= 12 ? std::optional(static_cast<int>(month)) : std::nullopt;
}

std::int64_t CaseTable::total() const {
    return std::accumulate(observed.begin(), observed.end(), std::int64_t{0});
}

double CaseTable::count(UnitIndex unit) const {
    return means.empty() ? static_cast<double>(observed[unit]) : means[unit];
}

double CaseTable::count(std::size_t year, UnitIndex unit) const {
    return means_by_year.empty() ? static_cast<double>(observed_by_year[year][unit])
                                 : means_by_year[year][unit];
}

std::size_t CaseTable::counted_years() const {
    return means_by_year.empty() ? observed_by_year.size() : means_by_year.size();
}

CaseTable count_cases(const hazard::HazardSpec& spec,
                      const domain::Incidents& incidents,
                      const domain::Population& population,
                      const domain::AdminUnits& units,
                      const Period& period,
                      IssueLog& log,
                      const domain::Reporting* reporting) {
    expects(period.days() > 0, "count_cases: the period ends after it begins");
    IssueLog found;
    CaseTable table;
    table.years = period.years();
    table.observed = PerUnit<std::int64_t>(units.size(), 0);
    table.victims = PerUnit<std::int64_t>(units.size(), 0);
    table.reported = PerUnit<bool>(units.size(), !incidents.sources.empty());

    table.incident_rows = hazard::counted_rows(spec.incidents, incidents);
    note_places(spec.incidents, incidents, table.incident_rows, found);
    warn_of_outside(spec.incidents, incidents, found);
    table.cases =
        tally(table.incident_rows, incidents, spec.incidents.counting, spec.incidents.place, found);
    for (const Case& one : table.cases) {
        expects(one.unit.row() < units.size(), "count_cases: incidents lie in units of the study");
        table.observed[one.unit] += one.cases;
        table.victims[one.unit] += one.victims;
    }
    count_times(incidents, period, table);

    Denominators people =
        denominators(population, spec.incidents.ages, units.size(), period, found);
    PerUnit<bool> counted(units.size(), true);
    if (reporting != nullptr && !incidents.sources.empty()) {
        heed_reports(*reporting, units, period, table, people, found);
        counted = table.reported;
    }
    Expected expected = expected_cases(table.cases, people, counted);
    table.expected = std::move(expected.cases);
    table.reference_rate = expected.reference_rate;
    table.age_standardised = expected.age_standardised;
    table.person_years = std::move(people.total);
    note_missing_denominators(table, units, found);
    for (Issue issue : found.issues()) {
        issue.message = {spec.label.vi + ": " + issue.message.vi,
                         spec.label.en + ": " + issue.message.en};
        log.add(std::move(issue));
    }
    return table;
}

}  // namespace riskmap::cases
