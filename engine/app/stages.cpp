#include "app/stages.hpp"

#include <utility>

#include "app/cache/stage_keys.hpp"
#include "app/read_data.hpp"
#include "gdal/read.hpp"
#include "intake/scenario.hpp"

namespace riskmap::app {

Stages::Stages(const intake::StudyFile& study, const RunConfig& config, const RunContext& context)
    : study_(study), context_(context), cache_(config.cache), scenario_(config.scenario) {}

StudyData Stages::read(IssueLog& log) {
    StudyData data = read_files(log);
    if (!scenario_.empty()) {
        intake::apply_scenario(
            intake::read_scenario(scenario_), scenario_, data.layers, log, data.inputs);
        key_ = key_with_file(key_, scenario_);
    }
    return data;
}

StudyData Stages::read_files(IssueLog& log) {
    ReadData read;
    if (!cache_.on()) {
        read.data = read_data(study_, context_, read.log);
    } else {
        context_.stage({"Tìm trong bộ nhớ đệm", "Looking into the cache"});
        gdal::register_drivers();
        key_ = reading_key(study_);
        if (key_.empty() || !cache_.find(key_, read)) {
            read.data = read_data(study_, context_, read.log);
            if (!key_.empty()) {
                cache_.keep(key_, read);
            }
        }
    }
    log = std::move(read.log);
    return std::move(read.data);
}

Measuring Stages::measuring(const StudyData& data) {
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
