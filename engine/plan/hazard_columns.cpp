#include "plan/hazard_columns.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include <fmt/format.h>

#include "plan/opinion_columns.hpp"

namespace riskmap::plan {
namespace {

using domain::FieldType;
using domain::Value;

Value cell(const std::optional<double>& number) {
    return number && std::isfinite(*number) ? Value(*number) : Value();
}

Value cell(const std::optional<int>& number) {
    return number ? Value(std::int64_t{*number}) : Value();
}

Value lower(const std::optional<risk::Interval>& interval) {
    return interval ? Value(interval->lower) : Value();
}
Value upper(const std::optional<risk::Interval>& interval) {
    return interval ? Value(interval->upper) : Value();
}

/// One published column of a hazard. In the texts, {0} is the hazard's label and {1} its number of
/// interest (threshold, top or credible mass in per cent).
struct ColumnRow {
    const char* suffix;
    const char* short_suffix;
    FieldType type;
    const char* unit;
    int decimals;
    const char* label_vi;
    const char* label_en;
    const char* meaning_vi;
    const char* meaning_en;
    Value (*value)(const HazardResult&, UnitIndex);
};

const risk::UnitRisk& risk_of(const HazardResult& result, UnitIndex unit) {
    return result.risk.units[unit];
}

constexpr const char* per_100k = "per 100,000 person-years";

const ColumnRow rows[] = {
    {"observed",
     "so_vu",
     FieldType::integer,
     "cases",
     0,
     "{0}: số vụ ghi nhận",
     "{0}: observed cases",
     "Số vụ được ghi nhận trong kỳ, theo quy tắc đếm của loại tai nạn.",
     "Cases recorded in the period, by the counting rule of the hazard.",
     [](const HazardResult& r, UnitIndex u) {
         const ShownCount& count = r.shown.by_unit[u];
         return r.cases.reported[u] && count.exact() ? Value(count.count) : Value();
     }},
    {"observed_shown",
     "vu_ghi",
     FieldType::text,
     "",
     0,
     "{0}: số vụ ghi nhận, như được in",
     "{0}: observed cases, as printed",
     "Số vụ; \"<3\": một hoặc hai vụ; \"…\": được che để tổng không làm lộ đơn vị khác; trống: "
     "không báo cáo.",
     "The number of cases; \"<3\": one or two; \"…\": withheld so that sums do not give others "
     "away; empty: not reported.",
     [](const HazardResult& r, UnitIndex u) {
         return r.cases.reported[u] ? Value(printed(r.shown.by_unit[u])) : Value();
     }},
    {"expected",
     "ky_vong",
     FieldType::real,
     "cases",
     4,
     "{0}: số vụ kỳ vọng",
     "{0}: expected cases",
     "Số vụ nếu xã có đúng tỷ suất chung của vùng nghiên cứu (chuẩn hoá gián tiếp theo tuổi khi có "
     "thể).",
     "Cases if the unit had the study's own rates (indirect standardisation, by age where the "
     "bands allow).",
     [](const HazardResult& r, UnitIndex u) { return cell(std::optional(r.cases.expected[u])); }},
    {"crude",
     "ts_tho",
     FieldType::real,
     per_100k,
     2,
     "{0}: tỷ suất thô",
     "{0}: crude rate",
     "Số vụ trên 100.000 người-năm, chưa làm trơn; không dùng để xếp hạng.",
     "Cases per 100,000 person-years, not smoothed; not for ranking.",
     [](const HazardResult& r, UnitIndex u) { return cell(risk_of(r, u).crude_rate); }},
    {"crude_lower",
     "tho_d",
     FieldType::real,
     per_100k,
     2,
     "{0}: tỷ suất thô, cận dưới",
     "{0}: crude rate, lower",
     "Cận dưới khoảng tin cậy 95% chính xác (Poisson) của tỷ suất thô.",
     "Lower bound of the exact 95 % Poisson interval of the crude rate.",
     [](const HazardResult& r, UnitIndex u) { return lower(risk_of(r, u).crude_rate_interval); }},
    {"crude_upper",
     "tho_t",
     FieldType::real,
     per_100k,
     2,
     "{0}: tỷ suất thô, cận trên",
     "{0}: crude rate, upper",
     "Cận trên khoảng tin cậy 95% chính xác (Poisson) của tỷ suất thô.",
     "Upper bound of the exact 95 % Poisson interval of the crude rate.",
     [](const HazardResult& r, UnitIndex u) { return upper(risk_of(r, u).crude_rate_interval); }},
    {"rate",
     "ts",
     FieldType::real,
     per_100k,
     2,
     "{0}: tỷ suất mô hình",
     "{0}: modelled rate",
     "Tỷ suất trên 100.000 trẻ-năm do mô hình ước lượng (trung bình hậu nghiệm).",
     "Rate per 100,000 child-years estimated by the model (posterior mean).",
     [](const HazardResult& r, UnitIndex u) { return cell(risk_of(r, u).rate); }},
    {"rate_lower",
     "ts_duoi",
     FieldType::real,
     per_100k,
     2,
     "{0}: tỷ suất, cận dưới",
     "{0}: rate, lower",
     "Cận dưới khoảng tin cậy 95% của tỷ suất mô hình.",
     "Lower bound of the 95 % credible interval of the rate.",
     [](const HazardResult& r, UnitIndex u) { return lower(risk_of(r, u).rate_interval); }},
    {"rate_upper",
     "ts_tren",
     FieldType::real,
     per_100k,
     2,
     "{0}: tỷ suất, cận trên",
     "{0}: rate, upper",
     "Cận trên khoảng tin cậy 95% của tỷ suất mô hình.",
     "Upper bound of the 95 % credible interval of the rate.",
     [](const HazardResult& r, UnitIndex u) { return upper(risk_of(r, u).rate_interval); }},
    {"rr",
     "rr",
     FieldType::real,
     "ratio",
     3,
     "{0}: nguy cơ tương đối",
     "{0}: relative risk",
     "Nguy cơ so với mức chung của vùng nghiên cứu (1 = bằng mức chung), do mô hình ước lượng.",
     "Risk against the study area as a whole (1 = average), estimated by the model.",
     [](const HazardResult& r, UnitIndex u) { return cell(risk_of(r, u).relative_risk); }},
    {"rr_lower",
     "rr_duoi",
     FieldType::real,
     "ratio",
     3,
     "{0}: nguy cơ tương đối, cận dưới",
     "{0}: relative risk, lower",
     "Cận dưới khoảng tin cậy 95% của nguy cơ tương đối.",
     "Lower bound of the 95 % credible interval of the relative risk.",
     [](const HazardResult& r, UnitIndex u) {
         return lower(risk_of(r, u).relative_risk_interval);
     }},
    {"rr_upper",
     "rr_tren",
     FieldType::real,
     "ratio",
     3,
     "{0}: nguy cơ tương đối, cận trên",
     "{0}: relative risk, upper",
     "Cận trên khoảng tin cậy 95% của nguy cơ tương đối.",
     "Upper bound of the 95 % credible interval of the relative risk.",
     [](const HazardResult& r, UnitIndex u) {
         return upper(risk_of(r, u).relative_risk_interval);
     }},
    {"p_exceed",
     "p_vuot",
     FieldType::real,
     "probability",
     3,
     "{0}: xác suất nguy cơ vượt {1} lần mức chung",
     "{0}: probability that risk exceeds {1} times the average",
     "Xác suất để nguy cơ tương đối lớn hơn {1}, theo số liệu và mô hình.",
     "Probability that the relative risk is above {1}, given data and model.",
     [](const HazardResult& r, UnitIndex u) { return cell(risk_of(r, u).exceedance); }},
    {"p_exceed_record",
     "p_v_gn",
     FieldType::real,
     "probability",
     3,
     "{0}: xác suất vượt {1}, chỉ từ số vụ ghi nhận",
     "{0}: probability above {1}, from incidents only",
     "Như trên nhưng mô hình không nhìn thấy môi trường, chỉ thấy số vụ ghi nhận.",
     "The same from a second model that sees the recorded incidents but not the environment.",
     [](const HazardResult& r, UnitIndex u) {
         return cell(risk_of(r, u).exceedance_incidents_only);
     }},
    {"rank",
     "hang",
     FieldType::integer,
     "",
     0,
     "{0}: thứ hạng",
     "{0}: rank",
     "Thứ hạng theo thứ hạng trung bình hậu nghiệm; 1 là nguy cơ cao nhất.",
     "Order of the posterior mean rank; 1 is the highest risk.",
     [](const HazardResult& r, UnitIndex u) { return cell(risk_of(r, u).rank); }},
    {"rank_lower",
     "hg_duoi",
     FieldType::integer,
     "",
     0,
     "{0}: thứ hạng, cận tốt nhất",
     "{0}: rank, lower",
     "Cận dưới khoảng 90% của thứ hạng.",
     "Lower bound of the 90 % interval of the rank.",
     [](const HazardResult& r, UnitIndex u) {
         const auto& rank = risk_of(r, u).rank_interval;
         return rank ? Value(std::int64_t{rank->first}) : Value();
     }},
    {"rank_upper",
     "hg_tren",
     FieldType::integer,
     "",
     0,
     "{0}: thứ hạng, cận xấu nhất",
     "{0}: rank, upper",
     "Cận trên khoảng 90% của thứ hạng.",
     "Upper bound of the 90 % interval of the rank.",
     [](const HazardResult& r, UnitIndex u) {
         const auto& rank = risk_of(r, u).rank_interval;
         return rank ? Value(std::int64_t{rank->second}) : Value();
     }},
    {"p_top",
     "p_top",
     FieldType::real,
     "probability",
     3,
     "{0}: xác suất nằm trong nhóm {2} cao nhất",
     "{0}: probability of being among the top {2}",
     "Xác suất nằm trong nhóm {2} xã có nguy cơ cao nhất.",
     "Probability of being among the {2} units of highest risk.",
     [](const HazardResult& r, UnitIndex u) { return cell(risk_of(r, u).probability_top); }},
    {"score",
     "diem",
     FieldType::real,
     "0-100",
     1,
     "{0}: điểm nguy cơ (0–100)",
     "{0}: risk score (0-100)",
     "100 × phân vị thứ hạng kỳ vọng; co về 50 khi số liệu không phân biệt được các xã.",
     "100 × expected percentile rank; shrinks to 50 when the data cannot tell units apart.",
     [](const HazardResult& r, UnitIndex u) { return cell(risk_of(r, u).score); }},
    {"level",
     "muc",
     FieldType::text,
     "",
     0,
     "{0}: mức",
     "{0}: level",
     "confirmed, probable, watch, undetermined, lower hoặc insufficient_data; xem từ điển.",
     "confirmed, probable, watch, undetermined, lower or insufficient_data.",
     [](const HazardResult& r, UnitIndex u) {
         return Value(std::string(risk::to_word(risk_of(r, u).level)));
     }},
    {"status",
     "tt",
     FieldType::text,
     "",
     0,
     "{0}: tình trạng giá trị",
     "{0}: value state",
     "value, zero_reported, not_reported, not_computed, suppressed hoặc not_applicable.",
     "value, zero_reported, not_reported, not_computed, suppressed or not_applicable.",
     [](const HazardResult& r, UnitIndex u) {
         return Value(std::string(domain::to_word(risk_of(r, u).status)));
     }},
    {"environment",
     "moi_tr",
     FieldType::real,
     "ratio",
     3,
     "{0}: hệ số môi trường",
     "{0}: environment factor",
     "Môi trường nhân nguy cơ lên bao nhiêu lần.",
     "By how much the environment multiplies the risk.",
     [](const HazardResult& r, UnitIndex u) { return cell(risk_of(r, u).environment_factor); }},
    {"record",
     "ghi_nh",
     FieldType::real,
     "ratio",
     3,
     "{0}: hệ số ghi nhận",
     "{0}: record factor",
     "Số vụ ghi nhận tại xã và các xã lân cận nhân nguy cơ lên bao nhiêu lần nữa.",
     "By how much the record of the unit and its neighbours multiplies the risk further.",
     [](const HazardResult& r, UnitIndex u) { return cell(risk_of(r, u).record_factor); }},
    {"info_share",
     "tl_tt",
     FieldType::real,
     "share",
     3,
     "{0}: tỷ lệ thông tin từ số liệu",
     "{0}: information share",
     "Phần bất định ban đầu mà số liệu đã loại bỏ (0 = không biết gì thêm).",
     "Share of the prior uncertainty that the data removed (0 = nothing learnt).",
     [](const HazardResult& r, UnitIndex u) { return cell(risk_of(r, u).information_share); }},
    {"per_year",
     "vu_nam",
     FieldType::real,
     "cases per year",
     3,
     "{0}: số vụ kỳ vọng mỗi năm",
     "{0}: expected cases per year",
     "Số vụ mô hình kỳ vọng mỗi năm tại xã.",
     "Cases per year the model expects in the unit.",
     [](const HazardResult& r, UnitIndex u) { return cell(risk_of(r, u).events_per_year); }},
    {"eb_rr",
     "rr_eb",
     FieldType::real,
     "ratio",
     3,
     "{0}: nguy cơ tương đối (Bayes thực nghiệm)",
     "{0}: relative risk (empirical Bayes)",
     "Cột so sánh: ước lượng Poisson–gamma không dùng không gian.",
     "For comparison: Poisson-gamma estimate that does not see space.",
     [](const HazardResult& r, UnitIndex u) { return cell(risk_of(r, u).empirical_bayes); }},
};

}  // namespace

domain::Layer hazard_columns(const HazardResult& result) {
    const hazard::HazardSpec& spec = result.spec;
    const std::size_t units = result.risk.units.size();
    const auto fill = [&](const char* text, Language language) {
        std::string threshold = fmt::format("{:g}", spec.model.exceedance_threshold);
        if (language == Language::vi) {
            std::replace(threshold.begin(), threshold.end(), '.', ',');
        }
        return fmt::format(fmt::runtime(text), spec.label.in(language), threshold, spec.model.top);
    };

    domain::Layer table;
    table.name = spec.id;
    table.label = spec.label;
    for (std::size_t unit = 0; unit < units; ++unit) {
        table.source_rows.push_back(static_cast<std::int64_t>(unit + 1));
    }
    for (const ColumnRow& row : rows) {
        table.fields.push_back(
            {spec.prefix + "_" + row.suffix,
             spec.short_prefix + "_" + row.short_suffix,
             row.type,
             row.unit,
             {fill(row.label_vi, Language::vi), fill(row.label_en, Language::en)},
             {fill(row.meaning_vi, Language::vi), fill(row.meaning_en, Language::en)},
             "riskmap",
             row.decimals});
        domain::Cells& column = table.columns.emplace_back();
        for (std::size_t unit = 0; unit < units; ++unit) {
            column.push_back(row.value(result, UnitIndex(unit)));
        }
    }
    append_opinion_columns(result, table);
    for (const exposure::ExposureColumn& term : result.exposure.columns) {
        domain::Field field = term.field;
        field.name = spec.prefix + "_" + term.field.name;
        if (!term.note.en.empty()) {
            field.meaning.vi += " " + term.note.vi;
            field.meaning.en += " " + term.note.en;
        }
        table.fields.push_back(field);
        domain::Cells& column = table.columns.emplace_back();
        for (const std::optional<double>& value : term.values) {
            column.push_back(cell(value));
        }
    }
    return table;
}

}  // namespace riskmap::plan
