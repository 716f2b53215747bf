#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/index.hpp"
#include "core/period.hpp"
#include "core/text.hpp"
#include "geo/point.hpp"
#include "hazard/place_rules.hpp"

namespace riskmap::risk {

/// What is known of pieces of a network, one entry each.
struct SegmentRecord {
    std::vector<std::int64_t> cases;
    std::vector<double> length_m;  ///< 0 for what is no line: it gets no estimate
    std::vector<std::string> kind;
    std::vector<double> children;  ///< who live near each; empty when nobody knows
    double years = 0;
};

/// Between what pieces of its kind have and what each has had.
struct SegmentRisk {
    std::vector<double> predicted;  ///< cases a year by kind and length; NaN where not computed
    std::vector<double> expected;   ///< cases a year, empirical Bayes; NaN where not computed
    double overdispersion = 0;      ///< k of the negative binomial; 0: no more than chance
    bool usable = false;
    Text note;  ///< what was fitted, or why nothing was
};

/// Negative binomial regression of cases on kind and (where it is known) the log of the children
/// who live near, with the log of kilometres and years as offset, then the empirical Bayes estimate
/// of the Highway Safety Manual (eq. ): its form, with level and slopes of the study's own
/// data. Kinds with fewer than five cases share one level; when those together have fewer than
/// five, they share that of the kind with the lowest rate. With fewer than ten cases, or a fit that
/// does not converge, nothing is computed and the note says so.
SegmentRisk estimate_segments(const SegmentRecord& record);

/// What is known of pieces of a network where cases are told by unit only.
struct UnitRecord {
    SegmentRecord segments;                      ///< without cases
    std::vector<std::optional<UnitIndex>> unit;  ///< in which each piece lies
    PerUnit<double> cases;  ///< real where they are means, NaN where a unit did not report
};

/// The same regression from the cases of units, each the sum of what its pieces have: a level per
/// kind with prior N(0, 0.7^2) about the common one (kinds seldom differ more than fourfold), a
/// slope of the log of children near with prior N(0.5, 0.5^2). Only `predicted` is computed: which
/// piece of a unit had a case is not known. Pieces in no unit get what their kind and the children
/// near say. With fewer than ten cases nothing is computed.
SegmentRisk predict_segments(const UnitRecord& record);

/// An event on a segment.
struct SegmentEvent {
    geo::PointM at;
    Date date{};
    std::uint32_t segment = 0;
};
/// Segments with an event that lies, with others, within the rule's distance of one of them and
/// within its years: as many as the rule asks for.
std::vector<bool> black_spots(const hazard::BlackSpotRule& rule,
                              std::span<const SegmentEvent> events,
                              std::size_t segment_count);
/// The rule in words.
Text black_spot_text(const hazard::BlackSpotRule& rule);

}  // namespace riskmap::risk
