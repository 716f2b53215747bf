#pragma once

#include <exception>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/index.hpp"
#include "core/run_context.hpp"
#include "domain/admin_units.hpp"
#include "domain/incidents.hpp"
#include "domain/layer.hpp"
#include "domain/population.hpp"
#include "geo/raster.hpp"
#include "hazard/hazard_spec.hpp"

namespace riskmap::exposure {

/// What measures are taken from: the layers of the study by id, people and incidents. References
/// live as long as the run.
struct Inputs {
    const domain::AdminUnits* units = nullptr;
    const std::map<std::string, domain::Layer>* layers = nullptr;
    const std::map<std::string, geo::Raster>* rasters =
        nullptr;  ///< raster layers by id, in their own CRS
    const std::vector<domain::PeopleCell>* people =
        nullptr;  ///< empty: unit centres stand in, and the note says so
    const domain::Population* population = nullptr;
    const domain::Incidents* incidents = nullptr;
    std::string schools_layer;  ///< id of the layer that plays the role, "" when none
    std::string study_crs;
    const PerUnit<bool>* block = nullptr;  ///< units whose places are summed; null for all
    /// Nothing of the layers is missing up to twice as far from the units of the block. Farther
    /// away features may not have been read.
    double read_within_m = std::numeric_limits<double>::infinity();
};

/// What is nearest to a place may lie beyond `Inputs::read_within_m`.
class BeyondReach : public std::exception {
  public:
    const char* what() const noexcept override { return "the nearest may not have been read"; }
};

/// How far from places the measures of a hazard look at most, m, but for what is nearest however
/// far it is.
double widest_reach_m(const hazard::HazardSpec&);

/// One covariate: a value per unit, none where it cannot be measured.
struct ExposureColumn {
    domain::Field field;  ///< name without the hazard's prefix
    PerUnit<std::optional<double>> values;
    Text note;  ///< what to know when reading it: thin layer, stand-in origin
};

/// The index as other weights would have it, to show how much of a ranking hangs on them.
struct AlternativeIndex {
    std::string id;
    Text label;
    PerUnit<double> index;  ///< as `ExposureTable::index`
};

struct ExposureTable {
    std::vector<ExposureColumn> columns;  ///< in the order of the hazard's terms
    /// Log relative environmental exposure G, child-weighted mean of exp(G) 1; empty when the
    /// hazard has no index or its layers are missing; NaN for units without people.
    PerUnit<double> index;
    Text index_note;
    std::vector<AlternativeIndex> alternatives;  ///< empty when the index is
};

/// What a term is published as: name, unit, labels, meaning and source, without the hazard's
/// prefix.
domain::Field term_field(const hazard::ExposureTerm&);

/// All terms and the index of one hazard. Throws a config `Error` when a term names a layer the
/// study does not have.
ExposureTable build_exposure(const hazard::HazardSpec&, const Inputs&, const RunContext&);

/// The sums over places that `build_exposure` would ask for, of the units of `inputs.block`; other
/// units have numbers without a meaning. `inputs.read_within_m` is `widest_reach_m` at least.
/// Throws `BeyondReach`; the sums need more of the layers then.
std::vector<PerUnit<double>> sum_places(const hazard::HazardSpec&,
                                        const Inputs&,
                                        const RunContext&);
/// `build_exposure` from sums made before, block by block: the same table to the bit.
ExposureTable build_exposure(const hazard::HazardSpec&,
                             const Inputs&,
                             std::vector<PerUnit<double>> place_sums,
                             const RunContext&);

}  // namespace riskmap::exposure
