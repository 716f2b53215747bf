#include "publish/report/commune_map.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/number_text.hpp"
#include "geo/measure.hpp"
#include "geo/simplify_coverage.hpp"
#include "publish/report/html.hpp"

namespace riskmap::publish {
namespace {

constexpr double strip = 0.07;  ///< below the map, of its width: scale bar and north arrow

/// "M12 34l5-6 7 8z" without a blank where a minus parts the numbers.
void append_step(std::string& out, std::int64_t number) {
    const char last = out.back();
    if (number >= 0 && last >= '0' && last <= '9') {
        out += ' ';
    }
    out += std::to_string(number);
}

/// A line of whole steps; vertices nearer than `least` to the one before are left out, the last
/// stays.
void append_line(std::string& out, std::span<const geo::PointM> line, double least, bool closed) {
    std::int64_t x = 0;
    std::int64_t y = 0;
    for (std::size_t i = 0; i < line.size() - (closed ? 1 : 0); ++i) {
        const std::int64_t to_x = std::llround(line[i].x);
        const std::int64_t to_y = std::llround(line[i].y);
        if (i == 0) {
            out += fmt::format("M{} {}", to_x, to_y);
        } else {
            const bool last = !closed && i + 1 == line.size();
            const auto dx = static_cast<double>(to_x - x);
            const auto dy = static_cast<double>(to_y - y);
            if ((to_x == x && to_y == y) || (!last && std::hypot(dx, dy) < least)) {
                continue;
            }
            out += 'l';
            append_step(out, to_x - x);
            append_step(out, to_y - y);
        }
        x = to_x;
        y = to_y;
    }
    out += closed ? "z" : "";
}

double size_of(const geo::Geometry& shape) {
    const geo::Box& box = shape.box();
    return box.empty() ? 0 : std::max(box.max_x - box.min_x, box.max_y - box.min_y);
}

/// The longest of 1, 2, 5, 10, ... km that fits into a quarter of the map.
double scale_bar_km(double width_m) {
    double best = 0.001;
    for (double power = 0.001; power < 1e6; power *= 10) {
        for (const double step : {1.0, 2.0, 5.0}) {
            best = step * power * 1000 <= width_m / 4 ? step * power : best;
        }
    }
    return best;
}

}  // namespace

CommuneMap::CommuneMap(std::vector<geo::Geometry> shapes) : shapes_(std::move(shapes)) {
    geo::Box box;
    for (const geo::Geometry& shape : shapes_) {
        box.add(shape.box());
    }
    if (box.empty()) {
        drawn_.resize(shapes_.size());
        return;
    }
    const double longest = std::max({box.max_x - box.min_x, box.max_y - box.min_y, 1.0});
    const double steps =
        std::clamp(200 * std::sqrt(static_cast<double>(shapes_.size())), 2000.0, 12000.0);
    grid_m_ = longest / steps;
    drawn_ = geo::simplify_coverage(shapes_, {grid_m_, 1.1 * grid_m_});
    corner_ = {std::floor(box.min_x / grid_m_) * grid_m_, std::ceil(box.max_y / grid_m_) * grid_m_};
    width_ = std::ceil((box.max_x - corner_.x) / grid_m_) + 1;
    height_ = std::ceil((corner_.y - box.min_y) / grid_m_) + 1;
}

geo::PointM CommuneMap::placed(geo::PointM point) const {
    return {(point.x - corner_.x) / grid_m_, (corner_.y - point.y) / grid_m_};
}

std::string CommuneMap::path(const geo::Geometry& shape) const {
    std::string d;
    for (std::size_t part = 0; part < shape.part_count(); ++part) {
        std::vector<geo::PointM> line;
        for (const geo::PointM& vertex : shape.part(part)) {
            line.push_back(placed(vertex));
        }
        append_line(d, line, 0, true);
    }
    return d;
}

std::string CommuneMap::definitions() const {
    const double step = width_ / 110;
    std::string svg = fmt::format(
        "<svg class=\"defs\" width=\"0\" height=\"0\" aria-hidden=\"true\" focusable=\"false\">"
        "<defs><pattern id=\"hatch\" patternUnits=\"userSpaceOnUse\" width=\"{0:.1f}\" "
        "height=\"{0:.1f}\" patternTransform=\"rotate(45)\"><rect class=\"hb\" width=\"{0:.1f}\" "
        "height=\"{0:.1f}\"/><rect class=\"hl\" width=\"{1:.2f}\" height=\"{0:.1f}\"/></pattern>",
        step,
        step * 0.16);
    for (std::size_t row = 0; row < drawn_.size(); ++row) {
        svg += fmt::format("<path id=\"u{}\" vector-effect=\"non-scaling-stroke\" d=\"{}\"/>\n",
                           row,
                           path(drawn_[row]));
    }
    return svg + "</defs></svg>\n";
}

std::string CommuneMap::furniture() const {
    const double km = scale_bar_km(width_ * grid_m_);
    const double bar = km * 1000 / grid_m_;
    const double size = width_ * 0.026;
    const double y = height_ + width_ * strip * 0.62;
    const double left = width_ * 0.01;
    const Text label = number_text(km, km < 1 ? 3 : 0);
    const double north = width_ * 0.97;
    return fmt::format(
        "<g class=\"fu\" font-size=\"{0:.1f}\"><path class=\"sb\" d=\"M{1:.1f} {2:.1f}v{3:.1f}h"
        "{4:.1f}v-{3:.1f}\"/><text lang=\"vi\" x=\"{5:.1f}\" y=\"{6:.1f}\">{7} km</text><text "
        "lang=\"en\" x=\"{5:.1f}\" y=\"{6:.1f}\">{8} km</text><path class=\"na\" d=\"M{9:.1f} "
        "{10:.1f}l{11:.1f} {12:.1f}l-{11:.1f} -{13:.1f}l-{11:.1f} {13:.1f}z\"/><text lang=\"vi\" "
        "text-anchor=\"end\" x=\"{14:.1f}\" y=\"{6:.1f}\">B</text><text lang=\"en\" "
        "text-anchor=\"end\" x=\"{14:.1f}\" y=\"{6:.1f}\">N</text></g>",
        size,
        left,
        y - size * 0.4,
        size * 0.4,
        bar,
        left + bar + size * 0.5,
        y + size * 0.1,
        label.vi,
        label.en,
        north,
        y - size * 1.3,
        size * 0.45,
        size * 1.4,
        size * 0.35,
        north - size * 0.8);
}

std::string CommuneMap::choropleth(const Text& title,
                                   std::span<const risk::Level> levels,
                                   std::span<const MapMark> marks) const {
    std::string svg = fmt::format(
        "<svg class=\"map\" viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"{} / {}\">",
        width_,
        height_ + width_ * strip,
        escape_html(title.vi),
        escape_html(title.en));
    for (std::size_t row = 0; row < drawn_.size(); ++row) {
        svg += fmt::format(
            "<use xlink:href=\"#u{}\" class=\"l{}\"/>", row, static_cast<int>(levels[row]));
    }
    svg +=
        fmt::format("<g class=\"mk\" font-size=\"{:.1f}\" text-anchor=\"middle\">", width_ * 0.027);
    for (const MapMark& mark : marks) {
        if (!shapes_[mark.row].empty()) {
            const geo::PointM place = placed(geo::point_on_surface(shapes_[mark.row]));
            svg += fmt::format("<text x=\"{:.0f}\" y=\"{:.0f}\">{}</text>",
                               place.x,
                               place.y + width_ * 0.009,
                               escape_html(mark.text));
        }
    }
    return svg + "</g>" + furniture() + "</svg>";
}

std::string CommuneMap::layer_path(const domain::Layer& layer, std::size_t most_vertices) const {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < layer.shapes.size(); ++row) {
        if (!layer.shapes[row].empty()) {
            rows.push_back(row);
        }
    }
    std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
        return size_of(layer.shapes[a]) > size_of(layer.shapes[b]);
    });
    std::string d;
    std::size_t vertices = 0;
    for (const std::size_t row : rows) {
        const geo::Geometry& shape = layer.shapes[row];
        const bool points = shape.shape() == geo::Shape::points;
        if (vertices > most_vertices || (!points && size_of(shape) < 2 * grid_m_)) {
            break;
        }
        for (std::size_t part = 0; part < shape.part_count(); ++part) {
            std::vector<geo::PointM> line;
            for (const geo::PointM& vertex : shape.part(part)) {
                line.push_back(placed(vertex));
            }
            if (points) {
                d += fmt::format("M{:.0f} {:.0f}h0", line[0].x, line[0].y);
            } else {
                append_line(d, line, 2, shape.shape() == geo::Shape::polygons);
            }
            vertices += line.size() / 2 + 1;
        }
    }
    return d;
}

}  // namespace riskmap::publish
