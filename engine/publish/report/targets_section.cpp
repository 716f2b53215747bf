#include <map>

#include <fmt/format.h>

#include "publish/report/html.hpp"
#include "publish/report/sections.hpp"

namespace riskmap::publish {
namespace {

Text state_words(const std::string& state) {
    static const std::map<std::string, Text> words{
        {"met", {"đạt", "met"}},
        {"not_met", {"chưa đạt", "not met"}},
        {"too_few_to_say", {"quá ít vụ để kết luận", "too few cases to say"}},
        {"not_measured", {"nghiên cứu không đo", "not measured by this study"}},
    };
    const auto found = words.find(state);
    return found == words.end() ? Text{state, state} : found->second;
}

}  // namespace

Section targets_section(const ReportView& view) {
    Section section{"targets", {"So với chỉ tiêu", "Against the targets"}, ""};
    const domain::Layer* layer = view.layer("target_status");
    if (layer == nullptr || layer->size() == 0) {
        return section;
    }
    const TableView status(*layer);
    std::map<std::string, std::size_t> latest;  // the last year of each target
    std::vector<std::string> order;
    for (std::size_t row = 0; row < status.rows(); ++row) {
        const std::string id = status.text("document", row) + "|" + status.text("target", row);
        if (!latest.contains(id)) {
            order.push_back(id);
        }
        latest[id] = row;
    }
    HtmlTable table(
        {"Năm trọn vẹn gần nhất so với từng chỉ tiêu", "The latest whole year against each target"},
        {{"Chỉ tiêu", "Target"},
         {"Hạn", "Due"},
         {"Mức phải đạt", "Wanted"},
         {"Thực tế (khoảng)", "Observed (interval)"},
         {"Kết luận", "Verdict"}},
        "par");
    for (const std::string& id : order) {
        const std::size_t row = latest.at(id);
        const std::string state = status.text("state", row);
        const auto seen = status.number("seen", row);
        table.add({both(Text{status.text("label_vi", row), status.text("label_en", row)}) +
                       "<br><small>" + escape_html(status.text("document", row)) + "</small>",
                   escape_html(status.text("due", row)),
                   both(setting_text(status.number("wanted", row).value_or(0))),
                   seen ? escape_html(status.text("year", row)) + ": " + both(telling(seen)) +
                              " <small>(" +
                              both(range(status.number("seen_lower", row),
                                         status.number("seen_upper", row))) +
                              ")</small>"
                        : std::string("–"),
                   both(state_words(state))});
    }
    section.body = table.html() +
                   paragraph({"Mức là số trên 100.000 trẻ em, hoặc phần thay đổi so với năm gốc "
                              "(−0,1 là giảm 10 %). Mọi năm: target_status.csv.",
                              "Levels are per 100,000 children, or a change against the base year "
                              "(−0.1 is 10 % less). All years: target_status.csv."},
                             "small");
    return section;
}

}  // namespace riskmap::publish
