#include "plan/targets.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>

#include "core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/poisson_interval.hpp"

namespace riskmap::plan {
namespace {

constexpr double per_100k = 100000;

struct StateRow {
    TargetState state;
    const char* word;
    Text words;
};

std::span<const StateRow> state_rows() {
    static const std::array<StateRow, 4> rows{{
        {TargetState::met, "met", {"đạt", "met"}},
        {TargetState::not_met, "not_met", {"chưa đạt", "not met"}},
        {TargetState::too_few_to_say,
         "too_few_to_say",
         {"quá ít vụ để kết luận", "too few cases to say"}},
        {TargetState::not_measured,
         "not_measured",
         {"nghiên cứu không đo", "not measured by this study"}},
    }};
    return rows;
}

const StateRow& row_of(TargetState state) {
    for (const StateRow& row : state_rows()) {
        if (row.state == state) {
            return row;
        }
    }
    throw Error(ErrorKind::internal, "row_of: a state of a target");
}

const YearCount* count_in(const std::vector<YearCount>& counts, const Target& target, int year) {
    const auto found = std::find_if(counts.begin(), counts.end(), [&](const YearCount& count) {
        return count.hazard == target.hazard && count.severity == target.severity &&
               count.year == year && count.whole_year;
    });
    return found == counts.end() ? nullptr : &*found;
}

TargetState state_of(const risk::Interval& interval, double wanted) {
    if (interval.upper <= wanted) {
        return TargetState::met;
    }
    return interval.lower > wanted ? TargetState::not_met : TargetState::too_few_to_say;
}

/// Too few to say, and nothing from which the count could be worked out.
void keep_silent(TargetStatus& status) {
    const double nothing = std::numeric_limits<double>::quiet_NaN();
    status.interval = {nothing, nothing};
    status.state = TargetState::too_few_to_say;
}

void compare_rate(const YearCount& count, TargetStatus& status) {
    if (!(count.people > 0)) {
        return;
    }
    if (!count.told) {
        keep_silent(status);
        return;
    }
    const stats::PoissonInterval exact = stats::poisson_interval(count.cases);
    const double scale = per_100k / count.people;
    status.observed = static_cast<double>(count.cases) * scale;
    status.interval = {exact.lower * scale, exact.upper * scale};
    status.state = state_of(status.interval, status.target->value);
}

/// later / earlier - 1, the earlier count given the sum being binomial.
void compare_change(const YearCount& earlier, const YearCount& later, TargetStatus& status) {
    if (!earlier.told || !later.told) {
        keep_silent(status);
        return;
    }
    const auto a = static_cast<double>(later.cases);
    const auto b = static_cast<double>(earlier.cases);
    if (a + b == 0) {
        return;
    }
    const double low = a == 0 ? 0 : stats::beta_quantile(0.025, a, b + 1);
    const double high = b == 0 ? 1 : stats::beta_quantile(0.975, a + 1, b);
    const auto change = [](double share) {
        return share < 1 ? share / (1 - share) - 1 : std::numeric_limits<double>::infinity();
    };
    if (b > 0) {
        status.observed = a / b - 1;
    }
    status.interval = {change(low), change(high)};
    status.state = state_of(status.interval, status.target->value);
}

}  // namespace

const char* to_word(TargetState state) { return row_of(state).word; }

TargetState target_state_of(const std::string& word) {
    for (const StateRow& row : state_rows()) {
        if (word == row.word) {
            return row.state;
        }
    }
    throw Error(ErrorKind::internal, "target_state_of: a state of a target");
}

const Text& state_words(TargetState state) { return row_of(state).words; }

std::vector<TargetStatus> target_status(const std::vector<Target>& targets,
                                        const std::vector<YearCount>& counts) {
    std::vector<int> years;
    for (const YearCount& count : counts) {
        years.push_back(count.year);
    }
    std::sort(years.begin(), years.end());
    years.erase(std::unique(years.begin(), years.end()), years.end());
    std::vector<TargetStatus> list;
    for (const Target& target : targets) {
        const std::size_t before = list.size();
        for (const int year : years) {
            const YearCount* count = count_in(counts, target, year);
            const int reference =
                target.kind == TargetKind::change_each_year ? year - 1 : target.from_year;
            if (count == nullptr || year > target.year || target.kind == TargetKind::other) {
                continue;
            }
            TargetStatus status{&target, year, std::nullopt, {}, TargetState::not_measured};
            if (target.kind == TargetKind::rate_per_100k) {
                compare_rate(*count, status);
                list.push_back(status);
            } else if (const YearCount* earlier = count_in(counts, target, reference);
                       earlier != nullptr && reference < year) {
                compare_change(*earlier, *count, status);
                list.push_back(status);
            }
        }
        if (list.size() == before) {
            list.push_back({&target, target.year, std::nullopt, {}, TargetState::not_measured});
        }
    }
    return list;
}

}  // namespace riskmap::plan
