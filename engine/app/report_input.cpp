#include "app/report_input.hpp"

#include <algorithm>
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

/// How exactly rows are located; for everyone to whole tens, from which no row can be told.
std::vector<publish::LocatedRows> located_rows(const RunReport& report,
                                               disclosure::Audience audience) {
    const domain::Incidents& incidents = report.data.incidents;
    std::vector<publish::LocatedRows> list;
    for (std::size_t source = 0; source < incidents.sources.size(); ++source) {
        publish::LocatedRows rows{incidents.sources[source], 0, 0};
        double exact = 0;
        for (const domain::Incident& incident : incidents.rows) {
            const bool located = incident.precision == domain::Precision::gps ||
                                 incident.precision == domain::Precision::named_feature;
            rows.rows += incident.source == source ? 1 : 0;
            exact += incident.source == source && located ? 1 : 0;
        }
        if (rows.rows > 0) {
            const double step = audience == disclosure::Audience::everyone ? 10 : 1;
            rows.exact_percent =
                step * std::round(100 * exact / static_cast<double>(rows.rows) / step);
            list.push_back(std::move(rows));
        }
    }
    return list;
}

}  // namespace

bool wants_report(const intake::StudySpec& study) {
    const std::vector<std::string>& words = study.output.formats;
    return std::find(words.begin(), words.end(), "report") != words.end();
}

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
