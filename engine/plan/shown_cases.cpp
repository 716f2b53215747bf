#include "plan/shown_cases.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace riskmap::plan {
namespace {

using disclosure::Audience;
using disclosure::CountFlow;
using disclosure::Shown;

constexpr std::size_t unknown_month = month_rows - 1;
constexpr std::size_t unknown_block = hour_blocks - 1;
constexpr std::size_t unknown_age = age_groups - 1;
/// Totals of the whole study are the last to go, sums of rows before them.
constexpr std::int64_t of_all = 30;
constexpr std::int64_t of_rows = 4;
constexpr int hours_of_block = 6;
constexpr int hours_of_bin = 3;

/// A table of counts while it is filled: rows by columns.
class Tally {
  public:
    Tally(std::size_t rows, std::size_t columns)
        : counts_(rows, std::vector<std::int64_t>(columns, 0)) {}
    void add(std::size_t row, std::size_t column, std::int64_t count) {
        counts_[row][column] += count;
    }
    std::int64_t at(std::size_t row, std::size_t column) const { return counts_[row][column]; }
    std::int64_t row(std::size_t row) const {
        std::int64_t sum = 0;
        for (const std::int64_t count : counts_[row]) {
            sum += count;
        }
        return sum;
    }
    std::int64_t column(std::size_t column) const {
        std::int64_t sum = 0;
        for (const auto& row : counts_) {
            sum += row[column];
        }
        return sum;
    }

  private:
    std::vector<std::vector<std::int64_t>> counts_;
};

/// Cells of a flow and where their shown counts belong.
class Tables {
  public:
    CountFlow flow;

    void cell(std::size_t from,
              std::size_t to,
              std::int64_t count,
              ShownCount* place,
              std::int64_t weight = 1) {
        flow.add({from, to, count, weight, place != nullptr});
        places_.push_back(place);
    }
    std::vector<std::size_t> nodes(std::size_t count) {
        std::vector<std::size_t> list;
        for (std::size_t i = 0; i < count; ++i) {
            list.push_back(flow.add_node());
        }
        return list;
    }
    void show(Audience audience) {
        const std::vector<Shown> shown = audience == Audience::internal
                                             ? std::vector<Shown>(places_.size(), Shown::exact)
                                             : disclosure::what_to_show(flow);
        for (std::size_t i = 0; i < places_.size(); ++i) {
            if (places_[i] != nullptr) {
                *places_[i] = {shown[i] == Shown::exact ? flow.cells()[i].count : 0, shown[i]};
            }
        }
    }

