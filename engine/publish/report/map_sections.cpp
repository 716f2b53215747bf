#include <fmt/format.h>

#include "publish/level_style.hpp"
#include "publish/report/html.hpp"
#include "publish/report/sections.hpp"

namespace riskmap::publish {
namespace {

std::string legend(const std::vector<int>& counts) {
    std::string html = "<ul class=\"legend\">";
    for (const LevelStyle& style : level_styles()) {
        const auto level = static_cast<std::size_t>(style.level);
        html += fmt::format("<li><i class=\"sw c{}\"></i>{} <b>({})</b></li>",
                            level,
                            both(risk::label(style.level)),
                            counts[level]);
    }
    return html + "</ul>";
}

Text rule(const hazard::ModelSpec& model) {
    const Text threshold = setting_text(model.exceedance_threshold);
    const Text confirmed = setting_text(model.confirmed_probability);
    const Text record = setting_text(model.confirmed_incidents_only);
    const Text watch = setting_text(model.watch_probability);
    const Text lower = setting_text(model.lower_probability);
    return {
        fmt::format("ngưỡng là {} lần mức chung. Đã xác nhận: xác suất vượt ngưỡng từ {} trở lên "
                    "và chỉ riêng số vụ ghi nhận cũng cho từ {} trở lên. Theo dõi: từ {} trở "
                    "lên. Thấp hơn: xác suất dưới mức chung từ {} trở lên.",
                    threshold.vi,
                    confirmed.vi,
                    record.vi,
                    watch.vi,
                    lower.vi),
        fmt::format("the threshold is {} times the average. Confirmed: the probability of "
                    "exceeding it is at least {}, and the record alone gives at least {}. "
                    "Watch: at least {}. Lower: the probability of being below average is at "
                    "least {}.",
                    threshold.en,
                    confirmed.en,
                    record.en,
                    watch.en,
                    lower.en)};
}

}  // namespace

Section maps_section(const ReportView& view) {
    Section section{"maps", {"Bản đồ mức nguy cơ", "Maps of risk levels"}, ""};
    section.body += paragraph(
        {"Màu cho biết mức độ chắc chắn rằng nguy cơ của xã cao hơn mức chung, không phải số vụ. "
         "Gạch chéo: số liệu chưa đủ để nói cao hay thấp. Xám: chưa đủ dữ liệu. Số trên bản đồ là "
         "thứ hạng trong bảng ở phần sau.",
         "Colour tells how sure it is that risk is above the average, not how many cases there "
         "were. "
         "Hatched: the data cannot say. Grey: insufficient data. Numbers are ranks in the table "
         "below."});
    section.body += "<div class=\"maps\">";
    for (const HazardView& hazard : view.hazards) {
        std::vector<risk::Level> levels;
        std::vector<int> counts(level_styles().size(), 0);
        for (std::size_t row = 0; row < view.communes.rows(); ++row) {
            levels.push_back(hazard.level(row));
            ++counts[static_cast<std::size_t>(levels.back())];
        }
        std::vector<MapMark> marks;
        const auto top = static_cast<std::size_t>(hazard.spec().model.top);
        for (const std::size_t row : hazard.ranked()) {
            if (marks.size() < top && hazard.level(row) < risk::Level::undetermined) {
                marks.push_back(
                    {row, std::to_string(static_cast<int>(*hazard.number("rank", row)))});
            }
        }
        section.body += "<figure class=\"mapbox\"><figcaption>" + both(hazard.spec().label) +
                        "</figcaption>" + view.map.choropleth(hazard.spec().label, levels, marks) +
                        legend(counts) + "</figure>\n";
    }
    section.body += "</div>\n";
    return section;
}

Section search_section(const ReportView& view) {
    Section section{"lookup", {"Tra cứu một xã", "Look up a commune"}, ""};
    const auto path = [&](const char* name, const char* id, const char* kind) {
        const domain::Layer* layer = view.layer(name);
        return layer == nullptr ? std::string()
                                : fmt::format("<path id=\"{}\" class=\"{}\" d=\"{}\"/>",
                                              id,
                                              kind,
                                              view.map.layer_path(*layer, 12000));
    };
    section.body = fmt::format(
        "<div id=\"tool\" data-w=\"{:.0f}\" data-h=\"{:.0f}\" "
        "data-m=\"{:.4f}\"><noscript><p>{}</p></noscript><svg "
        "class=\"defs\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs><g "
        "id=\"context\">{}{}{}"
        "</g></defs></svg></div>\n",
        view.map.width(),
        view.map.height(),
        view.map.metres_per_step(),
        both(Text{"Cần bật JavaScript để tra cứu; các phần còn lại vẫn đọc được.",
                  "Looking up needs JavaScript; everything else can be read without."}),
        path("water", "ctx-water", "cw"),
        path("roads", "ctx-roads", "cr"),
        path("schools", "ctx-schools", "cs"));
    return section;
}

Section levels_section(const ReportView& view) {
    Section section{"levels", {"Mỗi mức nghĩa là gì", "What the levels say"}, ""};
    std::vector<Text> header{{"Mức", "Level"}, {"Ý nghĩa", "Meaning"}};
    std::vector<std::vector<int>> counts;
    for (const HazardView& hazard : view.hazards) {
        header.push_back(hazard.spec().label);
        std::vector<int>& count = counts.emplace_back(level_styles().size(), 0);
        for (std::size_t row = 0; row < view.communes.rows(); ++row) {
            ++count[static_cast<std::size_t>(hazard.level(row))];
        }
        const int unclear = count[static_cast<std::size_t>(risk::Level::undetermined)];
        section.body += "<p class=\"lead\">" + both(hazard.spec().label) + ": " +
                        both(Text{fmt::format("{} trên {} xã chưa phân biệt được với mức chung.",
                                              unclear,
                                              view.communes.rows()),
                                  fmt::format("{} of {} communes cannot be told from the average.",
                                              unclear,
                                              view.communes.rows())}) +
                        "</p>\n";
    }
    HtmlTable table({"Số xã ở mỗi mức", "Communes at each level"}, header, "lv");
    for (const LevelStyle& style : level_styles()) {
        std::vector<std::string> cells{chip(style.level), both(style.meaning)};
        for (const std::vector<int>& count : counts) {
            cells.push_back(std::to_string(count[static_cast<std::size_t>(style.level)]));
        }
        table.add(cells);
    }
    section.body += table.html();
    section.body += "<ul class=\"small\">";
    for (const HazardView& hazard : view.hazards) {
        section.body +=
            "<li>" + both(hazard.spec().label) + ": " + both(rule(hazard.spec().model)) + "</li>";
    }
    section.body += "</ul>\n";
    return section;
}

}  // namespace riskmap::publish
