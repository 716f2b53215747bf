#pragma once

#include "hazard/hazard_spec.hpp"
#include "intake/config_keys.hpp"

/// The tables of a hazard file, one shape each; `hazard_shape()` joins them.
namespace riskmap::intake {

Shape<hazard::IncidentRule> incident_rule_shape();
Shape<hazard::ExposureTerm> exposure_term_shape();
Shape<hazard::IndexTerm> index_term_shape();
Shape<hazard::ModelSpec> model_shape();
Shape<hazard::Intervention> intervention_shape();

/// Lower case ASCII words joined by underscores: names of columns, ids of layers.
inline constexpr const char* name_pattern = "[a-z][a-z0-9_]*";

}  // namespace riskmap::intake
