#include "cli/validation_json.hpp"

#include <cmath>

#include <nlohmann/json.hpp>

namespace riskmap::cli {
namespace {

nlohmann::ordered_json number(double value) {
    return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
}

nlohmann::ordered_json json_of(const risk::Average& average) {
    return {{"mean", number(average.mean)}, {"standard_error", number(average.error)}};
}

nlohmann::ordered_json json_of(const risk::TruthReport& truth) {
    using nlohmann::ordered_json;
    ordered_json json{{"truth", truth.id},
                      {"label", {{"vi", truth.label.vi}, {"en", truth.label.en}}},
                      {"provinces", truth.provinces},
                      {"unusable_fits", truth.unusable},
                      {"interval_coverage", json_of(truth.coverage)},
                      {"confirmed_units", json_of(truth.confirmed)},
                      {"confirmed_right", number(truth.confirmed_right)},
                      {"falsely_confirmed_share", json_of(truth.falsely_confirmed)},
                      {"probable_units", json_of(truth.probable)},
                      {"probable_right", number(truth.probable_right)}};
    json["calibration"] = ordered_json::array();
    for (const risk::CalibrationBin& bin : truth.calibration) {
        json["calibration"].push_back(
            {{"units", bin.units}, {"said", number(bin.said)}, {"found", number(bin.found)}});
    }
    json["methods"] = ordered_json::array();
    for (const risk::MethodSkill& method : truth.methods) {
        json["methods"].push_back({{"method", method.id},
                                   {"hit", json_of(method.hit)},
                                   {"burden", json_of(method.burden)},
                                   {"rank_correlation", json_of(method.correlation)}});
    }
    return json;
}

}  // namespace

std::string validation_json(const app::ValidateReport& report) {
    using nlohmann::ordered_json;
    ordered_json json{{"study", report.study.id}, {"hazards", ordered_json::array()}};
    for (const app::HazardValidation& hazard : report.hazards) {
        ordered_json reports = ordered_json::array();
        for (const risk::ValidationReport& one : hazard.reports) {
            ordered_json truths = ordered_json::array();
            for (const risk::TruthReport& truth : one.truths) {
                truths.push_back(json_of(truth));
            }
            reports.push_back({{"events", one.events},
                               {"units", one.units},
                               {"top", one.top},
                               {"index_sd", one.index_sd},
                               {"truths", std::move(truths)}});
        }
        json["hazards"].push_back({{"id", hazard.id},
                                   {"own_events", hazard.own_events},
                                   {"reports", std::move(reports)}});
    }
    return json.dump(2, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace riskmap::cli
