#include "risk/trial.hpp"

#include <algorithm>

#include "core/random.hpp"

namespace riskmap::risk {
namespace {

void judge_unit(const UnitRisk& risk, double truth, double threshold, Trial& trial) {
    ++trial.units;
    const bool above = truth > threshold;
    if (risk.relative_risk_interval && truth >= risk.relative_risk_interval->lower &&
        truth <= risk.relative_risk_interval->upper) {
        ++trial.covered;
    }
    if (risk.exceedance) {
        Trial::Bin& bin =
            trial.bins[static_cast<std::size_t>(std::min(*risk.exceedance * 10, 9.0))];
        ++bin.units;
        bin.said += *risk.exceedance;
        bin.above += above ? 1 : 0;
    }
    if (risk.level == Level::confirmed) {
        ++trial.confirmed;
        trial.confirmed_right += above ? 1 : 0;
    }
    if (risk.level == Level::probable) {
        ++trial.probable;
        trial.probable_right += above ? 1 : 0;
    }
}

}  // namespace

Trial try_province(const TrialGround& at,
                   const TruthCase& truth,
                   std::uint32_t stream,
                   std::size_t number,
                   const RunContext& outer) {
    RandomStream random(outer.seed, stream, number);
    RunContext context;
    context.stop = outer.stop;
    const std::uint64_t upper = random.bits();  // named: the order of two calls is not defined
    context.seed = (upper << 32) | random.bits();
    const SimulatedProvince province = simulate(at.ground, truth, at.events, random);
    const RiskSurface surface = estimate_risk(
        at.hazard, province.cases, *at.exposure, *at.ground.neighbours, context, at.effort);
    Trial trial;
    trial.usable = surface.fit.usable;
    if (!trial.usable) {
        return trial;
    }
    const ModelInput input = model_input(province.cases, *at.exposure, at.hazard.model);
    const std::size_t size = input.share.size();
    std::vector<bool> counted(size);
    std::vector<double> true_events(size, 0);
    for (std::size_t row = 0; row < size; ++row) {
        const UnitIndex unit(row);
        counted[row] = input.standing[unit] == Standing::reported;
        true_events[row] = at.ground.input->share[row] * province.relative_risk[row];
        if (counted[row]) {
            judge_unit(surface.units[unit],
                       province.relative_risk[row],
                       at.hazard.model.exceedance_threshold,
                       trial);
        }
    }
    const auto top = static_cast<std::size_t>(at.hazard.model.top);
    const auto measure = [&](const Verdict& verdict) {
        trial.skills.push_back(
            skill_of(verdict, province.relative_risk, true_events, counted, top));
    };
    measure(verdict_of(surface));
    for (const Yardstick& yardstick : yardsticks()) {
        measure(yardstick.judge(province.cases, input, *at.ground.neighbours));
    }
    return trial;
}

}  // namespace riskmap::risk
