#include "intake/source_table.hpp"

#include <algorithm>
#include <cmath>
#include <system_error>

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/nearest_word.hpp"
#include "gdal/checksum.hpp"
#include "intake/crs_trials.hpp"
#include "intake/input_parts.hpp"

namespace riskmap::intake {
namespace {

namespace fs = std::filesystem;
using geo::Geometry;
using geo::PointM;

std::string written(const FileSource& source) {
    return source.written.empty() ? source.file.string() : source.written;
}

Geometry with_vertices(const Geometry& like, std::vector<PointM> vertices) {
    if (like.shape() == geo::Shape::points) {
        return Geometry::of_points(vertices);
    }
    std::vector<std::uint32_t> ends;
    std::uint32_t end = 0;
    for (std::size_t part = 0; part < like.part_count(); ++part) {
        end += static_cast<std::uint32_t>(like.part(part).size());
        ends.push_back(end);
    }
    if (like.shape() == geo::Shape::lines) {
        return Geometry::of_lines(vertices, ends);
    }
    std::vector<std::uint32_t> polygons;
    for (std::size_t polygon = 0; polygon < like.polygon_count(); ++polygon) {
        polygons.push_back(static_cast<std::uint32_t>(like.last_ring(polygon)));
    }
    return Geometry::of_polygons(vertices, ends, polygons);
}

InputRecord record_of_files(const std::string& id, const FileSource& source) {
    InputRecord record;
    record.source = id;
    record.file = written(source);
    const std::vector<fs::path> parts = parts_of(source.file);
    record.sha256 = gdal::sha256_files(parts);
    for (const fs::path& part : parts) {
        record.bytes += static_cast<std::int64_t>(fs::file_size(part));
    }
    return record;
}

}  // namespace

Geometry to_study(const Geometry& geometry, const geo::Projector& projector) {
    std::vector<PointM> vertices(geometry.vertices().begin(), geometry.vertices().end());
    projector.to_study(vertices);
    return with_vertices(geometry, std::move(vertices));
}

Geometry from_study(const Geometry& geometry, const geo::Projector& projector) {
    std::vector<PointM> vertices(geometry.vertices().begin(), geometry.vertices().end());
    projector.from_study(vertices);
    return with_vertices(geometry, std::move(vertices));
}

void exchange_axes(domain::Layer& layer) {
    for (Geometry& shape : layer.shapes) {
        if (!shape.empty()) {
            std::vector<PointM> vertices(shape.vertices().begin(), shape.vertices().end());
            for (PointM& vertex : vertices) {
                std::swap(vertex.x, vertex.y);
            }
            shape = with_vertices(shape, std::move(vertices));
        }
    }
}

void require_system(const SourceTable& table, const std::string& study_crs) {
    const auto drawn = std::find_if(table.layer.shapes.begin(),
                                    table.layer.shapes.end(),
                                    [](const Geometry& shape) { return !shape.empty(); });
    if (drawn == table.layer.shapes.end() || !table.crs.empty()) {
        return;
    }
    const Text places = whereabouts(drawn->vertices().front(), study_crs);
    const std::string& file = table.layer.file;
    throw Error(
        ErrorKind::input,
        Text{file +
                 ": tệp không ghi hệ toạ độ của nó (shapefile ghi trong tệp .prj); ghi crs trong "
                 "tệp nghiên cứu, như crs = \"EPSG:4326\" cho độ WGS 84" +
                 (places.vi.empty() ? "" : "; điểm đầu tiên của tệp sẽ nằm ở:" + places.vi),
             file +
                 ": the file does not say its coordinate system (a shapefile says it in its "
                 ".prj); state it in the study as crs, such as crs = \"EPSG:4326\" for WGS 84 "
                 "degrees" +
                 (places.en.empty() ? ""
                                    : "; the first point of the file would lie at:" + places.en)});
}

void bring_to_study(SourceTable& table, const StudyFrame& frame) {
    require_system(table, frame.crs);
    if (table.crs.empty()) {
        return;
    }
    const geo::Projector projector = [&] {
        try {
            return geo::Projector(table.crs, frame.crs);
        } catch (const Error& error) {
            throw error.within(table.layer.file);
        }
    }();
    for (std::size_t row = 0; row < table.layer.shapes.size(); ++row) {
        Geometry& shape = table.layer.shapes[row];
        if (shape.empty()) {
            continue;
        }
        try {
            shape = to_study(shape, projector);
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::input) {
                throw;
            }
            shape = Geometry();
            table.faults.push_back({row, gdal::Fault::bad_coordinate, 0});
        }
    }
    std::stable_sort(table.faults.begin(), table.faults.end(), [](const auto& a, const auto& b) {
        return a.row < b.row;
    });
}

