#include "app/published_layers.hpp"

#include "app/plan_tables.hpp"
#include "app/site_places.hpp"
#include "app/site_tables.hpp"
#include "publish/audience_columns.hpp"
#include "publish/communes_layer.hpp"
#include "publish/data_quality_layer.hpp"
#include "publish/incidents_layer.hpp"

namespace riskmap::app {
namespace {

/// Labels, meanings and reasons in the study's own word for its units.
void speak_of_units(domain::Layer& layer, const domain::UnitNoun& noun) {
    if (noun.usual()) {
        return;
    }
    layer.label = speaking_of(std::move(layer.label), noun);
    for (std::size_t field = 0; field < layer.fields.size(); ++field) {
        domain::Field& column = layer.fields[field];
        column.label = speaking_of(std::move(column.label), noun);
        column.meaning = speaking_of(std::move(column.meaning), noun);
        if (column.name.find("_reason_") == std::string::npos) {
            continue;
        }
        domain::Cells& cells = layer.columns[field];
        for (std::size_t row = 0; row < cells.size(); ++row) {
            if (cells.is_text(row)) {
                cells.set(row, speaking_of(std::string(cells.text(row)), noun));
            }
        }
    }
}

/// What people call the sources of the ledger.
std::map<std::string, Text> source_labels(const intake::StudySpec& study) {
    std::map<std::string, Text> labels{
        {"units", {"Ranh giới xã", "Commune boundaries"}},
        {"population", {"Dân số", "Population"}},
        {"people", {"Lưới dân cư", "Grid of people"}},
        {"reporting", {"Bảng tình hình báo cáo", "Table of who reported"}},
        {"crosswalk", {"Bảng chuyển đổi đơn vị hành chính", "Table of changed units"}}};
    for (const intake::LayerSource& layer : study.layers) {
        if (!layer.label.vi.empty()) {
            labels["layers." + layer.id] = layer.label;
            labels["layers." + layer.id + ".survey"] = {layer.label.vi + ": bảng khảo sát",
                                                        layer.label.en + ": survey table"};
        }
    }
    for (const intake::IncidentSource& source : study.incidents) {
        labels["incidents." + source.id] =
            source.label.vi.empty()
                ? Text{"Danh sách vụ việc: " + source.id, "Incident list: " + source.id}
                : source.label;
    }
    return labels;
}

}  // namespace

publish::Publication published_layers(const RunReport& report, const RunContext& context) {
    const StudyData& data = report.data;
    const domain::Population* population = report.study.population ? &data.population : nullptr;
    publish::Publication publication;
    publication.title = report.study.name;
    publication.study_crs = report.study.crs;
    publication.notice = report.study.notice;
    publication.audience = report.audience;
    publication.noun = report.study.units.noun;
    publication.source_labels = source_labels(report.study);
    for (const plan::HazardResult& hazard : report.hazards) {
        publication.hazards.push_back({hazard.spec.prefix, hazard.spec.label});
    }
    publication.layers.push_back(publish::communes_layer(
        data.units, population, report.study.period.years(), report.hazards, report.priorities));

    for (domain::Layer& layer : site_tables(report, context)) {
        publication.layers.push_back(std::move(layer));
    }
    publication.layers.push_back(
        publish::data_quality_layer(data.units, data.incidents, population, report.places->cells));
    publication.layers.push_back(burden_curve_table(report, publication.layers.front()));
    if (!report.study.targets.empty()) {
        publication.layers.push_back(target_status_table(report));
    }
    if (report.audience == disclosure::Audience::internal && !data.incidents.rows.empty()) {
        publication.layers.push_back(publish::incidents_layer(data.incidents, data.units));
    }
    for (domain::Layer& layer : publication.layers) {
        layer = publish::for_audience(std::move(layer), report.hazards, publication.audience);
        speak_of_units(layer, publication.noun);
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
