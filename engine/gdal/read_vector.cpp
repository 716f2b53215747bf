#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <memory>
#include <string_view>

#include <cpl_conv.h>
#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include "core/error.hpp"
#include "domain/fold.hpp"
#include "gdal/delimited_text.hpp"
#include "gdal/ogr_shape.hpp"
#include "gdal/open.hpp"
#include "gdal/operation.hpp"
#include "gdal/read.hpp"
#include "gdal/text_decoder.hpp"

namespace riskmap::gdal {
namespace {

using domain::FieldType;
using domain::Value;

bool is_sheet(const std::string& driver) {
    return driver == "XLSX" || driver == "ODS" || driver == "XLS";
}

bool is_blank(const std::string& text) {
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

/// "" for no system and for one that is tied to nowhere on earth: a GeoPackage calls it "Undefined
/// geographic SRS", MapInfo "Nonearth".
std::string wkt_of(const OGRSpatialReference* crs) {
    if (crs == nullptr || crs->IsLocal() != 0 ||
        std::string_view(crs->GetName()).starts_with("Undefined")) {
        return "";
    }
    char* text = nullptr;
    const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
    const bool exported = crs->exportToWkt(&text, options) == OGRERR_NONE;
    const std::unique_ptr<char, decltype(&VSIFree)> owned(text, VSIFree);
    return exported && text != nullptr ? std::string(text) : std::string();
}

/// The code page a `.cpg` names, by a name that ICU knows: "1258" is windows-1258.
std::string code_page(const std::filesystem::path& file) {
    const std::filesystem::path cpg = sibling(file, ".cpg");
    std::ifstream stream(cpg);
    std::string name;
    if (cpg.empty() || !(stream >> name)) {
        return "";
    }
    if (name == "ANSI") {
        stream >> name;
    }
    if (name == "65001") {
        return "UTF-8";
    }
    if (name.starts_with("8859") && name.find_first_not_of("0123456789") == std::string::npos) {
        return "ISO-8859-" + name.substr(4);
    }
    return name.starts_with("125") && name.size() == 4 ? "windows-" + name : name;
}

/// How the text of one file becomes UTF-8.
TextDecoder decoder_for(const std::filesystem::path& file,
                        const std::string& driver,
                        const std::string& encoding) {
    if (driver == "ESRI Shapefile") {
        return text_decoder(encoding.empty() ? code_page(file) : encoding);
    }
    if (!encoding.empty() && domain::fold(encoding) != "utf-8") {
        throw Error(
            ErrorKind::input,
            Text{fmt::format("{}: encoding (\"{}\") chỉ dùng cho shapefile, DBF và CSV; tệp loại "
                             "này tự ghi bảng mã, bỏ encoding đi",
                             file.string(),
                             encoding),
                 fmt::format("{}: an encoding (\"{}\") is for shapefiles, DBF and CSV; files "
                             "of this kind say their own, so leave it out",
                             file.string(),
                             encoding)});
    }
    return text_decoder("UTF-8");
}

FieldType type_of(const OGRFieldDefn& field) {
    switch (field.GetType()) {
        case OFTInteger:
            return field.GetSubType() == OFSTBoolean ? FieldType::boolean : FieldType::integer;
        case OFTInteger64:
            return FieldType::integer;
        case OFTReal:
            return FieldType::real;
        case OFTDate:
            return FieldType::date;
        default:
            return FieldType::text;
    }
}

std::string date_text(const OGRField& raw, bool with_time) {
    std::string text =
        fmt::format("{:04}-{:02}-{:02}", raw.Date.Year, raw.Date.Month, raw.Date.Day);
    if (with_time) {
        text += fmt::format("T{:02}:{:02}:{:02}",
                            raw.Date.Hour,
                            raw.Date.Minute,
                            static_cast<int>(raw.Date.Second));
    }
    return text;
}

Value cell(OGRFeature& feature, int at, const TextDecoder& decode) {
    if (!feature.IsFieldSetAndNotNull(at)) {
        return {};
    }
    const OGRFieldDefn& field = *feature.GetFieldDefnRef(at);
    switch (field.GetType()) {
        case OFTInteger:
            if (field.GetSubType() == OFSTBoolean) {
                return feature.GetFieldAsInteger(at) != 0;
            }
            return static_cast<std::int64_t>(feature.GetFieldAsInteger(at));
        case OFTInteger64:
            return static_cast<std::int64_t>(feature.GetFieldAsInteger64(at));
        case OFTReal: {
            const double number = feature.GetFieldAsDouble(at);
            return std::isnan(number) ? Value() : Value(number);
        }
        case OFTDate:
        case OFTDateTime:
            return date_text(*feature.GetRawFieldRef(at), field.GetType() == OFTDateTime);
        default: {
            std::string text = decode(feature.GetFieldAsString(at));
            return is_blank(text) ? Value() : Value(std::move(text));
        }
    }
}

/// Copies one OGR layer, feature by feature.
class LayerReader {
  public:
    LayerReader(OpenVector& source,
                OGRLayer& from,
                const Operation& operation,
                const ReadOptions& options,
                std::vector<RowFault>& faults)
        : from_(from),
          operation_(operation),
          decode_(decoder_for(operation.file(), source.driver(), options.encoding)),
          skips_blank_rows_(is_sheet(source.driver())),
          takes_shapes_(options.shapes && from.GetLayerDefn()->GetGeomFieldCount() > 0),
          near_(source.driver() == "OSM" ? nullptr : options.near),
          faults_(faults) {}

    domain::Layer read();

  private:
    template <class Reading>
    auto decoded(const std::string& what, const Reading& reading) {
        try {
            return reading();
        } catch (const Error& error) {
            throw Error(error.kind(),
                        Text{fmt::format("{}: {}; ghi encoding của tệp trong tệp nghiên cứu: {}",
                                         file(),
                                         what,
                                         error.message().vi),
                             fmt::format("{}: {}; state the encoding of the file in the study: {}",
                                         file(),
                                         what,
                                         error.message().en)});
        }
    }

    std::string file() const { return operation_.file().string(); }

    void require_whole(std::int64_t record) const {
        if (operation_.failed()) {
            throw Error(
                ErrorKind::input,
                Text{fmt::format("{}: dòng {} của {} bị hỏng: {}; xuất lại lớp từ chương trình đã "
                                 "tạo ra nó",
                                 file(),
                                 record,
                                 layer_.name,
                                 operation_.complaints()),
                     fmt::format("{}: record {} of {} is damaged: {}; export the layer "
                                 "again from the program that made it",
                                 file(),
                                 record,
                                 layer_.name,
                                 operation_.complaints())});
        }
    }

    void take(OGRFeature& feature) {
        std::vector<Value> cells;
        for (std::size_t i = 0; i < layer_.fields.size(); ++i) {
            cells.push_back(decoded(
                fmt::format("record {}, column {}", feature.GetFID(), layer_.fields[i].name),
                [&] { return cell(feature, static_cast<int>(i), decode_); }));
        }
        if (skips_blank_rows_ && std::all_of(cells.begin(), cells.end(), domain::is_missing)) {
            return;
        }
        for (std::size_t i = 0; i < cells.size(); ++i) {
            layer_.columns[i].push_back(cells[i]);
        }
        if (takes_shapes_) {
            TakenShape taken = take_shape(feature.GetGeometryRef());
            if (taken.fault) {
                faults_.push_back({layer_.size(), *taken.fault, taken.left_out});
            }
            layer_.shapes.push_back(std::move(taken.geometry));
        }
        layer_.source_rows.push_back(feature.GetFID());
    }

    void count_from_one() {
        std::vector<std::int64_t>& rows = layer_.source_rows;
        if (std::find(rows.begin(), rows.end(), 0) != rows.end()) {
            for (std::int64_t& row : rows) {
                ++row;
            }
        }
    }

    OGRLayer& from_;
    const Operation& operation_;
    TextDecoder decode_;
    bool skips_blank_rows_;
    bool takes_shapes_;
    std::function<std::optional<geo::Box>(const std::string& crs)> near_;
    std::vector<RowFault>& faults_;
    domain::Layer layer_;
};

domain::Layer LayerReader::read() {
    layer_.name = from_.GetName();
    layer_.crs = takes_shapes_ ? wkt_of(from_.GetSpatialRef()) : "";
    const OGRFeatureDefn& schema = *from_.GetLayerDefn();
    for (int i = 0; i < schema.GetFieldCount(); ++i) {
        const OGRFieldDefn& from = *schema.GetFieldDefn(i);
        domain::Field& field = layer_.fields.emplace_back();
        field.name = decoded("the name of a column", [&] { return decode_(from.GetNameRef()); });
        field.type = type_of(from);
    }
    layer_.columns.resize(layer_.fields.size());
    if (const auto box = takes_shapes_ && near_ ? near_(layer_.crs) : std::nullopt) {
        from_.SetSpatialFilterRect(box->min_x, box->min_y, box->max_x, box->max_y);
    }
    from_.ResetReading();
    std::int64_t read = 0;
    while (const OGRFeatureUniquePtr feature{from_.GetNextFeature()}) {
        ++read;
        require_whole(read);
        take(*feature);
    }
    require_whole(read + 1);
    count_from_one();
    return std::move(layer_);
}

}  // namespace

domain::Layer read_vector(const std::filesystem::path& file,
                          const ReadOptions& options,
                          std::vector<RowFault>& faults) {
    if (is_delimited_text(file)) {
        check_local_file(file);
        return read_delimited_text(file, options.encoding, faults);
    }
    const Operation operation(file, ErrorKind::input);
    OpenVector source(operation);
    OGRLayer& layer = source.layer(options.layer);
    if (source.driver() == "OSM") {
        // Without this, an extract is gone through for every kind of object it holds.
        source.dataset().ExecuteSQL(
            fmt::format("SET interest_layers = {}", layer.GetName()).c_str(), nullptr, nullptr);
    }
    return LayerReader(source, layer, operation, options, faults).read();
}

std::vector<std::string> layer_names(const std::filesystem::path& file) {
    if (is_delimited_text(file)) {
        check_local_file(file);
        return {file.stem().string()};
    }
    const Operation operation(file, ErrorKind::input);
    OpenVector source(operation);
    std::vector<std::string> names;
    for (OGRLayer* layer : source.dataset().GetLayers()) {
        names.emplace_back(layer->GetName());
    }
    return names;
}

}  // namespace riskmap::gdal
