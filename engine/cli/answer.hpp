#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/run.hpp"
#include "cli/terminal.hpp"

namespace riskmap::cli {

/// The answer of a run in plain lines: per hazard the first units with level, rank interval and
/// reason, then what was left out and why, then what to open.
std::vector<std::string> answer_lines(const app::RunReport&,
                                      const std::filesystem::path& out,
                                      Language language);

/// What was read and what was left out, per source, with the reasons and how often each.
std::vector<std::string> ledger_lines(const IssueLog&, Language language);

/// For `check`: what the columns of recognised tables were taken for, with samples of those that
/// are not personal, what was left out, and the encodings that were guessed.
std::vector<std::string> reading_lines(const std::vector<intake::InputRecord>&, Language language);

/// The same as one JSON document.
std::string answer_json(const app::RunReport&, const std::filesystem::path& out);

}  // namespace riskmap::cli
