#include "risk/truth_report.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace riskmap::risk {
namespace {

template <class Measure>
Average average(const std::vector<const Trial*>& trials, const Measure& measure) {
    double sum = 0;
    double squares = 0;
    const auto count = static_cast<double>(trials.size());
    for (const Trial* trial : trials) {
        const double value = measure(*trial);
        sum += value;
        squares += value * value;
    }
    Average result;
    result.mean = count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
    if (count > 1) {
        result.error =
            std::sqrt(std::max(0.0, squares / count - result.mean * result.mean) / (count - 1));
    }
    return result;
}

double share(std::size_t part, std::size_t whole) {
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole)
                     : std::numeric_limits<double>::quiet_NaN();
}

std::array<CalibrationBin, 10> calibration_of(const std::vector<const Trial*>& trials) {
    std::array<CalibrationBin, 10> result;
    for (std::size_t i = 0; i < result.size(); ++i) {
        std::size_t above = 0;
        for (const Trial* trial : trials) {
            result[i].units += trial->bins[i].units;
            result[i].said += trial->bins[i].said;
            above += trial->bins[i].above;
        }
        const auto units = static_cast<double>(result[i].units);
        result[i].said = result[i].units > 0 ? result[i].said / units : 0;
        result[i].found = result[i].units > 0 ? static_cast<double>(above) / units : 0;
    }
    return result;
}

std::vector<MethodSkill> skills_of(const std::vector<const Trial*>& trials) {
    std::vector<MethodSkill> methods{{"model", {"Mô hình riskmap", "riskmap model"}, {}, {}, {}}};
    for (const Yardstick& yardstick : yardsticks()) {
        methods.push_back({yardstick.id, yardstick.label, {}, {}, {}});
    }
    for (std::size_t i = 0; i < methods.size(); ++i) {
        methods[i].hit = average(trials, [i](const Trial& o) { return o.skills[i].hit; });
        methods[i].burden = average(trials, [i](const Trial& o) { return o.skills[i].burden; });
        methods[i].correlation =
            average(trials, [i](const Trial& o) { return o.skills[i].correlation; });
    }
    return methods;
}

}  // namespace

TruthReport truth_report(std::string id, Text label, const std::vector<const Trial*>& trials) {
    TruthReport report;
    report.id = std::move(id);
    report.label = std::move(label);
    report.provinces = trials.size();
    std::vector<const Trial*> usable;
    std::size_t confirmed = 0;
    std::size_t confirmed_right = 0;
    std::size_t probable = 0;
    std::size_t probable_right = 0;
    for (const Trial* trial : trials) {
        if (!trial->usable) {
            ++report.unusable;
            continue;
        }
        usable.push_back(trial);
        confirmed += trial->confirmed;
        confirmed_right += trial->confirmed_right;
        probable += trial->probable;
        probable_right += trial->probable_right;
    }
    report.coverage = average(usable, [](const Trial& o) { return share(o.covered, o.units); });
    report.calibration = calibration_of(usable);
    report.confirmed =
        average(usable, [](const Trial& o) { return static_cast<double>(o.confirmed); });
    report.falsely_confirmed = average(
        usable, [](const Trial& o) { return share(o.confirmed - o.confirmed_right, o.units); });
    report.confirmed_right = share(confirmed_right, confirmed);
    report.probable =
        average(usable, [](const Trial& o) { return static_cast<double>(o.probable); });
    report.probable_right = share(probable_right, probable);
    report.methods = skills_of(usable);
    return report;
}

}  // namespace riskmap::risk
