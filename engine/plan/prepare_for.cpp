#include "plan/prepare_for.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace riskmap::plan {
namespace {

using disclosure::Audience;
using disclosure::Shown;

void hide_crude(risk::UnitRisk& risk) {
    risk.crude_rate.reset();
    risk.crude_rate_interval.reset();
    if (risk.status == domain::ValueState::value) {
        risk.status = domain::ValueState::suppressed;
    }
}

void hide_total(risk::FitSummary& fit, const ShownCount& total) {
    if (total.exact()) {
        return;
    }
    std::erase_if(fit.numbers, [](const auto& entry) {
        return entry.first == "events" || entry.first == "weighted_events";
    });
    fit.verdict = {"Quá ít vụ để công bố con số; chỉ dùng để tham khảo.",
                   "Too few cases for their number to be published; for orientation only."};
}

void hide_single_units(risk::SecondOpinion& opinion) {
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
    if (!shown.known_month.exact()) {
        time.months.clear();
    }
    if (!shown.known_hour.exact()) {
        time.hours.clear();
    }
    if (!hide_slots(shown.by_month, time.months) || !shown.known_month.exact()) {
        time.month_sentence = time.month_words;
    }
    if (!hide_slots(shown.by_hours, time.hours) || !shown.known_hour.exact()) {
        time.hour_sentence = time.hour_words;
    }
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

/// The cases of the years a back-test foretells; none when one of them is not shown.
std::optional<std::int64_t> foretold_cases(const risk::BackTest& test, const ShownCases& shown) {
    std::int64_t cases = 0;
    for (const int year : test.years) {
        const auto at = static_cast<std::size_t>(year - shown.first_year);
        if (at >= shown.by_year.size() || !shown.by_year[at].exact()) {
            return std::nullopt;
        }
        cases += shown.by_year[at].count;
    }
    return cases;
}

void hide_back_test(HazardResult& result) {
    if (!result.back_test) {
        return;
    }
    const auto cases = foretold_cases(*result.back_test, result.shown);
    result.back_test_hidden = !cases;
    if (cases) {
        result.back_test->events = *cases;
        result.back_test = risk::coarsened(std::move(*result.back_test));
    } else {
        result.back_test.reset();
    }
}

void drop_counts(cases::CaseTable& cases) {
    cases.observed = {};
    cases.means = {};
    cases.means_by_year.clear();
    cases.time_by_year.clear();
    cases.by_month.clear();
    cases.by_hour.clear();
}

}  // namespace

std::int64_t stand_in(const ShownCount& count) {
    constexpr std::int64_t some = 5;
    return count.exact() ? count.count : count.shown == Shown::fewer ? 1 : some;
}

void prepare_for(Audience audience, HazardResult& result) {
    if (audience == Audience::internal) {
        return;
    }
    drop_counts(result.cases);
    for (std::size_t row = 0; row < result.risk.units.size(); ++row) {
        const UnitIndex unit(row);
        risk::UnitRisk& risk = result.risk.units[unit];
        risk.information_share.reset();
        risk.empirical_bayes.reset();
        if (!result.shown.by_unit[unit].exact()) {
            hide_crude(risk);
        }
    }
    hide_total(result.risk.fit, result.shown.total);
    hide_total(result.risk.incidents_only, result.shown.total);
    if (result.second_opinion) {
        hide_single_units(*result.second_opinion);
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
    hide_back_test(result);
}

}  // namespace riskmap::plan
