#pragma once

#include <cstddef>
#include <vector>

#include "cases/case_table.hpp"
#include "core/index.hpp"
#include "exposure/exposure_table.hpp"
#include "hazard/hazard_spec.hpp"
#include "risk/year_effect.hpp"
#include "stats/bym2_laplace.hpp"

namespace riskmap::risk {

/// Where a unit stands before any model.
enum class Standing {
    reported,        ///< has people and reported
    not_reported,    ///< has people; its zero is no observation
    no_people,       ///< nobody of the hazard's ages lives there
    no_denominator,  ///< nobody knows how many live there
};

/// What the model is fitted to: counts and expectations per unit of the graph, the exposure index,
/// and the weights that make relative risks average 1.
struct ModelInput {
    PerUnit<Standing> standing;
    stats::Bym2Problem
        problem;  ///< with the exposure index as its one covariate, when there is one
    /// Share of each unit in the expected cases (in the person-years when nothing is expected); 0
    /// without people.
    std::vector<double> share;
    std::vector<double> index;  ///< G per unit, 0 where it is unknown; empty without an index
    bool any_people = false;
    bool exposure_only = false;  ///< no incident and no outside rate: no unit has a likelihood term
    double events = 0;           ///< in units with a likelihood term
    std::size_t fitted = 0;      ///< units with a likelihood term
    YearSums years;              ///< how the years were put together

    bool has_index() const { return !index.empty(); }
    bool has_people(UnitIndex unit) const {
        return standing[unit] == Standing::reported || standing[unit] == Standing::not_reported;
    }
};

/// Units without people, without a denominator or without a report have no likelihood term and stay
/// in the graph. Years are put together as the model asks. Tables of different length are an
/// internal `Error`.
ModelInput model_input(const cases::CaseTable& cases,
                       const exposure::ExposureTable& exposure,
                       const hazard::ModelSpec& model);

/// The priors the hazard asks for, with or without the exposure slope. Without neighbours phi has
/// no meaning and keeps the uniform prior.
stats::Bym2Prior prior_of(const hazard::ModelSpec& model, const stats::Icar& icar, bool with_index);

/// Prior variance of each unit's log risk against the weighted mean of all (the level cancels):
/// beta_sd^2 (G_i - G.)^2 + E[sigma^2] Var(b_i - b.).
std::vector<double> prior_contrast_variances(const ModelInput& input,
                                             const hazard::ModelSpec& model,
                                             const stats::Icar& icar);

}  // namespace riskmap::risk
