#include <map>

#include <fmt/format.h>

#include "core/number_text.hpp"
#include "plan/proof_notes.hpp"
#include "publish/report/html.hpp"
#include "publish/report/sections.hpp"

namespace riskmap::publish {
namespace {

struct Reason {
    const char* slug;
    Text words;
};

/// Why a row was left out, in words. The messages of the ledger may name a person's row; these do
/// not.
Text reason_words(const std::string& slug) {
    static const Reason reasons[] = {
        {"incident.ambiguous-unit",
         {"nhiều xã trùng tên, không rõ xã nào", "several communes of that name"}},
        {"incident.date-too-coarse", {"ngày ghi quá thô", "date too coarse"}},
        {"incident.duplicate", {"trùng với dòng khác", "same as another row"}},
        {"incident.impossible-age", {"tuổi không thể có", "impossible age"}},
        {"incident.no-date", {"không có ngày", "no date"}},
        {"incident.no-place", {"không có nơi xảy ra", "no place"}},
        {"incident.not-a-point", {"vị trí không phải là điểm", "place is no point"}},
        {"incident.outside-period", {"ngoài kỳ nghiên cứu", "outside the period"}},
        {"incident.outside-study-area", {"ngoài địa bàn nghiên cứu", "outside the study area"}},
        {"incident.unknown-unit", {"không tìm thấy xã", "unknown commune"}},
        {"incident.unreadable-age", {"không đọc được tuổi", "unreadable age"}},
        {"incident.unreadable-coordinates", {"không đọc được toạ độ", "unreadable coordinates"}},
        {"incident.unreadable-date", {"không đọc được ngày", "unreadable date"}},
        {"incident.unreadable-victims",
         {"không đọc được số nạn nhân", "unreadable number of victims"}},
        {"layer.no-shape", {"không có hình", "no shape"}},
        {"population.unknown-unit", {"không tìm thấy xã", "unknown commune"}},
        {"population.repeated-row", {"dòng lặp lại", "repeated row"}},
        {"unit.no-code", {"không có mã", "no code"}},
        {"unit.no-polygon", {"không phải vùng", "no polygon"}},
    };
    for (const Reason& reason : reasons) {
        if (slug == reason.slug) {
            return reason.words;
        }
    }
    return {slug, slug};
}

Text joined(const std::map<std::string, int>& reasons) {
    Text text;
    for (const auto& [slug, count] : reasons) {
        const Text words = reason_words(slug);
        text.vi += fmt::format("{}{} {}", text.vi.empty() ? "" : "; ", count, words.vi);
        text.en += fmt::format("{}{} {}", text.en.empty() ? "" : "; ", count, words.en);
    }
    return text;
}

std::string sources_table(const ReportInput& input) {
    const IssueLog& log = *input.log;
    HtmlTable table({"Số dòng đã đọc, đã dùng và bị loại của từng nguồn",
                     "Rows read, used and rejected, by source"},
                    {{"Nguồn", "Source"},
                     {"Đọc", "Read"},
                     {"Dùng", "Used"},
                     {"Ngoài điều kiện chọn", "Not selected"},
                     {"Loại", "Rejected"},
                     {"Lý do loại; dòng cần xem lại", "Why; rows to look at again"}},
                    "num");
    for (const SourceTally& tally : log.tallies()) {
        std::map<std::string, int> rejected;
        int warnings = 0;
        for (const Issue& issue : log.issues()) {
            if (issue.source == tally.source && issue.severity == Severity::rejected) {
                ++rejected[issue.slug];
            } else if (issue.source == tally.source && issue.severity == Severity::warning) {
                ++warnings;
            }
        }
        Text why = joined(rejected);
        if (warnings > 0) {
            why.vi += fmt::format("{}{} cảnh báo", why.vi.empty() ? "" : "; ", warnings);
            why.en += fmt::format("{}{} to check", why.en.empty() ? "" : "; ", warnings);
        }
        const auto count = [](std::int64_t rows) { return both(static_cast<double>(rows), 0); };
        table.add({both(source_words(tally.source, input)) + "<br><small>" +
                       escape_html(tally.file) + "</small>",
                   count(tally.rows_in),
                   count(tally.rows_used),
                   count(tally.rows_not_selected),
                   count(tally.rows_rejected),
                   both(why)});
    }
    return table.html();
}

Text survey_words(const SurveyedLayer& layer) {
    if (layer.missing) {
        return {"không có trong nghiên cứu này", "not part of this study"};
    }
    if (layer.survey_status == "surveyed") {
        return {"đã khảo sát toàn bộ", "surveyed throughout"};
    }
    if (layer.survey_status == "partly") {
        return {"mới khảo sát một phần: chỗ trống không có nghĩa là an toàn",
                "surveyed in part: a blank does not mean safe"};
    }
    if (layer.survey_status == "not_surveyed") {
        return {"chưa khảo sát", "not surveyed"};
    }
    return {"không rõ đã khảo sát hay chưa", "nobody says whether it was surveyed"};
}

std::string layers_table(const ReportInput& input) {
    HtmlTable table(
        {"Các lớp bản đồ", "Map layers"},
        {{"Lớp", "Layer"}, {"Số đối tượng", "Features"}, {"Tình trạng khảo sát", "Survey"}},
        "num2");
    for (const SurveyedLayer& layer : input.layers) {
        table.add({both(layer.label),
                   layer.missing ? "–" : both(static_cast<double>(layer.features), 0),
                   both(survey_words(layer))});
    }
    return input.layers.empty() ? "" : table.html();
}

std::string located_table(const ReportInput& input) {
    HtmlTable table({"Vụ việc được chấp nhận có vị trí chính xác đến đâu",
                     "How exactly accepted incidents are located"},
                    {{"Nguồn", "Source"},
                     {"Số vụ", "Incidents"},
                     {"Nơi", "Place"},
                     {"Có ghi", "Told"},
                     {"Toạ độ hoặc địa danh", "Coordinates or named place"},
                     {"Chỉ biết thôn, xã", "Hamlet or commune only"}},
                    "num");
    for (const LocatedRows& source : input.located) {
        table.add({both(source_words("incidents." + source.source, input)),
                   both(static_cast<double>(source.rows), 0),
                   both(label(source.place)),
                   both(source.told_percent, 0) + " %",
                   both(source.exact_percent, 0) + " %",
                   both(100 - source.exact_percent, 0) + " %"});
    }
    return table.html();
}

}  // namespace

Section data_section(const ReportView& view) {
    const ReportInput& input = *view.input;
    Section section{"data", {"Chất lượng số liệu", "Quality of the data"}, ""};
    std::int64_t read = 0;
    std::int64_t rejected = 0;
    for (const SourceTally& tally : input.log->tallies()) {
        if (tally.source.starts_with("incidents.")) {
            read += tally.rows_in;
            rejected += tally.rows_rejected;
        }
    }
    const double share =
        read > 0 ? 100.0 * static_cast<double>(rejected) / static_cast<double>(read) : 0.0;
    section.body += paragraph(
        {fmt::format(
             "Đọc trước khi xem bản đồ: trong {} dòng về tai nạn có {} dòng ({} %) bị loại. "
             "Từng dòng, lý do và cách sửa được ghi trong tệp ledger.csv.",
             number_text(static_cast<double>(read), 0, Language::vi),
             number_text(static_cast<double>(rejected), 0, Language::vi),
             number_text(share, 1, Language::vi)),
         fmt::format(
             "Read this before the maps: of {} incident rows, {} ({} %) were rejected. Each "
             "row, its reason and its repair stand in ledger.csv.",
             number_text(static_cast<double>(read), 0, Language::en),
             number_text(static_cast<double>(rejected), 0, Language::en),
             number_text(share, 1, Language::en))},
        "lead");
    for (const plan::HazardResult& hazard : *input.hazards) {
        if (const auto note = plan::published_counts_note(hazard)) {
            section.body += paragraph(*note);
            break;
        }
    }
    section.body += sources_table(input) + located_table(input) + layers_table(input);
    return section;
}

}  // namespace riskmap::publish
