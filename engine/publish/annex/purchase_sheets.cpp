#include "publish/annex/purchase_sheets.hpp"

#include <cmath>
#include <map>

#include <fmt/format.h>

#include "core/error.hpp"

namespace riskmap::publish {
namespace {

constexpr const char* price_sheet = "Đơn giá";

std::size_t column(const domain::Layer& table, const char* name) {
    const auto found = table.find(name);
    expects(found.has_value(), "purchase_sheets: the table of an allocation");
    return *found;
}

std::string text(const domain::Layer& table, const char* name, std::size_t row) {
    return domain::as_text(table.at(column(table, name), row));
}

double number(const domain::Layer& table, const char* name, std::size_t row) {
    return domain::as_number(table.at(column(table, name), row));
}

AnnexCell number_cell(double value) {
    return std::isfinite(value) ? AnnexCell(value) : AnnexCell();
}

/// One row for each measure bought, and on which row of the sheet it stands.
AnnexSheet prices(const domain::Layer& purchases, std::map<std::string, std::size_t>& rows) {
    AnnexSheet sheet{
        .name = price_sheet,
        .title = "Đơn giá dùng trong bảng 8",
        .note = "Sửa đơn giá ở đây thì thành tiền và tổng cộng ở bảng 8 thay đổi theo.",
        .source = "đơn giá lúc lập phương án phân bổ",
        .columns = {{"Mã biện pháp", 22, 0},
                    {"Biện pháp", 48, 0},
                    {"Đơn vị tính", 24, 0},
                    {"Đơn giá", 14, 0},
                    {"Tiền tệ", 9, 0}},
        .rows = {},
        .totals = {}};
    const std::string& currency = purchases.fields[column(purchases, "unit_cost")].unit;
    for (std::size_t row = 0; row < purchases.size(); ++row) {
        const std::string id = text(purchases, "intervention", row);
        if (rows.try_emplace(id, sheet.rows.size() + AnnexSheet::first_row).second) {
            sheet.rows.push_back({id,
                                  text(purchases, "label_vi", row),
                                  text(purchases, "unit_vi", row),
                                  number_cell(number(purchases, "unit_cost", row)),
                                  currency});
        }
    }
    return sheet;
}

}  // namespace

std::vector<AnnexSheet> purchase_sheets(const domain::Layer& purchases) {
    std::map<std::string, std::size_t> price_rows;
    AnnexSheet price = prices(purchases, price_rows);
    AnnexSheet sheet{
        .name = "T8 Đề xuất và dự toán",
        .title = "Bảng 8. Đề xuất biện pháp và dự toán kinh phí",
        .note =
            "Số lượng theo phương án phân bổ. Sửa số lượng hoặc đơn giá thì thành tiền và tổng "
            "cộng tự tính; số phòng tránh được là của cả xã và không tự tính lại. Điền nguồn "
            "vốn vào ô vàng.",
        .source = "riskmap allocate",
        .columns = {{"TT", 5, 0},
                    {"Mã xã", 9, 0},
                    {"Xã", 20, 0},
                    {"Cấp trên", 20, 0},
                    {"Nội dung", 40, 0},
                    {"ĐVT", 24, 0},
                    {"Số lượng", 10, 0},
                    {"Đơn giá", 12, 0},
                    {"Thành tiền", 15, 0},
                    {"Nguồn", 14, 0},
                    {"Phòng tránh được trong xã", 12, 3},
                    {"Thấp nhất", 10, 3},
                    {"Cao nhất", 10, 3}},
        .rows = {},
        .totals = {},
        .signatures = true};
    double total = 0;
    for (std::size_t row = 0; row < purchases.size(); ++row) {
        const std::size_t here = sheet.rows.size() + AnnexSheet::first_row;
        const double cost = number(purchases, "cost", row);
        total += std::isfinite(cost) ? cost : 0;
        sheet.rows.push_back(
            {static_cast<std::int64_t>(row + 1),
             text(purchases, "code", row),
             text(purchases, "name", row),
             text(purchases, "parent", row),
             text(purchases, "label_vi", row),
             text(purchases, "unit_vi", row),
             number_cell(number(purchases, "quantity", row)),
             Formula{fmt::format("='{}'!$D${}",
                                 price_sheet,
                                 price_rows.at(text(purchases, "intervention", row))),
                     number(purchases, "unit_cost", row)},
             Formula{fmt::format("=G{0}*H{0}", here), cost},
             ToFill{},
             number_cell(number(purchases, "averted", row)),
             number_cell(number(purchases, "averted_lower", row)),
             number_cell(number(purchases, "averted_upper", row))});
    }
    if (!sheet.rows.empty()) {
        sheet.totals.resize(sheet.columns.size());
        sheet.totals[4] = std::string("Tổng cộng");
        sheet.totals[8] = Formula{fmt::format("=SUM(I{}:I{})",
                                              AnnexSheet::first_row,
                                              AnnexSheet::first_row + sheet.rows.size() - 1),
                                  total};
    }
    return {std::move(sheet), std::move(price)};
}

}  // namespace riskmap::publish
