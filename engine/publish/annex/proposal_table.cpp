// The proposal: what to fund where, with a cost estimate that follows its prices.
#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include <fmt/format.h>

#include "plan/reason.hpp"
#include "publish/annex/tables.hpp"

namespace riskmap::publish {
namespace {

constexpr const char* price_sheet = "Đơn giá";

/// One proposal: an intervention that applies in a commune.
struct Line {
    UnitIndex unit;
    const plan::HazardResult* hazard = nullptr;
    const hazard::Intervention* intervention = nullptr;
    std::size_t price_row = 0;
};

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

/// Lines by priority of the commune, then as the hazards list them; their prices once each.
std::vector<Line> lines_of(const AnnexInput& input, AnnexSheet& prices) {
    std::vector<Line> lines;
    for (const plan::HazardResult& hazard : input.hazards) {
        const std::size_t first = prices.rows.size() + AnnexSheet::first_row;
        const auto& interventions = hazard.spec.interventions;
        for (const hazard::Intervention& intervention : interventions) {
            add_price(prices, hazard, intervention);
        }
        for (const plan::Recommendation& advice : plan::recommend(hazard)) {
            for (std::size_t i = 0; i < interventions.size(); ++i) {
                if (interventions[i].id == advice.intervention_id) {
                    lines.push_back({advice.unit, &hazard, &interventions[i], first + i});
                }
            }
        }
    }
    const auto rank = [&](const Line& line) {
        return input.priorities[line.unit].rank.value_or(std::numeric_limits<int>::max());
    };
    std::stable_sort(lines.begin(), lines.end(), [&](const Line& a, const Line& b) {
        return std::pair(rank(a), a.unit.row()) < std::pair(rank(b), b.unit.row());
    });
    return lines;
}

/// The whole reason stands in communes.csv and on the commune's sheet of the atlas.
std::string first_sentence(const std::string& text) {
    const std::size_t end = text.find(". ");
    return end == std::string::npos ? text : text.substr(0, end + 1);
}

double best_of(const hazard::Ranged& range) { return range.best.value; }

/// Cases averted per year when everyone is reached, at the best or an outer value of each share;
/// empty where nothing is known.
template <class Pick>
AnnexCell averted(const Line& line, Pick pick) {
    const std::optional<double>& per_year = line.hazard->risk.units[line.unit].events_per_year;
    const hazard::Ranged* effect = line.intervention->effect_on(line.hazard->spec.id);
    if (!per_year || effect == nullptr) {
        return {};
    }
    const auto share = [&](const std::optional<hazard::Ranged>& range) {
        return range ? std::invoke(pick, *range) : 1.0;
    };
    return *per_year * std::invoke(pick, *effect) * share(line.intervention->completion) *
           share(line.intervention->share_of_cases);
}

std::vector<AnnexCell> row_of(const AnnexInput& input, const Line& line, std::size_t number) {
    const std::size_t row = AnnexSheet::first_row + number - 1;
    const std::string price = fmt::format("'{}'!$D${}", price_sheet, line.price_row);
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
            averted(line, best_of),
            averted(line, &hazard::Ranged::least),
            averted(line, &hazard::Ranged::most),
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
    const std::vector<Line> lines = lines_of(input, prices);
    for (const Line& line : lines) {
        sheet.rows.push_back(row_of(input, line, sheet.rows.size() + 1));
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
