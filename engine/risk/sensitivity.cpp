#include "risk/sensitivity.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "core/number_text.hpp"
#include "core/parallel.hpp"
#include "risk/back_test.hpp"
#include "stats/rank_agreement.hpp"

namespace riskmap::risk {
namespace {

constexpr Effort effort{400, true, false};

/// A setting to refit under.
struct Setting {
    Variation variation;
    hazard::ModelSpec model;
    const PerUnit<double>* index = nullptr;  ///< another index; null: as set
};

std::vector<Setting> settings_of(const hazard::ModelSpec& model,
                                 const exposure::ExposureTable& exposure) {
    std::vector<Setting> settings{{{"as_set", {"Như đã đặt", "As set"}}, model}};
    for (const exposure::AlternativeIndex& other : exposure.alternatives) {
        settings.push_back({{other.id, other.label}, model, &other.index});
    }
    const auto with =
        [&](const char* id, Text label, double hazard::ModelSpec::*key, double value) {
            settings.push_back({{id, std::move(label)}, model});
            settings.back().model.*key = value;
        };
    if (!exposure.index.empty()) {
        with("slope_0",
             {"Không tin môi trường (β quanh 0)", "Exposure doubted (slope around 0)"},
             &hazard::ModelSpec::beta_mean,
             0);
        with("slope_1",
             {"Tin hẳn môi trường (β quanh 1)", "Exposure trusted (slope around 1)"},
             &hazard::ModelSpec::beta_mean,
             1);
    }
    const auto scaled = [&](const char* id, Text label, double by) {
        settings.push_back({{id, std::move(label)}, model});
        settings.back().model.sigma_scale *= by;
        settings.back().model.sigma_limit *= by;
    };
    scaled("sigma_half",
           {"Khác biệt ít hơn (σ bằng nửa)", "Units less different (sigma halved)"},
           0.5);
    scaled("sigma_double",
           {"Khác biệt nhiều hơn (σ gấp đôi)", "Units more different (sigma doubled)"},
           2);
    settings.push_back({{"cautious_priors",
                         {"Tiên nghiệm phạt độ phức tạp: P(σ > 1) = 0,01, P(φ < 0,5) = 2/3",
                          "Priors that penalise complexity: P(sigma > 1) = 0.01, P(phi < 0.5) = "
                          "2/3"}},
                        model});
    hazard::ModelSpec& cautious = settings.back().model;
    cautious.sigma_prior = "pc";
    cautious.sigma_limit = 1;
    cautious.sigma_tail = 0.01;
    cautious.phi_prior = "pc";
    cautious.phi_limit = 0.5;
    cautious.phi_below = 2.0 / 3;
    return settings;
}

std::vector<double> ranks_under(const hazard::HazardSpec& hazard,
                                const cases::CaseTable& cases,
                                const exposure::ExposureTable& exposure,
                                const Graph& neighbours,
                                const Setting& setting,
                                const RunContext& context) {
    hazard::HazardSpec other;
    other.id = hazard.id;
    other.model = setting.model;
    exposure::ExposureTable table;
    table.index = setting.index != nullptr ? *setting.index : exposure.index;
    const RiskSurface surface = estimate_risk(other, cases, table, neighbours, context, effort);
    std::vector<double> ranks;
    if (surface.fit.usable) {
        for (const UnitRisk& risk : surface.units) {
            ranks.push_back(risk.rank ? *risk.rank : std::numeric_limits<double>::quiet_NaN());
        }
    }
    return ranks;
}

Text sentence_of(const Sensitivity& result) {
    double least = 1;
    double correlation = 1;
    for (const Variation& variation : result.variations) {
        if (variation.usable) {
            least = std::min(least, variation.top_kept);
            correlation = std::min(correlation, variation.rank_correlation);
        }
    }
    const auto kept = static_cast<int>(std::lround(least * result.top));
    return {fmt::format("Độ nhạy: {} trong {} xã đầu vẫn ở đó dưới mọi cách đặt trọng số và tiên "
                        "nghiệm đã thử ({} cách); cách khác nhất giữ {}/{}, tương quan hạng {}.",
                        result.always_on_top,
                        result.top,
                        result.variations.size(),
                        kept,
                        result.top,
                        number_text(correlation, 2, Language::vi)),
            fmt::format("Sensitivity: {} of the first {} communes stay there under every other "
                        "weighting and prior tried ({}); the most different one keeps {} of {}, "
                        "with rank correlation {}.",
                        result.always_on_top,
                        result.top,
                        result.variations.size(),
                        kept,
                        result.top,
                        number_text(correlation, 2, Language::en))};
}

}  // namespace

std::optional<Sensitivity> sensitivity(const hazard::HazardSpec& hazard,
                                       const cases::CaseTable& cases,
                                       const exposure::ExposureTable& exposure,
                                       const Graph& neighbours,
                                       const RunContext& context) {
    if (cases.observed.size() > most_tested_units) {
        return std::nullopt;
    }
    const std::vector<Setting> settings = settings_of(hazard.model, exposure);
    std::vector<std::vector<double>> ranks(settings.size());
    parallel_for(context, settings.size(), 1, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            RunContext inner;  // settings are the unit of work
            inner.seed = context.seed;
            inner.stop = context.stop;
            ranks[i] = ranks_under(hazard, cases, exposure, neighbours, settings[i], inner);
        }
    });
    const std::vector<double>& as_set = ranks.front();
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < as_set.size(); ++row) {
        if (!std::isnan(as_set[row])) {
            rows.push_back(row);
        }
    }
    if (rows.empty()) {
        return std::nullopt;
    }
    Sensitivity result;
    result.top =
        static_cast<int>(std::min(rows.size(), static_cast<std::size_t>(hazard.model.top)));
    result.rank_range = PerUnit<std::optional<std::pair<int, int>>>(cases.observed.size());
    for (std::size_t i = 0; i < settings.size(); ++i) {
        Variation variation = settings[i].variation;
        variation.usable = !ranks[i].empty();
        std::vector<double> before;
        std::vector<double> after;
        for (std::size_t at = 0; variation.usable && at < rows.size(); ++at) {
            before.push_back(as_set[rows[at]]);
            after.push_back(ranks[i][rows[at]]);
            const int rank = static_cast<int>(after.back());
            auto& range = result.rank_range[UnitIndex(rows[at])];
            range = range ? std::pair(std::min(range->first, rank), std::max(range->second, rank))
                          : std::pair(rank, rank);
            variation.top_kept += before.back() <= result.top && rank <= result.top ? 1 : 0;
        }
        variation.top_kept /= result.top;
        variation.rank_correlation = before.size() > 1 ? stats::rank_correlation(before, after) : 1;
        if (i > 0) {
            result.variations.push_back(std::move(variation));
        }
    }
    for (const auto& range : result.rank_range) {
        result.always_on_top += range && range->second <= result.top ? 1 : 0;
    }
    result.sentence = sentence_of(result);
    return result;
}

}  // namespace riskmap::risk
