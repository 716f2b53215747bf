#include "exposure/reach.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/parallel.hpp"

namespace riskmap::exposure {

std::vector<std::vector<double>> reach(const geo::NearestIndex& features,
                                       std::size_t feature_count,
                                       std::span<const geo::PointM> points,
                                       std::span<const double> weights,
                                       std::span<const double> radii,
                                       const RunContext& context) {
    expects(!radii.empty() && std::is_sorted(radii.begin(), radii.end()), "reach: radii ascend");
    expects(weights.empty() || weights.size() == points.size(), "reach: one weight per point");
    constexpr std::size_t block = 1024;
    constexpr std::size_t wave = std::size_t{1} << 16U;  // what is found is kept no longer
    std::vector<std::vector<geo::Nearest>> found(std::min(wave, points.size()));
    std::vector<std::vector<double>> sums(radii.size(), std::vector<double>(feature_count, 0));
    for (std::size_t start = 0; start < points.size(); start += wave) {
        const std::size_t size = std::min(wave, points.size() - start);
        parallel_for(context, size, block, [&](std::size_t first, std::size_t last) {
            for (std::size_t i = first; i < last; ++i) {
                found[i] = features.within(points[start + i], radii.back());
            }
        });
        for (std::size_t i = 0; i < size; ++i) {
            const double weight = weights.empty() ? 1 : weights[start + i];
            for (const geo::Nearest& hit : found[i]) {
                for (std::size_t r = 0; r < radii.size(); ++r) {
                    if (hit.distance_m <= radii[r]) {
                        sums[r][hit.feature] += weight;
                    }
                }
            }
        }
    }
    return sums;
}

}  // namespace riskmap::exposure
