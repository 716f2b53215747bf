#include "disclosure/count_flow.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <queue>

#include <fmt/format.h>

#include "core/error.hpp"

namespace riskmap::disclosure {
namespace {

constexpr std::int64_t unlimited = std::numeric_limits<std::int64_t>::max() / 4;

/// A cell taken by one case more or one case less.
struct Step {
    std::size_t cell = 0;
    bool more = true;
};

/// What a reader knows of a cell without its neighbours.
Bounds known(const CountCell& cell, Shown shown) {
    if (!cell.printed) {
        return {0, unlimited};
    }
    switch (shown) {
        case Shown::exact:
            return {cell.count, cell.count};
        case Shown::fewer:
            return {1, smallest_shown - 1};
        case Shown::withheld:
            return {cell.count < smallest_shown ? 1 : smallest_shown, unlimited};
    }
    return {cell.count, cell.count};
}

/// The price of a step that the cell as shown does not allow but could be made to; none when it
/// cannot. Zero for a step it allows.
std::optional<std::int64_t> price(const CountCell& cell,
                                  Shown shown,
                                  std::int64_t count,
                                  bool more) {
    const std::int64_t after = more ? count + 1 : count - 1;
    const Bounds now = known(cell, shown);
    if (after >= now.lower && after <= now.upper) {
        return 0;
    }
    if (!cell.printed || cell.count == 0 || shown == Shown::withheld) {
        return std::nullopt;
    }
    const Bounds freer = known(cell, Shown::withheld);
    constexpr std::int64_t each = 2;
    return after >= freer.lower && after <= freer.upper
               ? std::optional((each + cell.count) * cell.weight)
               : std::nullopt;
}

/// Cells by the nodes at their ends.
class Neighbours {
  public:
    explicit Neighbours(const CountFlow& flow) : at_(flow.nodes()) {
        for (std::size_t cell = 0; cell < flow.cells().size(); ++cell) {
            at_[flow.cells()[cell].from].push_back({cell, true});
            at_[flow.cells()[cell].to].push_back({cell, false});
        }
    }
    const std::vector<Step>& steps_from(std::size_t node) const { return at_[node]; }