std::string encoding_of(const FileSource& source, std::optional<gdal::EncodingGuess>& guess) {
    if (!source.encoding.empty()) {
        return source.encoding;
    }
    guess = gdal::guess_file_encoding(source.file, source.layer);
    if (!guess) {
        return "";
    }
    if (!guess->sure) {
        const std::string tried = gdal::candidates_text(*guess);
        throw Error(
            ErrorKind::input,
            Text{fmt::format("{}: không rõ bảng mã chữ của tệp; phần đọc được là âm tiết tiếng "
                             "Việt theo từng bảng mã: {}; ghi encoding của nguồn trong tệp nghiên "
                             "cứu",
                             written(source),
                             tried),
                 fmt::format("{}: the text encoding of the file is not clear; share of its "
                             "accented words that read as Vietnamese: {}; state the encoding of "
                             "the file in the study",
                             written(source),
                             tried)});
    }
    return guess->best().encoding;
}

namespace {

/// A box around the image of a box of the study, a little wide; none where it has no image.
std::optional<geo::Box> box_in(const std::string& crs,
                               const geo::Box& box,
                               const std::string& study_crs) {
    constexpr int steps = 64;
    std::vector<PointM> border;
    for (int i = 0; i <= steps; ++i) {
        const double share = static_cast<double>(i) / steps;
        const double x = box.min_x + share * (box.max_x - box.min_x);
        const double y = box.min_y + share * (box.max_y - box.min_y);
        border.insert(border.end(),
                      {{x, box.min_y}, {x, box.max_y}, {box.min_x, y}, {box.max_x, y}});
    }
    try {
        geo::Projector(crs, study_crs).from_study(border);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::input) {
            throw;
        }
        return std::nullopt;
    }
    geo::Box image;
    for (const PointM point : border) {
        image.add(point);
    }
    constexpr double wider = 0.01;
    return image.grown(wider * std::max(image.max_x - image.min_x, image.max_y - image.min_y));
}

SourceTable read_file(const FileSource& source, gdal::ReadOptions options) {
    SourceTable table;
    options.layer = source.layer;
    options.encoding = encoding_of(source, table.guess);
    table.layer = gdal::read_vector(source.file, options, table.faults);
    table.layer.file = written(source);
    table.crs = source.crs.empty() ? table.layer.crs : source.crs;
    return table;
}

}  // namespace

SourceTable open_table(const FileSource& source) {
    gdal::ReadOptions options;
    options.shapes = false;
    return read_file(source, options);
}

SourceTable open_shapes(const FileSource& source) { return read_file(source, {}); }

SourceTable open_shapes(const FileSource& source,
                        const std::optional<geo::Box>& near,
                        const std::string& study_crs) {
    gdal::ReadOptions options;
    if (near) {
        options.near = [&](const std::string& of_file) {
            const std::string& crs = source.crs.empty() ? of_file : source.crs;
            return crs.empty() ? std::nullopt : box_in(crs, *near, study_crs);
        };
    }
    return read_file(source, options);
}

InputRecord record_of(const std::string& id, const FileSource& source, const SourceTable& table) {
    InputRecord record = record_of_files(id, source);
    record.rows = static_cast<std::int64_t>(table.layer.size());
    record.crs = table.crs.empty() ? "" : system_name(table.crs);
    record.crs_found = table.crs_found;
    record.encoding = source.encoding;
    if (table.guess) {
        record.encoding = table.guess->best().encoding;
        record.encoding_sample = table.guess->best().sample;
    }
    for (const Geometry& shape : table.layer.shapes) {
        record.extent.add(shape.box());
    }
    return record;
}

InputRecord record_of(const std::string& id, const FileSource& source, const geo::Raster& raster) {
    InputRecord record = record_of_files(id, source);
    record.rows = static_cast<std::int64_t>(raster.values.size());
    record.crs = system_name(raster.crs);
    return record;
}

