#include <algorithm>

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/number_text.hpp"
#include "domain/fold.hpp"
#include "geo/repair.hpp"
#include "intake/feature_table.hpp"
#include "intake/layer_crs.hpp"
#include "intake/read.hpp"
#include "intake/source_table.hpp"

namespace riskmap::intake {
namespace {

/// Gives a column a second name: the column under its own name stays, so that the study may use
/// either.
void add_name(domain::Layer& layer, std::size_t column, const std::string& name) {
    const auto taken = layer.find(name);
    if (taken == column) {
        return;
    }
    if (taken) {
        throw Error(ErrorKind::input,
                    Text{fmt::format("{}: cột \"{}\" không thể mang thêm tên \"{}\": tệp đã có cột "
                                     "tên đó; đổi tên cột kia trong tệp",
                                     layer.file,
                                     layer.fields[column].name,
                                     name),
                         fmt::format("{}: the column \"{}\" cannot also be named \"{}\": the file "
                                     "has a column of that name already; give that one another "
                                     "name in the file",
                                     layer.file,
                                     layer.fields[column].name,
                                     name)});
    }
    domain::Field field = layer.fields[column];
    field.name = name;
    layer.fields.push_back(std::move(field));
    layer.columns.push_back(domain::Cells(layer.columns[column]));
}

/// Words of the class column become the study's; those without a translation stay and are told.
/// The column is then also named "class".
void translate_classes(domain::Layer& layer, const LayerSource& source, SourceLog& log) {
    if (source.class_field.empty()) {
        return;
    }
    const std::size_t column =
        column_of(layer, source.class_field, {"loại của lớp", "classes of the layer"});
    std::map<std::string, std::string> words;
    std::map<std::string, std::size_t> unknown;
    for (const auto& [from, to] : source.classes) {
        words.emplace(domain::fold(from), to);
    }
    for (std::size_t row = 0; row < layer.size(); ++row) {
        const std::string word = cell_text(layer, column, row);
        const auto translated = words.find(domain::fold(word));
        if (translated != words.end()) {
            layer.columns[column].set(row, translated->second);
        } else if (!word.empty() && !source.classes.empty()) {
            ++unknown[word];
        }
    }
    for (const auto& [word, count] : unknown) {
        log.note({"layer.class-not-mapped",
                  layer.fields[column].name,
                  word,
                  {fmt::format("{} dòng có loại không nằm trong bảng đổi từ; giữ nguyên", count),
                   fmt::format("{} row(s) have a class that is not in the table of classes; kept "
                               "as it is",
                               count)},
                  {"thêm từ này vào classes của lớp", "add the word to the classes of the layer"}});
    }
    add_name(layer, column, "class");
}

Finding repaired_finding(const geo::Repaired& repaired) {
    return {
        "layer.shape-repaired",
        "",
        "",
        {fmt::format("vùng không hợp lệ ({}) đã được sửa: {} m² trước, {} m² sau",
                     repaired.reason,
                     number_text(repaired.area_before_m2, 1, Language::vi),
                     number_text(repaired.area_after_m2, 1, Language::vi)),
         fmt::format("the polygon was not valid ({}) and was repaired: {} m2 before, {} m2 "
                     "after",
                     repaired.reason,
                     number_text(repaired.area_before_m2, 1, Language::en),
                     number_text(repaired.area_after_m2, 1, Language::en))},
        {"sửa hình trong tệp nếu phần sửa không đúng", "mend the file if the repair is not right"}};
}

/// A blank on the map of a layer that is not wholly surveyed is not an absence: says so.
void tell_survey(const LayerSource& source, std::size_t features, SourceLog& log) {
    if (source.survey_status == "partly") {
        log.warn({"layer.partly-surveyed",
                  "",
                  "",
                  {fmt::format("mới khảo sát một phần: {} đối tượng; chỗ trống trên bản đồ không "
                               "có nghĩa là không có",
                               features),
                   fmt::format("surveyed in part: {} feature(s); a blank on the map does not mean "
                               "that nothing is there",
                               features)},
                  {"bổ sung lớp này rồi chạy lại", "complete the layer, and run again"}});
    } else if (source.survey_status == "not_surveyed") {
        log.warn({"layer.not-surveyed",
                  "",
                  "",
                  {"chưa khảo sát: các phép đo từ lớp này để trống, không phải là 0",
                   "not surveyed: what is measured from this layer is left empty, which is not 0"},
                  {"khảo sát rồi chạy lại", "survey it, and run again"}});
    }
}

/// False, with a reason in the ledger, when the row has no usable shape.
bool check_shape(SourceTable& table, std::size_t row, SourceLog& log) {
    for (const gdal::RowFault& fault : faults_of(table, row)) {
        if (spoils_row(fault.fault)) {
            log.reject(row, finding_of(fault));
            return false;
        }
        if (!table.layer.shapes[row].empty()) {
            log.warn(row, finding_of(fault));
        }
    }
    geo::Geometry& shape = table.layer.shapes[row];
    if (!shape.empty() && shape.shape() == geo::Shape::polygons) {
        geo::Repaired repaired = geo::make_valid(shape);
        if (repaired.changed) {
            log.note(row, repaired_finding(repaired));
            shape = std::move(repaired.geometry);
        }
    }
    if (shape.empty()) {
        log.reject(row,
                   {"layer.no-shape",
                    "",
                    "",
                    {"dòng không có hình trên bản đồ", "the row has no shape on the map"},
                    {"vẽ đối tượng này, hoặc xoá dòng", "draw the feature, or delete the row"}});
        return false;
    }
    return true;
}

}  // namespace

domain::Layer read_layer(const LayerSource& source,
                         const StudyFrame& frame,
                         IssueLog& log,
                         std::vector<InputRecord>& inputs) {
    expects(!source.raster, "read_layer: the layer is not a raster");
    SourceTable table = source.x.empty() ? open_shapes(source.source, frame.near, frame.crs)
                                         : open_feature_table(source, frame);
    domain::Layer& layer = table.layer;
    const std::string id = "layers." + source.id;
    SourceLog ledger(log, id, layer);
    if (!frame.near) {
        settle_layer_crs(table, frame, ledger);
    }
    bring_to_study(table, frame);
    inputs.push_back(record_of(id, source.source, table));
    if (layer.shapes.empty() && layer.size() > 0) {
        throw Error(
            ErrorKind::input,
            Text{fmt::format("{}: là bảng không có hình; một lớp cần điểm, đường hoặc vùng, "
                             "hoặc x và y: các cột toạ độ của nó",
                             layer.file),
                 fmt::format("{}: is a table without shapes; a layer needs points, lines "
                             "or polygons, or x and y: the columns of its coordinates",
                             layer.file)});
    }
    for (const auto& [from, to] : source.rename) {
        add_name(layer, column_of(layer, from, {"khoá \"rename\"", "key \"rename\""}), to);
    }
    optional_column(layer, source.name_field, {"tên đối tượng", "name of the features"});
    const domain::BoundPredicate where(source.where, layer);
    std::vector<std::size_t> kept;
    for (std::size_t row = 0; row < layer.size(); ++row) {
        if (!where(row)) {
            ledger.not_selected();
        } else if (check_shape(table, row, ledger)) {
            kept.push_back(row);
        }
    }
    ledger.close();
    tell_survey(source, kept.size(), ledger);
    keep_rows(layer, kept);
    translate_classes(layer, source, ledger);
    layer.name = source.id;
    layer.label = source.label;
    layer.crs = table.crs;
    layer.survey_status = source.survey_status;
    return std::move(layer);
}

}  // namespace riskmap::intake
