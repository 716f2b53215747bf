#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "intake/office_table.hpp"
#include "intake/source_table.hpp"

namespace riskmap::intake {

/// The tables recognised in one file.
struct OfficeSource {
    SourceTable file;                  ///< without rows: what `record_of` wants to know
    std::vector<OfficeReader> tables;  ///< of `grids`, by `words`
    std::vector<std::string> unread;   ///< sheets with rows but without a known header
    std::unique_ptr<OfficeWords> words;
    std::vector<std::unique_ptr<domain::TextGrid>> grids;
};

/// Recognises every sheet of a source (or the one it names) by the words file. Throws an
/// input `Error` when no sheet has a header that is known, a config `Error` without a words file.
OfficeSource open_office_source(const IncidentSource& source, const std::filesystem::path& words);

}  // namespace riskmap::intake
