#include "hazard/vocabulary.hpp"
#include "intake/common_keys.hpp"
#include "intake/hazard_keys.hpp"

namespace riskmap::intake {
namespace {

using hazard::ModelSpec;

/// A value of the model: a bare number, or { value = , source = "" } whose source is kept under the
/// name of the key.
template <class Value>
Key<ModelSpec> setting(const std::string& name,
                       Value ModelSpec::*member,
                       const Kind<Value>& kind,
                       const Text& meaning) {
    struct Stated {
        Value value{};
        std::string source;
    };
    const Shape<Stated> stated{{
        key("value", &Stated::value, kind, {"con số", "the number"}, Need::required),
        key("source",
            &Stated::source,
            text_kind(),
            {"nguồn, hoặc [A]/[J] và lý do", "where it comes from, or [A]/[J] and why"},
            Need::required),
    }};
    return {name,
            meaning,
            config_table({{"anyOf", config_list({kind.schema, schema_of(stated)})}}),
            Need::optional,
            [=](const ConfigNode& node, const Scope& scope, ModelSpec& model) {
                if (!node.is_table()) {
                    if (const auto value = kind.read(node, scope)) {
                        model.*member = *value;
                    }
                    return;
                }
                Stated read;
                if (read_table(stated, node, scope, read)) {
                    model.*member = read.value;
                    model.sources[name] = read.source;
                }
            },
            [=](const ModelSpec& model) {
                const auto source = model.sources.find(name);
                if (source == model.sources.end()) {
                    return kind.write(model.*member);
                }
                return write_table(stated, Stated{model.*member, source->second});
            }};
}

}  // namespace

Shape<ModelSpec> model_shape() {
    const Kind<double> probability = number_kind(share);
    const Kind<double> mass = number_kind({.least = 0, .most = 0.999, .above = true});
    const Kind<double> share_above_none = number_kind({.least = 0, .most = 1, .above = true});
    const Kind<double> inside = number_kind({.least = 0.001, .most = 0.999});
    return {{
        setting("family",
                &ModelSpec::family,
                word_kind(hazard::family_words()),
                {"Họ mô hình.", "Family of the model."}),
        setting("exceedance_threshold",
                &ModelSpec::exceedance_threshold,
                number_kind(positive),
                {"Ngưỡng c của xác suất P(nguy cơ tương đối > c).",
                 "Threshold c of P(relative risk > c)."}),
        setting("credible_mass",
                &ModelSpec::credible_mass,
                mass,
                {"Độ phủ của khoảng tin cậy cho tỷ suất và nguy cơ tương đối.",
                 "Mass of the intervals of rate and relative risk."}),
        setting("rank_mass",
                &ModelSpec::rank_mass,
                mass,
                {"Độ phủ của khoảng thứ hạng.", "Mass of the intervals of ranks."}),
        setting("top",
                &ModelSpec::top,
                whole_kind(1, 100000),
                {"k của xác suất nằm trong k xã đầu bảng.",
                 "The k of the probability of being among the top k."}),
        setting("recent_years",
                &ModelSpec::recent_years,
                whole_kind(1, 100),
                {"Số năm dương lịch cuối của kỳ nghiên cứu được tính đủ.",
                 "How many of the period's last calendar years count in full."}),
        setting("earlier_weight",
                &ModelSpec::earlier_weight,
                share_above_none,
                {"Trọng số của số vụ trong các năm trước đó (tiên nghiệm luỹ thừa).",
                 "Weight of cases of the years before those (power prior)."}),
        setting("year_sd",
                &ModelSpec::year_sd,
                number_kind(positive),
                {"log(tác động của một năm) ~ N(0, sd²).", "log(effect of a year) ~ N(0, sd^2)."}),
        setting("alpha_sd",
                &ModelSpec::alpha_sd,
                number_kind(positive),
                {"alpha ~ N(0, sd²): mức chung.", "alpha ~ N(0, sd^2): the overall level."}),
        setting("beta_mean",
                &ModelSpec::beta_mean,
                number_kind(),
                {"Trung bình tiên nghiệm của độ hiệu chỉnh môi trường (1 = trọng số trong y văn "
                 "đúng, 0 = vô dụng).",
                 "Prior mean of the calibration slope of the environment (1 = the literature "
                 "weights are right, 0 = useless)."}),
        setting("beta_sd",
                &ModelSpec::beta_sd,
                number_kind(positive),
                {"Độ lệch chuẩn tiên nghiệm của độ hiệu chỉnh môi trường.",
                 "Prior standard deviation of the calibration slope."}),
        setting("sigma_prior",
                &ModelSpec::sigma_prior,
                word_kind(hazard::sigma_prior_words()),
                {"Họ phân phối tiên nghiệm của sigma: khác biệt còn lại giữa các xã.",
                 "Family of the prior of sigma: what still differs between units."}),
        setting("sigma_scale",
                &ModelSpec::sigma_scale,
                number_kind(positive),
                {"half_normal: thang của sigma.", "half_normal: scale of sigma."}),
        setting("sigma_limit",
                &ModelSpec::sigma_limit,
                number_kind(positive),
                {"pc: mức mà sigma ít khi vượt.", "pc: what sigma seldom exceeds."}),
        setting("sigma_tail",
                &ModelSpec::sigma_tail,
                inside,
                {"pc: xác suất sigma vượt sigma_limit.",
                 "pc: probability that sigma exceeds sigma_limit."}),
        setting("phi_prior",
                &ModelSpec::phi_prior,
                word_kind(hazard::phi_prior_words()),
                {"Họ phân phối tiên nghiệm của phi: phần khác biệt chung với láng giềng.",
                 "Family of the prior of phi: share of the differences that neighbours share."}),
        setting("phi_a",
                &ModelSpec::phi_a,
                number_kind(positive),
                {"beta: tham số a.", "beta: parameter a."}),
        setting("phi_b",
                &ModelSpec::phi_b,
                number_kind(positive),
                {"beta: tham số b.", "beta: parameter b."}),
        setting("phi_limit",
                &ModelSpec::phi_limit,
                inside,
                {"pc: mức mà phi thường không tới.", "pc: what phi is often below."}),
        setting(
            "phi_below",
            &ModelSpec::phi_below,
            inside,
            {"pc: xác suất phi dưới phi_limit.", "pc: probability that phi is below phi_limit."}),
        setting("confirmed_probability",
                &ModelSpec::confirmed_probability,
                probability,
                {"Xác suất vượt ngưỡng cần cho mức \"confirmed\" và \"probable\".",
                 "Exceedance probability that \"confirmed\" and \"probable\" need."}),
        setting(
            "confirmed_incidents_only",
            &ModelSpec::confirmed_incidents_only,
            probability,
            {"\"confirmed\" còn cần xác suất này trong mô hình chỉ thấy số vụ.",
             "\"confirmed\" also needs this probability in the model that sees incidents only."}),
        setting("watch_probability",
                &ModelSpec::watch_probability,
                probability,
                {"Xác suất vượt ngưỡng cần cho mức \"watch\".",
                 "Exceedance probability that \"watch\" needs."}),
        setting("lower_probability",
                &ModelSpec::lower_probability,
                probability,
                {"Xác suất thấp hơn mức chung cần cho mức \"lower\".",
                 "Probability of being below average that \"lower\" needs."}),
    }};
}

}  // namespace riskmap::intake
