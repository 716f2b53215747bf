#include "plan/cover.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace riskmap::plan {
namespace {

class CoverSearch {
  public:
    CoverSearch(const std::vector<double>& demand,
                const std::vector<std::vector<std::size_t>>& reaches,
                std::size_t count,
                std::size_t nodes)
        : demand_(demand), reaches_(reaches), count_(count), nodes_(nodes) {}

    Cover run() {
        greedy();
        std::vector<int> times(demand_.size(), 0);
        std::vector<std::size_t> all(reaches_.size());
        for (std::size_t site = 0; site < all.size(); ++site) {
            all[site] = site;
        }
        branch({}, 0, times, all);
        std::sort(best_.sites.begin(), best_.sites.end());
        best_.proven = nodes_ > 0;
        return best_;
    }

  private:
    double gain(std::size_t site, const std::vector<int>& times) const {
        double sum = 0;
        for (const std::size_t row : reaches_[site]) {
            sum += times[row] == 0 ? demand_[row] : 0;
        }
        return sum;
    }
    void change(std::size_t site, std::vector<int>& times, int by) const {
        for (const std::size_t row : reaches_[site]) {
            times[row] += by;
        }
    }

    void greedy() {
        std::vector<int> times(demand_.size(), 0);
        std::vector<bool> taken(reaches_.size(), false);
        for (std::size_t step = 0; step < count_; ++step) {
            std::size_t best = reaches_.size();
            double most = -1;
            for (std::size_t site = 0; site < reaches_.size(); ++site) {
                const double more = taken[site] ? -1 : gain(site, times);
                if (more > most) {
                    most = more;
                    best = site;
                }
            }
            taken[best] = true;
            best_.sites.push_back(best);
            best_.covered += most;
            change(best, times, 1);
        }
    }

    /// Takes or leaves the site that adds most. `open` are the sites that may still be taken.
    void branch(const std::vector<std::size_t>& chosen,
                double covered,
                std::vector<int>& times,
                const std::vector<std::size_t>& open) {
        if (nodes_ == 0) {
            return;
        }
        --nodes_;
        const std::size_t left = count_ - chosen.size();
        if (left == 0) {
            if (covered > best_.covered) {
                best_.covered = covered;
                best_.sites = chosen;
            }
            return;
        }
        if (open.size() < left) {
            return;
        }
        std::vector<std::pair<double, std::size_t>> gains;
        for (const std::size_t site : open) {
            gains.emplace_back(-gain(site, times), site);
        }
        std::sort(gains.begin(), gains.end());
        double bound = covered;
        for (std::size_t i = 0; i < left; ++i) {
            bound -= gains[i].first;
        }
        if (bound <= best_.covered) {
            return;
        }
        const std::size_t site = gains.front().second;
        std::vector<std::size_t> rest;
        std::copy_if(open.begin(), open.end(), std::back_inserter(rest), [&](std::size_t other) {
            return other != site;
        });
        std::vector<std::size_t> with = chosen;
        with.push_back(site);
        change(site, times, 1);
        branch(with, covered - gains.front().first, times, rest);
        change(site, times, -1);
        branch(chosen, covered, times, rest);
    }

    const std::vector<double>& demand_;
    const std::vector<std::vector<std::size_t>>& reaches_;
    std::size_t count_;
    std::size_t nodes_;
    Cover best_;
};

}  // namespace

Cover cover_most(const std::vector<double>& demand,
                 const std::vector<std::vector<std::size_t>>& reaches,
                 std::size_t count,
                 std::size_t search_nodes) {
    for (const auto& rows : reaches) {
        for (const std::size_t row : rows) {
            expects(row < demand.size(), "cover_most: reaches name rows of the demand");
        }
    }
    return CoverSearch(demand, reaches, std::min(count, reaches.size()), search_nodes).run();
}

}  // namespace riskmap::plan
