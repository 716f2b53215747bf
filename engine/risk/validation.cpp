#include "risk/validation.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/parallel.hpp"
#include "risk/trial.hpp"

namespace riskmap::risk {
namespace {

constexpr std::size_t prior_weight = 9;
constexpr std::size_t batch = 16;  ///< provinces between two words on progress

struct Job {
    std::size_t truth = 0;
    std::size_t replicate = 0;
};

std::vector<TruthReport> reports_of(const std::vector<TruthCase>& truths,
                                    const std::vector<Job>& jobs,
                                    const std::vector<Trial>& trials) {
    std::vector<TruthReport> reports;
    std::vector<const Trial*> in_model;
    std::size_t cells = 0;
    for (std::size_t truth = 0; truth < truths.size(); ++truth) {
        std::vector<const Trial*> mine;
        for (std::size_t i = 0; i < jobs.size(); ++i) {
            if (jobs[i].truth == truth) {
                mine.push_back(&trials[i]);
            }
        }
        reports.push_back(truth_report(truths[truth].id, truths[truth].label, mine));
        if (truths[truth].kind == TruthCase::Kind::model) {
            in_model.insert(in_model.end(), mine.begin(), mine.end());
            ++cells;
        }
    }
    if (cells > 1) {
        const Text label{fmt::format("Mô hình, {} trường hợp", cells),
                         fmt::format("Model, {} cells", cells)};
        reports.insert(reports.begin(), truth_report("model", label, in_model));
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
    const ModelInput input = model_input(cases, exposure, hazard.model);
    if (!input.any_people) {
        throw Error(ErrorKind::input,
                    Text{hazard.label.vi + ": không xã nào có người để mô phỏng",
                         hazard.label.en + ": no unit has people to simulate"});
    }
    const stats::Icar icar(neighbours);
    TrialGround at{hazard,
                   &exposure,
                   {&cases, &input, &neighbours, &icar, &hazard.model},
                   events,
                   spec.effort};
    at.hazard.model.credible_mass = spec.coverage_mass;
    const std::vector<TruthCase> truths = chosen_truths(spec.truths);

    std::vector<Job> jobs;
    for (std::size_t truth = 0; truth < truths.size(); ++truth) {
        const bool prior = truths[truth].kind == TruthCase::Kind::prior;
        const std::size_t count = spec.replicates * (prior ? prior_weight : 1);
        for (std::size_t replicate = 0; replicate < count; ++replicate) {
            jobs.push_back({truth, replicate});
        }
    }
    std::vector<Trial> trials(jobs.size());
    for (std::size_t begin = 0; begin < jobs.size(); begin += batch) {
        const std::size_t count = std::min(batch, jobs.size() - begin);
        parallel_for(context, count, 1, [&](std::size_t first, std::size_t last) {
            for (std::size_t i = first; i < last; ++i) {
                const Job& job = jobs[begin + i];
                const TruthCase& truth = truths[job.truth];
                trials[begin + i] =
                    try_province(at, truth, spec.stream + truth.number, job.replicate, context);
            }
        });
        context.progress(static_cast<double>(begin + count) / static_cast<double>(jobs.size()));
    }
    ValidationReport report;
    report.events = events;
    report.top = hazard.model.top;
    report.index_sd = spread(input);
    report.units = cases.observed.size();
    report.truths = reports_of(truths, jobs, trials);
    return report;
}

}  // namespace riskmap::risk
