#include "app/report_input.hpp"

#include <array>
#include <cmath>

namespace riskmap::app {
namespace {

std::vector<publish::SurveyedLayer> surveyed_layers(const RunReport& report) {
    std::vector<publish::SurveyedLayer> layers;
    for (const intake::LayerSource& source : report.study.layers) {
        publish::SurveyedLayer layer{source.id, source.label, source.survey_status, 0, false};
        if (layer.label.vi.empty()) {
            layer.label = {source.id, source.id};
        }
        const auto found = report.data.layers.find(source.id);
        layer.features = found == report.data.layers.end() ? 0 : found->second.size();
        layers.push_back(std::move(layer));
    }
    for (const std::string& id : report.study.without_layers) {
        layers.push_back({id, {id, id}, "", 0, true});
    }
    return layers;
}

/// Which places rows tell and how exactly; for everyone to whole tens, from which no row can be
/// told, and without places that round to none.
std::vector<publish::LocatedRows> located_rows(const RunReport& report,
                                               disclosure::Audience audience) {
    const domain::Incidents& incidents = report.data.incidents;
    const double step = audience == disclosure::Audience::everyone ? 10 : 1;
    const auto percent = [&](std::int64_t part, std::int64_t whole) {
        const double share = 100.0 * static_cast<double>(part) / static_cast<double>(whole);
        return step * std::round(share / step);
    };
    struct Counts {
        std::int64_t told = 0;
        std::int64_t exact = 0;
    };
    std::vector<std::array<Counts, 3>> counts(incidents.sources.size());
    std::vector<std::int64_t> rows(incidents.sources.size(), 0);
    for (const domain::Incident& incident : incidents.rows) {
        ++rows[incident.source];
        for (const domain::EventPlace place : domain::event_places) {
            if (const auto location = domain::location_of(incident, place)) {
                Counts& here = counts[incident.source][domain::index_of(place)];
                ++here.told;
                here.exact += location->unit && domain::is_exact(location->precision) ? 1 : 0;
            }
        }
    }
    std::vector<publish::LocatedRows> list;
    for (std::size_t source = 0; source < counts.size(); ++source) {
        for (const domain::EventPlace place : domain::event_places) {
            const Counts& here = counts[source][domain::index_of(place)];
            if (here.told > 0 && percent(here.told, rows[source]) > 0) {
                list.push_back({incidents.sources[source],
                                place,
                                rows[source],
                                percent(here.told, rows[source]),
                                percent(here.exact, here.told)});
            }
        }
    }
    return list;
}

}  // namespace

publish::ReportInput report_input(const RunReport& report,
                                  const publish::Publication& publication,
                                  const publish::RunRecord& record) {
    publish::ReportInput input;
    input.study_name = report.study.name;
    input.notice = report.study.notice;
    input.period = report.study.period;
    input.language = report.study.output.language;
    input.publication = &publication;
    input.units = &report.data.units;
    input.hazards = &report.hazards;
    input.priorities = &report.priorities;
    input.log = &report.log;
    input.layers = surveyed_layers(report);
    input.located = located_rows(report, publication.audience);
    input.record = &record;
    return input;
}

}  // namespace riskmap::app
