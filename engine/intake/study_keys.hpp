#pragma once

#include "intake/config_keys.hpp"
#include "intake/sources.hpp"
#include "intake/study.hpp"

/// The tables of a study file, one shape each; `study_shape()` joins them.
namespace riskmap::intake {

Shape<UnitSource> unit_source_shape();
/// Whether a table of statuses may tell times.
enum class WithTime { no, yes };
Shape<StatusTable> status_table_shape(WithTime);
Shape<CrosswalkSource> crosswalk_source_shape();
Shape<ReviewSource> review_source_shape();
Shape<PopulationSource> population_source_shape();
Shape<PeopleSource> people_source_shape();
Shape<IncidentSource> incident_source_shape();
Shape<OutputChoices> output_shape();
/// [layers.ID] in the order of the file.
Kind<std::vector<LayerSource>> layers_kind();
/// A list of paths of hazard files, or of hazards written out in the study ([[hazards]]). The paths
/// have become trees by `read_study`; one that could not is a problem already and is passed over.
Kind<std::vector<HazardFile>> hazards_kind();

/// Problems between the parts of a study: layers that a hazard asks for, columns it tests, a
/// denominator spread by what is not there, ids used twice. Parts that could not be read are passed
/// over.
void check_study(const StudySpec&, const ConfigNode& tree, Problems&);

/// The layers, by their roles, that results are published under: water, roads, schools.
std::span<const hazard::Word<std::string>> role_words();

}  // namespace riskmap::intake
