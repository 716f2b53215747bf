#include "geo/detail/share_list.hpp"

#include <algorithm>

namespace riskmap::geo::detail {

std::vector<Share> gather_shares(const std::vector<std::vector<Share>>& blocks,
                                 std::size_t unit_count,
                                 double least) {
    std::vector<std::size_t> starts(unit_count + 1, 0);
    for (const std::vector<Share>& block : blocks) {
        for (const Share& share : block) {
            ++starts[share.unit + 1];
        }
    }
    for (std::size_t unit = 0; unit < unit_count; ++unit) {
        starts[unit + 1] += starts[unit];
    }
    std::vector<Share> shares(starts.back());
    std::vector<std::size_t> next = starts;
    for (const std::vector<Share>& block : blocks) {
        for (const Share& share : block) {
            shares[next[share.unit]++] = share;
        }
    }
    const auto by_feature = [](const Share& one, const Share& other) {
        return one.feature < other.feature;
    };
    std::size_t kept = 0;
    for (std::size_t unit = 0; unit < unit_count; ++unit) {
        const auto first = shares.begin() + static_cast<std::ptrdiff_t>(starts[unit]);
        const auto last = shares.begin() + static_cast<std::ptrdiff_t>(starts[unit + 1]);
        if (!std::is_sorted(first, last, by_feature)) {
            std::stable_sort(first, last, by_feature);
        }
        for (auto it = first; it != last;) {
            Share sum = *it++;
            for (; it != last && it->feature == sum.feature; ++it) {
                sum.amount += it->amount;
            }
            if (sum.amount > least) {
                shares[kept++] = sum;
            }
        }
    }
    shares.resize(kept);
    return shares;
}

}  // namespace riskmap::geo::detail
