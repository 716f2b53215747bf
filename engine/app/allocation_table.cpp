#include "app/allocation_table.hpp"

#include <algorithm>
#include <cmath>

#include "publish/table_builder.hpp"

namespace riskmap::app {
namespace {

using domain::FieldType;
using domain::Value;
using publish::own_field;
using publish::real_or_none;

/// A row of the table: one purchase of one planned unit.
struct Line {
    int place = 0;
    const plan::PlannedUnit* planned = nullptr;
    const plan::Purchase* purchase = nullptr;
};

}  // namespace

domain::Layer allocation_table(const AllocationReport& report) {
    std::vector<Line> lines;
    for (std::size_t i = 0; i < report.plan.units.size(); ++i) {
        for (const plan::Purchase& purchase : report.plan.units[i].bundle.purchases) {
            lines.push_back({static_cast<int>(i) + 1, &report.plan.units[i], &purchase});
        }
    }
    domain::Layer table;
    table.name = "allocation";
    table.label = {"Phân bổ kinh phí", "Allocation"};
    publish::TableBuilder::set_rows(table, lines.size());
    publish::TableBuilder builder(table);
    const auto row_of = [&](std::size_t row) { return lines[row].planned->unit.row(); };
    const auto intervention = [&](std::size_t row) -> const hazard::Intervention& {
        return report.interventions[lines[row].purchase->intervention];
    };
    builder.add(own_field("place",
                          "thu_tu",
                          FieldType::integer,
                          "",
                          {"Thứ tự", "Place"},
                          {"Thứ tự theo số phòng tránh được trên một đồng.",
                           "Order by what is averted per unit of money."}),
                [&](std::size_t row) { return Value(std::int64_t{lines[row].place}); });
    builder.add(own_field("code",
                          "ma_xa",
                          FieldType::text,
                          "",
                          {"Mã xã", "Unit code"},
                          {"Mã đơn vị hành chính.", "Code of the unit."}),
                [&](std::size_t row) { return Value(report.result.text("code", row_of(row))); });
    builder.add(own_field("name",
                          "ten",
                          FieldType::text,
                          "",
                          {"Tên xã", "Unit"},
                          {"Tên đơn vị hành chính.", "Name of the unit."}),
                [&](std::size_t row) { return Value(report.result.text("name", row_of(row))); });
    builder.add(own_field("parent",
                          "cap_tren",
                          FieldType::text,
                          "",
                          {"Cấp trên", "Parent"},
                          {"Huyện hoặc tỉnh.", "District or province."}),
                [&](std::size_t row) { return Value(report.result.text("parent", row_of(row))); });
    builder.add(own_field("intervention",
                          "ma_bp",
                          FieldType::text,
                          "",
                          {"Mã biện pháp", "Intervention"},
                          {"Mã biện pháp.", "Id of the intervention."}),
                [&](std::size_t row) { return Value(intervention(row).id); });
    builder.add(own_field("label_vi",
                          "bien_phap",
                          FieldType::text,
                          "",
                          {"Biện pháp", "Measure (Vietnamese)"},
                          {"Tên biện pháp.", "Its name."}),
                [&](std::size_t row) { return Value(intervention(row).label.vi); });
    builder.add(own_field("label_en",
                          "measure",
                          FieldType::text,
                          "",
                          {"Biện pháp (tiếng Anh)", "Measure"},
                          {"Tên biện pháp.", "Its name."}),
                [&](std::size_t row) { return Value(intervention(row).label.en); });
    builder.add(own_field("quantity",
                          "so_luong",
                          FieldType::real,
                          "",
                          {"Số lượng", "Quantity"},
                          {"Số đơn vị được mua.", "Pieces bought."},
                          0),
                [&](std::size_t row) { return Value(lines[row].purchase->pieces); });
    builder.add(own_field("unit_vi",
                          "dvt",
                          FieldType::text,
                          "",
                          {"Đơn vị tính", "Piece (Vietnamese)"},
                          {"Một đơn vị là gì.", "What one piece is."}),
                [&](std::size_t row) { return publish::text_or_none(intervention(row).unit.vi); });
    builder.add(own_field("unit_cost",
                          "don_gia",
                          FieldType::real,
                          report.currency,
                          {"Đơn giá", "Unit cost"},
                          {"Giá một đơn vị.", "Price of one piece."},
                          0),
                [&](std::size_t row) { return Value(intervention(row).unit_cost->best.value); });
    builder.add(own_field("cost",
                          "thanh_tien",
                          FieldType::real,
                          report.currency,
                          {"Thành tiền", "Cost"},
                          {"Số lượng nhân đơn giá.", "Quantity x price."},
                          0),
                [&](std::size_t row) { return Value(lines[row].purchase->cost); });
    const auto numbers = [&](const char* name,
                             const char* short_name,
                             Text label,
                             Text meaning,
                             int decimals,
                             auto&& value) {
        builder.add(own_field(name,
                              short_name,
                              FieldType::real,
                              "",
                              std::move(label),
                              std::move(meaning),
                              decimals),
                    [&](std::size_t row) { return real_or_none(value(*lines[row].planned)); });
    };
    numbers("averted",
            "phong_tr",
            {"Phòng tránh được trong xã", "Averted in the unit"},
            {"Số tử vong (hoặc số vụ) kỳ vọng tránh được nhờ mọi biện pháp trong "
             "xã, suốt thời gian "
             "có tác dụng.",
             "Expected deaths (or cases) averted by all the unit gets, while the "
             "effects last."},
            4,
            [](const plan::PlannedUnit& unit) { return unit.averted; });
    numbers("averted_lower",
            "phong_d",
            {"Cận dưới 90%", "Lower bound"},
            {"Cận dưới của khoảng 90%.", "Lower end of the 90 % interval."},
            4,
            [](const plan::PlannedUnit& unit) { return unit.averted_interval.lower; });
    numbers("averted_upper",
            "phong_t",
            {"Cận trên 90%", "Upper bound"},
            {"Cận trên của khoảng 90%.", "Upper end of the 90 % interval."},
            4,
            [](const plan::PlannedUnit& unit) { return unit.averted_interval.upper; });
    numbers("cost_per_averted",
            "gia_1_ca",
            {"Chi phí cho một ca phòng tránh", "Cost per one averted"},
            {"Chi của cả xã chia cho số kỳ vọng phòng tránh được.",
             "Cost of the whole unit over what it is expected to avert."},
            0,
            [](const plan::PlannedUnit& unit) {
                return unit.averted > 0 ? unit.bundle.cost / unit.averted : std::nan("");
            });
    numbers("better_than_next",
            "xs_hon",
            {"Xác suất hơn xã kế tiếp", "Better than the next"},
            {"Xác suất đồng tiền ở đây phòng tránh nhiều hơn ở xã kế tiếp.",
             "Probability that its money averts more than that of the next unit."},
            3,
            [](const plan::PlannedUnit& unit) { return unit.better_than_next; });
    numbers("funded_in_draws",
            "xs_chon",
            {"Xác suất được chọn", "Chosen in draws"},
            {"Phần các khả năng mà xã vẫn được cấp kinh phí nếu biết rõ nguy cơ.",
             "Share of the draws in which it would be funded if their risk were "
             "known."},
            3,
            [](const plan::PlannedUnit& unit) { return unit.funded_in_draws; });
    return table;
}

}  // namespace riskmap::app
