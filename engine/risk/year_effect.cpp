#include "risk/year_effect.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/error.hpp"
#include "stats/poisson_gamma.hpp"

namespace riskmap::risk {
namespace {

constexpr int most_rounds = 50;
constexpr double settled = 1e-9;
constexpr double two_sided_95 = 1.959963984540054;

/// Time, counts and expected counts by year of the fitted rows.
struct Years {
    std::vector<std::size_t> rows;
    std::vector<double> observed;             ///< per fitted row
    std::vector<double> expected;             ///< per fitted row
    std::vector<std::vector<double>> shares;  ///< [year][fitted row]: of the row's known time
    std::vector<double> whole;                ///< shares of a row that reported all along
    std::vector<double> cases;                ///< per year

    std::size_t count() const { return shares.size(); }
};

Years years_of(const cases::CaseTable& cases, const std::vector<bool>& fitted) {
    Years years;
    const std::size_t count = cases.time_by_year.size();
    years.whole.assign(count, 0);
    for (std::size_t row = 0; row < fitted.size(); ++row) {
        if (!fitted[row]) {
            continue;
        }
        const UnitIndex unit(row);
        years.rows.push_back(row);
        years.observed.push_back(cases.count(unit));
        years.expected.push_back(cases.expected[unit]);
        for (std::size_t t = 0; t < count; ++t) {
            years.whole[t] = std::max(years.whole[t], cases.time_by_year[t][unit]);
        }
    }
    for (std::size_t t = 0; t < count; ++t) {
        std::vector<double>& share = years.shares.emplace_back();
        double seen = 0;
        for (const std::size_t row : years.rows) {
            share.push_back(cases.time_by_year[t][UnitIndex(row)]);
            seen += cases.count(t, UnitIndex(row));
        }
        years.cases.push_back(seen);
    }
    const auto divide = [count](const auto& at) {
        double sum = 0;
        for (std::size_t t = 0; t < count; ++t) {
            sum += at(t);
        }
        for (std::size_t t = 0; t < count; ++t) {
            at(t) = sum > 0 ? at(t) / sum : 1 / static_cast<double>(count);
        }
    };
    for (std::size_t i = 0; i < years.rows.size(); ++i) {
        divide([&](std::size_t t) -> double& { return years.shares[t][i]; });
    }
    divide([&](std::size_t t) -> double& { return years.whole[t]; });
    return years;
}

/// The mode of x under Poisson(mean e^x) and N(0, sd^2) given the count.
double mode(double count, double mean, double sd) {
    double x = 0;
    for (int i = 0; i < most_rounds; ++i) {
        const double slope = count - mean * std::exp(x) - x / (sd * sd);
        const double step = slope / (mean * std::exp(x) + 1 / (sd * sd));
        x += std::clamp(step, -1.0, 1.0);
        if (std::abs(step) < settled) {
            break;
        }
    }
    return x;
}

/// Effects of years given the relative risk of each row, and with them the risks: alternating.
std::vector<double> effects_of(const Years& years, bool uneven, double sd) {
    std::vector<double> effects(years.count(), 0);
    std::vector<double> risk(years.rows.size(), 1);
    for (int round = 0; round < most_rounds; ++round) {
        double moved = 0;
        for (std::size_t t = 0; t < years.count(); ++t) {
            double mean = 0;
            for (std::size_t i = 0; i < risk.size(); ++i) {
                mean += years.expected[i] * years.shares[t][i] * risk[i];
            }
            const double effect = mode(years.cases[t], mean, sd);
            moved = std::max(moved, std::abs(effect - effects[t]));
            effects[t] = effect;
        }
        if (!uneven || moved < settled) {
            break;
        }
        std::vector<double> expected = years.expected;
        for (std::size_t i = 0; i < risk.size(); ++i) {
            double factor = 0;
            for (std::size_t t = 0; t < years.count(); ++t) {
                factor += years.shares[t][i] * std::exp(effects[t]);
            }
            expected[i] *= factor;
        }
        const stats::PoissonGamma shrunk(years.observed, expected);
        for (std::size_t i = 0; i < risk.size(); ++i) {
            risk[i] = shrunk.ratio(years.observed[i], expected[i]);
        }
    }
    return effects;
}

std::vector<double> weights_of(std::size_t years, const hazard::ModelSpec& model) {
    std::vector<double> weights(years, 1);
    const auto recent = static_cast<std::size_t>(std::max(1, model.recent_years));
    for (std::size_t t = 0; t + recent < years; ++t) {
        weights[t] = model.earlier_weight;
    }
    return weights;
}

double sum_of(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t t = 0; t < a.size(); ++t) {
        sum += a[t] * b[t];
    }
    return sum;
}

/// Counts of the row, each year by its weight.
double weighted_count(const cases::CaseTable& cases,
                      std::size_t row,
                      const std::vector<double>& weights,
                      double undated_weight) {
    const UnitIndex unit(row);
    double sum = 0;
    double dated = 0;
    for (std::size_t t = 0; t < weights.size(); ++t) {
        sum += weights[t] * cases.count(t, unit);
        dated += cases.count(t, unit);
    }
    return sum + undated_weight * std::max(0.0, cases.count(unit) - dated);
}

}  // namespace

