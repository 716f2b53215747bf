#include "publish/qgis/layout.hpp"

#include <array>

#include <fmt/format.h>

#include "publish/qgis/layout_items.hpp"
#include "risk/level.hpp"

namespace riskmap::publish {
namespace {

constexpr const char* sheet_theme = "Phiếu địa bàn";
constexpr Rgb dark{30, 30, 30};
constexpr Rgb soft{90, 90, 90};
constexpr Rgb warning{170, 20, 20};

constexpr const char* how_to_read =
    "Mức được xếp theo xác suất nguy cơ của địa bàn vượt ngưỡng, do mô hình ước lượng từ số vụ ghi "
    "nhận và môi trường; khoảng bất định có trong bảng thuộc tính. \"Chưa phân biệt được\" không "
    "có "
    "nghĩa là an toàn. Gạch chéo: khoảng thứ hạng 90% rộng hơn 3/4 số địa bàn, hoặc chưa phân biệt "
    "được. Nguồn: kết quả riskmap, run.json ghi đủ tệp đầu vào và tham số.";

Xml hazard_layout(const Publication& publication,
                  const std::vector<ProjectGroup>& groups,
                  const ProjectGroup& hazard,
                  const geo::Box& box) {
    constexpr double margin = 8;
    const Frame map_frame{margin, 26, 192, 158};
    LayoutSheet sheet(hazard.name, 297, 210);
    sheet.label("Địa bàn trọng điểm ưu tiên: " + hazard.name,
                {margin, 7, 281, 9},
                {.size_pt = 17, .bold = true, .color = dark});
    sheet.label(
        publication.title.vi, {margin, 17, 281, 6}, {.size_pt = 10, .bold = false, .color = soft});
    const std::string map = sheet.map(hazard.name, box, map_frame, false);
    const geo::Box extent = fitted(box, map_frame);
    const double metres_per_mm = (extent.max_x - extent.min_x) / map_frame.width;
    sheet.legend(theme_layers(groups, hazard.name), map, {205, 26, 84, 110});
    sheet.label("▲\nBắc", {276, 26, 13, 12}, {.size_pt = 9, .color = dark, .centred = true});
    sheet.scale_bar(map, metres_per_mm, {205, 172, 70, 10}, false);
    sheet.label(how_to_read, {margin, 188, 281, 9}, {.size_pt = 7.5, .color = soft});
    sheet.label(publication.notice.vi,
                {margin, 199, 281, 6},
                {.size_pt = 9, .bold = true, .color = warning});
    return std::move(sheet).finish();
}

/// A number of the sheet's commune with a decimal comma; a dash where there is none.
std::string number_of(const std::string& field, int decimals) {
    return fmt::format(
        "[%coalesce(replace(to_string(round(\"{}\",{})),'.',','),'–')%]", field, decimals);
}

std::string level_of(const std::string& field) {
    using risk::Level;
    std::string cases;
    for (const Level level : {Level::confirmed,
                              Level::probable,
                              Level::watch,
                              Level::undetermined,
                              Level::lower,
                              Level::insufficient_data}) {
        cases += fmt::format(
            " WHEN \"{}\"='{}' THEN '{}'", field, risk::to_word(level), risk::label(level).vi);
    }
    return "[%CASE" + cases + " END%]";
}

/// Names of places of a theme in the sheet's commune that lie within a distance of something.
std::string places_within(const ProjectLayer& layer, const std::string& field, double within_m) {
    return fmt::format(
        "[%coalesce(nullif(left(aggregate('{0}','concatenate',\"name\" || ' (' || "
        "to_string(round(\"{1}\")) || ' m)',"
        "\"commune_code\" = attribute(@atlas_feature,'code') AND \"{1}\" < {2:g},"
        "'; ',\"{1}\"),420),''),'không có')%]",
        layer.id,
        field,
        within_m);
}

const ProjectLayer* find_table(const std::vector<ProjectGroup>& groups, const std::string& name) {
    for (const ProjectGroup& group : groups) {
        for (const ProjectLayer& layer : group.layers) {
            if (layer.table->name == name) {
                return &layer;
            }
        }
    }
    return nullptr;
}

double describe_hazard(LayoutSheet& sheet, const MapHazard& hazard, double y) {
    const std::string& prefix = hazard.prefix;
    sheet.label(hazard.label.vi + ": " + level_of(prefix + "_level"),
                {12, y, 186, 6},
                {.size_pt = 11, .bold = true, .color = dark});
    sheet.label(fmt::format("Ước lượng {} (khoảng {} đến {}) trên 100.000 trẻ em mỗi năm; hạng {} "
                            "(khoảng {} đến {})",
                            number_of(prefix + "_rate", 1),
                            number_of(prefix + "_rate_lower", 1),
                            number_of(prefix + "_rate_upper", 1),
                            number_of(prefix + "_rank", 0),
                            number_of(prefix + "_rank_lower", 0),
                            number_of(prefix + "_rank_upper", 0)),
                {12, y + 6, 186, 5},
                {.size_pt = 9, .color = dark});
    sheet.label("[%coalesce(\"" + prefix + "_reason_vi\",'')%]",
                {12, y + 11.5, 186, 21},
                {.size_pt = 9, .color = soft});
    return y + 34;
}

Xml sheet_layout(const Publication& publication,
                 const std::vector<ProjectGroup>& groups,
                 const ProjectLayer& coverage,
                 const geo::Box& box) {
    const Frame map_frame{12, 28, 143, 140};
    LayoutSheet sheet(sheet_theme, 210, 297);
    sheet.label("[%\"name\"%] · [%coalesce(\"parent\",'')%]",
                {12, 9, 186, 9},
                {.size_pt = 17, .bold = true, .color = dark});
    sheet.label("Mã [%\"code\"%] · " + publication.title.vi,
                {12, 19, 186, 6},
                {.size_pt = 9, .color = soft});
    const std::string map = sheet.map(sheet_theme, box, map_frame, true);
    sheet.legend(theme_layers(groups, sheet_theme), map, {158, 28, 42, 110});
    sheet.scale_bar(map, 100, {14, 170, 70, 9}, true);
    sheet.label("▲ Bắc", {139, 170, 16, 6}, {.size_pt = 8, .color = dark, .centred = true});
    double y = 180;
    for (const MapHazard& hazard : publication.hazards) {
        y = describe_hazard(sheet, hazard, y);
    }
    if (const ProjectLayer* schools = find_table(groups, "schools")) {
        sheet.label(
            "Trường cách vùng nước dưới 200 m: " + places_within(*schools, "nearest_water_m", 200),
            {12, y, 186, 14},
            {.size_pt = 8.5, .color = dark});
        sheet.label("Trường cách đường cấp cao dưới 100 m: " +
                        places_within(*schools, "nearest_major_road_m", 100),
                    {12, y + 15, 186, 14},
                    {.size_pt = 8.5, .color = dark});
    }
    sheet.label(
        publication.notice.vi, {12, 285, 186, 6}, {.size_pt = 8, .bold = true, .color = warning});
    sheet.atlas(coverage, "code");
    return std::move(sheet).finish();
}

}  // namespace

std::vector<std::string> theme_names(const std::vector<ProjectGroup>& groups) {
    std::vector<std::string> names;
    for (const ProjectGroup& group : groups) {
        if (group.of_hazard) {
            names.push_back(group.name);
        }
    }
    names.emplace_back(sheet_theme);
    return names;
}

std::vector<const ProjectLayer*> theme_layers(const std::vector<ProjectGroup>& groups,
                                              const std::string& theme) {
    std::vector<const ProjectLayer*> layers;
    const auto add_first = [&](const ProjectGroup& group) { layers.push_back(&group.layers[0]); };
    for (const ProjectGroup& group : groups) {
        if (group.of_hazard && group.name == theme) {
            layers.insert(layers.begin(), &group.layers[0]);
        } else if (theme == sheet_theme && group.layers[0].style.name == "outline") {
            add_first(group);
        } else if (!group.of_hazard && group.layers[0].shown) {
            for (const ProjectLayer& layer : group.layers) {
                layers.push_back(&layer);
            }
        }
    }
    return layers;
}

Xml layouts(const Publication& publication,
            const std::vector<ProjectGroup>& groups,
            const geo::Box& box) {
    Xml result("Layouts");
    for (const ProjectGroup& group : groups) {
        if (group.of_hazard) {
            result.add(hazard_layout(publication, groups, group, box));
        }
    }
    for (const ProjectGroup& group : groups) {
        for (const ProjectLayer& layer : group.layers) {
            if (layer.style.name == "outline") {
                result.add(sheet_layout(publication, groups, layer, box));
            }
        }
    }
    return result;
}

}  // namespace riskmap::publish
