#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "core/number_text.hpp"
#include "geo/measure.hpp"
#include "publish/report/html.hpp"
#include "publish/report/kind_words.hpp"
#include "publish/report/sections.hpp"

namespace riskmap::publish {
namespace {

constexpr std::size_t listed = 15;

std::string commune_of(const TableView& sites, std::size_t row) {
    const std::string code = sites.text("commune_code", row);
    const std::string name = escape_html(sites.text("commune", row));
    return code.empty() ? name : fmt::format("<a href=\"{}\">{}</a>", sheet_address(code), name);
}

std::string metres(const std::optional<double>& distance) {
    return distance ? both(*distance, 0) : "–";
}

/// Rows with a number in the column, by that number; ties by row.
std::vector<std::size_t> by_number(const TableView& sites, const char* column, bool falling) {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < sites.rows(); ++row) {
        if (sites.number(column, row)) {
            rows.push_back(row);
        }
    }
    std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
        const double first = *sites.number(column, a);
        const double second = *sites.number(column, b);
        return falling ? first > second : first < second;
    });
    return rows;
}

struct NearestWords {
    const char* thing;  ///< of the columns: "water", "major_road"
    Text caption;
    Text distance;
};

std::string nearest_schools(const TableView& schools, const NearestWords& words) {
    const std::string column = fmt::format("nearest_{}_m", words.thing);
    if (!schools.has(column)) {
        return "";
    }
    HtmlTable table(words.caption,
                    {{"Trường", "School"},
                     {"Xã", "Commune"},
                     words.distance,
                     {"Đối tượng gần nhất", "Nearest"},
                     {"Trẻ sống trong 500 m", "Children within 500 m"}},
                    "site");
    const std::vector<std::size_t> rows = by_number(schools, column.c_str(), false);
    for (std::size_t i = 0; i < rows.size() && i < listed; ++i) {
        const std::size_t row = rows[i];
        const Text kind =
            kind_words(schools.text(fmt::format("nearest_{}_kind", words.thing), row));
        const std::string name = schools.text(fmt::format("nearest_{}", words.thing), row);
        table.add({escape_html(schools.text("name", row)),
                   commune_of(schools, row),
                   metres(schools.number(column, row)),
                   both(kind) + (name.empty() ? "" : ", " + escape_html(name)),
                   metres(schools.number("children_500", row))});
    }
    return rows.empty() ? "" : table.html();
}

struct KindSum {
    double count = 0;
    double length_km = 0;
    double area_km2 = 0;
    double near_schools = 0;
};

std::string inventory(const domain::Layer& layer, const Text& caption) {
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
                     {"Số đối tượng", "Features"},
                     {"Dài (km)", "Length (km)"},
                     {"Diện tích (km²)", "Area (km²)"},
                     {"Có trường trong 1 km", "With a school within 1 km"}},
                    "num");
    for (const auto& [kind, sum] : kinds) {
        table.add({both(kind_words(kind)),
                   both(sum.count, 0),
                   sum.length_km > 0 ? both(sum.length_km, 1) : "–",
                   sum.area_km2 > 0 ? both(sum.area_km2, 1) : "–",
                   both(sum.near_schools, 0)});
    }
    return table.html();
}

std::string most_children(const domain::Layer& layer) {
    const TableView sites(layer);
    HtmlTable table(
        {"Nơi có nhiều trẻ sống trong 200 m nhất", "Places with most children living within 200 m"},
        {{"Tên", "Name"},
         {"Loại", "Kind"},
         {"Xã", "Commune"},
         {"Trẻ trong 200 m", "Children within 200 m"},
         {"Trường trong 1 km", "Schools within 1 km"}},
        "site");
    const std::vector<std::size_t> rows = by_number(sites, "children_200", true);
    for (std::size_t i = 0; i < rows.size() && i < listed; ++i) {
        const std::size_t row = rows[i];
        const std::string name = sites.text("name", row);
        table.add({escape_html(name.empty() ? sites.text("id", row) : name),
                   both(kind_words(sites.text("kind", row))),
                   commune_of(sites, row),
                   metres(sites.number("children_200", row)),
                   metres(sites.number("schools_1000", row))});
    }
    return rows.empty() ? "" : table.html();
}

}  // namespace

Section schools_section(const ReportView& view) {
    Section section{
        "schools", {"Trường học gần nước và đường lớn", "Schools near water and roads"}, ""};
    const domain::Layer* layer = view.layer("schools");
    if (layer == nullptr || layer->size() == 0) {
        return section;
    }
    const TableView schools(*layer);
    section.body =
        nearest_schools(schools,
                        {"water",
                         {"Trường gần nguồn nước nhất", "Schools nearest to water"},
                         {"Cách nước (m)", "To water (m)"}}) +
        nearest_schools(schools,
                        {"major_road",
                         {"Trường gần đường cấp cao nhất", "Schools nearest to a major road"},
                         {"Cách đường (m)", "To the road (m)"}});
    section.body +=
        paragraph({"Khoảng cách chim bay giữa các hình trên bản đồ; 0 là chạm nhau. Danh "
                   "sách đầy đủ: schools.csv.",
                   "Straight distance between shapes on the map; 0 where they touch. The "
                   "whole list: schools.csv."},
                  "small");
    return section;
}

Section places_section(const ReportView& view) {
    Section section{"places", {"Nguồn nước và đường bộ", "Water and roads"}, ""};
    if (const domain::Layer* water = view.layer("water"); water != nullptr && water->size() > 0) {
        section.body +=
            inventory(*water, {"Nguồn nước theo loại", "Water by kind"}) + most_children(*water);
    }
    if (const domain::Layer* roads = view.layer("roads"); roads != nullptr && roads->size() > 0) {
        section.body += inventory(*roads, {"Đường bộ theo cấp", "Roads by class"});
    }
    return section;
}

}  // namespace riskmap::publish
