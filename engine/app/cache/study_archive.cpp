#include "app/cache/study_archive.hpp"

#include "app/cache/archive.hpp"
#include "app/cache/basic_members.hpp"

namespace riskmap::app {

template <>
struct Members<domain::AdminUnits> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& units) {
        archive(units.vintage,
                units.code,
                units.name,
                units.parent,
                units.parent_code,
                units.shape,
                units.area_m2,
                units.neighbours,
                units.coverage);
    }
};

template <>
struct Members<domain::Field> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& field) {
        archive(field.name,
                field.short_name,
                field.type,
                field.unit,
                field.label,
                field.meaning,
                field.source,
                field.decimals);
    }
};

template <>
struct Members<domain::Cells> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& cells) {
        auto size = std::uint64_t{cells.size()};
        archive(size);
        for (std::uint64_t row = 0; row < size; ++row) {
            if constexpr (Archive::loads) {
                domain::Value cell;
                archive(cell);
                cells.push_back(cell);
            } else {
                archive(cells[row]);
            }
        }
    }
};

template <>
struct Members<domain::Layer> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& layer) {
        archive(layer.name,
                layer.label,
                layer.fields,
                layer.columns,
                layer.shapes,
                layer.source_rows,
                layer.file,
                layer.crs,
                layer.survey_status,
                layer.unsurveyed);
    }
};

template <>
struct Members<domain::AgeBand> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& band) {
        archive(band.from, band.below);
    }
};

template <>
struct Members<domain::Population> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& population) {
        archive(population.bands, population.people, population.source, population.note);
    }
};

template <>
struct Members<domain::PeopleCell> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& cell) {
        archive(cell.at, cell.people, cell.unit);
    }
};

template <>
struct Members<domain::EventLocation> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& location) {
        archive(location.place,
                location.unit,
                location.share,
                location.precision,
                location.at,
                location.matched);
    }
};

template <>
struct Members<domain::Incident> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& incident) {
        archive(incident.source,
                incident.row,
                incident.date,
                incident.day_known,
                incident.hour,
                incident.age,
                incident.sex,
                incident.cause,
                incident.severity,
                incident.victims,
                incident.event,
                incident.told,
                incident.precision,
                incident.at,
                incident.unit,
                incident.share,
                incident.matched,
                incident.elsewhere);
    }
};

template <>
struct Members<domain::ReviewRow> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& row) {
        archive(row.source,
                row.file,
                row.sheet,
                row.row,
                row.place,
                row.told,
                row.year,
                row.reason,
                row.candidates);
    }
};

template <>
struct Members<domain::ReviewPair> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& pair) {
        archive(pair.first_source,
                pair.first_row,
                pair.second_source,
                pair.second_row,
                pair.when,
                pair.unit,
                pair.reason);
    }
};

template <>
struct Members<domain::ReviewList> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& list) {
        archive(list.rows, list.pairs);
    }
};

template <>
struct Members<domain::Incidents> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& incidents) {
        archive(incidents.sources, incidents.rows, incidents.attributes, incidents.review);
    }
};

template <>
struct Members<domain::UnitReport> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& report) {
        archive(report.days, report.state);
    }
};

template <>
struct Members<domain::Reporting> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& reporting) {
        archive(reporting.reports);
    }
};

template <>
struct Members<intake::ColumnFound> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& column) {
        archive(column.header, column.meaning, column.values, column.samples, column.ignored);
    }
};

template <>
struct Members<intake::TableFound> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& table) {
        archive(table.sheet, table.header_row, table.form, table.not_data, table.columns);
    }
};

template <>
struct Members<intake::InputRecord> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& record) {
        archive(record.source,
                record.file,
                record.sha256,
                record.bytes,
                record.rows,
                record.crs,
                record.crs_found,
                record.extent,
                record.encoding,
                record.tables,
                record.encoding_sample);
    }
};

template <>
struct Members<exposure::ExposureColumn> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& column) {
        archive(column.field, column.values, column.note);
    }
};

template <>
struct Members<exposure::AlternativeIndex> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& alternative) {
        archive(alternative.id, alternative.label, alternative.index);
    }
};

template <>
struct Members<exposure::ExposureTable> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& table) {
        archive(table.columns, table.index, table.index_note, table.alternatives);
    }
};

template <>
struct Members<ReadData> {
    template <class Archive, class Value>
    static void visit(Archive& archive, Value& read) {
        archive(read.data.units,
                read.data.layers,
                read.data.rasters,
                read.data.population,
                read.data.people,
                read.data.incidents,
                read.data.reporting,
                read.data.inputs,
                read.log);
    }
};

void save(ByteWriter& file, const ReadData& read) { Saver{file}(read); }
void load(ByteReader& file, ReadData& read) { Loader{file}(read); }
void save(ByteWriter& file, const exposure::ExposureTable& table) { Saver{file}(table); }
void load(ByteReader& file, exposure::ExposureTable& table) { Loader{file}(table); }

}  // namespace riskmap::app
