#include "publish/read_back.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include "core/error.hpp"
#include "gdal/operation.hpp"
#include "publish/ogr/shape.hpp"

namespace riskmap::publish {
namespace {

using domain::FieldType;
using domain::Value;

std::string trimmed(const std::string& text) {
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string::npos) {
        return "";
    }
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

Value as_carried(const Value& value, Limits limits) {
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr || !limits.trims_text) {
        return value;
    }
    std::string kept = trimmed(*text);
    return kept.empty() ? Value() : Value(std::move(kept));
}

Value found_cell(const OGRFeature& feature, int at, FieldType type) {
    if (!feature.IsFieldSetAndNotNull(at)) {
        return {};
    }
    switch (type) {
        case FieldType::text:
            return std::string(feature.GetFieldAsString(at));
        case FieldType::integer:
            return static_cast<std::int64_t>(feature.GetFieldAsInteger64(at));
        case FieldType::real:
            return feature.GetFieldAsDouble(at);
        case FieldType::boolean:
            return feature.GetFieldAsInteger(at) != 0;
        case FieldType::date: {
            if (feature.GetFieldDefnRef(at)->GetType() != OFTDate) {
                return std::string(feature.GetFieldAsString(at));
            }
            const OGRField& raw = *feature.GetRawFieldRef(at);
            return fmt::format("{:04}-{:02}-{:02}", raw.Date.Year, raw.Date.Month, raw.Date.Day);
        }
    }
    return {};
}

std::string shown(const Value& value) {
    return domain::is_missing(value) ? "no data" : "'" + domain::as_text(value) + "'";
}

bool by_place(const geo::LonLat& a, const geo::LonLat& b) {
    return a.lon != b.lon ? a.lon < b.lon : a.lat < b.lat;
}

std::size_t part_count(const LonLatShape& shape) {
    return shape.shape == geo::Shape::points ? shape.vertices.size() : shape.part_ends.size();
}

bool same_vertices(const LonLatShape& meant, OgrVertices found) {
    if (found.vertices == meant.vertices) {
        return true;
    }
    // Shapefiles turn rings around and may begin with another polygon: compare as sets of places.
    std::vector<geo::LonLat> places = meant.vertices;
    std::sort(places.begin(), places.end(), by_place);
    std::sort(found.vertices.begin(), found.vertices.end(), by_place);
    return places == found.vertices;
}

class Comparison {
  public:
    Comparison(std::filesystem::path file, const PublishedLayer& meant, Limits limits)
        : file_(std::move(file)), meant_(meant), limits_(limits) {}

    void fields(const OGRFeatureDefn& definition) const {
        const auto count = static_cast<std::size_t>(definition.GetFieldCount());
        if (count != meant_.fields.size()) {
            report("number of fields", std::to_string(meant_.fields.size()), std::to_string(count));
        }
        for (std::size_t i = 0; i < count; ++i) {
            const std::string name = definition.GetFieldDefn(static_cast<int>(i))->GetNameRef();
            if (name != meant_.fields[i].name) {
                report(fmt::format("name of field {}", i + 1), meant_.fields[i].name, name);
            }
        }
    }

    void row(std::size_t row, const OGRFeature& feature) const {
        for (std::size_t i = 0; i < meant_.fields.size(); ++i) {
            const Value wanted = as_carried(meant_.columns[i][row], limits_);
            const Value found = found_cell(feature, static_cast<int>(i), meant_.fields[i].type);
            if (wanted != found) {
                report(fmt::format("row {}, field {}", row + 1, meant_.fields[i].name),
                       shown(wanted),
                       shown(found));
            }
        }
        if (meant_.has_shapes()) {
            shape(row, vertices_of(feature.GetGeometryRef()));
        }
    }

    void rows(std::size_t found) const {
        if (found != meant_.rows) {
            report("number of rows", std::to_string(meant_.rows), std::to_string(found));
        }
    }

  private:
    void shape(std::size_t row, const OgrVertices& found) const {
        const LonLatShape& meant = meant_.shapes[row];
        if (part_count(meant) != found.parts || !same_vertices(meant, found)) {
            report(fmt::format("row {}, shape", row + 1),
                   fmt::format("{} vertices in {} parts", meant.vertices.size(), part_count(meant)),
                   fmt::format("{} vertices in {} parts, not all the same",
                               found.vertices.size(),
                               found.parts));
        }
    }

    [[noreturn]] void report(const std::string& place,
                             const std::string& wanted,
                             const std::string& found) const {
        report_mismatch(file_, fmt::format("layer {}, {}", meant_.name, place), wanted, found);
    }

    std::filesystem::path file_;
    const PublishedLayer& meant_;
    Limits limits_;
};

}  // namespace

void report_mismatch(const std::filesystem::path& file,
                     const std::string& place,
                     const std::string& meant,
                     const std::string& found) {
    throw Error(ErrorKind::output,
                Text{fmt::format("{}: {}: đã ghi {} nhưng đọc lại là {}; không dùng tệp này, hãy "
                                 "kiểm tra ổ đĩa rồi chạy lại",
                                 file.string(),
                                 place,
                                 meant,
                                 found),
                     fmt::format("{}: {}: {} was written but {} read back; do not use this file, "
                                 "check the disk and run again",
                                 file.string(),
                                 place,
                                 meant,
                                 found)});
}

void check_written(const std::filesystem::path& file, const PublishedLayer& meant, Limits limits) {
    const gdal::Operation operation(file, ErrorKind::output);
    const GDALDatasetUniquePtr dataset(
        GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
    operation.require(dataset != nullptr, "reading back");
    OGRLayer* layer = dataset->GetLayerByName(meant.name.c_str());
    operation.require(layer != nullptr, "reading back the layer " + meant.name);
    const Comparison comparison(file, meant, limits);
    comparison.fields(*layer->GetLayerDefn());
    std::size_t row = 0;
    for (const OGRFeatureUniquePtr& feature : *layer) {
        if (row < meant.rows) {
            comparison.row(row, *feature);
        }
        ++row;
    }
    comparison.rows(row);
    operation.require_quiet("reading back");
}

}  // namespace riskmap::publish
