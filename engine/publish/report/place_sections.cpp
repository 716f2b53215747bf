#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "core/number_text.hpp"
#include "geo/measure.hpp"
#include "plan/kind_words.hpp"
#include "publish/report/html.hpp"
#include "publish/report/sections.hpp"

namespace riskmap::publish {
namespace {

struct KindSum {
    double count = 0;
    double length_km = 0;
    double area_km2 = 0;
    double near_schools = 0;
};

std::string inventory(const domain::Layer& layer, const Text& caption, const Text& counted) {
    const TableView sites(layer);
    std::map<std::string, KindSum> kinds;
    for (std::size_t row = 0; row < sites.rows(); ++row) {
        KindSum& sum = kinds[sites.text("kind", row)];
        sum.count += 1;
        const geo::Geometry& shape = layer.shapes[row];
        if (shape.shape() == geo::Shape::lines) {
            sum.length_km += geo::length_m(shape) / 1000;
        } else if (shape.shape() == geo::Shape::polygons) {
            sum.area_km2 += geo::area_m2(shape) / 1e6;
        }
        sum.near_schools += sites.number("schools_1000", row).value_or(0) > 0 ? 1 : 0;
    }
    HtmlTable table(caption,
                    {{"Loại", "Kind"},
                     counted,
                     {"Dài (km)", "Length (km)"},
                     {"Diện tích (km²)", "Area (km²)"},
                     {"Có trường trong 1 km", "With a school within 1 km"}},
                    "num");
    for (const auto& [kind, sum] : kinds) {
        table.add({both(plan::kind_words(kind)),
                   both(sum.count, 0),
                   sum.length_km > 0 ? both(sum.length_km, 1) : "–",
                   sum.area_km2 > 0 ? both(sum.area_km2, 1) : "–",
                   both(sum.near_schools, 0)});
    }
    return table.html();
}

}  // namespace

Section places_section(const ReportView& view) {
    Section section{"places", {"Nguồn nước và đường bộ", "Water and roads"}, ""};
    if (const domain::Layer* water = view.layer("water"); water != nullptr && water->size() > 0) {
        section.body += inventory(
            *water, {"Nguồn nước theo loại", "Water by kind"}, {"Số đối tượng", "Features"});
    }
    if (const domain::Layer* roads = view.layer("roads"); roads != nullptr && roads->size() > 0) {
        const bool pieces = roads->find("length_m").has_value();
        section.body +=
            inventory(*roads,
                      {"Đường bộ theo cấp", "Roads by class"},
                      pieces ? Text{"Số đoạn", "Stretches"} : Text{"Số đối tượng", "Features"});
    }
    return section;
}

}  // namespace riskmap::publish
