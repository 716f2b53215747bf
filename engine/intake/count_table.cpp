#include "intake/count_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "domain/fold.hpp"
#include "intake/count_columns.hpp"
#include "intake/number_column.hpp"
#include "intake/table_cells.hpp"

namespace riskmap::intake {
namespace {

constexpr double most_in_a_cell = 100000;

class CountReader : private TableReader {
  public:
    explicit CountReader(const TableParts& parts) : TableReader(parts) {}

    void read();

  private:
    void choose_styles();
    void take(std::size_t row);
    void check_total(std::size_t row);
    std::map<GroupKey, Count> counts_of(std::size_t row, const HeaderColumn*& unreadable) const;
    bool take_cell(const HeaderColumn& column, std::string_view text, Count& into) const;
    void write(std::size_t row, const GroupKey& key, const Count& count);
    void add_row(std::size_t row, const GroupKey& key, const std::string& severity);
    void refuse(std::size_t row, const HeaderColumn& column, const Text& message);
    void tell(std::size_t row, const std::string& column, const std::string& value, const Text&);

    std::map<std::size_t, NumberStyle> styles_;  ///< by column
    std::vector<std::map<std::size_t, Count>> sums_ = std::vector<std::map<std::size_t, Count>>(2);
};

void CountReader::choose_styles() {
    for (const HeaderColumn& column : header_.columns) {
        if (!counts_something(column)) {
            continue;
        }
        std::vector<std::string_view> cells;
        for (std::size_t i = 0; i < kinds_.size(); ++i) {
            if (kinds_[i] == RowKind::data || kinds_[i] == RowKind::total) {
                cells.push_back(grid_.at(header_.end + i, column.column));
            }
        }
        styles_[column.column] = number_style(cells, true);
        if (const auto& doubt = styles_[column.column].doubt) {
            tell(header_.first, column.shown(), "", *doubt);
        }
    }
}

void CountReader::tell(std::size_t row,
                       const std::string& column,
                       const std::string& value,
                       const Text& message) {
    table_.told.push_back({std::nullopt,
                           grid_.source_row(row),
                           {"table.sum-differs",
                            column,
                            value,
                            message,
                            {"kiểm tra lại các số của dòng và cột này",
                             "check the numbers of this row and column"}}});
}

/// False when the cell is no count.
bool CountReader::take_cell(const HeaderColumn& column, std::string_view text, Count& into) const {
    if (text.empty() || text == "-" || text == "–") {
        return true;
    }
    if (text.find('/') != std::string_view::npos) {
        const auto pair = read_pair(text);
        if (pair) {
            into.add(
                {static_cast<double>(pair->cases), static_cast<double>(pair->deaths), true, true});
        }
        return pair.has_value();
    }
    const auto number = styled_number(text, styles_.at(column.column));
    if (!number || *number < 0 || *number > most_in_a_cell || *number != std::floor(*number)) {
        return false;
    }
    if (column.meaning == Meaning::deaths) {
        into.add({0, *number, false, true});
    } else {
        into.add({*number, 0, true, false});
    }
    return true;
}

std::map<GroupKey, Count> CountReader::counts_of(std::size_t row,
                                                 const HeaderColumn*& unreadable) const {
    std::map<GroupKey, Count> counts;
    std::map<GroupKey, double> injured;
    for (const HeaderColumn& column : header_.columns) {
        if (!counts_something(column)) {
            continue;
        }
        Count& count = counts[{column.cause, column.year.value_or(0), margin_of(column)}];
        Count one;
        if (!take_cell(column, grid_.at(row, column.column), one)) {
            unreadable = &column;
            return {};
        }
        const GroupKey key{column.cause, column.year.value_or(0), margin_of(column)};
        if (column.meaning == Meaning::injuries) {
            injured[key] += one.cases;
        } else if (column.meaning == Meaning::total && count.has_cases) {
            count.cases = std::max(count.cases, one.cases);
        } else {
            count.add(one);
        }
    }
    for (const auto& [key, number] : injured) {
        Count& count = counts[key];
        count.cases = count.has_cases ? count.cases : number + count.deaths;
        count.has_cases = true;
    }
    return counts;
}

void CountReader::refuse(std::size_t row, const HeaderColumn& column, const Text& message) {
    const std::size_t at = builder_.row(grid_.source_row(row));
    table_.refused.push_back({at,
                              grid_.source_row(row),
                              {"table.unreadable-count",
                               column.shown(),
                               std::string(grid_.at(row, column.column)),
                               message,
                               {"viết số ca, hoặc \"số mắc/số chết\" như 02/01; định dạng ô là "
                                "văn bản",
                                "write a count, or \"cases/deaths\" such as 02/01; format the "
                                "cell as text"}}});
}

void CountReader::add_row(std::size_t row, const GroupKey& key, const std::string& severity) {
    builder_.row(grid_.source_row(row));
    std::string period(cell(row, Meaning::year));
    period = key.year > 0 ? std::to_string(key.year) : period;
    builder_.set(builder_.column(&IncidentSource::date, name_of(Meaning::year)),
                 period.empty() ? title_.period : period);
    std::string cause = key.cause;
    if (const std::string_view told = cell(row, Meaning::cause); cause.empty() && !told.empty()) {
        cause = words_.cause(told);
        cause = cause.empty() ? std::string(told) : cause;
    }
    builder_.set(builder_.column(&IncidentSource::cause, name_of(Meaning::cause)),
                 cause.empty() ? cause_ : cause);
    builder_.set(builder_.column(&IncidentSource::severity, name_of(Meaning::deaths)), severity);
    std::string commune(cell(row, Meaning::commune));
    commune = commune.empty() && header_.find(Meaning::commune) == nullptr
                  ? (commune_.empty() ? title_.commune : commune_)
                  : commune;
    builder_.set(builder_.column(&IncidentSource::unit_name, name_of(Meaning::commune)), commune);
    if (header_.find(Meaning::commune_code) != nullptr) {
        builder_.set(builder_.column(&IncidentSource::unit_code, name_of(Meaning::commune_code)),
                     std::string(cell(row, Meaning::commune_code)));
    }
    const std::string_view district = cell(row, Meaning::district);
    builder_.set(builder_.column(&IncidentSource::parent_name, name_of(Meaning::district)),
                 district.empty() ? district_ : std::string(district));
}

void CountReader::write(std::size_t row, const GroupKey& key, const Count& count) {
    const double injured = count.has_cases ? count.cases - count.deaths : 0;
    for (double i = 0; i < count.deaths; ++i) {
        add_row(row, key, "death");
    }
    for (double i = 0; i < injured; ++i) {
        add_row(row, key, count.has_deaths ? "injury" : "");
    }
}

void CountReader::take(std::size_t row) {
    const HeaderColumn* unreadable = nullptr;
    const std::map<GroupKey, Count> counts = counts_of(row, unreadable);
    if (unreadable != nullptr) {
        refuse(row, *unreadable, {"không phải là số đếm", "is no count"});
        return;
    }
    std::map<std::pair<std::string, int>, std::vector<std::pair<Margin, Count>>> told;
    for (const auto& [key, count] : counts) {
        if (count.has_cases || count.has_deaths) {
            told[{key.cause, key.year}].emplace_back(key.margin, count);
        }
    }
    for (const auto& [of, margins] : told) {
        const Count& first = margins.front().second;
        if (first.has_cases && first.deaths > first.cases) {
            const HeaderColumn& column =
                *std::find_if(header_.columns.begin(), header_.columns.end(), counts_something);
            refuse(row, column, {"số chết lớn hơn số mắc", "deaths exceed cases"});
            return;
        }
        for (const auto& [margin, count] : margins) {
            if (!(count == first)) {
                static const std::array<Text, 4> names{{{"tổng số", "the total"},
                                                        {"nam và nữ", "the sexes"},
                                                        {"các nhóm tuổi", "the age bands"},
                                                        {"các nơi xảy ra", "the places"}}};
                const Text& name = names[static_cast<std::size_t>(margin)];
                tell(row,
                     "",
                     count.shown(),
                     {fmt::format(
                          "tổng theo {} là {}, khác {}", name.vi, count.shown(), first.shown()),
                      fmt::format(
                          "the sum over {} is {}, not {}", name.en, count.shown(), first.shown())});
            }
        }
        write(row, {of.first, of.second, Margin::none}, first);
    }
    for (const HeaderColumn& column : header_.columns) {
        if (counts_something(column)) {
            Count one;
            take_cell(column, grid_.at(row, column.column), one);
            for (std::map<std::size_t, Count>& sums : sums_) {
                sums[column.column].add(one);
            }
        }
    }
}

/// A total may stand for the rows since the total before it, or for all rows.
void CountReader::check_total(std::size_t row) {
    for (const HeaderColumn& column : header_.columns) {
        const std::string_view text = grid_.at(row, column.column);
        Count printed;
        if (!counts_something(column) || text.empty() || !take_cell(column, text, printed)) {
            continue;
        }
        const Count& since = sums_[0][column.column];
        const Count& all = sums_[1][column.column];
        if (!(printed == since) && !(printed == all)) {
            tell(
                row,
                column.shown(),
                std::string(text),
                {fmt::format("dòng cộng ghi {}, các dòng trên cộng lại là {}", text, since.shown()),
                 fmt::format(
                     "the total says {}, the rows above add up to {}", text, since.shown())});
        }
    }
    sums_[0].clear();
}

void CountReader::read() {
    choose_styles();
    for (std::size_t i = 0; i < kinds_.size(); ++i) {
        const std::size_t row = header_.end + i;
        if (kinds_[i] == RowKind::section) {
            section(row);
        } else if (kinds_[i] == RowKind::total) {
            check_total(row);
        } else if (kinds_[i] == RowKind::data) {
            take(row);
        }
    }
}

}  // namespace

bool is_count_table(const TableHeader& header) {
    bool counts = false;
    for (const HeaderColumn& column : header.columns) {
        const bool person = is_one_of(column.meaning,
                                      {Meaning::name,
                                       Meaning::birth,
                                       Meaning::age,
                                       Meaning::sex,
                                       Meaning::date,
                                       Meaning::severity}) ||
                            column.group == Meaning::birth;
        if (person && column.parts.size() < 2) {
            return false;
        }
        counts = counts || counts_something(column);
    }
    return counts && (header.find(Meaning::commune) != nullptr ||
                      header.find(Meaning::commune_code) != nullptr ||
                      header.find(Meaning::cause) != nullptr);
}

std::function<bool(std::size_t)> count_rows(const TableParts& parts) {
    return [parts, done = false](std::size_t) mutable {
        if (!std::exchange(done, true)) {
            CountReader(parts).read();
            return parts.table.layer.size() > 0;
        }
        return false;
    };
}

}  // namespace riskmap::intake
