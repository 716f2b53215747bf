#pragma once

#include <span>
#include <vector>

#include "stats/sparse_cholesky.hpp"

namespace riskmap::stats {

/// The diagonal of the inverse of a factored sparse matrix, without forming the inverse (Takahashi,
/// Fagan and Chen 1973, block by block from the roots down). Holds its work space; one per thread.
class SelectedInverse {
  public:
    /// Writes the diagonal of the inverse, by row of the graph.
    void diagonal(const SparseCholesky& factor, std::span<double> out);

  private:
    std::vector<double> squares_;
    std::vector<double> scaled_;
    std::vector<double> below_;
};

}  // namespace riskmap::stats
