#include "app/validate.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/measure_hazard.hpp"
#include "app/read_data.hpp"
#include "core/error.hpp"
#include "publish/write.hpp"

namespace riskmap::app {
namespace {

namespace fs = std::filesystem;

/// The hazards asked for, in the order of the study.
std::vector<const intake::HazardFile*> chosen_hazards(const intake::StudySpec& study,
                                                      const std::vector<std::string>& ids) {
    std::vector<const intake::HazardFile*> chosen;
    std::string known;
    for (const intake::HazardFile& file : study.hazards) {
        known += (known.empty() ? "" : ", ") + file.spec.id;
        if (ids.empty() || std::find(ids.begin(), ids.end(), file.spec.id) != ids.end()) {
            chosen.push_back(&file);
        }
    }
    for (const std::string& id : ids) {
        if (std::none_of(chosen.begin(), chosen.end(), [&](const intake::HazardFile* file) {
                return file->spec.id == id;
            })) {
            throw Error(
                ErrorKind::usage,
                Text{fmt::format("nghiên cứu không có loại tai nạn \"{}\"; có: {}", id, known),
                     fmt::format("the study has no hazard \"{}\"; it has: {}", id, known)});
        }
    }
    return chosen;
}

void refuse_existing(const ValidateConfig& config) {
    if (!config.out.empty() && config.existing == publish::Existing::refuse &&
        fs::exists(config.out)) {
        throw Error(
            ErrorKind::output,
            Text{config.out.string() + ": đã có; chọn tệp khác, hoặc --overwrite để thay",
                 config.out.string() +
                     ": exists already; choose another file, or --overwrite to replace it"});
    }
}

HazardValidation validate_hazard(const hazard::HazardSpec& hazard,
                                 const ValidateConfig& config,
                                 const intake::StudySpec& study,
                                 const StudyData& data,
                                 const RunContext& context) {
    IssueLog ledger;
    const plan::HazardResult measured =
        measure_hazard(hazard, study, data, measuring(study, data, context), context, ledger);
    HazardValidation result{hazard.id, hazard.label, measured.cases.total(), {}};
    std::vector<double> events = config.events;
    if (events.empty()) {
        constexpr std::int64_t without_any = 21;
        events.push_back(
            static_cast<double>(result.own_events > 0 ? result.own_events : without_any));
    }
    for (const double count : events) {
        context.stage({fmt::format("Kiểm định {}: {:.0f} vụ", hazard.label.vi, count),
                       fmt::format("Validating {}: {:.0f} events", hazard.label.en, count)});
        result.reports.push_back(risk::validate(measured.spec,
                                                measured.cases,
                                                measured.exposure,
                                                data.units.neighbours,
                                                count,
                                                config.spec,
                                                context));
    }
    return result;
}

}  // namespace

ValidateReport validate(const ValidateConfig& config, const RunContext& outer) {
    refuse_existing(config);
    const intake::StudyFile study = intake::read_study(config.study, config.overrides);
    RunContext context = outer;
    context.seed = study.spec.seed;
    ValidateReport report;
    report.study = study.spec;
    const auto hazards = chosen_hazards(study.spec, config.hazards);
    IssueLog ledger;
    const StudyData data = read_data(study, context, ledger);
    for (const intake::HazardFile* hazard : hazards) {
        report.hazards.push_back(validate_hazard(hazard->spec, config, study.spec, data, context));
    }
    if (!config.out.empty()) {
        fs::path fresh = config.out;
        fresh += ".partial";
        fs::remove(fresh);
        publish::write_csv(validation_table(report), fresh);
        fs::rename(fresh, config.out);
        report.written = config.out;
    }
    return report;
}

}  // namespace riskmap::app
