#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/layer.hpp"
#include "gdal/encoding_guess.hpp"
#include "gdal/read.hpp"
#include "geo/projector.hpp"
#include "intake/read.hpp"
#include "intake/source_log.hpp"
#include "intake/sources.hpp"

namespace riskmap::intake {

/// A table as read, its shapes in study metres, and its rows that are not whole.
struct SourceTable {
    domain::Layer layer;
    std::vector<gdal::RowFault> faults;        ///< in row order
    std::string crs;                           ///< of the file or of the study's word for it
    bool crs_found = false;                    ///< see `InputRecord`
    std::vector<std::size_t> whole_rows = {};  ///< of a recognised list: see `OfficeTable`
    std::optional<gdal::EncodingGuess> guess;  ///< when nobody says the encoding of its text
};

/// The encoding to read the file in: the study's word for it, else what its bytes clearly are (also
/// kept in `guess`), else "". Throws an input `Error` with the candidates when they are not clear.
std::string encoding_of(const FileSource& source, std::optional<gdal::EncodingGuess>& guess);

/// A layer with its coordinates as the file has them, in whatever system; `layer.file` is the path
/// as the study wrote it. With `near`, what lies farther from that box (study metres) may be left
/// out.
SourceTable open_shapes(const FileSource& source);
SourceTable open_shapes(const FileSource& source,
                        const std::optional<geo::Box>& near,
                        const std::string& study_crs);
/// Throws an input `Error` for shapes without any coordinate system, with the places where each
/// system in use would put them.
void require_system(const SourceTable& table, const std::string& study_crs);
/// North for east in every shape.
void exchange_axes(domain::Layer& layer);
/// Moves the shapes of a table to study metres; those without an image there become empty with the
/// fault `bad_coordinate`. Throws as `require_system`.
void bring_to_study(SourceTable& table, const StudyFrame& frame);
/// A table without its shapes.
SourceTable open_table(const FileSource& source);

/// How `run.json` knows the file.
InputRecord record_of(const std::string& id, const FileSource& source, const SourceTable& table);
InputRecord record_of(const std::string& id, const FileSource& source, const geo::Raster& raster);

/// The place of a column. Throws an input `Error` that names the file, `what` the column is for,
/// the nearest column and all there are.
std::size_t column_of(const domain::Layer& layer, const std::string& name, const Text& what);
/// None for "".
std::optional<std::size_t> optional_column(const domain::Layer& layer,
                                           const std::string& name,
                                           const Text& what);

/// What to say of a row that is not whole, or nothing when it can be used without the parts left
/// out (which `warn` then tells).
Finding finding_of(const gdal::RowFault& fault);
/// True when the row cannot be used.
bool spoils_row(gdal::Fault fault);
/// The faults of one row.
std::span<const gdal::RowFault> faults_of(const SourceTable& table, std::size_t row);

/// The text of a cell without blanks at its ends; "" for no data.
std::string cell_text(const domain::Layer& layer, std::size_t column, std::size_t row);
/// The number in a text, with a decimal point or a decimal comma; none when it is not wholly one.
std::optional<double> plain_number(const std::string& text);

/// Rows of a layer in a new order.
void keep_rows(domain::Layer& layer, const std::vector<std::size_t>& rows);

/// The geometry with each vertex moved by `projector` to study metres.
geo::Geometry to_study(const geo::Geometry& geometry, const geo::Projector& projector);
geo::Geometry from_study(const geo::Geometry& geometry, const geo::Projector& projector);

}  // namespace riskmap::intake
