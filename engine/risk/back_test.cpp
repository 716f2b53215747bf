#include "risk/back_test.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "core/number_text.hpp"
#include "core/parallel.hpp"
#include "core/random.hpp"
#include "risk/yardsticks.hpp"
#include "stats/distributions.hpp"
#include "stats/rank_agreement.hpp"
#include "stats/ranking.hpp"

namespace riskmap::risk {
namespace {

constexpr std::size_t most_years = 3;
constexpr std::size_t methods = 3;
constexpr double mass = 0.9;
constexpr std::uint32_t gain_stream = 0x570000;
constexpr std::size_t gain_draws = 4000;
constexpr double coarse_step = 0.05;

/// One year foretold: what each method ranks by, and what came.
struct Forecast {
    bool usable = false;
    std::array<std::vector<double>, methods> scores;
    std::vector<double> came;
    std::vector<double> people;
};

std::int64_t total(const PerUnit<std::int64_t>& counts) {
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

/// The part of a unit's known time that lies before year `place`.
double time_share(const cases::CaseTable& cases, std::size_t place, UnitIndex unit) {
    double before = 0;
    double all = 0;
    for (std::size_t year = 0; year < cases.time_by_year.size(); ++year) {
        const double time = cases.time_by_year[year][unit];
        before += year < place ? time : 0;
        all += time;
    }
    return all > 0 ? before / all : 1;
}

/// The table as it would have stood before year `place`.
cases::CaseTable before(const cases::CaseTable& cases, std::size_t place) {
    cases::CaseTable earlier = cases;
    earlier.observed_by_year.resize(place);
    earlier.time_by_year.resize(std::min(place, cases.time_by_year.size()));
    earlier.observed_by_month.clear();
    double seen = 0;
    double expected = 0;
    for (std::size_t row = 0; row < cases.observed.size(); ++row) {
        const UnitIndex unit(row);
        earlier.expected[unit] *= time_share(cases, place, unit);
        earlier.observed[unit] = 0;
        for (std::size_t year = 0; year < place; ++year) {
            earlier.observed[unit] += cases.observed_by_year[year][unit];
        }
        if (cases.reported[unit] && cases.expected[unit] > 0) {
            seen += static_cast<double>(earlier.observed[unit]);
            expected += earlier.expected[unit];
        }
    }
    for (double& value : earlier.expected) {
        value = expected > 0 ? value * seen / expected : value;
    }
    return earlier;
}

Forecast foretell(const hazard::HazardSpec& hazard,
                  const cases::CaseTable& cases,
                  const exposure::ExposureTable& exposure,
                  const Graph& neighbours,
                  std::size_t place,
                  const RunContext& context) {
    const cases::CaseTable earlier = before(cases, place);
    const RiskSurface surface =
        estimate_risk(hazard, earlier, exposure, neighbours, context, {400, true, false});
    Forecast forecast;
    forecast.usable = surface.fit.usable;
    if (!forecast.usable) {
        return forecast;
    }
    const ModelInput input = model_input(earlier, exposure, hazard.model);
    forecast.scores[0] = verdict_of(surface).rate;
    for (std::size_t i = 1; i < methods; ++i) {
        forecast.scores[i] = yardsticks()[i - 1].judge(earlier, input, neighbours).rate;
    }
    for (std::size_t row = 0; row < input.share.size(); ++row) {
        const UnitIndex unit(row);
        const bool counts = input.standing[unit] == Standing::reported;
        forecast.came.push_back(counts ? static_cast<double>(cases.observed_by_year[place][unit])
                                       : 0);
        forecast.people.push_back(counts ? cases.person_years[unit] : 0);
    }
    return forecast;
}

std::vector<std::size_t> years_to_foretell(const cases::CaseTable& cases) {
    std::vector<std::size_t> places;
    std::int64_t seen = 0;
    for (std::size_t year = 0; year < cases.observed_by_year.size(); ++year) {
        const std::int64_t here = total(cases.observed_by_year[year]);
        if (seen > 0 && here > 0) {
            places.push_back(year);
        }
        seen += here;
    }
    if (places.size() > most_years) {
        places.erase(places.begin(), places.end() - most_years);
    }
    return places;
}

double weighted(const std::vector<double>& a, const std::vector<double>& b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

/// Cases by which of two lists held them: both, first only, second only, neither; the difference of
/// shares under a Dirichlet posterior with prior 1/2 each.
Interval gain_interval(const std::array<double, 4>& counts, std::uint64_t seed) {
    std::vector<double> gains(gain_draws);
    for (std::size_t draw = 0; draw < gain_draws; ++draw) {
        RandomStream random(seed, gain_stream, draw);
        std::array<double, 4> weights{};
        double sum = 0;
        for (std::size_t i = 0; i < counts.size(); ++i) {
            weights[i] = random.gamma(counts[i] + 0.5);
            sum += weights[i];
        }
        gains[draw] = (weights[1] - weights[2]) / sum;
    }
    const auto [lower, upper] = stats::central_interval(gains, mass);
    return {lower, upper};
}

std::string percent(double share, Language language) {
    return number_text(share * 100, 0, language);
}

Text sentence_of(const BackTest& test) {
    const auto years = test.years.size() == 1
                           ? fmt::format("{}", test.years.front())
                           : fmt::format("{}-{}", test.years.front(), test.years.back());
    const bool clear = test.gain_interval.lower > 0 || test.gain_interval.upper < 0;
    const auto in = [&](Language language, const char* form) {
        return fmt::format(fmt::runtime(form),
                           years,
                           test.listed,
                           percent(test.people_share, language),
                           percent(test.methods[0].captured, language),
                           percent(test.methods[0].captured_interval.lower, language),
                           percent(test.methods[0].captured_interval.upper, language),
                           test.events,
                           percent(test.methods[1].captured, language),
                           percent(test.methods[2].captured, language));
    };
    Text text{
        in(Language::vi,
           "Thử dự báo {}: {} xã xếp đầu theo các năm trước ({} % dân số được xét) có {} % ({}–{}) "
           "trong {} "
           "vụ xảy ra sau đó; xếp theo tỷ suất thô {} %, theo Bayes thực nghiệm {} %."),
        in(Language::en,
           "Back-test {}: the {} communes ranked first by earlier years ({} % of the people at "
           "risk) had {} "
           "% ({}-{}) of the {} cases that followed; by raw rate {} %, by empirical Bayes {} %.")};
    if (!clear) {
        text.vi += " Với số vụ này, chưa thể nói cách nào hơn tỷ suất thô.";
        text.en += " With these cases, neither model nor raw rate can be called better.";
    }
    return text;
}

BackTest summed(const std::vector<Forecast>& forecasts, std::size_t listed, std::uint64_t seed) {
    BackTest test;
    test.listed = listed;
    std::array<double, methods> captured{};
    std::array<double, methods> concordant{};
    std::array<double, 4> lists{};
    double came = 0;
    double people = 0;
    double all_people = 0;
    for (const Forecast& forecast : forecasts) {
        std::array<std::vector<double>, methods> top;
        const double here = std::accumulate(forecast.came.begin(), forecast.came.end(), 0.0);
        for (std::size_t i = 0; i < methods; ++i) {
            top[i] = stats::top_shares(forecast.scores[i], listed);
            captured[i] += weighted(top[i], forecast.came);
            concordant[i] +=
                here * stats::concordance(forecast.scores[i], forecast.came, forecast.people);
        }
        for (std::size_t row = 0; row < forecast.came.size(); ++row) {
            const double model = top[0][row];
            const double raw = top[1][row];
            lists[0] += forecast.came[row] * model * raw;
            lists[1] += forecast.came[row] * model * (1 - raw);
            lists[2] += forecast.came[row] * (1 - model) * raw;
            lists[3] += forecast.came[row] * (1 - model) * (1 - raw);
        }
        came += here;
        people += weighted(top[0], forecast.people);
        all_people += std::accumulate(forecast.people.begin(), forecast.people.end(), 0.0);
    }
    test.events = static_cast<std::int64_t>(came + 0.5);
    test.people_share = people / all_people;
    for (std::size_t i = 0; i < methods; ++i) {
        Foresight foresight;
        foresight.id = i == 0 ? "model" : yardsticks()[i - 1].id;
        foresight.label =
            i == 0 ? Text{"Mô hình riskmap", "riskmap model"} : yardsticks()[i - 1].label;
        foresight.captured = captured[i] / came;
        const double a = captured[i] + 0.5;
        const double b = came - captured[i] + 0.5;
        foresight.captured_interval = {stats::beta_quantile((1 - mass) / 2, a, b),
                                       stats::beta_quantile((1 + mass) / 2, a, b)};
        foresight.concordance = concordant[i] / came;
        test.methods.push_back(std::move(foresight));
    }
    test.gain = (captured[0] - captured[1]) / came;
    test.gain_interval = gain_interval(lists, seed);
    return test;
}

double to_step(double share) { return std::round(share / coarse_step) * coarse_step; }

}  // namespace

BackTest coarsened(BackTest test) {
    test.people_share = to_step(test.people_share);
    for (Foresight& method : test.methods) {
        method.captured = to_step(method.captured);
        method.captured_interval = {to_step(method.captured_interval.lower),
                                    to_step(method.captured_interval.upper)};
        method.concordance = to_step(method.concordance);
    }
    test.gain = to_step(test.gain);
    test.gain_interval = {to_step(test.gain_interval.lower), to_step(test.gain_interval.upper)};
    test.sentence = sentence_of(test);
    return test;
}

std::optional<BackTest> back_test(const hazard::HazardSpec& hazard,
                                  const cases::CaseTable& cases,
                                  const exposure::ExposureTable& exposure,
                                  const Graph& neighbours,
                                  const RunContext& context) {
    const std::vector<std::size_t> places = years_to_foretell(cases);
    if (places.empty() || cases.observed.size() > most_tested_units) {
        return std::nullopt;
    }
    std::vector<Forecast> forecasts(places.size());
    parallel_for(context, places.size(), 1, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            RunContext inner;  // years are the unit of work
            inner.seed = context.seed;
            inner.stop = context.stop;
            forecasts[i] = foretell(hazard, cases, exposure, neighbours, places[i], inner);
        }
    });
    std::vector<int> years;
    std::vector<Forecast> usable;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const Forecast& forecast = forecasts[i];
        if (forecast.usable &&
            std::accumulate(forecast.came.begin(), forecast.came.end(), 0.0) > 0) {
            years.push_back(cases.first_year + static_cast<int>(places[i]));
            usable.push_back(std::move(forecasts[i]));
        }
    }
    if (usable.empty()) {
        return std::nullopt;
    }
    const auto ranked = static_cast<std::size_t>(std::count_if(
        usable.front().people.begin(), usable.front().people.end(), [](double people) {
            return people > 0;
        }));
    BackTest test = summed(usable, (ranked + 9) / 10, context.seed);
    test.years = std::move(years);
    test.sentence = sentence_of(test);
    return test;
}

}  // namespace riskmap::risk
