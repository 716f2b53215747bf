#include "risk/fit_summary.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "core/number_text.hpp"

namespace riskmap::risk {
namespace {

constexpr const char* method = "BYM2 nested Laplace";

bool finite(const stats::Bym2Fit& fit) {
    return std::all_of(fit.log_risk.begin(), fit.log_risk.end(), [](const stats::MeanSd& row) {
        return std::isfinite(row.mean) && std::isfinite(row.sd);
    });
}

/// Fewer events than the smallest set on which the model was tested by simulation.
constexpr double fewest_events = 11;

Text plus(const Text& left, const Text& right) { return {left.vi + right.vi, left.en + right.en}; }

std::string number(double value, int decimals, Language language) {
    return number_text(value, decimals, language);
}

Text basis(const ModelInput& input, const stats::Bym2Fit& fit, bool with_index) {
    const auto say = [&](Language language, const char* counts, const char* slope) {
        std::string text = fmt::format(fmt::runtime(counts),
                                       number(input.events, 0, language),
                                       number(static_cast<double>(input.fitted), 0, language),
                                       number(fit.sigma.mean, 2, language));
        if (with_index) {
            text += fmt::format(fmt::runtime(slope),
                                number(fit.fixed[1].mean, 2, language),
                                number(fit.fixed[1].mean - 1.96 * fit.fixed[1].sd, 2, language),
                                number(fit.fixed[1].mean + 1.96 * fit.fixed[1].sd, 2, language));
        }
        return text + ".";
    };
    return {say(Language::vi,
                "Dùng được: dựa trên {} vụ tại {} đơn vị; độ lệch chuẩn phần dư {}",
                "; hệ số môi trường {} (từ {} đến {})"),
            say(Language::en,
                "Usable: rests on {} events in {} units; residual standard deviation {}",
                "; environment slope {} ({} to {})")};
}

Text too_few(const ModelInput& input) {
    return {
        fmt::format("Chưa đủ số vụ: {} vụ không đủ để phân biệt các đơn vị theo số vụ ghi nhận; "
                    "chỉ dùng để tham khảo. ",
                    number(input.events, 0, Language::vi)),
        fmt::format("Not enough cases: {} cannot tell units apart by their record; for "
                    "orientation only. ",
                    how_many(static_cast<std::int64_t>(std::round(input.events)), "event"))};
}

Text about_years(const YearSums& sums) {
    Text text;
    if (sums.weighted) {
        const auto recent = std::find_if(sums.years.begin(),
                                         sums.years.end(),
                                         [](const YearEffect& year) { return year.weight >= 1; });
        const auto say = [&](Language language, const char* pattern) {
            return fmt::format(fmt::runtime(pattern),
                               recent->year,
                               number(sums.years.front().weight, 2, language));
        };
        text = {say(Language::vi, " Các năm trước {} được tính với trọng số {}."),
                say(Language::en, " Cases of the years before {} count {} each.")};
    }
    if (sums.uneven) {
        text =
            plus(text,
                 {" Có đơn vị thiếu báo cáo một số năm: mức chung của từng năm đã được tính đến.",
                  " Some units lack reports of some years: the level of each year is allowed "
                  "for."});
    }
    return text;
}

Text exposure_only(bool with_index) {
    if (with_index) {
        return {
            "Chỉ dựa vào môi trường, chưa kiểm chứng: chưa có vụ nào và không có tỷ suất bên "
            "ngoài; thứ tự là của chỉ số môi trường, không đơn vị nào được coi là đã xác nhận "
            "hay nhiều khả năng.",
            "Exposure only, unverified: no incident and no outside rate; the order is that of "
            "the exposure index, and no unit is confirmed or probable."};
    }
    return {
        "Chưa có vụ nào, không có tỷ suất bên ngoài và không có chỉ số môi trường: các đơn vị "
        "chưa phân biệt được.",
        "No incident, no outside rate and no exposure index: units cannot be told apart."};
}

Text caution(const stats::Bym2Draws& draws) {
    const auto say = [&](Language language, const char* pattern) {
        return fmt::format(fmt::runtime(pattern),
                           number(draws.pareto_k, 2, language),
                           number(100 * draws.effective_share, 0, language));
    };
    return {say(Language::vi,
                " Trọng số mô phỏng không đáng tin (k Pareto {}, {}% hiệu dụng): dùng mẫu Laplace "
                "không trọng số."),
            say(Language::en,
                " The importance weights cannot be trusted (Pareto k {}, {} % effective): Laplace "
                "draws are used without weights.")};
}

}  // namespace

FitSummary summarise_fit(const ModelInput& input,
                         const stats::Bym2Fit& fit,
                         const stats::Bym2Draws& draws,
                         bool with_index) {
    FitSummary summary;
    summary.method = method;
    summary.converged = fit.converged;
    summary.usable = fit.converged && finite(fit);
    if (!summary.usable) {
        summary.verdict = {
            "Không dùng được: phép ước lượng không hội tụ, nên không công bố nguy cơ.",
            "Not usable: the fit did not converge, so no risk is published."};
    } else if (input.exposure_only) {
        summary.verdict = exposure_only(with_index);
    } else {
        summary.verdict = plus(basis(input, fit, with_index), about_years(input.years));
        if (input.events < fewest_events) {
            summary.verdict = plus(too_few(input), summary.verdict);
        }
        if (draws.warn) {
            summary.verdict = plus(summary.verdict, caution(draws));
        }
    }
    const auto note = [&summary](const char* name, double value) {
        summary.numbers.emplace_back(name, value);
    };
    note("events", input.events);
    if (input.years.weighted) {
        note("weighted_events",
             std::accumulate(input.problem.observed.begin(), input.problem.observed.end(), 0.0));
    }
    note("units_fitted", static_cast<double>(input.fitted));
    note("alpha_mean", fit.fixed[0].mean);
    note("alpha_sd", fit.fixed[0].sd);
    if (with_index) {
        note("beta_mean", fit.fixed[1].mean);
        note("beta_sd", fit.fixed[1].sd);
    }
    note("sigma_mean", fit.sigma.mean);
    note("sigma_sd", fit.sigma.sd);
    if (fit.spatial) {
        note("phi_mean", fit.phi.mean);
        note("phi_sd", fit.phi.sd);
    }
    note("evaluations", static_cast<double>(fit.evaluations));
    note("cells", static_cast<double>(fit.cells.size()));
    note("draws", static_cast<double>(draws.count));
    note("pareto_k", draws.pareto_k);
    note("effective_share", draws.effective_share);
    note("weighted_draws", draws.weighted ? 1 : 0);
    return summary;
}

FitSummary nothing_to_fit() {
    FitSummary summary;
    summary.method = method;
    summary.verdict = {
        "Không dùng được: không đơn vị nào có dân số trong độ tuổi, nên không có mẫu số.",
        "Not usable: no unit has people of the hazard's ages, so there is no denominator."};
    return summary;
}

}  // namespace riskmap::risk
