#include "hazard/counted_rows.hpp"

#include "core/error.hpp"

namespace riskmap::hazard {
namespace {

bool of_counted_age(const IncidentRule& rule, const std::optional<double>& age) {
    return age ? *age >= rule.ages.from && *age < rule.ages.below : rule.count_unknown_age;
}

/// Rows that fit the rule in all but their place, and have a place by it or not.
std::vector<std::uint32_t> fitting_rows(const IncidentRule& rule,
                                        const domain::Incidents& incidents,
                                        bool placed) {
    std::vector<std::uint32_t> found;
    if (incidents.rows.empty()) {
        return found;
    }
    expects(incidents.attributes.size() == incidents.rows.size(),
            "counted_rows: one row of attributes per incident");
    const domain::BoundPredicate holds(rule.where, incidents.attributes);
    for (std::size_t row = 0; row < incidents.rows.size(); ++row) {
        const domain::Incident& incident = incidents.rows[row];
        if (domain::counted_location(incident, rule.place).has_value() == placed &&
            of_counted_age(rule, incident.age) && holds(row)) {
            found.push_back(static_cast<std::uint32_t>(row));
        }
    }
    return found;
}

}  // namespace

std::vector<std::uint32_t> counted_rows(const IncidentRule& rule,
                                        const domain::Incidents& incidents) {
    return fitting_rows(rule, incidents, true);
}

std::vector<std::uint32_t> rows_placed_outside(const IncidentRule& rule,
                                               const domain::Incidents& incidents) {
    return fitting_rows(rule, incidents, false);
}

}  // namespace riskmap::hazard
