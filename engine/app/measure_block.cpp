#include "app/measure_block.hpp"

#include <algorithm>
#include <limits>

#include "app/read_data.hpp"

namespace riskmap::app {
namespace {

bool asks_for_incidents(const intake::StudySpec& study) {
    return std::any_of(study.hazards.begin(), study.hazards.end(), [](const auto& hazard) {
        const auto& terms = hazard.spec.exposure;
        const auto& parts = hazard.spec.index;
        const auto from_incidents = [](const auto& term) {
            return term.origin == hazard::Origin::incidents;
        };
        return std::any_of(terms.begin(), terms.end(), from_incidents) ||
               std::any_of(parts.begin(), parts.end(), from_incidents);
    });
}

SumsOfBlock measured(const intake::StudyFile& study,
                     const UnitBlock& block,
                     const StudyData& data,
                     double read_within_m,
                     const RunContext& context) {
    PerUnit<bool> inside(data.units.size(), false);
    for (std::size_t row = block.first; row < block.last; ++row) {
        inside[UnitIndex(row)] = true;
    }
    SumsOfBlock sums;
    for (const intake::HazardFile& hazard : study.spec.hazards) {
        context.stage({"Đo môi trường: " + hazard.spec.label.vi,
                       "Measuring exposure: " + hazard.spec.label.en});
        auto& of_hazard = sums.emplace_back();
        for (const PerUnit<double>& column :
             sum_block(hazard.spec, study.spec, data, inside, read_within_m, context)) {
            const auto& all = column.values();
            of_hazard.emplace_back(all.begin() + static_cast<std::ptrdiff_t>(block.first),
                                   all.begin() + static_cast<std::ptrdiff_t>(block.last));
        }
    }
    return sums;
}

}  // namespace

SumsOfBlock measure_block(const intake::StudyFile& study,
                          const UnitBlock& block,
                          const std::map<std::string, LayerSketch>& layers,
                          Stages& stages,
                          const RunContext& context) {
    constexpr double least_reach_m = 5000;
    constexpr int attempts = 4;
    double reach_m = least_reach_m;
    for (const intake::HazardFile& hazard : study.spec.hazards) {
        reach_m = std::max(reach_m, exposure::widest_reach_m(hazard.spec));
    }
    for (int attempt = 0; attempt < attempts && !layers.empty(); ++attempt) {
        IssueLog log;
        const StudyData data = read_surroundings(
            study,
            {block.first, block.last, 2 * reach_m, layers, asks_for_incidents(study.spec)},
            context,
            log);
        try {
            return measured(study, block, data, reach_m, context);
        } catch (const exposure::BeyondReach&) {
            reach_m *= 2;
        }
    }
    IssueLog log;
    return measured(
        study, block, stages.read(log), std::numeric_limits<double>::infinity(), context);
}

}  // namespace riskmap::app
