#include "risk/validation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/parallel.hpp"
#include "core/random.hpp"
#include "risk/yardsticks.hpp"

namespace riskmap::risk {
namespace {

constexpr std::size_t prior_weight = 9;
constexpr std::size_t batch = 16;  ///< provinces between two words on progress

struct Bin {
    std::size_t units = 0;
    double said = 0;
    std::size_t above = 0;
};

/// What one simulated province showed.
struct Outcome {
    bool usable = false;
    std::size_t units = 0;  ///< that were judged
    std::size_t covered = 0;
    std::array<Bin, 10> bins;
    std::size_t confirmed = 0;
    std::size_t confirmed_right = 0;
    std::size_t probable = 0;
    std::size_t probable_right = 0;
    std::vector<Skill> skills;  ///< the model, then the yardsticks
};

struct Job {
    std::size_t truth = 0;
    std::size_t replicate = 0;
};

/// Everything that simulation and fit of one province need; shared by threads.
struct Workshop {
    hazard::HazardSpec hazard;  ///< with intervals of the mass that is checked
    const exposure::ExposureTable* exposure = nullptr;
    Ground ground;
    std::vector<TruthCase> truths;
    double events = 0;
    const ValidationSpec* spec = nullptr;
    const RunContext* context = nullptr;
};

void judge_unit(const UnitRisk& risk, double truth, double threshold, Outcome& outcome) {
    ++outcome.units;
    const bool above = truth > threshold;
    if (risk.relative_risk_interval && truth >= risk.relative_risk_interval->lower &&
        truth <= risk.relative_risk_interval->upper) {
        ++outcome.covered;
    }
    if (risk.exceedance) {
        Bin& bin = outcome.bins[static_cast<std::size_t>(std::min(*risk.exceedance * 10, 9.0))];
        ++bin.units;
        bin.said += *risk.exceedance;
        bin.above += above ? 1 : 0;
    }
    if (risk.level == Level::confirmed) {
        ++outcome.confirmed;
        outcome.confirmed_right += above ? 1 : 0;
    }
    if (risk.level == Level::probable) {
        ++outcome.probable;
        outcome.probable_right += above ? 1 : 0;
    }
}

Outcome try_province(const Workshop& shop, const Job& job) {
    const std::uint32_t stream = shop.spec->stream + shop.truths[job.truth].number;
    RandomStream random(shop.context->seed, stream, job.replicate);
    RunContext context;  // one thread: provinces are the unit of work
    context.stop = shop.context->stop;
    context.seed = (std::uint64_t{random.bits()} << 32) | random.bits();
    const SimulatedProvince province =
        simulate(shop.ground, shop.truths[job.truth], shop.events, random);
    const RiskSurface surface = estimate_risk(shop.hazard,
                                              province.cases,
                                              *shop.exposure,
                                              *shop.ground.neighbours,
                                              context,
                                              shop.spec->effort);
    Outcome outcome;
    outcome.usable = surface.fit.usable;
    if (!outcome.usable) {
        return outcome;
    }
    const ModelInput input = model_input(province.cases, *shop.exposure);
    const std::size_t size = input.share.size();
    std::vector<bool> counted(size);
    std::vector<double> true_events(size, 0);
    for (std::size_t row = 0; row < size; ++row) {
        const UnitIndex unit(row);
        counted[row] = input.standing[unit] == Standing::reported;
        true_events[row] = shop.ground.input->share[row] * province.relative_risk[row];
        if (counted[row]) {
            judge_unit(surface.units[unit],
                       province.relative_risk[row],
                       shop.hazard.model.exceedance_threshold,
                       outcome);
        }
    }
    const auto top = static_cast<std::size_t>(shop.hazard.model.top);
    const auto measure = [&](const Verdict& verdict) {
        outcome.skills.push_back(
            skill_of(verdict, province.relative_risk, true_events, counted, top));
    };
    measure(verdict_of(surface));
    for (const Yardstick& yardstick : yardsticks()) {
        measure(yardstick.judge(province.cases, input, *shop.ground.neighbours));
    }
    return outcome;
}

template <class Measure>
Average average(const std::vector<const Outcome*>& outcomes, const Measure& measure) {
    double sum = 0;
    double squares = 0;
    const auto count = static_cast<double>(outcomes.size());
    for (const Outcome* outcome : outcomes) {
        const double value = measure(*outcome);
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

std::array<CalibrationBin, 10> calibration_of(const std::vector<const Outcome*>& outcomes) {
    std::array<CalibrationBin, 10> result;
    for (std::size_t i = 0; i < result.size(); ++i) {
        std::size_t above = 0;
        for (const Outcome* outcome : outcomes) {
            result[i].units += outcome->bins[i].units;
            result[i].said += outcome->bins[i].said;
            above += outcome->bins[i].above;
        }
        const auto units = static_cast<double>(result[i].units);
        result[i].said = result[i].units > 0 ? result[i].said / units : 0;
        result[i].found = result[i].units > 0 ? static_cast<double>(above) / units : 0;
    }
    return result;
}

std::vector<MethodSkill> skills_of(const std::vector<const Outcome*>& outcomes) {
    std::vector<MethodSkill> methods{{"model", {"Mô hình riskmap", "riskmap model"}, {}, {}, {}}};
    for (const Yardstick& yardstick : yardsticks()) {
        methods.push_back({yardstick.id, yardstick.label, {}, {}, {}});
    }
    for (std::size_t i = 0; i < methods.size(); ++i) {
        methods[i].hit = average(outcomes, [i](const Outcome& o) { return o.skills[i].hit; });
        methods[i].burden = average(outcomes, [i](const Outcome& o) { return o.skills[i].burden; });
        methods[i].correlation =
            average(outcomes, [i](const Outcome& o) { return o.skills[i].correlation; });
    }
    return methods;
}

TruthReport report_of(std::string id, Text label, const std::vector<const Outcome*>& all) {
    TruthReport report;
    report.id = std::move(id);
    report.label = std::move(label);
    report.provinces = all.size();
    std::vector<const Outcome*> usable;
    std::size_t confirmed = 0;
    std::size_t confirmed_right = 0;
    std::size_t probable = 0;
    std::size_t probable_right = 0;
    for (const Outcome* outcome : all) {
        if (!outcome->usable) {
            ++report.unusable;
            continue;
        }
        usable.push_back(outcome);
        confirmed += outcome->confirmed;
        confirmed_right += outcome->confirmed_right;
        probable += outcome->probable;
        probable_right += outcome->probable_right;
    }
    report.coverage = average(usable, [](const Outcome& o) { return share(o.covered, o.units); });
    report.calibration = calibration_of(usable);
    report.confirmed =
        average(usable, [](const Outcome& o) { return static_cast<double>(o.confirmed); });
    report.falsely_confirmed = average(
        usable, [](const Outcome& o) { return share(o.confirmed - o.confirmed_right, o.units); });
    report.confirmed_right = share(confirmed_right, confirmed);
    report.probable =
        average(usable, [](const Outcome& o) { return static_cast<double>(o.probable); });
    report.probable_right = share(probable_right, probable);
    report.methods = skills_of(usable);
    return report;
}

std::vector<TruthReport> reports_of(const std::vector<TruthCase>& truths,
                                    const std::vector<Job>& jobs,
                                    const std::vector<Outcome>& outcomes) {
    std::vector<TruthReport> reports;
    std::vector<const Outcome*> in_model;
    std::size_t cells = 0;
    for (std::size_t truth = 0; truth < truths.size(); ++truth) {
        std::vector<const Outcome*> mine;
        for (std::size_t i = 0; i < jobs.size(); ++i) {
            if (jobs[i].truth == truth) {
                mine.push_back(&outcomes[i]);
            }
        }
        reports.push_back(report_of(truths[truth].id, truths[truth].label, mine));
        if (truths[truth].kind == TruthCase::Kind::model) {
            in_model.insert(in_model.end(), mine.begin(), mine.end());
            ++cells;
        }
    }
    if (cells > 1) {
        const Text label{fmt::format("Mô hình, {} trường hợp", cells),
                         fmt::format("Model, {} cells", cells)};
        reports.insert(reports.begin(), report_of("model", label, in_model));
    }
    return reports;
}

std::vector<TruthCase> chosen_truths(const std::vector<std::string>& ids) {
    std::vector<TruthCase> all = truth_cases();
    std::string known;
    for (const TruthCase& truth : all) {
        known += (known.empty() ? "" : ", ") + truth.id;
    }
    for (const std::string& id : ids) {
        if (std::none_of(
                all.begin(), all.end(), [&](const TruthCase& truth) { return truth.id == id; })) {
            throw Error(ErrorKind::usage,
                        Text{fmt::format("không có sự thật \"{}\"; có: {}", id, known),
                             fmt::format("no truth \"{}\"; there are: {}", id, known)});
        }
    }
    if (!ids.empty()) {
        std::erase_if(all, [&](const TruthCase& truth) {
            return std::find(ids.begin(), ids.end(), truth.id) == ids.end();
        });
    }
    return all;
}

double spread(const ModelInput& input) {
    double sum = 0;
    double squares = 0;
    double count = 0;
    for (std::size_t row = 0; row < input.index.size(); ++row) {
        if (input.has_people(UnitIndex(row))) {
            sum += input.index[row];
            squares += input.index[row] * input.index[row];
            count += 1;
        }
    }
    return count > 1 ? std::sqrt(std::max(0.0, squares - sum * sum / count) / (count - 1)) : 0;
}

}  // namespace

ValidationReport validate(const hazard::HazardSpec& hazard,
                          const cases::CaseTable& cases,
                          const exposure::ExposureTable& exposure,
                          const Graph& neighbours,
                          double events,
                          const ValidationSpec& spec,
                          const RunContext& context) {
    if (spec.replicates < 1 || !(events >= 1)) {
        throw Error(ErrorKind::usage,
                    Text{"kiểm định cần ít nhất 1 lần lặp và 1 vụ",
                         "a validation needs at least 1 replicate and 1 event"});
    }
    const ModelInput input = model_input(cases, exposure);
    if (!input.any_people) {
        throw Error(ErrorKind::input,
                    Text{hazard.label.vi + ": không xã nào có người để mô phỏng",
                         hazard.label.en + ": no unit has people to simulate"});
    }
    const stats::Icar icar(neighbours);
    Workshop shop{hazard,
                  &exposure,
                  {&cases, &input, &neighbours, &icar, &hazard.model},
                  chosen_truths(spec.truths),
                  events,
                  &spec,
                  &context};
    shop.hazard.model.credible_mass = spec.coverage_mass;

    std::vector<Job> jobs;
    for (std::size_t truth = 0; truth < shop.truths.size(); ++truth) {
        const bool prior = shop.truths[truth].kind == TruthCase::Kind::prior;
        const std::size_t count = spec.replicates * (prior ? prior_weight : 1);
        for (std::size_t replicate = 0; replicate < count; ++replicate) {
            jobs.push_back({truth, replicate});
        }
    }
    std::vector<Outcome> outcomes(jobs.size());
    for (std::size_t begin = 0; begin < jobs.size(); begin += batch) {
        const std::size_t count = std::min(batch, jobs.size() - begin);
        parallel_for(context, count, 1, [&](std::size_t first, std::size_t last) {
            for (std::size_t i = first; i < last; ++i) {
                outcomes[begin + i] = try_province(shop, jobs[begin + i]);
            }
        });
        context.progress(static_cast<double>(begin + count) / static_cast<double>(jobs.size()));
    }
    ValidationReport report;
    report.events = events;
    report.top = hazard.model.top;
    report.index_sd = spread(input);
    report.units = cases.observed.size();
    report.truths = reports_of(shop.truths, jobs, outcomes);
    return report;
}

}  // namespace riskmap::risk