  private:
    std::vector<ShownCount*> places_;
};

std::size_t age_group(const std::optional<double>& age) {
    if (!age) {
        return unknown_age;
    }
    constexpr double below[] = {5, 10, 15, 16};
    std::size_t group = 0;
    while (group < 4 && *age >= below[group]) {
        ++group;
    }
    return group;
}

std::size_t sex_column(const std::string& sex) {
    return sex == "male" ? 0 : sex == "female" ? 1 : 2;
}

/// What the tables are filled from.
struct Inputs {
    const cases::CaseTable& table;
    const domain::Incidents& incidents;
    const domain::AdminUnits& units;
};

std::vector<std::string> parents_of(const domain::AdminUnits& units) {
    std::vector<std::string> parents = units.parent.values();
    std::sort(parents.begin(), parents.end());
    parents.erase(std::unique(parents.begin(), parents.end()), parents.end());
    return parents;
}

std::size_t parent_row(const std::vector<std::string>& parents, const std::string& parent) {
    return static_cast<std::size_t>(std::lower_bound(parents.begin(), parents.end(), parent) -
                                    parents.begin());
}

/// Units, parents by year, years: from `begin` to `end`.
void lay_places(
    const Inputs& in, Tables& tables, ShownCases& result, std::size_t begin, std::size_t end) {
    const std::size_t years = in.table.observed_by_year.size();
    const std::size_t parents = result.parents.size();
    const std::vector<std::size_t> parent = tables.nodes(parents);
    const std::vector<std::size_t> year = tables.nodes(years + 1);  // the last: not known
    Tally counts(years + 1, parents);
    for (const cases::Case& one : in.table.cases) {
        const Date& date = in.incidents.rows[one.row].date;
        const int past = static_cast<int>(date.year()) - in.table.first_year;
        const bool known = date.ok() && past >= 0 && past < static_cast<int>(years);
        counts.add(known ? static_cast<std::size_t>(past) : years,
                   parent_row(result.parents, in.units.parent[one.unit]),
                   one.cases);
    }
    result.by_unit = PerUnit<ShownCount>(in.units.size());
    for (std::size_t row = 0; row < in.units.size(); ++row) {
        const UnitIndex unit(row);
        tables.cell(begin,
                    parent[parent_row(result.parents, in.units.parent[unit])],
                    in.table.observed[unit],
                    in.table.reported[unit] ? &result.by_unit[unit] : nullptr);
    }
    result.by_year.assign(years, {});
    result.by_year_and_parent.assign(years, std::vector<ShownCount>(parents));
    for (std::size_t y = 0; y <= years; ++y) {
        for (std::size_t p = 0; p < parents; ++p) {
            // One parent's cells are the totals of the years.
            const bool printed = y < years && parents > 1;
            tables.cell(parent[p],
                        year[y],
                        counts.at(y, p),
                        printed ? &result.by_year_and_parent[y][p] : nullptr);
        }
        tables.cell(year[y], end, counts.row(y), y < years ? &result.by_year[y] : nullptr, of_all);
    }
}

/// Months by blocks of hours, and hours: from `begin` to `end`.
void lay_times(
    const Inputs& in, Tables& tables, ShownCases& result, std::size_t begin, std::size_t end) {
    const std::vector<std::size_t> month = tables.nodes(month_rows);
    const std::vector<std::size_t> block = tables.nodes(hour_blocks);
    Tally counts(month_rows, hour_blocks);
    std::vector<std::int64_t> bins(hour_bins, 0);
    for (const cases::Case& one : in.table.cases) {
        const auto known_month = cases::month_of(in.incidents, one.row);
        const std::optional<int>& hour = in.incidents.rows[one.row].hour;
        const bool known_hour = hour && *hour >= 0 && *hour < 24;
        counts.add(known_month ? static_cast<std::size_t>(*known_month - 1) : unknown_month,
                   known_hour ? static_cast<std::size_t>(*hour / hours_of_block) : unknown_block,
                   one.cases);
        if (known_hour) {
            bins[static_cast<std::size_t>(*hour / hours_of_bin)] += one.cases;
        }
    }
    // What is known of time stands in ratios, so its totals count as printed.
    const std::size_t some_month = tables.flow.add_node();
    const std::size_t some_hour = tables.flow.add_node();
    tables.cell(begin,
                some_month,
                in.table.total() - counts.row(unknown_month),
                &result.known_month,
                of_all);
    result.by_month.assign(month_rows, {});
    result.by_month_and_block.assign(month_rows, std::vector<ShownCount>(hour_blocks));
    for (std::size_t m = 0; m < month_rows; ++m) {
        tables.cell(m == unknown_month ? begin : some_month,
                    month[m],
                    counts.row(m),
                    &result.by_month[m],
                    of_rows);
        for (std::size_t b = 0; b < hour_blocks; ++b) {
            tables.cell(month[m], block[b], counts.at(m, b), &result.by_month_and_block[m][b]);
        }
    }
    result.by_hours.assign(hour_bins, {});
    for (std::size_t bin = 0; bin < hour_bins; ++bin) {
        tables.cell(block[bin * hours_of_bin / hours_of_block],
                    some_hour,
                    bins[bin],
                    &result.by_hours[bin],
                    of_rows);
    }
    tables.cell(some_hour,
                end,
                in.table.total() - counts.column(unknown_block),
                &result.known_hour,
                of_all);
    tables.cell(block[unknown_block], end, counts.column(unknown_block), nullptr);
}

/// Ages and sexes by the place at which cases count: from `begin` to `end`.
void lay_ages(
    const Inputs& in, Tables& tables, ShownCases& result, std::size_t begin, std::size_t end) {
    std::map<domain::EventPlace, Tally> by_place;
    for (const cases::Case& one : in.table.cases) {
        const domain::Incident& incident = in.incidents.rows[one.row];
        by_place.try_emplace(one.place, age_groups, sex_columns)
            .first->second.add(age_group(incident.age), sex_column(incident.sex), one.cases);
    }
    result.by_age.assign(by_place.size(), {});
    std::size_t at = 0;
    for (const auto& [place, counts] : by_place) {
        AgeTable& table = result.by_age[at++];
        table.place = place;
        table.cells.assign(age_groups, std::vector<ShownCount>(sex_columns));
        table.of_age.assign(age_groups, {});
        for (std::size_t age = 0; age < age_groups; ++age) {
            const std::size_t node = tables.flow.add_node();
            tables.cell(begin, node, counts.row(age), &table.of_age[age], of_rows);
            for (std::size_t sex = 0; sex < sex_columns; ++sex) {
                tables.cell(node, end, counts.at(age, sex), &table.cells[age][sex]);
            }
        }
    }
}

/// People hurt and killed by year; those who lived are printed nowhere but must not be found out.
void lay_people(const Inputs& in, Tables& tables, ShownCases& result) {
    const std::size_t years = in.table.observed_by_year.size();
    Tally counts(years, 2);
    for (const std::uint32_t row : in.table.incident_rows) {
        const domain::Incident& incident = in.incidents.rows[row];
        const int past = static_cast<int>(incident.date.year()) - in.table.first_year;
        if (past >= 0 && past < static_cast<int>(years)) {
            counts.add(static_cast<std::size_t>(past),
                       incident.severity == "death" ? 0 : 1,
                       incident.victims);
        }
    }
    const std::size_t begin = tables.flow.add_node();
    const std::size_t deaths = tables.flow.add_node();
    const std::size_t others = tables.flow.add_node();
    const std::vector<std::size_t> year = tables.nodes(years);
    result.people.assign(years, {});
    for (std::size_t y = 0; y < years; ++y) {
        result.people[y].year = in.table.first_year + static_cast<int>(y);
        tables.cell(begin, year[y], counts.row(y), &result.people[y].all, of_rows);
        tables.cell(year[y], deaths, counts.at(y, 0), &result.people[y].deaths);
        tables.cell(year[y], others, counts.at(y, 1), nullptr);
    }
    tables.cell(deaths, begin, counts.column(0), &result.deaths, of_all);
    tables.cell(others, begin, counts.column(1), nullptr);
}

}  // namespace

