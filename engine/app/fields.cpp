#include "app/fields.hpp"

#include "app/data_folder.hpp"
#include "exposure/sites.hpp"
#include "hazard/vocabulary.hpp"
#include "intake/study.hpp"
#include "publish/communes_layer.hpp"
#include "publish/data_quality_layer.hpp"
#include "publish/site_layers.hpp"
#include "publish/write.hpp"

namespace riskmap::app {
namespace {

/// The result of a hazard in a study without units: it has every column and no row.
plan::HazardResult empty_result(const hazard::HazardSpec& spec) {
    plan::HazardResult result;
    result.spec = spec;
    for (const hazard::ExposureTerm& term : spec.exposure) {
        exposure::ExposureColumn column;
        column.field = exposure::term_field(term);
        result.exposure.columns.push_back(std::move(column));
    }
    return result;
}

}  // namespace

domain::Layer published_fields(const std::filesystem::path& study) {
    const std::filesystem::path file =
        study.empty() ? data_folder() / "demo" / "study.toml" : study;
    const intake::StudySpec spec = intake::read_study(file, {}).spec;
    std::vector<plan::HazardResult> results;
    for (const intake::HazardFile& hazard : spec.hazards) {
        results.push_back(empty_result(hazard.spec));
    }
    const domain::AdminUnits no_units;
    std::vector<domain::Layer> layers{
        publish::communes_layer(no_units, nullptr, spec.period.years(), results, {})};
    for (const publish::SiteRole& role : publish::site_roles()) {
        layers.push_back(publish::site_layer(role, {}, {}, no_units, results));
    }
    layers.push_back(publish::data_quality_layer(no_units, {}, nullptr, {}));
    return publish::dictionary(layers);
}

}  // namespace riskmap::app
