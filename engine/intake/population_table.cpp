#include "intake/population_table.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "core/error.hpp"
#include "intake/count_cells.hpp"

namespace riskmap::intake {
namespace {

using domain::AgeBand;

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// Finds the target of each row; refuses those without one.
class RowTargets {
  public:
    RowTargets(const SourceTable& table,
               std::size_t key,
               const PopulationTargets& targets,
               SourceLog& log)
        : table_(table), key_(key), targets_(targets), log_(log) {}

    std::optional<std::size_t> of(std::size_t row) {
        const auto faults = faults_of(table_, row);
        if (!faults.empty()) {
            log_.reject(row, finding_of(faults.front()));
            return std::nullopt;
        }
        const std::string key = cell_text(table_.layer, key_, row);
        const auto target = targets_.find(key);
        if (!target) {
            const std::string near = targets_.nearest(key);
            reject(row,
                   "population.unknown-unit",
                   {"khoá không chỉ đúng một đơn vị nào", "the key names no single unit"},
                   near.empty()
                       ? Text{"điền mã của một đơn vị", "fill in the code of a unit"}
                       : Text{fmt::format("gần nhất: {}", near), fmt::format("nearest: {}", near)});
        }
        return target;
    }

    void reject_repeated(std::size_t row, std::int64_t first) {
        reject(row,
               "population.repeated-row",
               {fmt::format("lặp lại dòng {}", first), fmt::format("repeats row {}", first)},
               {"giữ một trong hai dòng", "keep one of the two rows"});
    }

    void reject(std::size_t row, const std::string& slug, const Text& message, const Text& repair) {
        log_.reject(row,
                    {slug,
                     table_.layer.fields[key_].name,
                     cell_text(table_.layer, key_, row),
                     message,
                     repair});
    }

