#include "plan/published_cases.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "cases/expected.hpp"
#include "cases/reports.hpp"
#include "cases/times.hpp"
#include "disclosure/hidden_means.hpp"

namespace riskmap::plan {
namespace {

using disclosure::HiddenCount;

double sum_of(const std::vector<double>& numbers) {
    return std::accumulate(numbers.begin(), numbers.end(), 0.0);
}

std::int64_t shown_sum(const std::vector<ShownCount>& counts) {
    std::int64_t sum = 0;
    for (const ShownCount& count : counts) {
        sum += count.count;  // 0 where it is hidden
    }
    return sum;
}

bool all_exact(const std::vector<ShownCount>& counts) {
    return std::all_of(
        counts.begin(), counts.end(), [](const ShownCount& count) { return count.exact(); });
}

std::optional<double> known(const ShownCount& count) {
    return count.exact() ? std::optional(static_cast<double>(count.count)) : std::nullopt;
}

/// The counts with their means in place of what is hidden; `sum`: of all of them.
std::vector<double> filled(const std::vector<ShownCount>& counts,
                           const std::vector<double>& weights,
                           std::optional<double> sum) {
    std::vector<HiddenCount> hidden;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (!counts[i].exact()) {
            hidden.push_back({counts[i].shown, weights[i]});
        }
    }
    if (sum) {
        *sum -= static_cast<double>(shown_sum(counts));
    }
    const std::vector<double> means = disclosure::hidden_means(hidden, sum);
    std::vector<double> result;
    std::size_t next = 0;
    for (const ShownCount& count : counts) {
        result.push_back(count.exact() ? static_cast<double>(count.count) : means[next++]);
    }
    return result;
}

std::vector<double> filled(const std::vector<ShownCount>& counts, std::optional<double> sum) {
    return filled(counts, std::vector<double>(counts.size(), 1), sum);
}

/// Rows of the units of each parent, in the order of `ShownCases::parents`.
std::vector<std::vector<std::size_t>> rows_by_parent(const ShownCases& shown,
                                                     const domain::AdminUnits& units) {
    std::vector<std::vector<std::size_t>> rows(shown.parents.size());
    for (std::size_t row = 0; row < units.size(); ++row) {
        const auto at = std::lower_bound(
            shown.parents.begin(), shown.parents.end(), units.parent[UnitIndex(row)]);
        rows[static_cast<std::size_t>(at - shown.parents.begin())].push_back(row);
    }
    return rows;
}

/// Fills the table group by group.
class Filling {
  public:
    Filling(const ShownCases& shown, const PublicKnowledge& known, cases::CaseTable& table)
        : shown_(shown),
          rows_(rows_by_parent(shown, known.units)),
          weights_(table.person_years.values()),
          table_(table) {
        for (double& weight : weights_) {
            weight = weight > 0 ? weight : 0;  // unknown as well
        }
    }

    void units() {
        table_.means = PerUnit<double>(weights_.size(), 0);
        table_.observed = PerUnit<std::int64_t>(weights_.size(), 0);
        std::vector<std::size_t> others;
        std::optional<double> left = known(shown_.total);
        for (std::size_t parent = 0; parent < rows_.size(); ++parent) {
            if (const auto sum = sum_of_parent(parent)) {
                fill(rows_[parent], *sum);
                *left -= *sum;
            } else {
                others.insert(others.end(), rows_[parent].begin(), rows_[parent].end());
            }
        }
        fill(others, left);
    }

    /// After `units`.
    void years() {
        const std::size_t count = shown_.by_year.size();
        const double total = sum_of(table_.means.values());
        const std::vector<double> years = filled(shown_.by_year, known(shown_.total));
        std::vector<double> parent_weights;
        for (const std::vector<std::size_t>& rows : rows_) {
            double sum = 0;
            for (const std::size_t row : rows) {
                sum += weights_[row];
            }
            parent_weights.push_back(sum);
        }
        std::vector<std::vector<double>> by_parent;
        for (std::size_t year = 0; year < count; ++year) {
            by_parent.push_back(
                filled(shown_.by_year_and_parent[year], parent_weights, years[year]));
        }
        const double dated = total > 0 ? std::min(1.0, sum_of(years) / total) : 0;
        table_.means_by_year.assign(count, PerUnit<double>(weights_.size(), 0));
        for (std::size_t parent = 0; parent < rows_.size(); ++parent) {
            double sum = 0;
            for (std::size_t year = 0; year < count; ++year) {
                sum += by_parent[year][parent];
            }
            for (std::size_t year = 0; year < count && sum > 0; ++year) {
                for (const std::size_t row : rows_[parent]) {
                    const UnitIndex unit(row);
                    table_.means_by_year[year][unit] =
                        table_.means[unit] * dated * by_parent[year][parent] / sum;
                }
            }
        }
        for (std::size_t year = 0; year < count; ++year) {
            const double sum = sum_of(table_.means_by_year[year].values());
            for (double& mean : table_.means_by_year[year]) {
                mean = sum > 0 ? mean * (years[year] / sum) : 0;
            }
        }
    }

