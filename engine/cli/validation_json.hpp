#pragma once

#include <string>

#include "app/validate.hpp"

namespace riskmap::cli {

/// Every figure of a validation as one JSON document.
std::string validation_json(const app::ValidateReport&);

}  // namespace riskmap::cli