  private:
    const SourceTable& table_;
    std::size_t key_;
    const PopulationTargets& targets_;
    SourceLog& log_;
};

void check_bands(const std::vector<AgeBand>& bands, const std::string& file) {
    for (std::size_t i = 0; i < bands.size(); ++i) {
        if (bands[i].from < 0 || bands[i].below <= bands[i].from ||
            (i > 0 && bands[i].from < bands[i - 1].below)) {
            throw Error(
                ErrorKind::input,
                Text{fmt::format("{}: các nhóm tuổi chồng lên nhau hoặc trống ở {} đến {}; mỗi "
                                 "tuổi thuộc một nhóm",
                                 file,
                                 bands[i].from,
                                 bands[i].below),
                     fmt::format("{}: the age bands overlap or are empty at {} to {}; each age "
                                 "belongs to one band",
                                 file,
                                 bands[i].from,
                                 bands[i].below)});
        }
    }
}

bool by_age(const AgeBand& a, const AgeBand& b) {
    return std::tie(a.from, a.below) < std::tie(b.from, b.below);
}

/// Year of each row that stands for the period; nothing where all years do, or there is no column.
std::set<int> years_used(const std::vector<double>& years, const Period& period) {
    const int first = static_cast<int>(period.first.year());
    const int last = static_cast<int>(period.last.year());
    std::set<int> inside;
    std::optional<int> nearest;
    const auto distance = [&](int year) { return year < first ? first - year : year - last; };
    for (const double told : years) {
        if (std::isnan(told)) {
            continue;
        }
        const int year = static_cast<int>(told);
        if (year >= first && year <= last) {
            inside.insert(year);
        } else if (!nearest ||
                   std::pair(distance(year), year) < std::pair(distance(*nearest), *nearest)) {
            nearest = year;
        }
    }
    if (inside.empty() && nearest) {
        inside.insert(*nearest);
    }
    return inside;
}

/// Tells that a year outside the period stands for it.
void warn_of_year(const std::set<int>& used,
                  const Period& period,
                  const std::string& column,
                  SourceLog& log) {
    if (used.empty() || (*used.begin() >= static_cast<int>(period.first.year()) &&
                         *used.begin() <= static_cast<int>(period.last.year()))) {
        return;
    }
    log.warn({"population.other-year",
              column,
              std::to_string(*used.begin()),
              {"không có năm nào trong kỳ nghiên cứu; dùng năm gần nhất",
               "no year lies in the study period; the nearest one is used"},
              {"thêm số liệu của các năm trong kỳ nếu có",
               "add the figures of the period's years if there are any"}});
}

/// Mean over the years that a target has.
double mean(const std::map<int, double>& by_year) {
    double sum = 0;
    for (const auto& [year, in_year] : by_year) {
        sum += in_year;
    }
    return sum / static_cast<double>(by_year.size());
}

/// The one year in the name of a column: "2019", "0-5_2019"; none otherwise.
std::optional<int> year_named(const std::string& column) {
    std::optional<int> found;
    for (std::size_t at = 0; at < column.size(); ++at) {
        const std::size_t begin = at;
        while (at < column.size() && column[at] >= '0' && column[at] <= '9') {
            ++at;
        }
        if (at - begin == 4 && (column[begin] == '2' || column[begin] == '1')) {
            const int year = std::stoi(column.substr(begin, 4));
            if (year >= 1900 && year < 2200) {
                if (found) {
                    return std::nullopt;
                }
                found = year;
            }
        }
    }
    return found;
}

/// Years of the columns of a wide table that are stated; 0 for those that are not.
std::vector<double> years_of(const std::vector<BandColumn>& columns) {
    std::vector<double> years;
    for (const BandColumn& column : columns) {
        years.push_back(column.year.value_or(0));
    }
    return years;
}

/// As `years_used`, with 0 for columns without a year.
std::set<int> column_years_used(const std::vector<BandColumn>& columns, const Period& period) {
    std::vector<double> stated;
    for (const BandColumn& column : columns) {
        stated.push_back(column.year ? *column.year : missing);
    }
    std::set<int> used = years_used(stated, period);
    used.insert(0);
    return used;
}

}  // namespace

std::vector<KeyedTable> keyed_tables(const PopulationSource& source,
                                     const SourceTable& table,
                                     const Period& period) {
    const domain::Layer& layer = table.layer;
    KeyedTable whole;
    whole.file = layer.file;
    whole.column = source.key;
    whole.option = "population.vintage";
    whole.by_name = source.keyed_by_name;
    const std::size_t key =
        column_of(layer, source.key, {"đơn vị của số dân", "unit of the population"});
    const auto year_column = source.form == PopulationForm::long_table
                                 ? optional_column(layer, source.year, {"năm", "year"})
                                 : std::nullopt;
    if (!year_column) {
        std::vector<BandColumn> named = source.bands;
        for (BandColumn& column : named) {
            column.year = column.year ? column.year : year_named(column.column);
        }
        std::set<int> used = column_years_used(named, period);
        used.erase(0);
        whole.years.assign(used.begin(), used.end());
        for (std::size_t row = 0; row < layer.size(); ++row) {
            whole.keys.push_back(cell_text(layer, key, row));
        }
        return {whole};
    }
    const std::vector<double> years = count_column(layer, *year_column);
    std::vector<KeyedTable> by_year;
    for (const int year : years_used(years, period)) {
        KeyedTable& of_year = by_year.emplace_back(whole);
        of_year.years = {year};
        for (std::size_t row = 0; row < layer.size(); ++row) {
            if (static_cast<int>(std::isnan(years[row]) ? 0 : years[row]) == year) {
                of_year.keys.push_back(cell_text(layer, key, row));
            }
        }
    }
    return by_year.empty() ? std::vector<KeyedTable>{whole} : by_year;
}

PopulationFigures read_wide(const PopulationSource& source,
                            const SourceTable& table,
                            const PopulationTargets& targets,
                            const Period& period,
                            SourceLog& log) {
    const domain::Layer& layer = table.layer;
    RowTargets rows(table,
                    column_of(layer, source.key, {"đơn vị của số dân", "unit of the population"}),
                    targets,
                    log);
    std::vector<BandColumn> columns = source.bands;
    std::stable_sort(columns.begin(), columns.end(), [](const auto& a, const auto& b) {
        return by_age(a.ages, b.ages);
    });
    const std::vector<double> years = years_of(columns);
    const std::set<int> used = column_years_used(columns, period);
    PopulationFigures figures;
    std::vector<std::vector<double>> counts;
    std::vector<std::size_t> band_of;  // of each column
    for (const BandColumn& column : columns) {
        if (figures.bands.empty() || figures.bands.back() != column.ages) {
            figures.bands.push_back(column.ages);
            figures.people.emplace_back(targets.size(), missing);
        }
        band_of.push_back(figures.bands.size() - 1);
        counts.push_back(
            count_column(layer, column_of(layer, column.column, {"số dân", "population"})));
    }
    check_bands(figures.bands, layer.file);
    warn_of_year(
        used.size() > 1 ? std::set<int>(std::next(used.begin()), used.end()) : std::set<int>(),
        period,
        columns.front().column,
        log);
    std::map<std::size_t, std::int64_t> seen;
    for (std::size_t row = 0; row < layer.size(); ++row) {
        const auto target = rows.of(row);
        if (!target) {
            continue;
        }
        const auto [first, is_first] = seen.emplace(*target, layer.source_rows[row]);
        if (!is_first) {
            rows.reject_repeated(row, first->second);
            continue;
        }
        std::vector<std::map<int, double>> by_year(figures.bands.size());
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const int year = static_cast<int>(years[i]);
            if (used.contains(year)) {
                by_year[band_of[i]].emplace(year, counts[i][row]);
            }
        }
        for (std::size_t band = 0; band < by_year.size(); ++band) {
            figures.people[band][*target] = mean(by_year[band]);
        }
    }
    return figures;
}

