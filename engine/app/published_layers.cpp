#include "app/published_layers.hpp"

#include "app/plan_tables.hpp"
#include "app/site_tables.hpp"
#include "publish/audience_columns.hpp"
#include "publish/communes_layer.hpp"
#include "publish/data_quality_layer.hpp"
#include "publish/incidents_layer.hpp"

namespace riskmap::app {
publish::Publication published_layers(const RunReport& report, const RunContext& context) {
    const StudyData& data = report.data;
    const domain::Population* population = report.study.population ? &data.population : nullptr;
    publish::Publication publication;
    publication.title = report.study.name;
    publication.study_crs = report.study.crs;
    publication.notice = report.study.notice;
    publication.audience = report.audience;
    for (const plan::HazardResult& hazard : report.hazards) {
        publication.hazards.push_back({hazard.spec.prefix, hazard.spec.label});
    }
    publication.layers.push_back(publish::communes_layer(
        data.units, population, report.study.period.years(), report.hazards, report.priorities));

    for (domain::Layer& layer : site_tables(report, context)) {
        publication.layers.push_back(std::move(layer));
    }
    publication.layers.push_back(
        publish::data_quality_layer(data.units, data.incidents, population, data.people));
    publication.layers.push_back(burden_curve_table(report, publication.layers.front()));
    if (!report.study.targets.empty()) {
        publication.layers.push_back(target_status_table(report));
    }
    if (report.audience == disclosure::Audience::internal && !data.incidents.rows.empty()) {
        publication.layers.push_back(publish::incidents_layer(data.incidents, data.units));
    }
    for (domain::Layer& layer : publication.layers) {
        layer = publish::for_audience(std::move(layer), report.hazards, publication.audience);
    }
    publication.formats.clear();
    for (const std::string& word : report.study.output.formats) {
        if (const auto format = publish::format_of(word)) {
            publication.formats.push_back(*format);
        }
    }
    return publication;
}

}  // namespace riskmap::app
