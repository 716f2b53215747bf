#include "publish/report/figures.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "core/number_text.hpp"
#include "publish/plain_number.hpp"
#include "publish/report/html.hpp"

namespace riskmap::publish {
namespace {

std::string at(double coordinate) { return fixed_text(coordinate, 1); }

/// Text of a drawing in both languages, at one place.
std::string words(const Text& text, const std::string& attributes) {
    if (text.vi == text.en) {
        return fmt::format("<text {}>{}</text>", attributes, escape_html(text.vi));
    }
    return fmt::format("<text lang=\"vi\" {0}>{1}</text><text lang=\"en\" {0}>{2}</text>",
                       attributes,
                       escape_html(text.vi),
                       escape_html(text.en));
}

std::string line(double x1, double y1, double x2, double y2, const char* kind) {
    return fmt::format("<line class=\"{}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>",
                       kind,
                       at(x1),
                       at(y1),
                       at(x2),
                       at(y2));
}

/// Round numbers from zero to at or above what is drawn, at most five steps apart.
struct Ticks {
    double step = 1;
    int count = 1;
    int decimals = 0;
};

Ticks ticks_to(double most) {
    if (!(most > 0)) {
        return {};
    }
    constexpr int most_steps = 5;
    const double power = std::pow(10, std::floor(std::log10(most)) - 1);
    for (const double times : {1.0, 2.0, 5.0, 10.0, 20.0, 50.0}) {
        const double step = times * power;
        const int count = static_cast<int>(std::ceil(most / step - 1e-9));
        if (count <= most_steps) {
            const int decimals = static_cast<int>(std::ceil(-std::log10(step) - 1e-9));
            return {step, count, std::max(decimals, 0)};
        }
    }
    return {10 * power, 10, 0};
}

std::string figure(const Text& title, const std::string& svg) {
    return "<figure><figcaption>" + both(title) + "</figcaption>" + svg + "</figure>\n";
}

}  // namespace

std::string whisker_svg(const Whisker& whisker, const WhiskerScale& scale) {
    constexpr double width = 120;
    const auto x = [&](double value) {
        const auto place = [&](double number) {
            return scale.logarithmic ? std::log(std::max(number, 1e-9)) : number;
        };
        const double share = (place(value) - place(scale.from)) /
                             std::max(place(scale.to) - place(scale.from), 1e-9);
        return 3 + std::clamp(share, 0.0, 1.0) * (width - 6);
    };
    std::string svg = "<svg class=\"wh\" viewBox=\"0 0 120 14\" aria-hidden=\"true\">";
    if (scale.reference) {
        svg += line(x(*scale.reference), 0, x(*scale.reference), 14, "rf");
    }
    svg += line(x(whisker.low), 7, x(whisker.high), 7, "iv");
    svg += fmt::format("<circle cx=\"{}\" cy=\"7\" r=\"3\"/></svg>", at(x(whisker.middle)));
    return svg;
}

std::string bar_chart_svg(const BarChart& chart) {
    constexpr double width = 460;
    constexpr double height = 190;
    constexpr double left = 34;
    constexpr double top = 10;
    constexpr double bottom = 160;
    double most = chart.reference.value_or(0);
    for (const Bar& bar : chart.bars) {
        most = bar.shown == disclosure::Shown::exact ? std::max(most, bar.high) : most;
    }
    const Ticks ticks = ticks_to(most);
    const double full = ticks.step * ticks.count;
    const auto y = [&](double value) {
        return bottom - std::clamp(value / full, 0.0, 1.0) * (bottom - top);
    };
    std::string svg = fmt::format(
        "<svg class=\"chart\" viewBox=\"0 0 {} {}\" aria-hidden=\"true\">", width, height);
    for (int step = 0; step <= ticks.count; ++step) {
        const double value = ticks.step * step;
        svg += line(left, y(value), width, y(value), "gr");
        svg += words(number_text(value, ticks.decimals),
                     fmt::format("class=\"ax\" text-anchor=\"end\" x=\"{}\" y=\"{}\"",
                                 at(left - 4),
                                 at(y(value) + 4)));
    }
    const double slot =
        (width - left) / static_cast<double>(std::max<std::size_t>(chart.bars.size(), 1));
    for (std::size_t i = 0; i < chart.bars.size(); ++i) {
        const Bar& bar = chart.bars[i];
        const double middle = left + slot * (static_cast<double>(i) + 0.5);
        if (bar.shown != disclosure::Shown::exact) {
            svg +=
                fmt::format("<text class=\"ax\" text-anchor=\"middle\" x=\"{}\" y=\"{}\">{}</text>",
                            at(middle),
                            at(bottom - 4),
                            bar.shown == disclosure::Shown::fewer ? "&lt;3" : "…");
        } else {
            svg += fmt::format("<rect class=\"br\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
                               at(middle - slot * 0.32),
                               at(y(bar.height)),
                               at(slot * 0.64),
                               at(bottom - y(bar.height)));
            svg += line(middle, y(bar.low), middle, y(bar.high), "iv");
        }
        svg += words(bar.name,
                     fmt::format("class=\"ax\" text-anchor=\"middle\" x=\"{}\" y=\"{}\"",
                                 at(middle),
                                 at(bottom + 14)));
    }
    if (chart.reference) {
        svg += line(left, y(*chart.reference), width, y(*chart.reference), "rf");
        svg += line(width - 92, height - 7, width - 66, height - 7, "rf");
        svg += words(chart.reference_label,
                     fmt::format("class=\"ax rl\" text-anchor=\"end\" x=\"{}\" y=\"{}\"",
                                 at(width - 2),
                                 at(height - 3)));
    }
    svg +=
        words(chart.axis, fmt::format("class=\"ax\" x=\"{}\" y=\"{}\"", at(left), at(height - 3)));
    return figure(chart.title, svg + "</svg>");
}

std::string coverage_chart_svg(const CoverageChart& chart) {
    constexpr double width = 560;
    const double height = chart.costs.empty() ? 300 : 318;
    constexpr double left = 52;
    constexpr double right = 545;
    constexpr double top = 10;
    constexpr double bottom = 252;
    static const std::array<const char*, 3> kinds{"s1", "s2", "s3"};
    std::size_t units = 1;
    for (const CoverageSeries& series : chart.series) {
        units = std::max(units, series.covered.size());
    }
    const auto all = static_cast<double>(units);
    const auto x = [&](double place) { return left + place / all * (right - left); };
    const auto y = [&](double share) { return bottom - share * (bottom - top); };
    std::string svg = fmt::format(
        "<svg class=\"chart wide\" viewBox=\"0 0 {} {}\" aria-hidden=\"true\">", width, height);
    for (int step = 0; step <= 4; ++step) {
        svg += line(left, y(step / 4.0), right, y(step / 4.0), "gr");
        svg += fmt::format("<text class=\"ax\" text-anchor=\"end\" x=\"{}\" y=\"{}\">{} %</text>",
                           at(left - 5),
                           at(y(step / 4.0) + 4),
                           step * 25);
        svg += words(number_text(std::round(all * step / 4), 0),
                     fmt::format("class=\"ax\" text-anchor=\"middle\" x=\"{}\" y=\"{}\"",
                                 at(x(all * step / 4)),
                                 at(bottom + 15)));
    }
    for (std::size_t step = 0; step < chart.costs.size(); ++step) {
        svg += words(chart.costs[step],
                     fmt::format("class=\"ax\" text-anchor=\"{}\" x=\"{}\" y=\"{}\"",
                                 step + 1 == chart.costs.size() ? "end" : "middle",
                                 at(x(all * static_cast<double>(step + 1) / 4)),
                                 at(bottom + 30)));
    }
    svg += line(x(0), y(0), x(all), y(1), "rf");
    for (std::size_t s = 0; s < chart.series.size(); ++s) {
        const CoverageSeries& series = chart.series[s];
        const char* kind = kinds[s % kinds.size()];
        std::string path = fmt::format("M{} {}", at(x(0)), at(y(0)));
        for (std::size_t k = 0; k < series.covered.size(); ++k) {
            path +=
                fmt::format("L{} {}", at(x(static_cast<double>(k + 1))), at(y(series.covered[k])));
        }
        const double label = bottom - 16 - 20 * static_cast<double>(chart.series.size() - 1 - s);
        svg += fmt::format("<path class=\"cv {}\" d=\"{}\"/>", kind, path);
        svg += fmt::format(
            "<path class=\"cv {}\" d=\"M{} {}h26\"/>", kind, at(right - 250), at(label));
        svg +=
            words(series.name,
                  fmt::format("class=\"ax lg\" x=\"{}\" y=\"{}\"", at(right - 218), at(label + 4)));
    }
    svg += words(chart.across,
                 fmt::format("class=\"ax\" text-anchor=\"middle\" x=\"{}\" y=\"{}\"",
                             at((left + right) / 2),
                             at(height - 10)));
    svg += words(chart.up,
                 fmt::format("class=\"ax\" text-anchor=\"middle\" transform=\"translate(11 {}) "
                             "rotate(-90)\"",
                             at((top + bottom) / 2)));
    return figure(chart.title, svg + "</svg>");
}

}  // namespace riskmap::publish
