#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "domain/predicate.hpp"
#include "hazard/intervention.hpp"
#include "hazard/weights.hpp"

namespace riskmap::hazard {

/// To which mapped feature an incident with an exact point belongs: the nearest of some layers
/// within a distance.
struct AssignRule {
    std::vector<std::string> layers;  ///< ids of the study's layers, as terms of exposure name them
    Sourced within_m;
    std::optional<Sourced> rural_within_m;  ///< in rural units, where points are told less exactly
    std::vector<std::string> rural_types;   ///< type words of units that are rural, "xã"
    Sourced margin_m;  ///< another feature so little farther is as good: the incident is ambiguous
    std::string told_kind;  ///< kept column of incidents that tells the class of the feature, or ""
};

/// So many events so close together in so many years make a black spot.
struct BlackSpotRule {
    int events = 3;
    double within_m = 250;
    double years = 3;
    std::string source;
    bool assumption = false;
};

/// Lines of a published layer are cut into pieces of equal length, each with its own estimate.
struct SegmentRule {
    std::string layer;      ///< published layer whose lines are cut
    Sourced length_m;       ///< of a piece, as near as equal pieces of a line come to it
    Sourced bandwidth_m;    ///< where the kernel along the network ends
    int least_events = 50;  ///< with fewer located events no density is drawn
    std::optional<BlackSpotRule> black_spot;
};

/// Something that either is or is not done at a place: a column of true and false in its layer.
struct StateColumn {
    std::string name;
    std::string short_name;
    Text label;
    std::string field;  ///< of the study's layer
};

/// In which order to act on the places of one published layer. Places are ordered by
/// `stake` x the unit's modelled rate (when `times_rate`) x decay x weight, the largest first.
struct PlaceList {
    std::string name;         ///< column "PREFIX_NAME_order"
    std::string short_name;   ///< at most 4 characters
    std::string layer;        ///< published: schools, water, roads
    Text label;               ///< of the list: "School gates first"
    domain::Predicate where;  ///< which places are on the list, on published columns
    std::string stake;        ///< published column: who or what is at stake at a place
    bool times_rate = true;
    std::string distance;  ///< published column that `kernel` decays with; "" for no decay
    std::optional<Kernel> kernel;
    Weights weights;              ///< by a published column
    int most = 0;                 ///< only so many are put in order; 0: all
    domain::Predicate done_when;  ///< nothing is left to do: no place in the order
    std::string source;
    bool assumption = false;
};

/// All that a hazard says of places.
struct PlaceRules {
    std::optional<AssignRule> assign;
    std::optional<SegmentRule> segments;
    std::vector<StateColumn> states;
    std::vector<PlaceList> lists;
};

}  // namespace riskmap::hazard
