#include "publish/proof_tables.hpp"

#include <fmt/format.h>

#include "publish/table_builder.hpp"

namespace riskmap::publish {
namespace {

using domain::Field;
using domain::FieldType;
using domain::Value;

/// Rows of values, turned into columns one field at a time.
class RowTable {
  public:
    RowTable(const char* name, Text label) {
        layer_.name = name;
        layer_.label = std::move(label);
    }

    void field(const char* name,
               const char* short_name,
               FieldType type,
               Text label,
               Text meaning,
               int decimals = 0) {
        layer_.fields.push_back({name,
                                 short_name,
                                 type,
                                 "",
                                 std::move(label),
                                 std::move(meaning),
                                 "riskmap",
                                 decimals});
    }

    domain::Layer filled(const std::vector<std::vector<Value>>& rows) && {
        layer_.columns.assign(layer_.fields.size(), {});
        for (const std::vector<Value>& row : rows) {
            for (std::size_t i = 0; i < layer_.columns.size(); ++i) {
                layer_.columns[i].push_back(row[i]);
            }
        }
        TableBuilder::set_rows(layer_, rows.size());
        return std::move(layer_);
    }

  private:
    domain::Layer layer_;
};

Value whole(std::size_t number) { return Value(static_cast<std::int64_t>(number)); }

void hazard_field(RowTable& table) {
    table.field("hazard",
                "loai",
                FieldType::text,
                {"Loại tai nạn", "Hazard"},
                {"Mã loại tai nạn.", "Id of the hazard."});
}

}  // namespace

domain::Layer backtest_table(const std::vector<plan::HazardResult>& hazards) {
    RowTable table("backtest", {"Thử dự báo các năm sau", "Back-test on later years"});
    hazard_field(table);
    table.field("years",
                "cac_nam",
                FieldType::text,
                {"Năm được dự báo", "Years foretold"},
                {"Các năm được dự báo từ những năm trước đó.",
                 "Years foretold, each from the years before it."});
    table.field("method",
                "cach",
                FieldType::text,
                {"Cách xếp hạng", "Method"},
                {"Mã cách xếp hạng.", "Id of the way to rank."});
    table.field("method_label_vi",
                "ten_vi",
                FieldType::text,
                {"Tên tiếng Việt", "Vietnamese name"},
                {"Tên cách xếp hạng.", "Name of the way to rank."});
    table.field("method_label_en",
                "ten_en",
                FieldType::text,
                {"Tên tiếng Anh", "English name"},
                {"Tên cách xếp hạng.", "Name of the way to rank."});
    table.field("cases",
                "so_vu",
                FieldType::integer,
                {"Số vụ", "Cases"},
                {"Số vụ xảy ra trong các năm được dự báo.", "Cases in the years foretold."});
    table.field("communes_listed",
                "so_xa",
                FieldType::integer,
                {"Số xã trong danh sách", "Communes listed"},
                {"Một phần mười số xã được xếp hạng.", "A tenth of the communes that are ranked."});
    table.field("people_share",
                "ty_le_tre",
                FieldType::real,
                {"Tỷ lệ trẻ em", "Share of children"},
                {"Tỷ lệ trẻ em sống ở các xã mà mô hình liệt kê: phần mà may rủi sẽ trúng.",
                 "Share of children in the communes the model lists: what chance would capture."},
                3);
    const auto share = [&](const char* name, const char* short_name, Text label, Text meaning) {
        table.field(name, short_name, FieldType::real, std::move(label), std::move(meaning), 3);
    };
    share(
        "captured",
        "trung",
        {"Tỷ lệ vụ trúng", "Share captured"},
        {"Tỷ lệ vụ rơi vào các xã được liệt kê.", "Share of cases that fell in listed communes."});
    share("captured_lower",
          "trung_duoi",
          {"Tỷ lệ trúng, cận dưới", "Share captured, lower"},
          {"Cận dưới khoảng tin cậy 90 %.", "Lower end of the 90 % interval."});
    share("captured_upper",
          "trung_tren",
          {"Tỷ lệ trúng, cận trên", "Share captured, upper"},
          {"Cận trên khoảng tin cậy 90 %.", "Upper end of the 90 % interval."});
    share("concordance",
          "dong_thuan",
          {"Độ đồng thuận", "Concordance"},
          {"Xác suất một vụ mới rơi vào xã hạng cao hơn xã của một trẻ bất kỳ; 0,5 là may rủi.",
           "Probability that a new case falls in a commune ranked above that of a random child; "
           "0.5 is chance."});
    std::vector<std::vector<Value>> rows;
    for (const plan::HazardResult& hazard : hazards) {
        if (!hazard.back_test) {
            continue;
        }
        const risk::BackTest& test = *hazard.back_test;
        for (const risk::Foresight& method : test.methods) {
            rows.push_back({hazard.spec.id,
                            fmt::format("{}-{}", test.years.front(), test.years.back()),
                            method.id,
                            method.label.vi,
                            method.label.en,
                            test.events,
                            whole(test.listed),
                            method.id == "model" ? Value(test.people_share) : Value(),
                            method.captured,
                            method.captured_interval.lower,
                            method.captured_interval.upper,
                            method.concordance});
        }
    }
    return std::move(table).filled(rows);
}

domain::Layer sensitivity_table(const std::vector<plan::HazardResult>& hazards) {
    RowTable table("sensitivity", {"Độ nhạy của thứ hạng", "Sensitivity of the ranking"});
    hazard_field(table);
    table.field("variation",
                "cach_dat",
                FieldType::text,
                {"Cách đặt khác", "Other setting"},
                {"Mã cách đặt trọng số hoặc tiên nghiệm.", "Id of the other weighting or prior."});
    table.field("label_vi",
                "ten_vi",
                FieldType::text,
                {"Tên tiếng Việt", "Vietnamese name"},
                {"Tên cách đặt.", "Name of the setting."});
    table.field("label_en",
                "ten_en",
                FieldType::text,
                {"Tên tiếng Anh", "English name"},
                {"Tên cách đặt.", "Name of the setting."});
    table.field("top",
                "so_dau",
                FieldType::integer,
                {"Số xã đầu", "First communes"},
                {"Số xã đầu danh sách được so.", "How many first communes are compared."});
    table.field("top_kept",
                "con_lai",
                FieldType::real,
                {"Tỷ lệ còn lại", "Share that stays"},
                {"Tỷ lệ xã đầu danh sách vẫn ở đó.", "Share of the first communes that stays."},
                3);
    table.field("rank_correlation",
                "tq_hang",
                FieldType::real,
                {"Tương quan hạng", "Rank correlation"},
                {"Tương quan hạng Spearman với cách đã đặt.",
                 "Spearman rank correlation with the ranking as set."},
                3);
    std::vector<std::vector<Value>> rows;
    for (const plan::HazardResult& hazard : hazards) {
        if (!hazard.sensitivity) {
            continue;
        }
        for (const risk::Variation& variation : hazard.sensitivity->variations) {
            const bool usable = variation.usable;
            rows.push_back({hazard.spec.id,
                            variation.id,
                            variation.label.vi,
                            variation.label.en,
                            whole(static_cast<std::size_t>(hazard.sensitivity->top)),
                            usable ? Value(variation.top_kept) : Value(),
                            usable ? real_or_none(variation.rank_correlation) : Value()});
        }
    }
    return std::move(table).filled(rows);
}

}  // namespace riskmap::publish
