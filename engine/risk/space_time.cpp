#include "risk/space_time.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "risk/canonical_order.hpp"
#include "stats/scan.hpp"

namespace riskmap::risk {
namespace {

/// Steps of the inner loops over all worlds.
constexpr double step_budget = 2.5e8;
constexpr std::size_t least_replicates = 99;
constexpr std::size_t stop_after = 50;
constexpr std::uint32_t stream = 5;
constexpr double half_a_case = 0.5;

/// A calendar month of the period, and its days that lie in it.
struct Month {
    int year = 0;
    unsigned month = 0;
    double days = 0;
};

std::vector<Month> months_of(const Period& period) {
    using namespace std::chrono;
    std::vector<Month> months;
    year_month at{period.first.year(), period.first.month()};
    const year_month last{period.last.year(), period.last.month()};
    for (; at <= last; at += std::chrono::months(1)) {
        const Period inside{std::max(period.first, year_month_day{at / 1}),
                            std::min(period.last, year_month_day{at / std::chrono::last})};
        months.push_back({static_cast<int>(at.year()),
                          static_cast<unsigned>(at.month()),
                          static_cast<double>(inside.days())});
    }
    return months;
}

/// Ratio of cases to an even spread per slot, `slot_of` a month.
template <class SlotOf>
std::vector<double> ratios(const std::vector<Month>& months,
                           const std::vector<double>& cases,
                           std::size_t slots,
                           const SlotOf& slot_of) {
    std::vector<double> seen(slots, half_a_case);
    std::vector<double> days(slots, 0);
    for (std::size_t i = 0; i < months.size(); ++i) {
        seen[slot_of(months[i])] += cases[i];
        days[slot_of(months[i])] += months[i].days;
    }
    std::vector<double> result;
    for (std::size_t i = 0; i < months.size(); ++i) {
        const std::size_t slot = slot_of(months[i]);
        result.push_back(seen[slot] / days[slot]);
    }
    return result;
}

/// What each month is worth if season and years are the same everywhere.
std::vector<double> worth(const std::vector<Month>& months, const std::vector<double>& cases) {
    const int first_year = months.front().year;
    const auto years = static_cast<std::size_t>(months.back().year - first_year + 1);
    const std::vector<double> season =
        ratios(months, cases, 12, [](const Month& month) { return std::size_t{month.month - 1}; });
    const std::vector<double> year = ratios(months, cases, years, [&](const Month& month) {
        return static_cast<std::size_t>(month.year - first_year);
    });
    std::vector<double> result;
    for (std::size_t i = 0; i < months.size(); ++i) {
        result.push_back(months[i].days * season[i] * year[i]);
    }
    return result;
}

/// Units that reported all along, and their cases by month.
struct Watched {
    std::vector<UnitIndex> units;
    std::vector<std::int64_t> cases;  ///< [unit * months + month]
    std::vector<double> expected;
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> by_month;
    double total = 0;
    double units_with_cases = 0;
};

bool all_along(const cases::CaseTable& table, UnitIndex unit, const std::vector<double>& whole) {
    for (std::size_t year = 0; year < whole.size(); ++year) {
        if (table.time_by_year[year][unit] < whole[year]) {
            return false;
        }
    }
    return true;
}

Watched watched(const cases::CaseTable& table,
                const Graph& neighbours,
                const PerUnit<geo::PointM>& centres) {
    Watched result;
    std::vector<double> whole;
    for (const PerUnit<double>& year : table.time_by_year) {
        whole.push_back(*std::max_element(year.begin(), year.end()));
    }
    result.by_month.assign(table.observed_by_month.size(), 0);
    for (const std::uint32_t row : canonical_order(table, {}, neighbours)) {
        const UnitIndex unit(row);
        if (!table.reported[unit] || !(table.expected[unit] > 0) ||
            !all_along(table, unit, whole)) {
            continue;
        }
        result.units.push_back(unit);
        result.expected.push_back(table.expected[unit]);
        result.x.push_back(centres[unit].x);
        result.y.push_back(centres[unit].y);
        bool any = false;
        for (std::size_t month = 0; month < table.observed_by_month.size(); ++month) {
            const std::int64_t cases = table.observed_by_month[month][unit];
            result.cases.push_back(cases);
            result.by_month[month] += static_cast<double>(cases);
            any = any || cases > 0;
        }
        result.units_with_cases += any ? 1 : 0;
    }
    result.total = std::accumulate(result.by_month.begin(), result.by_month.end(), 0.0);
    return result;
}

std::string iso(const Month& month) { return fmt::format("{}-{:02}", month.year, month.month); }

Hotspot hotspot(const stats::ScanCluster& cluster,
                const Watched& data,
                const std::vector<Month>& months) {
    Hotspot result{
        {},
        cluster.observed,
        cluster.expected,
        cluster.log_likelihood_ratio,
        cluster.p,
        cluster.p_gumbel,
        iso(months[cluster.periods->first]) + "/" + iso(months[cluster.periods->second])};
    for (const std::uint32_t row : cluster.units) {
        result.units.push_back(data.units[row]);
    }
    std::sort(result.units.begin(), result.units.end());
    return result;
}

}  // namespace

SpaceTimeOpinion find_bursts(const cases::CaseTable& table,
                             const Graph& neighbours,
                             const PerUnit<geo::PointM>& centres,
                             const Period& period,
                             double largest_window,
                             const HotspotSpec& spec,
                             const RunContext& context) {
    SpaceTimeOpinion opinion;
    const std::vector<Month> months = months_of(period);
    if (table.observed_by_month.size() != months.size() || months.size() < 2) {
        return opinion;
    }
    const Watched data = watched(table, neighbours, centres);
    opinion.months = months.size();
    opinion.cases = static_cast<std::int64_t>(data.total);
    opinion.units = data.units.size();
    if (opinion.cases < 2) {
        return opinion;
    }
    stats::ScanOptions options;
    options.max_share = largest_window;
    options.longest = std::min(spec.longest_burst, months.size() / 2);
    options.stop_after = stop_after;
    options.stream = spec.stream + stream;
    const auto units = static_cast<double>(data.units.size());
    const double places = std::min(units * largest_window, data.units_with_cases);
    // Of each new circle its months within reach of the newest case, and the runs between cases.
    const auto reach = static_cast<double>(options.longest);
    const double cases =
        1 + data.total * largest_window * reach / static_cast<double>(months.size());
    const double steps = units * places * (2 * reach + cases * cases / 2);
    options.replicates = std::clamp(static_cast<std::size_t>(step_budget / std::max(1.0, steps)),
                                    std::min(least_replicates, spec.replicates),
                                    spec.replicates);
    const stats::ScanResult scan =
        stats::scan_space_time({data.cases, data.expected, data.x, data.y},
                               worth(months, data.by_month),
                               options,
                               context);
    for (const stats::ScanCluster& cluster : scan.clusters) {
        opinion.bursts.push_back(hotspot(cluster, data, months));
    }
    return opinion;
}

}  // namespace riskmap::risk