  private:
    /// The cases of a parent where the printed tables tell them.
    std::optional<double> sum_of_parent(std::size_t parent) const {
        const bool all_dated = shown_.total.exact() && all_exact(shown_.by_year) &&
                               shown_sum(shown_.by_year) == shown_.total.count;
        if (!all_dated) {
            return std::nullopt;
        }
        double sum = 0;
        for (const std::vector<ShownCount>& year : shown_.by_year_and_parent) {
            if (!year[parent].exact()) {
                return std::nullopt;
            }
            sum += static_cast<double>(year[parent].count);
        }
        return sum;
    }

    void fill(const std::vector<std::size_t>& rows, std::optional<double> sum) {
        std::vector<ShownCount> counts;
        std::vector<double> weights;
        for (const std::size_t row : rows) {
            counts.push_back(shown_.by_unit[UnitIndex(row)]);
            weights.push_back(weights_[row]);
        }
        const std::vector<double> means = filled(counts, weights, sum);
        const std::vector<std::int64_t> whole = disclosure::whole_counts(means);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            table_.means[UnitIndex(rows[i])] = means[i];
            table_.observed[UnitIndex(rows[i])] = whole[i];
        }
    }

    const ShownCases& shown_;
    std::vector<std::vector<std::size_t>> rows_;
    std::vector<double> weights_;
    cases::CaseTable& table_;
};

/// Cases whose age is known, by band of the population.
std::vector<double> cases_in_bands(const ShownCases& shown,
                                   const std::vector<domain::AgeBand>& bands,
                                   int below) {
    std::vector<ShownCount> counts;
    for (const AgeTable& table : shown.by_age) {
        counts.insert(counts.end(), table.of_age.begin(), table.of_age.end());
    }
    const std::vector<double> means = filled(counts, known(shown.total));
    const int edges[] = {0, 5, 10, 15, 16, std::max(below, 17)};
    std::vector<double> result(bands.size(), 0);
    for (std::size_t i = 0; i < means.size(); ++i) {
        const std::size_t group = i % age_groups;
        for (std::size_t band = 0; group + 1 < age_groups && band < bands.size(); ++band) {
            const int from = std::max(edges[group], bands[band].from);
            const int to = std::min(edges[group + 1], bands[band].below);
            if (from < to) {
                result[band] += means[i] * (to - from) / (edges[group + 1] - edges[group]);
            }
        }
    }
    return result;
}

}  // namespace

cases::CaseTable published_cases(const ShownCases& shown, const PublicKnowledge& known_to_all) {
    const std::size_t size = known_to_all.units.size();
    const domain::AgeBand& ages = known_to_all.hazard.incidents.ages;
    IssueLog told_before;
    cases::CaseTable table;
    table.years = known_to_all.period.years();
    table.observed = PerUnit<std::int64_t>(size, 0);
    table.reported = known_to_all.reported;
    cases::count_times({}, known_to_all.period, table);
    cases::Denominators people =
        cases::denominators(known_to_all.population, ages, size, known_to_all.period, told_before);
    PerUnit<bool> counted(size, true);
    if (known_to_all.reporting != nullptr) {
        cases::heed_reports(*known_to_all.reporting,
                            known_to_all.units,
                            known_to_all.period,
                            table,
                            people,
                            told_before);
        table.reported = known_to_all.reported;
        counted = table.reported;
    }
    table.observed_by_year.clear();
    table.observed_by_month.clear();
    table.person_years = people.total;
    Filling filling(shown, known_to_all, table);
    filling.units();
    filling.years();

    const auto whole = [](const std::vector<double>& means) {
        return disclosure::whole_counts(means);
    };
    const auto twelve = shown.by_month.begin() + (month_rows - 1);
    table.by_month = whole(filled({shown.by_month.begin(), twelve}, known(shown.known_month)));
    table.by_hour = whole(filled(shown.by_hours, known(shown.known_hour)));

    cases::AgedCases aged{0, cases_in_bands(shown, people.bands, ages.below)};
    double all = 0;
    for (std::size_t row = 0; row < size; ++row) {
        const UnitIndex unit(row);
        const bool counts = people.total[unit] > 0 && counted[unit];
        aged.all += counts ? table.means[unit] : 0;
        all += table.means[unit];
    }
    for (double& cases : aged.in_band) {
        cases = all > 0 ? cases * aged.all / all : 0;
    }
    cases::Expected expected = cases::expected_cases(aged, people, counted);
    table.expected = std::move(expected.cases);
    table.reference_rate = expected.reference_rate;
    table.age_standardised = expected.age_standardised;
    return table;
}

}  // namespace riskmap::plan
