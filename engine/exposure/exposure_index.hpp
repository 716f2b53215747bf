#pragma once

#include <vector>

#include "exposure/workbench.hpp"

namespace riskmap::exposure {

/// No unit is taken to have less than this share of the study's mean exposure per child: no water
/// on the map is not the same as no water. An expert setting.
inline constexpr double least_relative_exposure = 0.05;

struct ExposureIndex {
    PerUnit<double>
        value;  ///< G; empty when no part can be measured, NaN for units without children
    Text note;
};

/// Log relative exposure per child, built from weights of the literature without any incident:
///
///     H_i = sum over parts t, homes c of   weight_t / scale_t x n_tc x access_t(c)
///     G_i = log(H_i / n_i) - log(sum H / sum n)
///
/// n_tc are the children of the part's ages at home c, n_i the children of `ages` (those that count
/// under the hazard) in the unit. The child-weighted mean of exp(G) is 1.
///
/// access: `Access` over the selected features (class weight x multipliers x decay). Parts from
/// schools give each child the access of the school nearest to its home. scale is 1, so that all
/// parts of features are on the one scale of weight x decay. For `by_length` parts it is the part's
/// mean over all children of its ages: kilometres in catchments of different size do not compare,
/// so `weight` is what such a part gives to the average child.
///
/// Parts whose layer is absent (and the study says so), not surveyed or without shapes are left
/// out, which the note tells. A layer that is surveyed and empty gives 0. Units below
/// `least_relative_exposure` of the mean are lifted to it, before the mean is taken again. Where
/// the population table does not know the part's ages, children of `ages` count in proportion to
/// the years.
///
/// Throws a config `Error` when the study has no such layer and does not say that it runs without.
ExposureIndex exposure_index(const std::vector<hazard::IndexTerm>& parts,
                             const domain::AgeBand& ages,
                             Workbench& bench);

/// The index under three other settings, all of them as defensible as the shipped one:
/// "equal_weights" (every class and part weighs 1, multipliers stay), "steeper_weights" (class
/// weights above the part's middle doubled, those below halved) and "wider_reach" (plateau, scale
/// and limit of every kernel doubled). Empty when there is no index.
std::vector<AlternativeIndex> alternative_indices(const std::vector<hazard::IndexTerm>& parts,
                                                  const domain::AgeBand& ages,
                                                  Workbench& bench);

/// The farthest that any kernel of the parts tells distances apart under any of those settings, m.
double widest_reach_m(const std::vector<hazard::IndexTerm>& parts);

}  // namespace riskmap::exposure
