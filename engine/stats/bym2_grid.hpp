#pragma once

#include <cstddef>
#include <vector>

#include "stats/bym2_prior.hpp"

namespace riskmap::stats {

/// Cells between `low` and `high` on one transformed scale. The first and last cell reach to the
/// end of the prior where the box still touches it, so that no prior mass is lost.
struct CellAxis {
    double low = 0;
    double high = 0;
    std::size_t cells = 1;
    bool whole_low = true;
    bool whole_high = true;

    double edge(std::size_t i) const {
        return low + (high - low) * static_cast<double>(i) / static_cast<double>(cells);
    }
    double middle(std::size_t i) const {
        return low + (high - low) * (static_cast<double>(i) + 0.5) / static_cast<double>(cells);
    }
};

/// Grid over log sigma x logit phi; `phi.cells` is 1 when phi is dropped.
struct HyperGrid {
    CellAxis sigma;
    CellAxis phi;
    bool spatial = true;

    /// The widest grid worth looking at under the prior.
    static HyperGrid whole(const Bym2Prior& prior, bool spatial);

    std::size_t size() const { return sigma.cells * phi.cells; }
    double sigma_at(std::size_t i) const;
    double phi_at(std::size_t j) const;  ///< 0 when phi is dropped
    /// Prior probability below each of the cells + 1 edges.
    std::vector<double> sigma_probabilities(const Bym2Prior& prior) const;
    std::vector<double> phi_probabilities(const Bym2Prior& prior) const;
};

/// Posterior mass per cell [sigma * phi.cells + phi] from log likelihoods at the midpoints.
std::vector<double> cell_masses(const HyperGrid& grid,
                                const Bym2Prior& prior,
                                const std::vector<double>& log_likelihood);

/// Cells of a finer grid inside a searched one that may hold mass: the likelihood of a cell is
/// taken to be at most e times the largest of the searched midpoints around it, and cells are left
/// out while all such bounds together stay below `negligible` of the total.
std::vector<bool> likely_cells(const HyperGrid& fine,
                               const HyperGrid& searched,
                               const Bym2Prior& prior,
                               const std::vector<double>& searched_log_likelihood,
                               double negligible);

/// The box of the cells that matter with one cell around it (wider again, within `whole`, where a
/// coarser grid had cut too close), and whether they fill enough of the
/// grid (45 % in each direction) to stop.
struct Zoom {
    HyperGrid grid;
    bool done = false;
};
Zoom zoom(const HyperGrid& grid, const HyperGrid& whole, const std::vector<double>& masses);

}  // namespace riskmap::stats
