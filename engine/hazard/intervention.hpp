#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "domain/population.hpp"
#include "domain/predicate.hpp"

namespace riskmap::hazard {

/// A number with where it comes from. `assumption` marks an expert setting that no source supports;
/// it is printed as such.
struct Sourced {
    double value = 0;
    std::string source;
    bool assumption = false;
};

/// A number with the range it is believed in; an end that is not given is the number itself.
struct Ranged {
    Sourced best;
    std::optional<double> low;
    std::optional<double> high;

    double least() const { return low.value_or(best.value); }
    double most() const { return high.value_or(best.value); }
};

struct Reference {
    std::string id;
    std::string text;
};

/// What an intervention is bought by the piece for; each word is a row of the vocabulary.
enum class CountedBy { unit, children, column, sites };

/// How many pieces a unit could take, and who or what one piece reaches.
struct Quantity {
    CountedBy by = CountedBy::unit;
    domain::AgeBand ages{0, 16};  ///< of `children`
    std::string column;           ///< of the published communes: how many of `column` there are
    std::string layer;            ///< published layer whose rows in a unit are its `sites`
    domain::Predicate where;      ///< which of them
};

/// Something that can be funded against one or more hazards.
struct Intervention {
    std::string id;
    Text label;
    std::map<std::string, Ranged> effects;  ///< hazard id -> share of cases prevented among those
                                            ///< it reaches
    std::optional<Ranged> completion;       ///< share of those who begin that get the effect
    std::optional<Ranged> share_of_cases;   ///< share of a unit's cases it could reach at all
    std::optional<Ranged> years;            ///< how long the effect lasts; 1 when not given
    Quantity per;
    int batch = 1;                         ///< pieces are bought in batches of this size (a class)
    std::optional<Sourced> most_per_unit;  ///< pieces a unit can take in one plan
    int steps = 1;                         ///< the plan may fund thirds when 3
    domain::Predicate applies_when;        ///< on fields of the published communes layer
    std::optional<Ranged> unit_cost;       ///< of one piece; empty: nobody knows the price
    std::string currency;
    Text unit;
    std::string evidence;
    std::vector<Reference> references;
    std::string file;  ///< where it was read

    /// Null when it does nothing against the hazard.
    const Ranged* effect_on(const std::string& hazard_id) const;
    /// Share of a unit's cases prevented by full coverage at the best values; 0 when it does
    /// nothing against the hazard.
    double reduction_of(const std::string& hazard_id) const;
};

}  // namespace riskmap::hazard