std::string printed(const ShownCount& count) {
    switch (count.shown) {
        case Shown::exact:
            return std::to_string(count.count);
        case Shown::fewer:
            return fmt::format("<{}", disclosure::smallest_shown);
        case Shown::withheld:
            break;
    }
    return "…";
}

Text in_words(const ShownCount& count) {
    switch (count.shown) {
        case Shown::exact:
            return {std::to_string(count.count), std::to_string(count.count)};
        case Shown::fewer:
            return {fmt::format("ít hơn {}", disclosure::smallest_shown),
                    fmt::format("fewer than {}", disclosure::smallest_shown)};
        case Shown::withheld:
            break;
    }
    return {"một số", "some"};
}

ShownCases shown_cases(const cases::CaseTable& table,
                       const domain::Incidents& incidents,
                       const domain::AdminUnits& units,
                       Audience audience) {
    const Inputs in{table, incidents, units};
    ShownCases result;
    result.first_year = table.first_year;
    result.parents = parents_of(units);
    Tables tables;
    const std::size_t units_begin = tables.flow.add_node();
    const std::size_t total_begin = tables.flow.add_node();
    const std::size_t times_begin = tables.flow.add_node();
    const std::size_t ages_begin = tables.flow.add_node();
    lay_places(in, tables, result, units_begin, total_begin);
    tables.cell(total_begin, times_begin, table.total(), &result.total, of_all);
    lay_times(in, tables, result, times_begin, ages_begin);
    lay_ages(in, tables, result, ages_begin, units_begin);
    lay_people(in, tables, result);
    tables.show(audience);
    if (result.parents.size() == 1) {
        for (std::size_t year = 0; year < result.by_year.size(); ++year) {
            result.by_year_and_parent[year][0] = result.by_year[year];
        }
    }
    return result;
}

}  // namespace riskmap::plan
