#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "risk/risk_surface.hpp"

namespace riskmap::risk {

/// The ranking under one other setting that could be defended as well.
struct Variation {
    std::string id;  ///< "equal_weights", "sigma_half"
    Text label;
    bool usable = false;          ///< false: the fit said of itself not to be used
    double top_kept = 0;          ///< share of the first `top` that stays among them
    double rank_correlation = 0;  ///< Spearman, with the ranking as set
};

/// How much of a ranking hangs on settings nobody can prove.
struct Sensitivity {
    int top = 10;
    std::vector<Variation> variations;
    /// Best and worst rank over all settings, the one as set included; none where not ranked.
    PerUnit<std::optional<std::pair<int, int>>> rank_range;
    /// Units among the first `top` under every setting.
    std::size_t always_on_top = 0;
    Text sentence;
};

/// Refits the main model under the exposure table's other weights and under other priors: the slope
/// centred on 0 and on 1, sigma's scale halved and doubled, and the priors that penalise
/// complexity. Compared with a fit as set of the same coarseness and the same random numbers, so
/// that only the setting differs. None where nothing is ranked, or beyond `most_tested_units`.
std::optional<Sensitivity> sensitivity(const hazard::HazardSpec&,
                                       const cases::CaseTable&,
                                       const exposure::ExposureTable&,
                                       const Graph& neighbours,
                                       const RunContext&);

}  // namespace riskmap::risk
