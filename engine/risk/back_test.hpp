#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "risk/risk_surface.hpp"

namespace riskmap::risk {

/// Studies of more units are neither back-tested nor tried under other settings: it would take
/// longer than the run.
inline constexpr std::size_t most_tested_units = 3000;

/// How well one way of ranking foretold cases it had not seen.
struct Foresight {
    std::string id;  ///< "model", "raw_rate", "poisson_gamma"
    Text label;
    double captured = 0;         ///< share of the new cases in the listed units
    Interval captured_interval;  ///< 90 % credible, Jeffreys prior
    double concordance = 0.5;    ///< P(a new case falls on a higher rank than a random person)
};

/// Each of the last years foretold from the years before it, and the cases of all of them together.
struct BackTest {
    std::vector<int> years;   ///< that were foretold
    std::int64_t events = 0;  ///< in those years
    std::size_t listed = 0;   ///< units on the list: a tenth
    double people_share = 0;  ///< of all people living in listed units: what chance would capture
    std::vector<Foresight> methods;  ///< the model first
    double gain = 0;                 ///< captured by the model minus by raw rate
    Interval gain_interval;          ///< 90 % credible
    Text sentence;
};

/// At most the last three years that have cases and years with cases before them. The fits are
/// coarser than the published one and see no case of the year they foretell; age-specific reference
/// rates come from the whole period. None with fewer than two years, without cases to foretell, or
/// beyond `most_tested_units`.
std::optional<BackTest> back_test(const hazard::HazardSpec&,
                                  const cases::CaseTable&,
                                  const exposure::ExposureTable&,
                                  const Graph& neighbours,
                                  const RunContext&);

/// The same with every share to 5 %, from which no case of one unit can be told, and its sentence.
BackTest coarsened(BackTest test);

}  // namespace riskmap::risk
