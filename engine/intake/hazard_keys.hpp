#pragma once

#include "hazard/hazard_spec.hpp"
#include "intake/config_keys.hpp"

/// The tables of a hazard file, one shape each; `hazard_shape()` joins them.
namespace riskmap::intake {

Shape<hazard::IncidentRule> incident_rule_shape();
Shape<hazard::ExposureTerm> exposure_term_shape();
Shape<hazard::IndexTerm> index_term_shape();
Kind<hazard::Kernel> kernel_kind();
Kind<hazard::Weights> weights_kind();
Shape<hazard::ModelSpec> model_shape();
Shape<hazard::PlaceRules> place_rules_shape();
Shape<hazard::Intervention> intervention_shape();
/// A list of interventions: files, or tables spelled out.
Kind<std::vector<hazard::Intervention>> interventions_kind();

/// A problem for every source id ("S56") in a text under `source` or `evidence` that is not among
/// the references. The list `interventions` of a hazard is passed over: its items cite their own.
void check_cited(const ConfigNode& root,
                 const std::vector<hazard::Reference>& references,
                 const Scope& scope);

/// Lower case ASCII words joined by underscores: names of columns, ids of layers.
inline constexpr const char* name_pattern = "[a-z][a-z0-9_]*";

}  // namespace riskmap::intake
