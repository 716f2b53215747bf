#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "domain/incidents.hpp"
#include "domain/population.hpp"
#include "domain/predicate.hpp"
#include "hazard/intervention.hpp"
#include "hazard/place_rules.hpp"
#include "hazard/weights.hpp"

namespace riskmap::hazard {

enum class Counting { events, victims };

/// Which incidents count under a hazard.
struct IncidentRule {
    Counting counting = Counting::events;
    domain::EventPlace place = domain::EventPlace::occurrence;
    domain::AgeBand ages{0, 16};
    bool count_unknown_age = true;
    domain::Predicate where;
};

/// What a term of exposure measures; each word is a row of the table in `exposure/`.
enum class Measure {
    count,
    count_per_km2,
    length_km,
    length_per_km2,
    area_share,
    shoreline_per_km2,
    distance_mean,
    distance_median,
    share_within,
    people_within,
    schools_within,
    weighted_access,
    junctions_per_km2,
    raster_sum,
    raster_mean,
};
const char* to_word(Measure measure);

/// From where distances are taken.
enum class Origin { people, schools, incidents };

/// One covariate per unit. `name` becomes a published column "PREFIX_NAME".
struct ExposureTerm {
    std::string name;
    std::string short_name;  ///< at most 10 characters
    Text label;
    std::string layer;  ///< id of a layer of the study
    domain::Predicate where;
    Measure measure = Measure::count;
    Origin origin = Origin::people;
    double within_m = 0;
    Kernel kernel;
    Weights weights;
    std::vector<Multiplier> multipliers;  ///< on top of `weights`, all that hold
    domain::AgeBand ages{0, 16};          ///< whose homes weigh, for `people` origins
    std::string source;                   ///< row of the evidence table
    bool assumption = false;
    bool without_layer = false;  ///< the study says it runs without the layer: no data everywhere
};

/// Part of the exposure index: `weight` x weighted access of children of `ages` to the features of
/// a layer.
struct IndexTerm {
    std::string name;
    std::string layer;
    domain::Predicate where;
    domain::AgeBand ages{0, 16};
    Origin origin = Origin::people;
    Kernel kernel;
    Weights weights;
    std::vector<Multiplier> multipliers;  ///< on top of `weights`, all that hold
    /// On one scale for all parts of features: a feature at the door is worth weight x class
    /// weight. A `by_length` part is first divided by its mean over all children of its ages, so
    /// that this is what it gives to the average child.
    double weight = 1;
    bool by_length =
        false;  ///< sum kernel x kilometres of line pieces instead of one value per feature
    std::string source;
    bool assumption = false;
    bool without_layer = false;  ///< the study says it runs without the layer: the term is left out
};

struct ModelSpec {
    std::string family = "poisson_bym2";
    double exceedance_threshold = 1.25;  ///< of relative risk
    double credible_mass = 0.95;         ///< of rate and relative risk intervals
    double rank_mass = 0.90;             ///< of rank intervals
    int top = 10;                        ///< P(rank <= top)
    int recent_years = 5;                ///< last calendar years whose cases count in full
    double earlier_weight = 0.5;         ///< of the likelihood of the years before (power prior)
    double year_sd = 0.5;                ///< log effect of a year ~ N(0, sd^2)
    double alpha_sd = 3;                 ///< alpha ~ N(0, sd^2)
    double beta_mean = 0.5;
    double beta_sd = 0.5;
    std::string sigma_prior = "half_normal";  ///< or "pc"
    double sigma_scale = 0.75;                ///< half_normal: sigma ~ |N(0, scale^2)|
    double sigma_limit = 1;                   ///< pc: P(sigma > limit) = tail
    double sigma_tail = 0.01;
    std::string phi_prior = "uniform";  ///< or "beta" or "pc"
    double phi_a = 0.5;                 ///< beta: phi ~ Beta(a, b)
    double phi_b = 0.5;
    double phi_limit = 0.5;  ///< pc: P(phi < limit) = below
    double phi_below = 0.667;
    double confirmed_probability = 0.8;
    double confirmed_incidents_only = 0.5;
    double watch_probability = 0.5;
    double lower_probability = 0.8;
    std::map<std::string, std::string> sources;  ///< key -> source or "[J] ..."
};

/// A source of harm, described, not programmed.
struct HazardSpec {
    std::string id;      ///< "falls": also the prefix of its columns unless `prefix` says otherwise
    std::string prefix;  ///< of published columns
    std::string short_prefix;  ///< two letters, of shapefile columns
    Text label;
    Text events;  ///< "child falls": noun for sentences
    IncidentRule incidents;
    std::vector<ExposureTerm> exposure;
    std::vector<IndexTerm> index;
    ModelSpec model;
    PlaceRules places;
    std::vector<Intervention> interventions;
    std::vector<Reference> references;
    std::string file;
};

}  // namespace riskmap::hazard