  private:
    std::vector<std::vector<Step>> at_;
};

std::size_t end_of(const CountCell& cell, bool more) { return more ? cell.to : cell.from; }

/// The cheapest cycle of steps that begins with `first`, which is part of it; ties go to the cells
/// found first. With `only_free`, cycles that cost nothing.
struct Cycle {
    std::int64_t cost = 0;
    std::vector<Step> steps;
};
std::optional<Cycle> cheapest_cycle(const CountFlow& flow,
                                    const Neighbours& neighbours,
                                    const std::vector<Shown>& shown,
                                    const std::vector<std::int64_t>& counts,
                                    const Step& first,
                                    bool only_free) {
    const std::vector<CountCell>& cells = flow.cells();
    const auto begin = price(cells[first.cell], shown[first.cell], counts[first.cell], first.more);
    if (!begin || (only_free && *begin > 0)) {
        return std::nullopt;
    }
    const std::size_t start = end_of(cells[first.cell], first.more);
    const std::size_t goal = end_of(cells[first.cell], !first.more);
    std::vector<std::int64_t> cost(flow.nodes(), unlimited);
    std::vector<Step> came(flow.nodes());
    using Entry = std::pair<std::int64_t, std::size_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    cost[start] = *begin;
    open.emplace(*begin, start);
    while (!open.empty()) {
        const auto [so_far, node] = open.top();
        open.pop();
        if (so_far > cost[node]) {
            continue;
        }
        if (node == goal) {
            break;
        }
        for (const Step& step : neighbours.steps_from(node)) {
            if (step.cell == first.cell) {
                continue;
            }
            const auto extra =
                price(cells[step.cell], shown[step.cell], counts[step.cell], step.more);
            const std::size_t next = end_of(cells[step.cell], step.more);
            if (extra && (!only_free || *extra == 0) && so_far + *extra < cost[next]) {
                cost[next] = so_far + *extra;
                came[next] = step;
                open.emplace(cost[next], next);
            }
        }
    }
    if (cost[goal] >= unlimited) {
        return std::nullopt;
    }
    Cycle cycle{cost[goal], {first}};
    for (std::size_t node = goal; node != start;) {
        cycle.steps.push_back(came[node]);
        node = end_of(cells[came[node].cell], !came[node].more);
    }
    return cycle;
}

void take(const Cycle& cycle, std::vector<std::int64_t>& counts) {
    for (const Step& step : cycle.steps) {
        counts[step.cell] += step.more ? 1 : -1;
    }
}

std::vector<std::int64_t> counts_of(const CountFlow& flow) {
    std::vector<std::int64_t> counts;
    for (const CountCell& cell : flow.cells()) {
        counts.push_back(cell.count);
    }
    return counts;
}

Bounds bounds_within(const CountFlow& flow,
                     const Neighbours& neighbours,
                     const std::vector<Shown>& shown,
                     std::size_t cell,
                     std::int64_t steps) {
    const std::int64_t truth = flow.cells()[cell].count;
    Bounds bounds{truth, truth};
    for (const bool more : {false, true}) {
        std::vector<std::int64_t> counts = counts_of(flow);
        for (std::int64_t step = 0; step < steps; ++step) {
            const auto cycle = cheapest_cycle(flow, neighbours, shown, counts, {cell, more}, true);
            if (!cycle) {
                break;
            }
            take(*cycle, counts);
        }
        (more ? bounds.upper : bounds.lower) = counts[cell];
    }
    return bounds;
}

bool is_given_away(const CountCell& cell, Shown shown, const Bounds& bounds) {
    if (shown == Shown::fewer) {
        return bounds.lower > 1 || bounds.upper < smallest_shown - 1;
    }
    const bool guarded = cell.printed ? shown == Shown::withheld : is_small(cell.count);
    return guarded && bounds.lower == bounds.upper;
}

/// Withholds what leaves a small cell both of its values.
void protect(const CountFlow& flow,
             const Neighbours& neighbours,
             std::size_t cell,
             std::vector<Shown>& shown) {
    const std::vector<std::int64_t> counts = counts_of(flow);
    const bool other_way_is_up = counts[cell] == 1;
    auto best = cheapest_cycle(flow, neighbours, shown, counts, {cell, other_way_is_up}, false);
    if (!other_way_is_up) {
        // Two may also be made indistinct from three, at the price of saying less of it.
        const auto up = cheapest_cycle(flow, neighbours, shown, counts, {cell, true}, false);
        if (up && (!best || up->cost < best->cost)) {
            best = up;
        }
    }
    expects(best.has_value(), "what_to_show: a case runs through a cycle of cells");
    for (const Step& step : best->steps) {
        if (*price(flow.cells()[step.cell], shown[step.cell], counts[step.cell], step.more) > 0) {
            shown[step.cell] = Shown::withheld;
        }
    }
}

}  // namespace

std::size_t CountFlow::add(const CountCell& cell) {
    expects(cell.from < nodes_ && cell.to < nodes_ && cell.count >= 0,
            "CountFlow: a cell joins nodes and counts");
    cells_.push_back(cell);
    return cells_.size() - 1;
}

bool CountFlow::balanced() const {
    std::vector<std::int64_t> rest(nodes_, 0);
    for (const CountCell& cell : cells_) {
        rest[cell.from] -= cell.count;
        rest[cell.to] += cell.count;
    }
    return std::all_of(rest.begin(), rest.end(), [](std::int64_t count) { return count == 0; });
}

Bounds bounds_of(const CountFlow& flow,
                 const std::vector<Shown>& shown,
                 std::size_t cell,
                 std::int64_t steps) {
    expects(flow.balanced() && shown.size() == flow.cells().size(),
            "bounds_of: a balanced flow, shown cell by cell");
    return bounds_within(flow, Neighbours(flow), shown, cell, steps);
}

std::vector<std::size_t> given_away(const CountFlow& flow, const std::vector<Shown>& shown) {
    expects(flow.balanced() && shown.size() == flow.cells().size(),
            "given_away: a balanced flow, shown cell by cell");
    const Neighbours neighbours(flow);
    std::vector<std::size_t> found;
    for (std::size_t cell = 0; cell < shown.size(); ++cell) {
        if ((shown[cell] != Shown::exact || !flow.cells()[cell].printed) &&
            is_given_away(
                flow.cells()[cell], shown[cell], bounds_within(flow, neighbours, shown, cell, 1))) {
            found.push_back(cell);
        }
    }
    return found;
}

std::vector<Shown> what_to_show(const CountFlow& flow) {
    expects(flow.balanced(), "what_to_show: every node takes in what it gives out");
    const Neighbours neighbours(flow);
    std::vector<Shown> shown;
    for (const CountCell& cell : flow.cells()) {
        shown.push_back(!cell.printed          ? Shown::withheld
                        : is_small(cell.count) ? Shown::fewer
                                               : Shown::exact);
    }
    for (std::size_t cell = 0; cell < shown.size(); ++cell) {
        if (is_small(flow.cells()[cell].count) &&
            is_given_away(
                flow.cells()[cell], shown[cell], bounds_within(flow, neighbours, shown, cell, 1))) {
            protect(flow, neighbours, cell, shown);
        }
    }
    if (const auto open = given_away(flow, shown); !open.empty()) {
        throw Error(
            ErrorKind::internal,
            fmt::format(
                "what_to_show: {} of {} counts could be worked out", open.size(), shown.size()));
    }
    return shown;
}

}  // namespace riskmap::disclosure