YearSums sum_years(const cases::CaseTable& cases,
                   const std::vector<bool>& fitted,
                   const hazard::ModelSpec& model) {
    YearSums sums;
    sums.observed.assign(fitted.size(), 0);
    sums.factor.assign(fitted.size(), 1);
    for (std::size_t row = 0; row < fitted.size(); ++row) {
        if (fitted[row]) {
            sums.observed[row] = cases.count(UnitIndex(row));
        }
    }
    if (cases.time_by_year.size() < 2) {
        return sums;
    }
    expects(cases.counted_years() == cases.time_by_year.size(),
            "sum_years: counts and time of the same years");
    const Years years = years_of(cases, fitted);
    const std::vector<double> weights = weights_of(years.count(), model);
    sums.weighted = weights.front() < 1;
    for (std::size_t t = 0; t < years.count(); ++t) {
        for (const double share : years.shares[t]) {
            sums.uneven = sums.uneven || share != years.whole[t];
        }
    }
    const std::vector<double> effects = effects_of(years, sums.uneven, model.year_sd);
    std::vector<double> rates;
    for (const double effect : effects) {
        rates.push_back(std::exp(effect));
    }
    const double period = sum_of(rates, years.whole);
    std::vector<double> weighted_rates = rates;
    for (std::size_t t = 0; t < years.count(); ++t) {
        weighted_rates[t] *= weights[t];
        double mean = 0;
        for (std::size_t i = 0; i < years.rows.size(); ++i) {
            mean += years.expected[i] * years.shares[t][i];
        }
        const double sd = 1 / std::sqrt(mean * rates[t] + 1 / (model.year_sd * model.year_sd));
        const double middle = effects[t] - std::log(period);
        sums.years.push_back(
            {cases.first_year + static_cast<int>(t),
             weights[t],
             std::exp(middle),
             {std::exp(middle - two_sided_95 * sd), std::exp(middle + two_sided_95 * sd)}});
    }
    if (sums.weighted) {
        sums.level = sum_of(weighted_rates, years.whole) / sum_of(weights, years.whole) / period;
    }
    const double dated = std::accumulate(years.cases.begin(), years.cases.end(), 0.0);
    const double undated_weight = dated > 0 ? sum_of(weights, years.cases) / dated : 1;
    for (std::size_t i = 0; i < years.rows.size(); ++i) {
        const std::size_t row = years.rows[i];
        double factor = 0;
        for (std::size_t t = 0; t < years.count(); ++t) {
            factor += weighted_rates[t] * years.shares[t][i];
        }
        sums.factor[row] = factor / period;
        if (sums.weighted) {
            sums.observed[row] = weighted_count(cases, row, weights, undated_weight);
        }
    }
    return sums;
}

}  // namespace riskmap::risk
