#pragma once

#include <string>
#include <vector>

#include "app/validate.hpp"

namespace riskmap::cli {

/// The figures of a validation as tables for the terminal: per hazard and number of events how
/// honest the model is under each truth, how well its probabilities are calibrated, and how well it
/// finds the worst places beside other methods, with a sentence on how to read them.
std::vector<std::string> validation_lines(const app::ValidateReport&, Language language);

}  // namespace riskmap::cli
