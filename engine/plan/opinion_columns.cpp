#include "plan/opinion_columns.hpp"

#include <fmt/format.h>

#include "core/error.hpp"

namespace riskmap::plan {
namespace {

using domain::FieldType;
using domain::Value;
using risk::UnitOpinion;

Value cell(const std::optional<double>& number) { return number ? Value(*number) : Value(); }
Value cell(const std::optional<int>& number) {
    return number ? Value(std::int64_t{*number}) : Value();
}

const char* to_word(stats::BayesState state) {
    switch (state) {
        case stats::BayesState::estimated:
            return "estimated";
        case stats::BayesState::pooled:
            return "pooled";
        case stats::BayesState::no_cases_around:
            return "no_cases_around";
        case stats::BayesState::isolated:
            return "isolated";
        case stats::BayesState::nobody_at_risk:
            return "nobody_at_risk";
    }
    return "";
}

/// One published column; "{0}" is the hazard's label.
struct ColumnRow {
    const char* suffix;
    const char* short_suffix;
    FieldType type;
    const char* unit;
    int decimals;
    Text label;
    Text meaning;
    Value (*value)(const UnitOpinion&);
};

const std::vector<ColumnRow>& rows() {
    static const std::vector<ColumnRow> table{
        {"moran",
         "moran",
         FieldType::text,
         "",
         0,
         {"{0}: Moran cục bộ", "{0}: local Moran"},
         {"Ý kiến thứ hai, không thay mức nguy cơ: high_high, low_low, high_low, low_high, "
          "not_significant, too_few (quá ít vụ để kết luận), isolated, undefined, no_data.",
          "Second opinion, never changes a level: high_high, low_low, high_low, low_high, "
          "not_significant, too_few (too few cases to say), isolated, undefined, no_data."},
         [](const UnitOpinion& u) { return Value(std::string(risk::to_word(u.moran))); }},
        {"moran_q",
         "moran_q",
         FieldType::real,
         "probability",
         4,
         {"{0}: Moran cục bộ, p hiệu chỉnh", "{0}: local Moran, corrected p"},
         {"Xác suất khi nguy cơ như nhau, đã hiệu chỉnh kiểm định nhiều lần (FDR).",
          "Probability under equal risk, corrected for multiple tests (false discovery rate)."},
         [](const UnitOpinion& u) { return cell(u.moran_q); }},
        {"gi_star",
         "gi",
         FieldType::text,
         "",
         0,
         {"{0}: Gi*", "{0}: Gi*"},
         {"Ý kiến thứ hai, không thay mức nguy cơ: hot, cold, not_significant, too_few (quá ít vụ "
          "để kết luận), isolated, undefined, no_data.",
          "Second opinion, never changes a level: hot, cold, not_significant, too_few (too few "
          "cases to say), isolated, undefined, no_data."},
         [](const UnitOpinion& u) { return Value(std::string(risk::to_word(u.gi_star))); }},
        {"gi_star_z",
         "gi_z",
         FieldType::real,
         "standard deviations",
         3,
         {"{0}: Gi*, độ lệch", "{0}: Gi*, deviate"},
         {"Độ lệch chuẩn hoá của Gi* trên tỷ suất đã chuẩn hoá theo dân số.",
          "Standard deviate of Gi* of rates standardised for population."},
         [](const UnitOpinion& u) { return cell(u.gi_star_z); }},
        {"gi_star_q",
         "gi_q",
         FieldType::real,
         "probability",
         4,
         {"{0}: Gi*, p hiệu chỉnh", "{0}: Gi*, corrected p"},
         {"Xác suất khi nguy cơ như nhau, đã hiệu chỉnh kiểm định nhiều lần (FDR).",
          "Probability under equal risk, corrected for multiple tests (false discovery rate)."},
         [](const UnitOpinion& u) { return cell(u.gi_star_q); }},
        {"cluster",
         "cum",
         FieldType::integer,
         "",
         0,
         {"{0}: cụm tròn", "{0}: circular cluster"},
         {"Số của cụm tròn (phép quét Kulldorff) mà đơn vị thuộc về; trống: không có cụm nào đủ "
          "chắc, không phải là an toàn.",
          "Number of the circular cluster (Kulldorff's scan) the unit belongs to; empty: none is "
          "sure enough, which is not safety."},
         [](const UnitOpinion& u) { return cell(u.circle); }},
        {"cluster_p",
         "cum_p",
         FieldType::real,
         "probability",
         4,
         {"{0}: cụm tròn, p", "{0}: circular cluster, p"},
         {"Xác suất của cụm khi nguy cơ như nhau ở mọi nơi.",
          "Probability of the cluster if risk were equal everywhere."},
         [](const UnitOpinion& u) { return cell(u.circle_p); }},
        {"chain",
         "chuoi",
         FieldType::integer,
         "",
         0,
         {"{0}: cụm tự do", "{0}: flexible cluster"},
         {"Số của cụm có hình dạng tự do (các đơn vị giáp nhau) mà đơn vị thuộc về.",
          "Number of the cluster of free shape (adjoining units) the unit belongs to."},
         [](const UnitOpinion& u) { return cell(u.chain); }},
        {"chain_p",
         "chuoi_p",
         FieldType::real,
         "probability",
         4,
         {"{0}: cụm tự do, p", "{0}: flexible cluster, p"},
         {"Xác suất của cụm khi nguy cơ như nhau ở mọi nơi.",
          "Probability of the cluster if risk were equal everywhere."},
         [](const UnitOpinion& u) { return cell(u.chain_p); }},
        {"burst",
         "dot",
         FieldType::integer,
         "",
         0,
         {"{0}: đợt theo không gian và thời gian", "{0}: cluster in space and time"},
         {"Số của đợt (phép quét Kulldorff theo không gian và tháng) mà đơn vị thuộc về: nhiều vụ "
          "hơn mức của mùa và năm trong toàn vùng; trống: không có đợt nào đủ chắc, không phải là "
          "an toàn.",
          "Number of the burst (Kulldorff's scan by space and months) the unit belongs to: more "
          "cases than season and year of the whole area give; empty: none is sure enough, which is "
          "not safety."},
         [](const UnitOpinion& u) { return cell(u.burst); }},
        {"burst_p",
         "dot_p",
         FieldType::real,
         "probability",
         4,
         {"{0}: đợt, p", "{0}: burst, p"},
         {"Xác suất của đợt khi nguy cơ như nhau ở mọi nơi và mùa, năm như nhau.",
          "Probability of the burst if risk, season and years were the same everywhere."},
         [](const UnitOpinion& u) { return cell(u.burst_p); }},
        {"burst_months",
         "dot_th",
         FieldType::text,
         "",
         0,
         {"{0}: đợt, các tháng", "{0}: burst, months"},
         {"Tháng đầu và tháng cuối của đợt: 2021-05/2021-08.",
          "First and last month of the burst: 2021-05/2021-08."},
         [](const UnitOpinion& u) {
             return u.burst_months.empty() ? Value() : Value(u.burst_months);
         }},
        {"eb_global_rr",
         "eb_tc",
         FieldType::real,
         "ratio",
         3,
         {"{0}: Bayes thực nghiệm toàn cục", "{0}: global empirical Bayes"},
         {"Cột so sánh (Marshall): khi mọi đơn vị bằng nhau thì không dùng để xếp hạng.",
          "For comparison (Marshall): not for ranking when all units are equal."},
         [](const UnitOpinion& u) { return cell(u.bayes_global); }},
        {"eb_local_rr",
         "eb_cb",
         FieldType::real,
         "ratio",
         3,
         {"{0}: Bayes thực nghiệm cục bộ", "{0}: local empirical Bayes"},
         {"Cột so sánh (Marshall, theo lân cận); xem cột tình trạng.",
          "For comparison (Marshall, by neighbourhood); see its state."},
         [](const UnitOpinion& u) { return cell(u.bayes_local); }},
        {"eb_local_state",
         "eb_tt",
         FieldType::text,
         "",
         0,
         {"{0}: Bayes cục bộ, tình trạng", "{0}: local empirical Bayes, state"},
         {"estimated: ước lượng; pooled: bằng trung bình lân cận; no_cases_around, isolated: lấy "
          "ước lượng toàn cục.",
          "estimated; pooled: the mean of the neighbourhood; no_cases_around, isolated: the global "
          "estimate."},
         [](const UnitOpinion& u) {
             return u.bayes_local_state ? Value(std::string(to_word(*u.bayes_local_state)))
                                        : Value();
         }},
    };
    return table;
}

}  // namespace

void append_opinion_columns(const HazardResult& result, domain::Layer& table) {
    if (!result.second_opinion) {
        return;
    }
    const hazard::HazardSpec& spec = result.spec;
    const PerUnit<UnitOpinion>& units = result.second_opinion->units;
    expects(units.size() == table.size(), "append_opinion_columns: one row per unit");
    for (const ColumnRow& row : rows()) {
        table.fields.push_back({spec.prefix + "_" + row.suffix,
                                spec.short_prefix + "_" + row.short_suffix,
                                row.type,
                                row.unit,
                                {fmt::format(fmt::runtime(row.label.vi), spec.label.vi),
                                 fmt::format(fmt::runtime(row.label.en), spec.label.en)},
                                row.meaning,
                                "riskmap",
                                row.decimals});
        domain::Cells& column = table.columns.emplace_back();
        for (const UnitOpinion& unit : units) {
            column.push_back(row.value(unit));
        }
    }
}

}  // namespace riskmap::plan
