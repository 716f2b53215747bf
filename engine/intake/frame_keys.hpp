#pragma once

#include "core/period.hpp"
#include "intake/config_kinds.hpp"

/// Time and space of a study as values of its file.
namespace riskmap::intake {

/// A TOML date (2021-03-31) or the same as text.
Kind<Date> date_kind();
/// { first = 2021-01-01, last = 2023-12-31 }, both days included.
Kind<Period> period_kind();
/// Any text PROJ knows as a coordinate system.
Kind<std::string> crs_kind();
/// A coordinate system that is projected with axes in metres.
Kind<std::string> metric_crs_kind();

}  // namespace riskmap::intake
