#include "publish/report/small_counts.hpp"

#include <algorithm>
#include <cstddef>

namespace riskmap::publish {
namespace {

bool is_small(std::int64_t count) { return count == 1 || count == 2; }

/// Whether the small counts, all known to be 1 or 2, can be told from their sum.
bool betrayed(const std::vector<std::int64_t>& counts, const std::vector<bool>& hidden) {
    std::int64_t small = 0;
    std::int64_t sum = 0;
    bool others = false;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (hidden[i] && is_small(counts[i])) {
            ++small;
            sum += counts[i];
        } else if (hidden[i]) {
            others = true;
        }
    }
    return small > 0 && !others && (small == 1 || sum == small || sum == 2 * small);
}

}  // namespace

std::vector<bool> hidden_counts(const std::vector<std::int64_t>& counts) {
    std::vector<bool> hidden;
    for (const std::int64_t count : counts) {
        hidden.push_back(is_small(count));
    }
    if (betrayed(counts, hidden)) {
        std::size_t smallest = counts.size();
        const auto key = [&](std::size_t i) {
            return counts[i] == 0 ? std::int64_t{1} << 62 : counts[i];
        };
        for (std::size_t i = 0; i < counts.size(); ++i) {
            if (!hidden[i] && (smallest == counts.size() || key(i) < key(smallest))) {
                smallest = i;
            }
        }
        if (smallest < counts.size()) {
            hidden[smallest] = true;
        }
    }
    return hidden;
}

}  // namespace riskmap::publish
