#pragma once

#include <vector>

#include "cases/case_table.hpp"
#include "hazard/hazard_spec.hpp"
#include "risk/risk_surface.hpp"

namespace riskmap::risk {

/// What several years of cases come to in a model that has one row per unit.
///
/// The model is Y_it ~ Poisson(E_it exp(year_t + log risk_i)) with year_t ~ N(0, sd^2), and the
/// likelihood of earlier years raised to a power w_t (Ibrahim and Chen 2000). Given the effects of
/// years, the sums over years Y_i = sum_t w_t Y_it and E_i = sum_t w_t E_it exp(year_t) tell all of
/// log risk_i. Where every unit reported all along, effects of years touch the level alone and
/// nothing of a unit; they matter for units of which some years are missing, whose missing year may
/// have been a bad one.
struct YearSums {
    std::vector<YearEffect> years;  ///< empty: one year, or a table without counts by year
    std::vector<double> observed;   ///< weighted, by row of the table
    std::vector<double> factor;     ///< of the expected count of each row
    /// Rates of the weighted years over rates of the whole period.
    double level = 1;
    bool weighted = false;  ///< some year counts less than in full
    bool uneven = false;    ///< some fitted units lack part of the time
};

/// Sums over the rows where `fitted`; elsewhere observed is 0 and the factor 1. The effects of
/// years are their posterior mode, given risks shrunk by the Poisson-gamma model, each with the
/// standard deviation of a normal approximation. Cases without a year count with the mean weight.
YearSums sum_years(const cases::CaseTable&,
                   const std::vector<bool>& fitted,
                   const hazard::ModelSpec&);

}  // namespace riskmap::risk
