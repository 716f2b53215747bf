#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "core/error.hpp"
#include "intake/date_text.hpp"
#include "intake/read.hpp"
#include "intake/source_table.hpp"
#include "intake/status_units.hpp"
#include "intake/status_words.hpp"

/// Tables that say what was reported and what was looked at: missing is not zero.
namespace riskmap::intake {
namespace {

using domain::ReportState;

Finding unknown_word(const domain::Layer& layer, std::size_t column, std::size_t row, Text known) {
    return {"status.unknown-word",
            layer.fields[column].name,
            cell_text(layer, column, row),
            {"không phải là từ chỉ tình trạng", "is no word for a status"},
            {"dùng một trong: " + known.vi, "use one of: " + known.en}};
}

/// The days a row is about: its year or month, "from" and "until", or the whole period.
std::optional<Period> days_of(const std::string& when, const Period& whole) {
    if (when.empty()) {
        return whole;
    }
    const auto read = read_date(when, "iso");
    return read ? std::optional(Period{read->date, last_day(read->date, read->detail)})
                : std::nullopt;
}

/// The reports of a unit that holds units of an earlier set: days on which not all of them reported
/// are not reported.
std::vector<domain::UnitReport> reports_of_all(const std::vector<std::size_t>& origins,
                                               const domain::Reporting& in_register) {
    using std::chrono::sys_days;
    std::set<sys_days> turns;  // days on which some report begins, or has just ended
    for (const std::size_t origin : origins) {
        for (const domain::UnitReport& report : in_register.reports[UnitIndex(origin)]) {
            turns.insert(sys_days(report.days.first));
            turns.insert(sys_days(report.days.last) + std::chrono::days(1));
        }
    }
    std::vector<domain::UnitReport> reports;
    for (auto turn = turns.begin(); turn != turns.end() && std::next(turn) != turns.end(); ++turn) {
        const Date day(*turn);
        ReportState state = ReportState::zero_reported;
        for (const std::size_t origin : origins) {
            const ReportState one = in_register.on(UnitIndex(origin), day);
            if (one == ReportState::not_reported || state == ReportState::not_reported) {
                state = ReportState::not_reported;
            } else if (one == ReportState::reported) {
                state = one;
            }
        }
        if (state != ReportState::not_reported) {
            reports.push_back({{day, Date(*std::next(turn) - std::chrono::days(1))}, state});
        }
    }
    return reports;
}

/// Brings the reports of units of earlier dates to the units of the plan.
void carry_reports(const std::map<DatedUnit, std::vector<domain::UnitReport>>& told,
                   const domain::AdminUnits& units,
                   const DatedUnits& dated,
                   domain::Reporting& reporting) {
    std::set<std::size_t> vintages;
    for (const auto& [unit, reports] : told) {
        vintages.insert(unit.vintage);
    }
    for (const std::size_t vintage : vintages) {
        domain::Reporting in_register{PerUnit<std::vector<domain::UnitReport>>(
            dated.crosswalk()->vintages()[vintage].units.size())};
        for (const auto& [unit, reports] : told) {
            if (unit.vintage == vintage) {
                in_register.reports[UnitIndex(unit.unit)] = reports;
            }
        }
        const auto origins = origins_of(units, dated, vintage);
        for (std::size_t row = 0; row < units.size(); ++row) {
            const UnitIndex unit(row);
            const auto carried = reports_of_all(origins[unit], in_register);
            std::vector<domain::UnitReport>& own = reporting.reports[unit];
            own.insert(own.end(), carried.begin(), carried.end());
        }
    }
}

/// A unit is surveyed when all the units of an earlier date are that it holds parts of.
void carry_survey(const std::map<DatedUnit, bool>& told,
                  const domain::AdminUnits& units,
                  const DatedUnits& dated,
                  PerUnit<bool>& unsurveyed) {
    if (told.empty()) {
        return;
    }
    const std::size_t vintage = told.begin()->first.vintage;
    const auto origins = origins_of(units, dated, vintage);
    for (std::size_t row = 0; row < units.size(); ++row) {
        const UnitIndex unit(row);
        const bool all =
            std::all_of(origins[unit].begin(), origins[unit].end(), [&](std::size_t origin) {
                const auto found = told.find({vintage, origin});
                return found != told.end() && found->second;
            });
        unsurveyed[unit] = !all || origins[unit].empty();
    }
}

}  // namespace

domain::Reporting read_reporting(const StatusTable& source,
                                 const domain::AdminUnits& units,
                                 const StudyFrame& frame,
                                 IssueLog& log,
                                 std::vector<InputRecord>& inputs) {
    const SourceTable table = open_table(source.source);
    const domain::Layer& layer = table.layer;
    inputs.push_back(record_of("reporting", source.source, table));
    SourceLog ledger(log, "reporting", layer);
    const DatedUnits dated(units, frame.crosswalk);
    const StatusRows rows(source, "reporting", layer, units, dated);
    const std::size_t status = column_of(layer, source.status, {"tình trạng", "status"});
    const auto when =
        optional_column(layer, source.when, {"thời gian của tình trạng", "period of the status"});
    domain::Reporting reporting{PerUnit<std::vector<domain::UnitReport>>(units.size())};
    std::map<DatedUnit, std::vector<domain::UnitReport>> earlier;
    for (std::size_t row = 0; row < layer.size(); ++row) {
        const auto state = report_state(cell_text(layer, status, row));
        const auto days = days_of(when ? cell_text(layer, *when, row) : "", frame.period);
        const auto of_row = rows.of(row, days.value_or(frame.period));
        if (const auto* finding = std::get_if<Finding>(&of_row)) {
            ledger.reject(row, *finding);
        } else if (!state) {
            ledger.reject(row, unknown_word(layer, status, row, report_words()));
        } else if (!days) {
            ledger.reject(row,
                          {"status.unreadable-period",
                           layer.fields[*when].name,
                           cell_text(layer, *when, row),
                           {"không phải là năm, tháng hay ngày", "is no year, month or day"},
                           {"viết như 2021 hoặc 2021-03", "write it as 2021 or 2021-03"}});
        } else {
            const StatusUnits& about = std::get<StatusUnits>(of_row);
            if (const auto* unit = std::get_if<DatedUnit>(&about)) {
                earlier[*unit].push_back({*days, *state});
                continue;
            }
            for (const UnitIndex unit : std::get<std::vector<UnitIndex>>(about)) {
                reporting.reports[unit].push_back({*days, *state});
            }
        }
    }
    carry_reports(earlier, units, dated, reporting);
    std::vector<std::string> silent;
    for (std::size_t row = 0; row < units.size(); ++row) {
        const UnitIndex unit(row);
        if (reporting.covered(unit, frame.period) <= 0) {
            silent.push_back(units.code[unit]);
        }
    }
    if (!silent.empty()) {
        const std::size_t count = silent.size();
        silent.resize(std::min<std::size_t>(count, 10));
        const std::string codes =
            fmt::format("{}{}", fmt::join(silent, ", "), count > 10 ? "…" : "");
        ledger.warn({"reporting.not-reported",
                     "",
                     "",
                     {fmt::format("{} đơn vị không có báo cáo nào trong kỳ: {}; số 0 ở đó không "
                                  "phải là không có vụ nào",
                                  count,
                                  codes),
                      fmt::format("{} unit(s) sent no report in the period: {}; their zeros are no "
                                  "observations",
                                  count,
                                  codes)},
                     {"thu thập báo cáo còn thiếu", "collect the reports that are missing"}});
    }
    ledger.close();
    return reporting;
}

PerUnit<bool> read_survey(const LayerSource& of_layer,
                          const domain::AdminUnits& units,
                          const StudyFrame& frame,
                          IssueLog& log,
                          std::vector<InputRecord>& inputs) {
    expects(of_layer.survey.has_value(), "read_survey: the layer has a table of its survey");
    const StatusTable& source = *of_layer.survey;
    const std::string id = "layers." + of_layer.id + ".survey";
    const SourceTable table = open_table(source.source);
    const domain::Layer& layer = table.layer;
    inputs.push_back(record_of(id, source.source, table));
    SourceLog ledger(log, id, layer);
    const DatedUnits dated(units, frame.crosswalk);
    const StatusRows rows(source, id, layer, units, dated);
    const std::size_t status = column_of(layer, source.status, {"tình trạng", "status"});
    PerUnit<bool> unsurveyed(units.size(), true);
    std::map<DatedUnit, bool> earlier;
    for (std::size_t row = 0; row < layer.size(); ++row) {
        const auto of_row = rows.of(row, frame.period);
        const auto surveyed = survey_state(cell_text(layer, status, row));
        if (const auto* finding = std::get_if<Finding>(&of_row)) {
            ledger.reject(row, *finding);
        } else if (!surveyed) {
            ledger.reject(row, unknown_word(layer, status, row, survey_words()));
        } else {
            const StatusUnits& about = std::get<StatusUnits>(of_row);
            if (const auto* unit = std::get_if<DatedUnit>(&about)) {
                earlier[*unit] = *surveyed;
                continue;
            }
            for (const UnitIndex unit : std::get<std::vector<UnitIndex>>(about)) {
                unsurveyed[unit] = !*surveyed;
            }
        }
    }
    carry_survey(earlier, units, dated, unsurveyed);
    const auto count = std::count(unsurveyed.begin(), unsurveyed.end(), true);
    if (count > 0) {
        ledger.warn(
            {"layer.not-surveyed",
             "",
             "",
             {fmt::format("{} đơn vị chưa được khảo sát: không có số liệu, không phải là 0", count),
              fmt::format("{} unit(s) were not surveyed: no data, which is not 0", count)},
             {"khảo sát các đơn vị này", "survey these units"}});
    }
    ledger.close();
    return unsurveyed;
}

}  // namespace riskmap::intake
