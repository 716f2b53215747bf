#pragma once

#include <span>
#include <vector>

namespace riskmap::stats {

/// p values adjusted so that calling those <= q discoveries keeps the expected share of false ones
/// below q (Benjamini and Hochberg 1995). NaN is no test: it stays NaN and does not count. Order is
/// kept; ties get the same value.
std::vector<double> benjamini_hochberg(std::span<const double> p);

}  // namespace riskmap::stats
