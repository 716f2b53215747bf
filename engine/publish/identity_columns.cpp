#include "publish/identity_columns.hpp"

namespace riskmap::publish {

using domain::FieldType;
using domain::Value;

void add_identity(TableBuilder& table, const domain::AdminUnits& units) {
    table.add({"code",
               "ma_xa",
               FieldType::text,
               "",
               {"Mã đơn vị", "Unit code"},
               {"Mã đơn vị hành chính, dạng chữ.", "Code of the administrative unit, as text."},
               "study",
               0},
              [&](std::size_t row) { return Value(units.code[UnitIndex(row)]); });
    table.add({"name",
               "ten",
               FieldType::text,
               "",
               {"Tên đơn vị", "Unit name"},
               {"Tên đơn vị hành chính.", "Name of the administrative unit."},
               "study",
               0},
              [&](std::size_t row) { return Value(units.name[UnitIndex(row)]); });
}

}  // namespace riskmap::publish
