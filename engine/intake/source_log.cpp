#include "intake/source_log.hpp"

#include <filesystem>
#include <utility>

namespace riskmap::intake {
namespace {

bool has_sheets(const std::string& file) {
    const std::string extension = std::filesystem::path(file).extension().string();
    return extension == ".xlsx" || extension == ".ods" || extension == ".xls";
}

}  // namespace

SourceLog::SourceLog(IssueLog& log, std::string id, const domain::Layer& layer)
    : log_(log),
      id_(std::move(id)),
      layer_(layer),
      sheet_(has_sheets(layer.file) ? layer.name : std::string()) {}

void SourceLog::add(Severity severity, std::int64_t row, Finding finding) {
    Issue issue;
    issue.slug = std::move(finding.slug);
    issue.severity = severity;
    issue.source = id_;
    issue.place = {layer_.file, sheet_, row, std::move(finding.column), std::move(finding.value)};
    issue.message = std::move(finding.message);
    issue.repair = std::move(finding.repair);
    log_.add(std::move(issue));
}

void SourceLog::reject(std::size_t row, Finding finding) {
    ++rejected_;
    add(Severity::rejected, layer_.source_rows[row], std::move(finding));
}

void SourceLog::warn(std::size_t row, Finding finding) {
    add(Severity::warning, layer_.source_rows[row], std::move(finding));
}

void SourceLog::warn_at(std::int64_t source_row, Finding finding) {
    add(Severity::warning, source_row, std::move(finding));
}

void SourceLog::warn(Finding finding) { add(Severity::warning, 0, std::move(finding)); }

void SourceLog::note(std::size_t row, Finding finding) {
    add(Severity::note, layer_.source_rows[row], std::move(finding));
}

void SourceLog::note(Finding finding) { add(Severity::note, 0, std::move(finding)); }

void SourceLog::close() { close(layer_.size()); }

void SourceLog::close(std::size_t rows) {
    SourceTally tally;
    tally.source = id_;
    tally.file = layer_.file;
    tally.rows_in = static_cast<std::int64_t>(rows) + not_data_;
    tally.rows_rejected = rejected_;
    tally.rows_not_selected = not_selected_;
    tally.rows_not_data = not_data_;
    tally.rows_used = tally.rows_in - rejected_ - not_selected_ - not_data_;
    log_.close(std::move(tally));
}

}  // namespace riskmap::intake
