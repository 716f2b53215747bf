#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/index.hpp"
#include "core/text.hpp"
#include "domain/cells.hpp"
#include "geo/geometry.hpp"

namespace riskmap::domain {

enum class FieldType { text, integer, real, boolean, date };

/// A column of a layer, defined once for every format it is published in.
struct Field {
    std::string name;  ///< lower snake case English
    std::string
        short_name;  ///< at most 10 ASCII characters, for DBF; empty on layers that are only read
    FieldType type = FieldType::text;
    std::string unit;    ///< "m", "km2", "per 100,000 child-years"; empty when none
    Text label;          ///< alias shown to people
    Text meaning;        ///< one sentence
    std::string source;  ///< where the number comes from
    int decimals = 0;    ///< of reals as written
};

/// A named table whose rows may have shapes, in study metres. Columns are stored field by field.
struct Layer {
    std::string name;
    Text label;
    std::vector<Field> fields;
    std::vector<Cells> columns;             ///< columns[field][row]
    std::vector<geo::Geometry> shapes;      ///< one per row, or empty for a table
    std::vector<std::int64_t> source_rows;  ///< row or feature id in the file, for messages
    std::string file;                       ///< as the study names it
    std::string crs;            ///< definition of the file's own system; "" when it had none
    std::string survey_status;  ///< "surveyed", "partly", "not_surveyed" as the study says, or ""
    PerUnit<bool> unsurveyed;   ///< units in which nobody looked; empty when that is not known

    std::size_t size() const { return source_rows.size(); }
    std::optional<std::size_t> find(const std::string& field) const;
    Value at(std::size_t field, std::size_t row) const { return columns[field][row]; }
};

}  // namespace riskmap::domain
