#pragma once

namespace riskmap::stats {

/// What log(k!) is more than (k + 1/2) log(k + 1) - (k + 1) + log(2 pi) / 2, for a whole k >= 0 of
/// at most 1e15: Stirling's series about k + 1, and a table below ten. Right to 1e-10.
double stirling_rest(double k);

}  // namespace riskmap::stats
