#include "plan/hazard_notes.hpp"

#include <algorithm>

namespace riskmap::plan {
namespace {

bool says_something(const Text& text) { return !text.vi.empty() || !text.en.empty(); }

void add(IssueLog& log,
         const HazardResult& result,
         const char* slug,
         Severity severity,
         const std::string& column,
         const Text& message,
         const Text& repair) {
    if (says_something(message)) {
        Place place;
        place.column = column;
        log.add({slug, severity, "hazards." + result.spec.id, place, message, repair});
    }
}

}  // namespace

std::vector<Text> hazard_notes(const HazardResult& result) {
    std::vector<Text> notes;
    const auto add_once = [&](const Text& note) {
        const bool told = std::any_of(notes.begin(), notes.end(), [&](const Text& earlier) {
            return earlier.vi.find(note.vi) != std::string::npos &&
                   earlier.en.find(note.en) != std::string::npos;
        });
        if (says_something(note) && !told) {
            notes.push_back(note);
        }
    };
    add_once(result.risk.fit.verdict);
    add_once(result.exposure.index_note);
    for (const exposure::ExposureColumn& column : result.exposure.columns) {
        add_once(column.note);
    }
    return notes;
}

void log_notes(const HazardResult& result, IssueLog& log) {
    add(log,
        result,
        "model.verdict",
        result.risk.fit.usable ? Severity::note : Severity::warning,
        "",
        result.risk.fit.verdict,
        {"đọc trước khi dùng các cột của loại tai nạn này",
         "read this before using the columns of this hazard"});
    add(log,
        result,
        "exposure.index",
        Severity::warning,
        result.spec.prefix + "_environment",
        result.exposure.index_note,
        {"bổ sung lớp bản đồ còn thiếu rồi chạy lại",
         "add what the map layers lack, and run again"});
    for (const exposure::ExposureColumn& column : result.exposure.columns) {
        add(log,
            result,
            "exposure.column",
            Severity::note,
            result.spec.prefix + "_" + column.field.name,
            column.note,
            {"đọc cột này kèm lưu ý", "read the column with this in mind"});
    }
}

}  // namespace riskmap::plan
