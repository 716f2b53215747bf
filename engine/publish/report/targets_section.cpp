#include <map>

#include <fmt/format.h>

#include "core/number_text.hpp"
#include "plan/targets.hpp"
#include "publish/report/html.hpp"
#include "publish/report/sections.hpp"

namespace riskmap::publish {
namespace {

/// "550", "−10 %": in the terms of the target.
Text level_text(double number, bool share) {
    if (!share) {
        return number_text(number, number < 1000 ? telling_decimals(number) : 0);
    }
    Text text = number_text(100 * number, 0);
    for (std::string* words : {&text.vi, &text.en}) {
        *words = (words->starts_with('-') ? "−" + words->substr(1) : *words) + " %";
    }
    return text;
}

/// Whether a row is about a share or a change, and not a rate or a number of things.
bool is_share(const TableView& status, std::size_t row) {
    const std::string kind = status.text("kind", row);
    return kind.starts_with("change") ||
           (kind == "other" && status.number("wanted", row).value_or(0) <= 1);
}

std::string seen_cell(const TableView& status, std::size_t row) {
    const auto seen = status.number("seen", row);
    const auto low = status.number("seen_lower", row);
    const auto high = status.number("seen_upper", row);
    if (!seen) {
        return "–";
    }
    const bool share = is_share(status, row);
    std::string cell =
        escape_html(status.text("year", row)) + ": " + both(level_text(*seen, share));
    if (low && high) {
        const Text from = level_text(*low, share);
        const Text to = level_text(*high, share);
        cell += " <small>(" + both(Text{from.vi + " đến " + to.vi, from.en + " to " + to.en}) +
                ")</small>";
    }
    return cell;
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
        "tg");
    for (const std::string& id : order) {
        const std::size_t row = latest.at(id);
        table.add(
            {both(Text{status.text("label_vi", row), status.text("label_en", row)}) +
                 "<br><small>" + escape_html(status.text("document", row)) + "</small>",
             escape_html(status.text("due", row)),
             both(level_text(status.number("wanted", row).value_or(0), is_share(status, row))),
             seen_cell(status, row),
             both(plan::state_words(plan::target_state_of(status.text("state", row))))});
    }
    section.body =
        table.html() +
        paragraph({"Mức là số trên 100.000 trẻ em, hoặc phần thay đổi so với năm gốc. Mọi "
                   "năm: target_status.csv.",
                   "Levels are per 100,000 children, or a change against the base year. "
                   "All years: target_status.csv."},
                  "small");
    return section;
}

}  // namespace riskmap::publish
