#pragma once

#include <optional>
#include <string>

#include "core/text.hpp"
#include "domain/reporting.hpp"

namespace riskmap::intake {

/// The state of a report by its word ("reported", "có báo cáo", ...); none for other words.
std::optional<domain::ReportState> report_state(const std::string& word);
/// The words there are, for messages.
Text report_words();

/// True for "surveyed" and "partly", false for "not_surveyed"; none for other words.
std::optional<bool> survey_state(const std::string& word);
Text survey_words();

}  // namespace riskmap::intake
