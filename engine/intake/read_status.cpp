#include <algorithm>

#include <fmt/format.h>

#include "core/error.hpp"
#include "intake/date_text.hpp"
#include "intake/read.hpp"
#include "intake/source_table.hpp"
#include "intake/status_words.hpp"
#include "intake/unit_matcher.hpp"

/// Tables that say what was reported and what was looked at: missing is not zero.
namespace riskmap::intake {
namespace {

using domain::ReportState;

/// The units that a row is about, by unit or by parent.
class RowUnits {
  public:
    RowUnits(const StatusTable& table, const domain::AdminUnits& units, const domain::Layer& layer)
        : key_(column_of(layer, table.key, {"đơn vị của tình trạng", "unit of the status"})),
          by_parent_(table.key_holds == "parent_code" || table.key_holds == "parent_name"),
          by_name_(table.key_holds == "name" || table.key_holds == "parent_name"),
          units_(units),
          layer_(layer),
          matcher_(units) {}

    std::vector<UnitIndex> of(std::size_t row) const {
        const std::string key = cell_text(layer_, key_, row);
        std::vector<UnitIndex> found;
        if (!by_parent_) {
            const UnitMatch match =
                matcher_.match(by_name_ ? UnitClue{"", key, ""} : UnitClue{key, "", ""});
            return match.fit == UnitFit::found ? std::vector{match.unit} : found;
        }
        const std::string folded = folded_name(key);
        for (std::size_t unit = 0; unit < units_.size(); ++unit) {
            const UnitIndex at(unit);
            if (by_name_ ? folded_name(units_.parent[at]) == folded
                         : units_.parent_code[at] == key) {
                found.push_back(at);
            }
        }
        return found;
    }

    Finding unknown(std::size_t row) const {
        return {
            "status.unknown-unit",
            layer_.fields[key_].name,
            cell_text(layer_, key_, row),
            {"không đơn vị nào của nghiên cứu mang khoá này", "no unit of the study has this key"},
            {"điền mã đơn vị, hoặc sửa key_holds", "fill in a unit's code, or correct key_holds"}};
    }

  private:
    std::size_t key_;
    bool by_parent_, by_name_;
    const domain::AdminUnits& units_;
    const domain::Layer& layer_;
    UnitMatcher matcher_;
};

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
    const RowUnits rows(source, units, layer);
    const std::size_t status = column_of(layer, source.status, {"tình trạng", "status"});
    const auto when =
        optional_column(layer, source.when, {"thời gian của tình trạng", "period of the status"});
    domain::Reporting reporting{PerUnit<std::vector<domain::UnitReport>>(units.size())};
    for (std::size_t row = 0; row < layer.size(); ++row) {
        const std::vector<UnitIndex> of_row = rows.of(row);
        const auto state = report_state(cell_text(layer, status, row));
        const auto days = days_of(when ? cell_text(layer, *when, row) : "", frame.period);
        if (of_row.empty()) {
            ledger.reject(row, rows.unknown(row));
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
            for (const UnitIndex unit : of_row) {
                reporting.reports[unit].push_back({*days, *state});
            }
        }
    }
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
                          IssueLog& log,
                          std::vector<InputRecord>& inputs) {
    expects(of_layer.survey.has_value(), "read_survey: the layer has a table of its survey");
    const StatusTable& source = *of_layer.survey;
    const std::string id = "layers." + of_layer.id + ".survey";
    const SourceTable table = open_table(source.source);
    const domain::Layer& layer = table.layer;
    inputs.push_back(record_of(id, source.source, table));
    SourceLog ledger(log, id, layer);
    const RowUnits rows(source, units, layer);
    const std::size_t status = column_of(layer, source.status, {"tình trạng", "status"});
    PerUnit<bool> unsurveyed(units.size(), true);
    for (std::size_t row = 0; row < layer.size(); ++row) {
        const std::vector<UnitIndex> of_row = rows.of(row);
        const auto surveyed = survey_state(cell_text(layer, status, row));
        if (of_row.empty()) {
            ledger.reject(row, rows.unknown(row));
        } else if (!surveyed) {
            ledger.reject(row, unknown_word(layer, status, row, survey_words()));
        } else {
            for (const UnitIndex unit : of_row) {
                unsurveyed[unit] = !*surveyed;
            }
        }
    }
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
