#include "hazard/intervention.hpp"

namespace riskmap::hazard {

const Ranged* Intervention::effect_on(const std::string& hazard_id) const {
    const auto effect = effects.find(hazard_id);
    return effect == effects.end() ? nullptr : &effect->second;
}

double Intervention::reduction_of(const std::string& hazard_id) const {
    const Ranged* effect = effect_on(hazard_id);
    if (effect == nullptr) {
        return 0;
    }
    const auto times = [](const std::optional<Ranged>& share) {
        return share ? share->best.value : 1.0;
    };
    return effect->best.value * times(completion) * times(share_of_cases);
}

}  // namespace riskmap::hazard
