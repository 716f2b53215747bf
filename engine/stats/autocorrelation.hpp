#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/graph.hpp"

namespace riskmap::stats {

/// Neighbours count as shares of 1 per row (W) or as 1 each (B).
enum class WeightStyle : std::uint8_t { row_standardised, binary };

/// A global statistic with its moments under random assignment of values to rows.
struct GlobalStatistic {
    double value = 0;
    double expected = 0;
    double variance = 0;
    double z = 0;
};

/// Moran's I with its randomisation moments (Cliff and Ord 1981, eq. 2.38-2.42). Rows without
/// neighbours stay in the mean and do not count in n. None with fewer than 4 counted rows, equal
/// values or no links: undefined, not zero.
std::optional<GlobalStatistic> moran(std::span<const double> values,
                                     const Graph& neighbours,
                                     WeightStyle style);
/// The index of Moran's I alone, for repetitions; NaN where it is undefined. Counts all rows in n
/// but those without neighbours, as `moran`.
double moran_index(std::span<const double> values, const Graph& neighbours, WeightStyle style);

/// General G of values >= 0 (Getis and Ord 1992, eq. 5-8, with the corrected coefficient B1). None
/// where undefined, as above, or when a value is negative.
std::optional<GlobalStatistic> general_g(std::span<const double> values,
                                         const Graph& neighbours,
                                         WeightStyle style);

/// Where a row and the mean of its neighbours lie against the mean of all.
enum class Quadrant : std::uint8_t { high_high, low_low, high_low, low_high };

enum class LocalState : std::uint8_t {
    defined,
    isolated,   ///< the row has no neighbours
    undefined,  ///< fewer than 3 rows, or no variance
};

/// A local statistic of one row, meaningful when `state` is defined.
struct LocalStatistic {
    LocalState state = LocalState::undefined;
    double value = 0;
    double expected = 0;
    double variance = 0;
    double z = 0;
    Quadrant quadrant = Quadrant::low_low;
};

/// Local Moran of each row with moments conditional on its own value (Anselin 1995; Sokal, Oden and
/// Thomson 1998, eq. A3-A4), row-standardised.
std::vector<LocalStatistic> local_moran(std::span<const double> values, const Graph& neighbours);

/// Whether a row belongs to its own neighbourhood: Gi* or Gi.
enum class OwnRow : std::uint8_t { counted, left_out };

/// Getis and Ord's Gi* (or Gi) as a standard deviate (Ord and Getis 1995, eq. 5-7), equal weights;
/// `value` and `z` are the same. High: a hot spot. A row without neighbours is isolated in both.
std::vector<LocalStatistic> getis_ord(std::span<const double> values,
                                      const Graph& neighbours,
                                      OwnRow own_row = OwnRow::counted);

/// For loops over many worlds: the numbers of `moran_index` (row-standardised), `local_moran` and
/// `getis_ord` (own row counted) to the last bit, each NaN where undefined, and nothing else of
/// them. Keeps its memory from one call to the next. One thread.
class WorldStatistics {
  public:
    void compute(std::span<const double> values, const Graph& neighbours);

    double moran() const { return moran_; }
    std::span<const double> local_moran() const { return local_; }
    std::span<const double> getis_ord() const { return star_; }

  private:
    double moran_ = 0;
    std::vector<double> z_;
    std::vector<double> local_;
    std::vector<double> star_;
};

}  // namespace riskmap::stats
