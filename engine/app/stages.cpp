#include "app/stages.hpp"

#include <utility>

#include "app/cache/stage_keys.hpp"
#include "app/parts.hpp"
#include "app/read_data.hpp"
#include "gdal/read.hpp"
#include "intake/scenario.hpp"

namespace riskmap::app {

Stages::Stages(const intake::StudyFile& study, const RunConfig& config, const RunContext& context)
    : study_(study),
      context_(context),
      cache_(config.cache),
      parts_(config.parts),
      scenario_(config.scenario) {}

StudyData Stages::read(IssueLog& log) {
    StudyData data = read_files(log);
    if (!scenario_.empty()) {
        intake::apply_scenario(
            intake::read_scenario(scenario_), scenario_, data.layers, log, data.inputs);
        key_ = changed_key(key_);
    }
    return data;
}

std::string Stages::changed_key(const std::string& key) const {
    return scenario_.empty() ? key : key_with_file(key, scenario_);
}

StudyData Stages::read_files(IssueLog& log) {
    ReadData read;
    if (cache_.on()) {
        context_.stage({"Tìm trong bộ nhớ đệm", "Looking into the cache"});
        gdal::register_drivers();
        key_ = reading_key(study_);
    }
    if (key_.empty() || !cache_.find(key_, read)) {
        read.data = read_data(study_, context_, read.log);
        if (!key_.empty()) {
            cache_.keep(key_, read);
        }
    }
    log = std::move(read.log);
    return std::move(read.data);
}

std::string Stages::measuring_key() const {
    const std::string reading = key_.empty() ? changed_key(reading_key(study_)) : key_;
    std::string key = reading;
    for (const intake::HazardFile& hazard : study_.spec.hazards) {
        key = exposure_key(key, study_.spec, fitted_to(study_.spec, hazard.spec));
    }
    return key;
}

Measuring Stages::measuring(const StudyData& data) {
    if (!parts_.empty()) {
        return app::measuring(study_.spec,
                              data,
                              read_parts(parts_, measuring_key(), study_.spec, data.units.size()),
                              context_);
    }
    return [this, measure = app::measuring(study_.spec, data, context_)](
               const hazard::HazardSpec& hazard) {
        const std::string key = exposure_key(key_, study_.spec, hazard);
        exposure::ExposureTable table;
        if (key.empty() || !cache_.find(key, table)) {
            table = measure(hazard);
            if (!key.empty()) {
                cache_.keep(key, table);
            }
        }
        return table;
    };
}

}  // namespace riskmap::app
