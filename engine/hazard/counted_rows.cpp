#include "hazard/counted_rows.hpp"

#include "core/error.hpp"

namespace riskmap::hazard {
namespace {

bool of_counted_age(const IncidentRule& rule, const std::optional<double>& age) {
    return age ? *age >= rule.ages.from && *age < rule.ages.below : rule.count_unknown_age;
}

}  // namespace

std::vector<std::uint32_t> counted_rows(const IncidentRule& rule,
                                        const domain::Incidents& incidents) {
    std::vector<std::uint32_t> counted;
    if (incidents.rows.empty()) {
        return counted;
    }
    expects(incidents.attributes.size() == incidents.rows.size(),
            "counted_rows: one row of attributes per incident");
    const domain::BoundPredicate holds(rule.where, incidents.attributes);
    for (std::size_t row = 0; row < incidents.rows.size(); ++row) {
        if (of_counted_age(rule, incidents.rows[row].age) && holds(row)) {
            counted.push_back(static_cast<std::uint32_t>(row));
        }
    }
    return counted;
}

}  // namespace riskmap::hazard
