#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/run.hpp"
#include "domain/layer.hpp"
#include "risk/validation.hpp"

namespace riskmap::app {

/// How a validation is asked for.
struct ValidateConfig {
    std::filesystem::path study;
    std::vector<std::string> overrides;
    std::vector<double> events;        ///< per simulated province; empty: the study's own number
    std::vector<std::string> hazards;  ///< ids; empty: all of the study
    std::filesystem::path out;         ///< CSV file; empty: none
    publish::Existing existing = publish::Existing::refuse;
    risk::ValidationSpec spec;
};

/// One hazard under test, at one or more numbers of events.
struct HazardValidation {
    std::string id;
    Text label;
    std::int64_t own_events = 0;  ///< as recorded in the study
    std::vector<risk::ValidationReport> reports;
};

struct ValidateReport {
    intake::StudySpec study;
    std::vector<HazardValidation> hazards;
    std::filesystem::path written;  ///< empty when nothing was
};

/// Reads and measures a study as `run` does, then tests the model on simulated provinces of its
/// own communes, people and exposure. The study's incidents say how many events to simulate and
/// nothing else. Throws `Error`; an output one when the CSV file exists and is not to be replaced.
ValidateReport validate(const ValidateConfig&, const RunContext&);

/// Every figure in long form: hazard, events, truth, measure, method, value, standard error.
domain::Layer validation_table(const ValidateReport&);

}  // namespace riskmap::app
