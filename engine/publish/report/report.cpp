#include "publish/report/report.hpp"

#include <fmt/format.h>

#include "publish/file_bytes.hpp"
#include "publish/level_style.hpp"
#include "publish/report/assets.hpp"
#include "publish/report/html.hpp"
#include "publish/report/sections.hpp"

namespace riskmap::publish {
namespace {

/// Colours of the levels, for fills of maps (.l0) and of words (.c0).
std::string level_colours() {
    std::string css;
    for (const LevelStyle& style : level_styles()) {
        const int level = static_cast<int>(style.level);
        css += fmt::format(".l{0}{{fill:{1}}}.c{0}{{background-color:{2};color:{3}}}\n",
                           level,
                           style.hatched ? "url(#hatch)" : style.fill,
                           style.fill,
                           style.ink);
        if (style.hatched) {
            css += fmt::format(
                ".c{0}{{background-image:repeating-linear-gradient(45deg,transparent 0,transparent "
                "4px,#b9b09a 4px,#b9b09a 5px)}}.hb{{fill:{1}}}#mapsvg "
                ".l{0}{{fill:url(#hatchnear)}}\n",
                level,
                style.fill);
        }
    }
    return css;
}

Text period_text(const Period& period) {
    const auto day = [](const Date& date) {
        return fmt::format("{:02}/{:02}/{}",
                           static_cast<unsigned>(date.day()),
                           static_cast<unsigned>(date.month()),
                           static_cast<int>(date.year()));
    };
    return {fmt::format("Số liệu từ {} đến {}", day(period.first), day(period.last)),
            fmt::format("Data from {} to {}", to_iso(period.first), to_iso(period.last))};
}

}  // namespace

std::string report_page(const ReportInput& input) {
    const ReportView view(input);
    const Section sections[] = {data_section(view),
                                maps_section(view),
                                search_section(view),
                                ranking_section(view),
                                levels_section(view),
                                time_section(view),
                                lists_section(view),
                                places_section(view),
                                burden_section(view),
                                proposal_section(view),
                                targets_section(view),
                                method_section(view),
                                doubts_section(view),
                                record_section(view)};
    std::string contents;
    std::string body;
    int number = 0;
    for (const Section& section : sections) {
        if (section.body.empty()) {
            continue;
        }
        ++number;
        contents +=
            fmt::format("<li><a href=\"#{}\">{}</a></li>\n", section.id, both(section.title));
        body += fmt::format(
            "<section id=\"{}\"><h2><span class=\"no\">{}</span> {}</h2>\n{}</section>\n",
            section.id,
            number,
            both(section.title),
            section.body);
    }
    const bool notice = !input.notice.vi.empty() || !input.notice.en.empty();
    const std::string language = input.language == Language::vi ? "vi" : "en";
    const std::string page = fill_template(
        assets::page,
        {{"language", language},
         {"title", input.study_name.in(input.language)},
         {"style", std::string(assets::style) + level_colours()},
         {"script", std::string(assets::script)},
         {"name", both(input.study_name)},
         {"period", both(period_text(input.period))},
         {"notice",
          notice ? "<p class=\"notice\" role=\"note\">" + both(input.notice) + "</p>" : ""},
         {"contents", contents},
         {"outlines", view.map.definitions()},
         {"body", body},
         {"data", page_data(view)}});
    return domain::speaking_of(page, input.publication->noun);
}

void write_report(const ReportInput& input, const std::filesystem::path& folder) {
    write_bytes(folder / report_name, report_page(input));
}

}  // namespace riskmap::publish