std::size_t column_of(const domain::Layer& layer, const std::string& name, const Text& what) {
    if (const auto found = layer.find(name)) {
        return *found;
    }
    std::vector<std::string> names;
    for (const domain::Field& field : layer.fields) {
        names.push_back(field.name);
    }
    const Text nearest = did_you_mean(name, names);
    throw Error(ErrorKind::input,
                Text{fmt::format("{} không có cột \"{}\" cho {}{}; các cột của tệp: {}",
                                 layer.file,
                                 name,
                                 what.vi,
                                 nearest.vi,
                                 fmt::join(names, ", ")),
                     fmt::format("{} has no column \"{}\" for the {}{}; its columns are: {}",
                                 layer.file,
                                 name,
                                 what.en,
                                 nearest.en,
                                 fmt::join(names, ", "))});
}

std::optional<std::size_t> optional_column(const domain::Layer& layer,
                                           const std::string& name,
                                           const Text& what) {
    return name.empty() ? std::nullopt : std::optional(column_of(layer, name, what));
}

std::span<const gdal::RowFault> faults_of(const SourceTable& table, std::size_t row) {
    const auto before = [](const gdal::RowFault& a, const gdal::RowFault& b) {
        return a.row < b.row;
    };
    const auto [first, last] = std::equal_range(
        table.faults.begin(), table.faults.end(), gdal::RowFault{row, {}, 0}, before);
    return {first, last};
}

bool spoils_row(gdal::Fault fault) { return fault != gdal::Fault::short_ring; }

Finding finding_of(const gdal::RowFault& fault) {
    switch (fault.fault) {
        case gdal::Fault::mixed_shapes:
            return {"row.mixed-shapes",
                    "",
                    "",
                    {"hình của dòng này gồm nhiều loại khác nhau (điểm, đường, vùng)",
                     "the shape of this row mixes points, lines and polygons"},
                    {"tách thành các dòng, mỗi dòng một loại hình",
                     "split it into rows of one kind of shape each"}};
        case gdal::Fault::unknown_shape:
            return {"row.unknown-shape",
                    "",
                    "",
                    {"loại hình này không đọc được", "this kind of shape is not read"},
                    {"chuyển thành điểm, đường hoặc vùng rồi xuất lại",
                     "turn it into points, lines or polygons and export again"}};
        case gdal::Fault::bad_coordinate:
            return {"row.bad-coordinate",
                    "",
                    "",
                    {"toạ độ của hình không có vị trí trong hệ toạ độ của nghiên cứu",
                     "the coordinates of the shape have no place in the study's system"},
                    {"kiểm tra hệ toạ độ (crs) và thứ tự trục của tệp",
                     "check the coordinate system (crs) and the axis order of the file"}};
        case gdal::Fault::short_ring:
            return {"row.short-ring",
                    "",
                    "",
                    {fmt::format("{} đường bao hoặc đoạn quá ít điểm đã được bỏ", fault.count),
                     fmt::format("{} ring(s) or line(s) of too few points left out", fault.count)},
                    {"vẽ lại phần này nếu nó có thật", "draw that part again if it is real"}};
        case gdal::Fault::too_many_cells:
            break;
    }
    return {"row.too-many-cells",
            "",
            "",
            {fmt::format("dòng có {} ô, nhiều hơn số cột của dòng tiêu đề; các ô đã bị lệch",
                         fault.count),
             fmt::format("the row has {} cells, more than the header has columns: its cells have "
                         "shifted",
                         fault.count)},
            {"đặt ô có dấu phân cách vào trong dấu nháy kép",
             "put the cell that holds a separator in double quotes"}};
}

std::string cell_text(const domain::Layer& layer, std::size_t column, std::size_t row) {
    const std::string text = domain::as_text(layer.at(column, row));
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first == std::string::npos
               ? ""
               : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::optional<double> plain_number(const std::string& text) {
    std::string plain = text;
    if (plain.find('.') == std::string::npos && std::count(plain.begin(), plain.end(), ',') == 1) {
        plain[plain.find(',')] = '.';
    }
    if (plain.starts_with('+')) {
        plain.erase(0, 1);
    }
    const double number = domain::as_number(domain::Value(plain));
    return std::isfinite(number) ? std::optional(number) : std::nullopt;
}

void keep_rows(domain::Layer& layer, const std::vector<std::size_t>& rows) {
    const auto kept = [&](auto& column) {
        std::remove_reference_t<decltype(column)> chosen;
        chosen.reserve(rows.size());
        for (const std::size_t row : rows) {
            chosen.push_back(std::move(column[row]));
        }
        column = std::move(chosen);
    };
    for (domain::Cells& column : layer.columns) {
        kept(column);
    }
    if (!layer.shapes.empty()) {
        kept(layer.shapes);
    }
    kept(layer.source_rows);
}

}  // namespace riskmap::intake
