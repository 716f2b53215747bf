#include "core/nearest_word.hpp"

#include <algorithm>
#include <vector>

namespace riskmap {

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> above(b.size() + 1);
    std::vector<std::size_t> here(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        above[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        here[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            here[j] = std::min({above[j] + 1, here[j - 1] + 1, change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                here[j] = std::min(here[j], before[j - 2] + 1);
            }
        }
        std::swap(before, above);
        std::swap(above, here);
    }
    return above[b.size()];
}

std::string nearest_word(std::string_view word, std::span<const std::string> words) {
    std::string best;
    std::size_t best_distance = std::max<std::size_t>(2, word.size() / 3) + 1;
    for (const std::string& candidate : words) {
        const std::size_t distance = edit_distance(word, candidate);
        if (distance < best_distance && distance < std::max(word.size(), candidate.size())) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

Text did_you_mean(std::string_view nearest) {
    if (nearest.empty()) {
        return {};
    }
    const std::string word(nearest);
    return {" (có phải \"" + word + "\" không?)", " (did you mean \"" + word + "\"?)"};
}

Text did_you_mean(std::string_view word, std::span<const std::string> words) {
    return did_you_mean(nearest_word(word, words));
}

}  // namespace riskmap
