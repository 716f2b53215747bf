#include "app/report_input.hpp"

#include <algorithm>

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
    input.incidents = &report.data.incidents;
    input.hazards = &report.hazards;
    input.log = &report.log;
    input.layers = surveyed_layers(report);
    input.record = &record;
    return input;
}

}  // namespace riskmap::app
