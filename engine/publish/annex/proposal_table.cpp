// The proposal: what to fund where, with a cost estimate that follows its prices.
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "plan/proposal.hpp"
#include "plan/reason.hpp"
#include "publish/annex/tables.hpp"

namespace riskmap::publish {
namespace {

constexpr const char* price_sheet = "Đơn giá";

AnnexSheet empty_prices() {
    return {.name = price_sheet,
            .title = "Đơn giá dùng trong bảng 8",
            .note =
                "Sửa đơn giá ở đây thì thành tiền và tổng cộng ở bảng 8 thay đổi theo. Ô vàng: "
                "chưa có nguồn đáng tin, cần điền.",
            .source = "tệp mô tả loại tai nạn; nguồn từng giá ở cột cuối",
            .columns = {{"Loại tai nạn", 26, 0},
                        {"Biện pháp", 48, 0},
                        {"Đơn vị tính", 20, 0},
                        {"Đơn giá", 14, 0},
                        {"Tiền tệ", 9, 0},
                        {"Nguồn của đơn giá", 50, 0},
                        {"Bằng chứng về hiệu quả", 70, 0}},
            .rows = {},
            .totals = {}};
}

void add_price(AnnexSheet& sheet,
               const plan::HazardResult& hazard,
               const hazard::Intervention& intervention) {
    const bool known = intervention.unit_cost.has_value();
    sheet.rows.push_back(
        {hazard.spec.label.vi,
         intervention.label.vi,
         intervention.unit.vi,
         known ? AnnexCell(intervention.unit_cost->best.value) : AnnexCell(ToFill{}),
         intervention.currency.empty() ? std::string("VND") : intervention.currency,
         known ? intervention.unit_cost->best.source : std::string(),
         intervention.evidence});
}

/// The prices of all measures once each, and on which row that of each stands.
std::map<const hazard::Intervention*, std::size_t> price_rows(const AnnexInput& input,
                                                              AnnexSheet& prices) {
    std::map<const hazard::Intervention*, std::size_t> rows;
    for (const plan::HazardResult& hazard : input.hazards) {
        for (const hazard::Intervention& intervention : hazard.spec.interventions) {
            rows[&intervention] = prices.rows.size() + AnnexSheet::first_row;
            add_price(prices, hazard, intervention);
        }
    }
    return rows;
}

/// The whole reason stands in communes.csv and on the commune's sheet of the atlas.
std::string first_sentence(const std::string& text) {
    const std::size_t end = text.find(". ");
    return end == std::string::npos ? text : text.substr(0, end + 1);
}

AnnexCell cell_of(const std::optional<double>& number) {
    return number ? AnnexCell(*number) : AnnexCell();
}

std::vector<AnnexCell> row_of(const AnnexInput& input,
                              const plan::ProposalLine& line,
                              std::size_t price_row,
                              std::size_t number) {
    const std::size_t row = AnnexSheet::first_row + number - 1;
    const std::string price = fmt::format("'{}'!$D${}", price_sheet, price_row);
    const bool known = line.intervention->unit_cost.has_value();
    return {static_cast<std::int64_t>(number),
            input.units.code[line.unit],
            input.units.name[line.unit],
            first_sentence(plan::reason(*line.hazard, input.units, line.unit).vi),
            line.intervention->label.vi,
            line.intervention->unit.vi,
            ToFill{},
            Formula{fmt::format("=IF({0}=\"\",\"\",{0})", price),
                    known ? line.intervention->unit_cost->best.value : std::nan("")},
            Formula{fmt::format("=IF(OR(G{0}=\"\",H{0}=\"\"),0,G{0}*H{0})", row), 0},
            ToFill{},
            cell_of(line.averted),
            cell_of(line.averted_least),
            cell_of(line.averted_most),
            risk::label(line.hazard->risk.units[line.unit].level).vi};
}

}  // namespace

std::vector<AnnexSheet> proposal_sheets(const AnnexInput& input) {
    AnnexSheet prices = empty_prices();
    AnnexSheet sheet{
        .name = "T8 Đề xuất và dự toán",
        .title = "Bảng 8. Đề xuất biện pháp và dự toán kinh phí",
        .note =
            "Xếp theo thứ tự ưu tiên của xã. Điền số lượng và nguồn vốn vào ô vàng; thành tiền "
            "và tổng cộng tự tính. Số vụ tránh được tính khi mọi trẻ của xã được bao phủ.",
        .source = "kết quả riskmap; đơn giá và bằng chứng về hiệu quả ở trang Đơn giá",
        .columns = {{"TT", 5, 0},
                    {"Mã xã", 8, 0},
                    {"Xã", 18, 0},
                    {"Lý do", 46, 0},
                    {"Nội dung", 34, 0},
                    {"ĐVT", 16, 0},
                    {"Số lượng", 9, 0},
                    {"Đơn giá", 12, 0},
                    {"Thành tiền", 14, 0},
                    {"Nguồn", 12, 0},
                    {"Số vụ tránh được mỗi năm", 11, 3},
                    {"Thấp nhất", 10, 3},
                    {"Cao nhất", 10, 3},
                    {"Ghi chú: mức của xã", 18, 0}},
        .rows = {},
        .totals = {},
        .signatures = true};
    const auto price_row = price_rows(input, prices);
    const std::vector<plan::ProposalLine> lines =
        plan::proposal_lines(input.hazards, input.priorities);
    for (const plan::ProposalLine& line : lines) {
        sheet.rows.push_back(
            row_of(input, line, price_row.at(line.intervention), sheet.rows.size() + 1));
    }
    if (!lines.empty()) {
        sheet.totals.resize(sheet.columns.size());
        sheet.totals[4] = std::string("Tổng cộng");
        sheet.totals[8] = Formula{
            fmt::format(
                "=SUM(I{}:I{})", AnnexSheet::first_row, AnnexSheet::first_row + lines.size() - 1),
            0};
    }
    return {std::move(sheet), std::move(prices)};
}

}  // namespace riskmap::publish
