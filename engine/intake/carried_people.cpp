#include "intake/carried_people.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "core/error.hpp"

namespace riskmap::intake {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// Shares the figure of each target among its units in proportion to `weights`.
std::vector<double> spread(const std::vector<double>& figures,
                           const PopulationTargets& targets,
                           const std::vector<double>& weights) {
    std::vector<double> people(weights.size(), missing);
    for (std::size_t target = 0; target < targets.size(); ++target) {
        double sum = 0;
        for (const PlanShare& member : targets.members(target)) {
            sum += weights[member.unit.row()];
        }
        for (const PlanShare& member : targets.members(target)) {
            const std::size_t row = member.unit.row();
            people[row] = sum > 0 ? figures[target] * weights[row] / sum : missing;
        }
    }
    return people;
}

/// Carries the figures of units of another date to the units that hold them now. A unit one of
/// whose origins has no figure has none either.
std::vector<double> carried(const std::vector<double>& figures,
                            const PopulationTargets& targets,
                            std::size_t unit_count) {
    std::vector<double> people(unit_count, 0);
    std::vector<bool> reached(unit_count, false);
    double before = 0;
    for (std::size_t target = 0; target < targets.size(); ++target) {
        const std::vector<PlanShare>& members = targets.members(target);
        before += members.empty() ? 0 : figures[target];
        for (const PlanShare& member : members) {
            people[member.unit.row()] += figures[target] * member.share;
            reached[member.unit.row()] = true;
        }
    }
    double after = 0;
    for (std::size_t row = 0; row < unit_count; ++row) {
        people[row] = reached[row] ? people[row] : missing;
        after += reached[row] ? people[row] : 0;
    }
    expects(std::isnan(before) || std::abs(after - before) <= 1e-9 * std::max(1.0, before),
            "read_population: the crosswalk keeps the sum of people");
    return people;
}

void tell_older(const std::string& key, const std::string& name, SourceLog& log) {
    log.warn({"population.older-units",
              key,
              name,
              {fmt::format("bảng ghi theo đơn vị có hiệu lực từ \"{}\", không phải đơn vị của "
                           "nghiên cứu; số dân đã được chuyển theo [crosswalk]",
                           name),
               fmt::format("the table is of the units valid from \"{}\", not of those of the "
                           "study; its figures were carried by the [crosswalk]",
                           name)},
              {fmt::format("ghi population.vintage = \"{}\" nếu đúng", name),
               fmt::format("state population.vintage = \"{}\" if that is right", name)}});
}

void tell_mixed(const std::string& key,
                const std::vector<KeyedSet>& sets,
                const DatedUnits& dated,
                SourceLog& log) {
    std::string vi;
    std::string en;
    for (const KeyedSet& set : sets) {
        const std::string name =
            dated.crosswalk()->vintages()[set.vintage.value_or(dated.plan_vintage())].name();
        const std::string years = fmt::format("{}", fmt::join(set.years, ", "));
        vi += fmt::format("{}{}: từ \"{}\"", vi.empty() ? "" : "; ", years, name);
        en += fmt::format("{}{}: from \"{}\"", en.empty() ? "" : "; ", years, name);
    }
    log.warn(
        {"population.units-by-year",
         key,
         "",
         {fmt::format("các năm ghi theo những bộ đơn vị khác nhau ({}); số dân của mỗi năm đã "
                      "được chuyển từ bộ của nó theo [crosswalk]",
                      vi),
          fmt::format("years are of different sets of units ({}); the figures of each year "
                      "were carried from its own by the [crosswalk]",
                      en)},
         {"kiểm tra các năm và bộ đơn vị này; nếu cả bảng thuộc một bộ, ghi population.vintage",
          "check these years and sets; if the whole table is of one, state "
          "population.vintage"}});
}

}  // namespace

std::vector<KeyedSet> sets_of_table(const PopulationSource& source,
                                    const SourceTable& table,
                                    const domain::AdminUnits& units,
                                    const DatedUnits& dated,
                                    const Period& period,
                                    SourceLog& log) {
    if (source.keyed_by_parent || source.form == PopulationForm::unit_column) {
        return {KeyedSet()};
    }
    if (!source.vintage.empty()) {
        return {{vintage_stated(source.vintage, "population.vintage", dated, units), {}}};
    }
    std::vector<KeyedSet> sets;
    for (const KeyedTable& keyed : keyed_tables(source, table, period)) {
        const auto vintage = vintage_of_keys(keyed, dated, units);
        auto set = std::find_if(sets.begin(), sets.end(), [&](const KeyedSet& known) {
            return known.vintage == vintage;
        });
        set = set == sets.end() ? sets.insert(set, {vintage, {}}) : set;
        set->years.insert(set->years.end(), keyed.years.begin(), keyed.years.end());
    }
    if (sets.size() > 1) {
        tell_mixed(source.key, sets, dated, log);
    } else if (sets.front().vintage) {
        tell_older(source.key, dated.crosswalk()->vintages()[*sets.front().vintage].name(), log);
    }
    return sets;
}

CarriedPeople carry_people(const std::vector<KeyedSet>& sets,
                           const std::vector<PopulationTargets>& targets,
                           const std::vector<PopulationFigures>& figures,
                           std::size_t band,
                           const std::vector<double>& weights) {
    std::vector<std::vector<double>> by_set;
    for (std::size_t set = 0; set < sets.size(); ++set) {
        const std::vector<double>& read = figures[set].people[band];
        by_set.push_back(sets[set].vintage ? carried(read, targets[set], weights.size())
                                           : spread(read, targets[set], weights));
    }
    if (sets.size() == 1) {
        return {std::move(by_set.front()), total_known(figures.front().people[band])};
    }
    CarriedPeople result{std::vector<double>(weights.size(), missing), 0};
    double all_years = 0;
    for (std::size_t set = 0; set < sets.size(); ++set) {
        const auto years = static_cast<double>(sets[set].years.size());
        result.read += years * total_known(figures[set].people[band]);
        all_years += years;
    }
    result.read /= all_years;
    for (std::size_t unit = 0; unit < weights.size(); ++unit) {
        double sum = 0;
        double years_known = 0;
        for (std::size_t set = 0; set < sets.size(); ++set) {
            if (!std::isnan(by_set[set][unit])) {
                const auto years = static_cast<double>(sets[set].years.size());
                sum += years * by_set[set][unit];
                years_known += years;
            }
        }
        result.people[unit] = years_known > 0 ? sum / years_known : missing;
    }
    return result;
}

double total_known(const std::vector<double>& figures) {
    return std::accumulate(figures.begin(), figures.end(), 0.0, [](double sum, double number) {
        return std::isnan(number) ? sum : sum + number;
    });
}

}  // namespace riskmap::intake
