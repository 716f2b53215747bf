#include "app/run.hpp"

#include <algorithm>
#include <utility>

#include "app/measure_hazard.hpp"
#include "app/public_log.hpp"
#include "app/site_places.hpp"
#include "app/stage_clock.hpp"
#include "app/stages.hpp"
#include "app/write_results.hpp"
#include "app/write_table.hpp"
#include "geo/measure.hpp"
#include "plan/hazard_notes.hpp"
#include "plan/plan_basis.hpp"
#include "plan/prepare_for.hpp"
#include "plan/published_cases.hpp"
#include "publish/write.hpp"

namespace riskmap::app {
namespace {

namespace fs = std::filesystem;

PerUnit<geo::PointM> centres(const domain::AdminUnits& units) {
    std::vector<geo::PointM> points;
    for (const geo::Geometry& shape : units.shape) {
        points.push_back(geo::centroid(shape));
    }
    return PerUnit<geo::PointM>(std::move(points));
}

/// From here on a public result knows no count but those that are printed, and what was measured
/// from incidents themselves is not known to it.
void keep_published_counts(const intake::StudySpec& study,
                           const StudyData& data,
                           plan::HazardResult& result) {
    result.shown =
        plan::shown_cases(result.cases, data.incidents, data.units, disclosure::Audience::everyone);
    const bool asked = data.reporting && !data.incidents.sources.empty();
    result.cases = plan::published_cases(result.shown,
                                         {result.spec,
                                          data.units,
                                          data.population,
                                          asked ? &*data.reporting : nullptr,
                                          study.period,
                                          result.cases.reported});
    for (const hazard::ExposureTerm& term : result.spec.exposure) {
        for (exposure::ExposureColumn& column : result.exposure.columns) {
            if (term.origin == hazard::Origin::incidents && column.field.name == term.name) {
                std::fill(column.values.begin(), column.values.end(), std::nullopt);
                column.note = {};
            }
        }
    }
}

plan::HazardResult study_hazard(const hazard::HazardSpec& hazard,
                                const intake::StudySpec& study,
                                const StudyData& data,
                                const Measuring& measure,
                                disclosure::Audience audience,
                                const RunContext& context,
                                IssueLog& log) {
    plan::HazardResult result = measure_hazard(hazard, study, data, measure, context, log);
    context.stage({"Thử dự báo: " + hazard.label.vi, "Back-test: " + hazard.label.en});
    result.back_test =
        risk::back_test(result.spec, result.cases, result.exposure, data.units.neighbours, context);
    if (audience == disclosure::Audience::everyone) {
        keep_published_counts(study, data, result);
    }
    context.stage({"Ước lượng nguy cơ: " + hazard.label.vi, "Estimating risk: " + hazard.label.en});
    result.risk = risk::estimate_risk(
        result.spec, result.cases, result.exposure, data.units.neighbours, context);
    plan::keep_plan_draws(result.risk);
    context.stage({"Xét độ nhạy: " + hazard.label.vi, "Sensitivity: " + hazard.label.en});
    result.sensitivity = risk::sensitivity(
        result.spec, result.cases, result.exposure, data.units.neighbours, context);
    context.stage({"Đối chiếu: " + hazard.label.vi, "Second opinions: " + hazard.label.en});
    result.second_opinion = risk::find_hotspots(
        result.cases, data.units.neighbours, centres(data.units), study.period, {}, context);
    result.time = risk::time_profile(result.cases, study.period, context);
    return result;
}

/// The name and the notice of an internal study carry the stamp, and with them every title, legend,
/// page, sheet, layout, answer and record, and the commands that read the result later.
void stamp(intake::StudySpec& study) {
    const Text mark{disclosure::internal_stamp,
                    std::string(disclosure::internal_stamp) + " (INTERNAL)"};
    const auto with = [](const std::string& stamp, const std::string& text) {
        return text.empty() ? stamp : stamp + ". " + text;
    };
    study.output.internal = true;
    if (study.notice.vi.starts_with(mark.vi)) {
        return;  // the settings of an internal run, read again
    }
    study.name = {mark.vi + " – " + study.name.vi, mark.en + " – " + study.name.en};
    study.notice = {with(mark.vi, study.notice.vi), with(mark.en, study.notice.en)};
}

/// From here on nothing exact is left in the results of a public run.
void prepare_for_audience(RunReport& report) {
    for (plan::HazardResult& hazard : report.hazards) {
        plan::prepare_for(report.audience, hazard);
        plan::log_notes(hazard, report.log);
    }
    if (report.audience == disclosure::Audience::everyone) {
        report.log = public_log(report.log);
    }
}

/// The context of the pipeline: the study's seed, and every stage timed.
RunContext entered(const RunContext& context, const intake::StudySpec& study, StageClock& clock) {
    RunContext inner = context;
    inner.seed = study.seed;
    inner.reporter = &clock;
    return inner;
}

}  // namespace

RunReport run(const RunConfig& config, const RunContext& context) {
    return run(intake::read_study(config.study, config.overrides), config, context);
}

RunReport run(const intake::StudyFile& study, const RunConfig& config, const RunContext& outer) {
    StageClock clock(outer.reporter);
    publish::RunFolder folder(config.out, config.existing);
    const RunContext context = entered(outer, study.spec, clock);

    RunReport report;
    report.study = study.spec;
    report.audience = config.internal || study.spec.output.internal
                          ? disclosure::Audience::internal
                          : disclosure::Audience::everyone;
    if (report.audience == disclosure::Audience::internal) {
        stamp(report.study);
    }
    Stages stages(study, config, context);
    report.data = stages.read(report.log);
    const Measuring measure = stages.measuring(report.data);
    for (const intake::HazardFile& hazard : study.spec.hazards) {
        report.hazards.push_back(study_hazard(
            hazard.spec, study.spec, report.data, measure, report.audience, context, report.log));
    }
    context.stage({"Xếp thứ tự ưu tiên", "Ranking units"});
    report.priorities = plan::rank_units(report.hazards, report.data.units);
    report.places = std::make_shared<const StudyPlaces>(gather_places(report, context));
    report.data.people = {};  // places keep what is still asked of them
    prepare_for_audience(report);
    write_results(report, config, folder, clock, context);
    return report;
}

RunReport check(const RunConfig& config, const RunContext& outer) {
    StageClock clock(outer.reporter);
    const intake::StudyFile study = intake::read_study(config.study, config.overrides);
    const RunContext context = entered(outer, study.spec, clock);
    RunReport report;
    report.study = study.spec;
    report.data = Stages(study, config, context).read(report.log);
    if (!config.out.empty()) {
        if (fs::exists(config.out) && config.existing == publish::Existing::refuse) {
            throw Error(
                ErrorKind::output,
                Text{config.out.string() + ": đã có; chọn tệp khác, hoặc --overwrite để thay thế",
                     config.out.string() +
                         ": exists already; choose another file, or --overwrite to replace "
                         "it"});
        }
        fs::path fresh = config.out;
        fresh += ".partial";
        fs::remove(fresh);
        domain::Layer ledger = publish::ledger(report.log);
        stamp_table(ledger);  // it quotes the records
        publish::write_csv(ledger, fresh);
        fs::rename(fresh, config.out);
        report.written.push_back(config.out);
    }
    return report;
}

}  // namespace riskmap::app
