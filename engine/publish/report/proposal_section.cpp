#include <set>

#include <fmt/format.h>

#include "core/number_text.hpp"
#include "plan/proposal.hpp"
#include "publish/report/html.hpp"
#include "publish/report/sections.hpp"

namespace riskmap::publish {
namespace {

constexpr int first_communes = 10;

std::string currency_words(const std::string& currency) {
    return currency == "VND" ? both(Text{"đồng", "VND"}) : escape_html(currency);
}

std::string price_of(const hazard::Intervention& measure) {
    if (!measure.unit_cost) {
        return "<span class=\"as\">" + both(Text{"cần điền", "to fill in"}) + "</span>";
    }
    return "<span class=\"nw\">" + both(measure.unit_cost->best.value, 0) + " " +
           currency_words(measure.currency) + "</span>";
}

std::string averted_of(const plan::ProposalLine& line) {
    return line.averted ? both(telling(line.averted)) + "<br><small>" +
                              both(range(line.averted_least, line.averted_most)) + "</small>"
                        : "–";
}

/// Which cells to fill before costs can be added up.
std::string missing_prices(const std::vector<plan::ProposalLine>& lines) {
    std::set<std::string> said;
    std::string items;
    for (const plan::ProposalLine& line : lines) {
        const hazard::Intervention& measure = *line.intervention;
        if (!measure.unit_cost && said.insert(measure.id).second) {
            items += "<li>" + both(measure.label) + " (" + both(measure.unit) + "): " +
                     both(Text{"ô vàng của dòng này ở trang \"Đơn giá\" trong annex.xlsx, hoặc",
                               "the yellow cell of its row on sheet \"Đơn giá\" of annex.xlsx, "
                               "or"}) +
                     " <code>riskmap allocate … --price " + escape_html(measure.id) +
                     "=…</code></li>";
        }
    }
    return items.empty() ? ""
                         : paragraph({"Chưa có nguồn đáng tin cho đơn giá của:",
                                      "No trustworthy source for the price of:"}) +
                               "<ul class=\"small\">" + items + "</ul>\n";
}

}  // namespace

Section proposal_section(const ReportView& view) {
    Section section{"proposal", {"Đề xuất đầu tư", "What to fund first"}, ""};
    const std::vector<plan::ProposalLine> lines =
        plan::proposal_lines(*view.input->hazards, *view.input->priorities);
    HtmlTable table({fmt::format("Các biện pháp áp dụng được ở {} xã ưu tiên đầu", first_communes),
                     fmt::format("Measures that apply in the first {} communes", first_communes)},
                    {{"Ưu tiên", "Priority"},
                     {"Xã", "Commune"},
                     {"Biện pháp", "Measure"},
                     {"Đơn vị tính", "Unit"},
                     {"Đơn giá", "Unit cost"},
                     {"Số vụ tránh được mỗi năm", "Cases averted a year"}},
                    "fund");
    int shown = 0;
    std::size_t last = view.communes.rows();
    for (const plan::ProposalLine& line : lines) {
        const std::optional<int>& rank = (*view.input->priorities)[line.unit].rank;
        if (!rank || *rank > first_communes) {
            continue;
        }
        const std::size_t row = line.unit.row();
        table.add({row == last ? "" : both(*rank, 0),
                   row == last ? "" : unit_link(view, row),
                   both(line.intervention->label),
                   both(line.intervention->unit),
                   price_of(*line.intervention),
                   averted_of(line)});
        last = row;
        ++shown;
    }
    if (shown == 0) {
        return section;
    }
    section.body =
        paragraph(
            {"Thứ tự ưu tiên theo số vụ có thể phòng tránh mỗi năm, cộng qua các loại tai "
             "nạn. Số vụ tránh được tính khi mọi trẻ thuộc diện được tiếp cận, nên là mức "
             "tối đa; các biện pháp ở cùng một xã chồng lên nhau, không cộng lại.",
             "Priority is by cases that can be prevented a year, over all hazards. Cases "
             "averted assume that every eligible child is reached, so they are the most there "
             "can be; measures in one commune overlap and do not add up."}) +
        table.html() + missing_prices(lines) +
        paragraph({"Dự toán theo số lượng: bảng 8 của annex.xlsx. Chọn gói trong một ngân sách: "
                   "riskmap allocate THƯ_MỤC --budget SỐ_TIỀN.",
                   "Cost estimate by quantity: table 8 of annex.xlsx. To choose within a budget: "
                   "riskmap allocate FOLDER --budget AMOUNT."},
                  "small");
    return section;
}

}  // namespace riskmap::publish
