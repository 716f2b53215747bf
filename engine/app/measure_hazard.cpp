#include "app/measure_hazard.hpp"

#include <algorithm>
#include <utility>

#include "cases/case_table.hpp"
#include "exposure/exposure_table.hpp"

namespace riskmap::app {
namespace {

exposure::Inputs exposure_inputs(const intake::StudySpec& study, const StudyData& data) {
    exposure::Inputs inputs;
    inputs.units = &data.units;
    inputs.layers = &data.layers;
    inputs.rasters = &data.rasters;
    inputs.people = &data.people;
    inputs.population = study.population ? &data.population : nullptr;
    inputs.incidents = &data.incidents;
    inputs.study_crs = study.crs;
    for (const intake::LayerSource& layer : study.layers) {
        if (layer.role == "schools" && inputs.schools_layer.empty()) {
            inputs.schools_layer = layer.id;
        }
    }
    return inputs;
}

}  // namespace

hazard::HazardSpec fitted_to(const intake::StudySpec& study, hazard::HazardSpec hazard) {
    const auto without = [&](const std::string& layer) {
        return std::find(study.without_layers.begin(), study.without_layers.end(), layer) !=
               study.without_layers.end();
    };
    for (hazard::ExposureTerm& term : hazard.exposure) {
        term.without_layer = without(term.layer);
    }
    for (hazard::IndexTerm& term : hazard.index) {
        term.without_layer = without(term.layer);
    }
    return hazard;
}

Measuring measuring(const intake::StudySpec& study,
                    const StudyData& data,
                    const RunContext& context) {
    return [&](const hazard::HazardSpec& hazard) {
        return exposure::build_exposure(hazard, exposure_inputs(study, data), context);
    };
}

Measuring measuring(const intake::StudySpec& study,
                    const StudyData& data,
                    SumsOfHazards place_sums,
                    const RunContext& context) {
    return [&, sums = std::move(place_sums)](const hazard::HazardSpec& hazard) {
        return exposure::build_exposure(
            hazard, exposure_inputs(study, data), sums.at(hazard.id), context);
    };
}

std::vector<PerUnit<double>> sum_block(const hazard::HazardSpec& hazard,
                                       const intake::StudySpec& study,
                                       const StudyData& data,
                                       const PerUnit<bool>& block,
                                       double read_within_m,
                                       const RunContext& context) {
    exposure::Inputs inputs = exposure_inputs(study, data);
    inputs.block = &block;
    inputs.read_within_m = read_within_m;
    return exposure::sum_places(fitted_to(study, hazard), inputs, context);
}

plan::HazardResult measure_hazard(const hazard::HazardSpec& hazard,
                                  const intake::StudySpec& study,
                                  const StudyData& data,
                                  const Measuring& measure,
                                  const RunContext& context,
                                  IssueLog& log) {
    plan::HazardResult result;
    result.spec = fitted_to(study, hazard);
    context.stage({"Đếm số vụ: " + hazard.label.vi, "Counting cases: " + hazard.label.en});
    result.cases = cases::count_cases(result.spec,
                                      data.incidents,
                                      data.population,
                                      data.units,
                                      study.period,
                                      log,
                                      data.reporting ? &*data.reporting : nullptr);
    result.shown =
        plan::shown_cases(result.cases, data.incidents, data.units, disclosure::Audience::internal);
    context.stage({"Đo môi trường: " + hazard.label.vi, "Measuring exposure: " + hazard.label.en});
    result.exposure = measure(result.spec);
    return result;
}

}  // namespace riskmap::app
