#include "publish/data_quality_layer.hpp"

#include <array>

#include <fmt/format.h>

#include "publish/identity_columns.hpp"
#include "publish/table_builder.hpp"

namespace riskmap::publish {
namespace {

using domain::Field;
using domain::FieldType;
using domain::Precision;
using domain::Value;

/// What was counted of one unit.
struct Findings {
    std::array<std::int64_t, 4> incidents{};  ///< by precision
    std::int64_t without_day = 0;
    std::int64_t cells = 0;
    double shared_m2 = 0;
};

std::vector<Findings> find(const domain::AdminUnits& units,
                           const domain::Incidents& incidents,
                           const PerUnit<std::int64_t>& populated_cells) {
    std::vector<Findings> found(units.size());
    for (const domain::Incident& incident : incidents.rows) {
        Findings& here = found[incident.unit.row()];
        ++here.incidents[static_cast<std::size_t>(incident.precision)];
        here.without_day += incident.day_known ? 0 : 1;
    }
    for (std::size_t row = 0; row < populated_cells.size(); ++row) {
        found[row].cells = populated_cells[UnitIndex(row)];
    }
    for (const geo::Overlap& overlap : units.coverage.overlaps) {
        found[overlap.first].shared_m2 += overlap.area_m2;
        found[overlap.second].shared_m2 += overlap.area_m2;
    }
    return found;
}

/// Whether every band of the table has a figure for the unit.
bool has_people(const domain::Population* population, UnitIndex unit) {
    if (population == nullptr || population->people.empty()) {
        return false;
    }
    for (const PerUnit<double>& band : population->people) {
        if (std::isnan(band[unit])) {
            return false;
        }
    }
    return true;
}

Field count_field(
    const char* name, const char* short_name, const char* unit, Text label, Text meaning) {
    return {name,
            short_name,
            FieldType::integer,
            unit,
            std::move(label),
            std::move(meaning),
            "riskmap",
            0};
}

void add_incidents(TableBuilder& table, const std::vector<Findings>& found) {
    struct Row {
        Precision precision;
        const char* name;
        const char* short_name;
        const char* vi;
        const char* en;
    };
    static constexpr std::array<Row, 4> rows{{
        {Precision::gps, "incidents_gps", "vu_gps", "có tọa độ GPS", "with GPS position"},
        {Precision::named_feature,
         "incidents_feature",
         "vu_diadanh",
         "ở địa danh có tên",
         "at a named feature"},
        {Precision::hamlet, "incidents_hamlet", "vu_thon", "chỉ biết thôn", "hamlet only"},
        {Precision::commune, "incidents_commune", "vu_xa", "chỉ biết xã", "commune only"},
    }};
    for (const Row& row : rows) {
        table.add(
            count_field(row.name,
                        row.short_name,
                        "incidents",
                        {fmt::format("Số vụ {}", row.vi), fmt::format("Incidents {}", row.en)},
                        {"Số dòng được chấp nhận, mọi loại tai nạn.",
                         "Accepted rows, all hazards together."}),
            [&, index = static_cast<std::size_t>(row.precision)](std::size_t unit) {
                return Value(found[unit].incidents[index]);
            });
    }
    table.add(count_field("incidents_without_day",
                          "vu_k_ngay",
                          "incidents",
                          {"Số vụ không rõ ngày", "Incidents without an exact day"},
                          {"Chỉ biết tháng hoặc năm.", "Only month or year is known."}),
              [&](std::size_t unit) { return Value(found[unit].without_day); });
}

}  // namespace

domain::Layer data_quality_layer(const domain::AdminUnits& units,
                                 const domain::Incidents& incidents,
                                 const domain::Population* population,
                                 const PerUnit<std::int64_t>& populated_cells) {
    const std::vector<Findings> found = find(units, incidents, populated_cells);
    domain::Layer layer;
    layer.name = "data_quality";
    layer.label = {"Chất lượng dữ liệu", "Data quality"};
    layer.shapes = units.shape.values();
    TableBuilder::set_rows(layer, units.size());
    TableBuilder table(layer);
    add_identity(table, units);
    add_incidents(table, found);
    table.add({"has_population",
               "co_ds",
               FieldType::boolean,
               "",
               {"Có số dân", "Has a denominator"},
               {"Mọi nhóm tuổi đều có số dân.", "Every age band has a figure."},
               "riskmap",
               0},
              [&](std::size_t row) { return Value(has_people(population, UnitIndex(row))); });
    table.add(count_field("populated_cells",
                          "o_dan_cu",
                          "cells",
                          {"Số ô có dân", "Populated cells"},
                          {"Số ô của ảnh dân cư nằm trong xã; 0 thì một điểm giữa xã thay thế.",
                           "Cells of the people raster in the unit; with 0 one inner point stands "
                           "in."}),
              [&](std::size_t row) { return Value(found[row].cells); });
    table.add({"shared_m2",
               "chong_m2",
               FieldType::real,
               "m2",
               {"Diện tích chồng lấn", "Area shared with others"},
               {"Diện tích chung với đơn vị khác; thuộc về đơn vị có mã nhỏ hơn.",
                "Area that other units claim too; it belongs to the lower code."},
               "riskmap",
               1},
              [&](std::size_t row) { return Value(found[row].shared_m2); });
    table.add(count_field(
                  "neighbours",
                  "lan_can",
                  "units",
                  {"Số xã lân cận", "Neighbours"},
                  {"Số đơn vị giáp ranh; 0 là đứng riêng.", "Units that touch it; 0 is isolated."}),
              [&](std::size_t row) {
                  return Value(static_cast<std::int64_t>(units.neighbours.neighbours(row).size()));
              });
    return layer;
}

}  // namespace riskmap::publish