std::vector<PopulationFigures> read_long(const PopulationSource& source,
                                         const SourceTable& table,
                                         const TargetsByYear& targets,
                                         const Period& period,
                                         SourceLog& log) {
    const domain::Layer& layer = table.layer;
    const std::size_t key =
        column_of(layer, source.key, {"đơn vị của số dân", "unit of the population"});
    std::vector<RowTargets> rows_of;
    for (const PopulationTargets& set : targets.sets) {
        rows_of.emplace_back(table, key, set, log);
    }
    const auto from =
        count_column(layer, column_of(layer, source.age_from, {"tuổi đầu", "first age"}));
    const auto below =
        count_column(layer, column_of(layer, source.age_below, {"tuổi cuối", "last age"}));
    const auto count =
        count_column(layer, column_of(layer, source.count, {"số dân", "population"}));
    const auto sex = optional_column(layer, source.sex, {"giới tính", "sex"});
    const auto year_column = optional_column(layer, source.year, {"năm", "year"});
    std::vector<double> years(layer.size(), 0);
    std::set<int> used{0};
    if (year_column) {
        years = count_column(layer, *year_column);
        used = years_used(years, period);
        warn_of_year(used, period, layer.fields[*year_column].name, log);
    }
    std::map<std::tuple<std::size_t, std::pair<int, int>, int, std::string>, std::size_t> first_row;
    using Sums = std::map<std::size_t, std::map<int, double>>;  // by target and year
    std::map<std::pair<int, int>, std::vector<Sums>> sums;      // by band and set
    for (std::size_t row = 0; row < layer.size(); ++row) {
        if (!std::isnan(years[row]) && !used.contains(static_cast<int>(years[row]))) {
            log.not_selected();
            continue;
        }
        const int year = static_cast<int>(std::isnan(years[row]) ? 0 : years[row]);
        const auto listed = targets.set_of.find(year);
        const std::size_t set = listed == targets.set_of.end() ? 0 : listed->second;
        RowTargets& rows = rows_of[set];
        const auto target = rows.of(row);
        if (!target) {
            continue;
        }
        if (std::isnan(from[row]) || std::isnan(below[row]) || std::isnan(years[row])) {
            rows.reject(row,
                        "population.no-band",
                        {"dòng không có nhóm tuổi hoặc năm", "the row has no age band or year"},
                        {"điền tuổi đầu, tuổi cuối và năm", "fill in the ages and the year"});
            continue;
        }
        const std::pair band(static_cast<int>(from[row]), static_cast<int>(below[row]));
        const auto [first, is_first] = first_row.try_emplace(
            {*target, band, year, sex ? cell_text(layer, *sex, row) : ""}, row);
        if (!is_first) {
            rows.reject_repeated(row, layer.source_rows[first->second]);
            continue;
        }
        std::vector<Sums>& of_band = sums[band];
        of_band.resize(targets.sets.size());
        of_band[set][*target].try_emplace(year, 0).first->second += count[row];
    }
    std::vector<PopulationFigures> figures(targets.sets.size());
    for (const auto& [band, by_set] : sums) {
        for (std::size_t set = 0; set < figures.size(); ++set) {
            figures[set].bands.push_back({band.first, band.second});
            std::vector<double>& people =
                figures[set].people.emplace_back(targets.sets[set].size(), missing);
            for (const auto& [target, by_year] : by_set[set]) {
                people[target] = mean(by_year);
            }
        }
    }
    check_bands(figures.front().bands, layer.file);
    return figures;
}

}  // namespace riskmap::intake
