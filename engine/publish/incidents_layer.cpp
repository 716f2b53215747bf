#include "publish/incidents_layer.hpp"

#include <array>

#include <fmt/format.h>

#include "publish/table_builder.hpp"

namespace riskmap::publish {
namespace {

using domain::FieldType;
using domain::Incident;
using domain::Value;

/// One column of the layer.
struct ColumnRow {
    const char* name;
    const char* short_name;
    FieldType type;
    Text label;
    Text meaning;
    Value (*value)(const Incident&);
};

const std::vector<ColumnRow>& rows() {
    static const std::vector<ColumnRow> table{
        {"day",
         "ngay",
         FieldType::date,
         {"Ngày xảy ra", "Day"},
         {"Trống khi chỉ biết tháng hoặc năm.", "Empty when only month or year is known."},
         [](const Incident& row) { return row.day_known ? Value(to_iso(row.date)) : Value(); }},
        {"year",
         "nam",
         FieldType::integer,
         {"Năm", "Year"},
         {"Năm xảy ra.", "Year of the event."},
         [](const Incident& row) {
             return Value(static_cast<std::int64_t>(static_cast<int>(row.date.year())));
         }},
        {"hour",
         "gio",
         FieldType::integer,
         {"Giờ", "Hour"},
         {"0 đến 23.", "0 to 23."},
         [](const Incident& row) {
             return row.hour ? Value(static_cast<std::int64_t>(*row.hour)) : Value();
         }},
        {"age",
         "tuoi",
         FieldType::real,
         {"Tuổi", "Age"},
         {"Số tuổi tròn.", "Completed years."},
         [](const Incident& row) { return row.age ? Value(*row.age) : Value(); }},
        {"sex",
         "gioi",
         FieldType::text,
         {"Giới", "Sex"},
         {"male, female hoặc trống.", "male, female or empty."},
         [](const Incident& row) { return text_or_none(row.sex); }},
        {"cause",
         "nguyennhan",
         FieldType::text,
         {"Nguyên nhân", "Cause"},
         {"Từ của nghiên cứu.", "Word of the study."},
         [](const Incident& row) { return text_or_none(row.cause); }},
        {"severity",
         "hau_qua",
         FieldType::text,
         {"Hậu quả", "Outcome"},
         {"death, injury hoặc trống.", "death, injury or empty."},
         [](const Incident& row) { return text_or_none(row.severity); }},
        {"victims",
         "nan_nhan",
         FieldType::integer,
         {"Số nạn nhân", "Victims"},
         {"Số người của dòng này.", "People of this row."},
         [](const Incident& row) { return Value(row.victims); }},
        {"precision",
         "do_chinhxa",
         FieldType::text,
         {"Độ chính xác vị trí", "Precision of the place"},
         {"gps, named_feature, hamlet hoặc commune.", "gps, named_feature, hamlet or commune."},
         [](const Incident& row) { return Value(std::string(to_word(row.precision))); }},
        {"place",
         "noi",
         FieldType::text,
         {"Nơi được ghi", "Place told"},
         {"Nơi của mã xã, điểm và độ chính xác ở trên: residence, occurrence hoặc recovery.",
          "What commune, point and precision are of: residence, occurrence or recovery."},
         [](const Incident& row) { return Value(std::string(to_word(row.told))); }},
    };
    return table;
}

/// Commune and precision of each place of the event; empty where the row does not tell it.
void add_places(const domain::Incidents& incidents,
                const domain::AdminUnits& units,
                TableBuilder& table) {
    constexpr std::array<const char*, 3> short_names{"o", "xay_ra", "tim_thay"};
    for (const domain::EventPlace place : domain::event_places) {
        const std::string word = to_word(place);
        const std::string short_name = short_names[domain::index_of(place)];
        const Text what = label(place);
        table.add({word + "_code",
                   "x_" + short_name,
                   FieldType::text,
                   "",
                   {"Mã xã, " + what.vi, "Commune code, " + what.en},
                   {"Trống khi dòng không ghi nơi này hoặc nơi này ở ngoài vùng nghiên cứu.",
                    "Empty when the row does not tell this place, or it is outside the study."},
                   "study",
                   0},
                  [&, place](std::size_t row) {
                      const auto at = location_of(incidents.rows[row], place);
                      return at && at->unit ? Value(units.code[*at->unit]) : Value();
                  });
        table.add(
            {word + "_precision",
             "p_" + short_name,
             FieldType::text,
             "",
             {"Độ chính xác, " + what.vi, "Precision, " + what.en},
             {"gps, named_feature, hamlet hoặc commune.", "gps, named_feature, hamlet or commune."},
             "study",
             0},
            [&, place](std::size_t row) {
                const auto at = location_of(incidents.rows[row], place);
                return at && at->unit ? Value(std::string(to_word(at->precision))) : Value();
            });
    }
}

}  // namespace

domain::Layer incidents_layer(const domain::Incidents& incidents, const domain::AdminUnits& units) {
    domain::Layer layer;
    layer.name = "incidents";
    layer.label = {"Sự cố (nội bộ)", "Incidents (internal)"};
    TableBuilder::set_rows(layer, incidents.rows.size());
    for (const Incident& row : incidents.rows) {
        layer.shapes.push_back(row.at ? geo::Geometry::of_points({*row.at}) : geo::Geometry());
    }
    TableBuilder table(layer);
    table.add({"id",
               "ma",
               FieldType::text,
               "",
               {"Mã", "Id"},
               {"Nguồn và số dòng trong tệp gốc.", "Source and row in its file."},
               "riskmap",
               0},
              [&](std::size_t row) {
                  const Incident& incident = incidents.rows[row];
                  return Value(fmt::format(
                      "{}-{}-{}", incidents.sources[incident.source], incident.row, row + 1));
              });
    table.add({"commune_code",
               "ma_xa",
               FieldType::text,
               "",
               {"Mã xã", "Commune code"},
               {"Xã được tính.", "Commune that it counts in."},
               "riskmap",
               0},
              [&](std::size_t row) { return Value(units.code[incidents.rows[row].unit]); });
    for (const ColumnRow& column : rows()) {
        table.add({column.name,
                   column.short_name,
                   column.type,
                   "",
                   column.label,
                   column.meaning,
                   "study",
                   0},
                  [&](std::size_t row) { return column.value(incidents.rows[row]); });
    }
    add_places(incidents, units, table);
    return layer;
}

}  // namespace riskmap::publish
