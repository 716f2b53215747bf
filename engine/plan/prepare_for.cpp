#include "plan/prepare_for.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

namespace riskmap::plan {
namespace {

using disclosure::Audience;
using disclosure::Shown;

double digits(double number, int after_first) {
    return std::isfinite(number)
               ? std::strtod(fmt::format("{:.{}e}", number, after_first).c_str(), nullptr)
               : number;
}

double decimals(double number, double scale) { return std::round(number * scale) / scale; }

constexpr double hundredths = 100;

void coarsen(std::optional<double>& number) {
    if (number) {
        number = two_digits(*number);
    }
}
void coarsen(std::optional<risk::Interval>& interval) {
    if (interval) {
        interval = risk::Interval{two_digits(interval->lower), two_digits(interval->upper)};
    }
}
void coarsen_probability(std::optional<double>& probability) {
    if (probability) {
        probability = decimals(*probability, hundredths);
    }
}

void coarsen(risk::UnitRisk& risk) {
    for (std::optional<double>* number : {&risk.rate, &risk.relative_risk, &risk.events_per_year}) {
        coarsen(*number);
    }
    coarsen(risk.rate_interval);
    coarsen(risk.relative_risk_interval);
    for (std::optional<double>* probability : {&risk.exceedance,
                                               &risk.exceedance_incidents_only,
                                               &risk.probability_lower,
                                               &risk.probability_top}) {
        coarsen_probability(*probability);
    }
    if (risk.score) {
        risk.score = std::round(*risk.score);
    }
    if (risk.record_factor) {
        risk.record_factor = digits(*risk.record_factor, 0);
    }
    risk.information_share.reset();
    risk.empirical_bayes.reset();
}

void hide_crude(risk::UnitRisk& risk) {
    risk.crude_rate.reset();
    risk.crude_rate_interval.reset();
    if (risk.status == domain::ValueState::value) {
        risk.status = domain::ValueState::suppressed;
    }
}

/// The mean of a unit's draws becomes what the table says.
void scale_draws(HazardResult& result) {
    risk::RiskSurface& risk = result.risk;
    for (std::size_t row = 0; row < risk.units.size() && risk.draw_count > 0; ++row) {
        const UnitIndex unit(row);
        const std::optional<double>& per_year = risk.units[unit].events_per_year;
        float* const draws = risk.draws.data() + row * risk.draw_count;
        double sum = 0;
        for (std::size_t draw = 0; draw < risk.draw_count; ++draw) {
            const double level = risk.level_draws.empty() ? 1 : risk.level_draws[draw];
            sum += static_cast<double>(draws[draw]) * level;
        }
        const double mean = result.cases.expected[unit] / result.cases.years * sum /
                            static_cast<double>(risk.draw_count);
        if (per_year && std::isfinite(mean) && mean > 0) {
            const double scale = *per_year / mean;
            for (std::size_t draw = 0; draw < risk.draw_count; ++draw) {
                draws[draw] = static_cast<float>(static_cast<double>(draws[draw]) * scale);
            }
        }
    }
}

void coarsen(risk::FitSummary& fit, const ShownCount& total) {
    static const char* const whole[] = {"events", "units_fitted", "evaluations", "cells", "draws"};
    for (auto& [name, number] : fit.numbers) {
        if (std::find(std::begin(whole), std::end(whole), name) == std::end(whole)) {
            number = two_digits(number);
        }
    }
    // The weighted sum beside the plain one would tell the cases of the earlier years.
    std::erase_if(fit.numbers, [&](const auto& entry) {
        return entry.first == "weighted_events" || (entry.first == "events" && !total.exact());
    });
    if (!total.exact()) {
        fit.verdict = {"Quá ít vụ để công bố con số; chỉ dùng để tham khảo.",
                       "Too few cases for their number to be published; for orientation only."};
    }
}

void coarsen(risk::SecondOpinion& opinion) {
    for (risk::UnitOpinion& unit : opinion.units) {
        for (std::optional<double>* number : {&unit.moran_q,
                                              &unit.gi_star_z,
                                              &unit.gi_star_q,
                                              &unit.circle_p,
                                              &unit.chain_p,
                                              &unit.burst_p,
                                              &unit.bayes_global,
                                              &unit.bayes_local}) {
            number->reset();
        }
        unit.bayes_local_state.reset();
        unit.burst.reset();
        unit.burst_months.clear();
    }
    coarsen_probability(opinion.moran);
    coarsen_probability(opinion.moran_p);
    opinion.verdict = opinion.words;
    for (std::vector<risk::Hotspot>* found :
         {&opinion.circles, &opinion.small_circles, &opinion.chains}) {
        found->clear();
    }
    opinion.space_time = {};
}

/// Whether all slots can be shown.
bool hide_slots(const std::vector<ShownCount>& counts, std::vector<risk::TimeShare>& slots) {
    bool all = true;
    for (std::size_t i = 0; i < slots.size(); ++i) {
        if (!counts[i].exact()) {
            slots[i] = {0, slots[i].even_share, 0, {}, counts[i].shown};
            all = false;
        }
    }
    return all;
}

void hide_times(const ShownCases& shown, risk::TimeProfile& time) {
    constexpr std::size_t together = 24 / hour_bins;
    time.hours = risk::joined(time.hours, together);
    if (!shown.known_month.exact()) {
        time.months.clear();
    }
    if (!shown.known_hour.exact()) {
        time.hours.clear();
    }
    if (!hide_slots(shown.by_month, time.months) || !shown.known_month.exact()) {
        time.month_sentence = time.month_words;
    }
    // The peak of the hours need not begin where three of them do.
    time.hour_sentence = time.hour_words;
    hide_slots(shown.by_hours, time.hours);
    bool all = true;
    for (std::size_t i = 0; i < time.years.size(); ++i) {
        if (!shown.by_year[i].exact()) {
            const risk::YearRate& year = time.years[i];
            time.years[i] = {
                year.year, 0, year.years, year.complete, 0, {}, shown.by_year[i].shown};
            all = false;
        }
    }
    if (!all) {
        time.change.reset();
        time.trend_sentence = time.trend_words;
    }
}

bool foretells_hidden_years(const risk::BackTest& test, const ShownCases& shown) {
    return std::any_of(test.years.begin(), test.years.end(), [&](int year) {
        const auto at = static_cast<std::size_t>(year - shown.first_year);
        return at >= shown.by_year.size() || !shown.by_year[at].exact();
    });
}

void drop_counts(cases::CaseTable& cases) {
    cases.observed = {};
    cases.victims = {};
    cases.incident_rows.clear();
    cases.cases.clear();
    cases.observed_by_year.clear();
    cases.observed_by_month.clear();
    cases.time_by_year.clear();
    cases.by_month.clear();
    cases.by_hour.clear();
    cases.reference_rate = two_digits(cases.reference_rate);
    for (std::size_t row = 0; row < cases.expected.size(); ++row) {
        cases.expected[UnitIndex(row)] = two_digits(cases.expected[UnitIndex(row)]);
    }
}

}  // namespace

double two_digits(double number) { return digits(number, 1); }

std::int64_t stand_in(const ShownCount& count) {
    constexpr std::int64_t some = 5;
    return count.exact() ? count.count : count.shown == Shown::fewer ? 1 : some;
}

void prepare_for(Audience audience,
                 const domain::Incidents& incidents,
                 const domain::AdminUnits& units,
                 HazardResult& result) {
    if (audience == Audience::internal) {
        return;
    }
    result.shown = shown_cases(result.cases, incidents, units, audience);
    drop_counts(result.cases);
    for (std::size_t row = 0; row < result.risk.units.size(); ++row) {
        const UnitIndex unit(row);
        coarsen(result.risk.units[unit]);
        if (!result.shown.by_unit[unit].exact()) {
            hide_crude(result.risk.units[unit]);
        }
    }
    scale_draws(result);
    coarsen(result.risk.fit, result.shown.total);
    coarsen(result.risk.incidents_only, result.shown.total);
    if (result.second_opinion) {
        coarsen(*result.second_opinion);
        if (!result.shown.total.exact()) {
            result.second_opinion->verdict = result.risk.fit.verdict;
        }
    }
    if (result.time) {
        hide_times(result.shown, *result.time);
    }
    if (std::any_of(result.shown.by_year.begin(),
                    result.shown.by_year.end(),
                    [](const ShownCount& year) { return !year.exact(); })) {
        result.risk.years.clear();
    }
    if (result.back_test && foretells_hidden_years(*result.back_test, result.shown)) {
        result.back_test.reset();
        result.back_test_hidden = true;
    }
}

}  // namespace riskmap::plan
