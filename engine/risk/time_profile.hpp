#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "cases/case_table.hpp"
#include "core/period.hpp"
#include "core/run_context.hpp"
#include "core/text.hpp"
#include "disclosure/count_flow.hpp"
#include "risk/risk_surface.hpp"

namespace riskmap::risk {

/// Cases in one month of the year or one hour of the day, over the whole study.
struct TimeShare {
    std::int64_t cases = 0;
    double even_share = 0;    ///< of time: what cases spread evenly would have
    double ratio = 0;         ///< share of cases / even share
    Interval ratio_interval;  ///< 95 % credible
    /// When not exact, the numbers above are 0 and mean nothing.
    disclosure::Shown shown = disclosure::Shown::exact;
};

/// One calendar year of the study.
struct YearRate {
    int year = 0;
    std::int64_t cases = 0;
    double years = 0;  ///< part of the year inside the period
    bool complete = false;
    double per_year = 0;  ///< cases per whole year, posterior mean
    Interval per_year_interval;
    /// When not exact, the counts and rates above are 0 and mean nothing.
    disclosure::Shown shown = disclosure::Shown::exact;
};

/// How the last complete year compares with the first.
struct YearChange {
    int first_year = 0;
    int last_year = 0;
    double ratio = 1;  ///< posterior median
    Interval interval;
    double probability_higher = 0;
};

/// When cases happen, over the whole study: never by unit, where the counts cannot carry it.
struct TimeProfile {
    std::vector<TimeShare> months;  ///< 12, or empty when no month is known
    std::vector<TimeShare> hours;   ///< 24 (or fewer, when joined), or empty when none is known
    std::vector<YearRate> years;
    std::optional<YearChange> change;  ///< none with fewer than two complete years
    Text month_sentence;
    Text hour_sentence;
    Text trend_sentence;
    /// The same findings without numbers from which counts could be worked out.
    Text month_words;
    Text hour_words;
    Text trend_words;
};

/// Profiles of `table` over `period`. An even spread follows the days of `period`, so that a month
/// that occurs twice in 15 months is expected to have twice the cases. Hours are taken as the table
/// has them: the busiest run is of four hours, or of as many slots as cover four. Shares: beta
/// posterior with Jeffreys prior. Years: gamma-Poisson with Jeffreys prior, part years by their
/// days but out of the change, since a season is no trend. Below 20 cases the sentences say that
/// these are too few.
TimeProfile time_profile(const cases::CaseTable& table,
                         const Period& period,
                         const RunContext& context);

/// Neighbouring slots as one, with intervals as for single slots. A rest that fills no slot is left
/// out.
std::vector<TimeShare> joined(const std::vector<TimeShare>& slots, std::size_t together);

/// The run of `length` neighbouring slots of a circle (months, hours) with most cases above an even
/// spread, and how often worlds of even spread have one as marked.
struct PeakRun {
    std::size_t first = 0;
    std::size_t length = 0;
    std::int64_t cases = 0;
    double even_share = 0;
    double p = 1;
};
/// Log likelihood ratio of each run against its even share; ties go to the earlier run; p by 999
/// multinomial worlds. None without cases.
std::optional<PeakRun> peak_run(const std::vector<std::int64_t>& counts,
                                const std::vector<double>& even_shares,
                                std::size_t length,
                                const RunContext& context);

}  // namespace riskmap::risk
