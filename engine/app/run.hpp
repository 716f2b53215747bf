#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/issue.hpp"
#include "core/run_context.hpp"
#include "disclosure/audience.hpp"
#include "domain/admin_units.hpp"
#include "domain/incidents.hpp"
#include "domain/population.hpp"
#include "geo/raster.hpp"
#include "intake/read.hpp"
#include "intake/study.hpp"
#include "plan/priority.hpp"
#include "publish/run_folder.hpp"

namespace riskmap::app {

/// How the command line enters a run.
struct RunConfig {
    std::filesystem::path study;
    std::vector<std::string> overrides;  ///< "dotted.path=value"
    std::filesystem::path scenario;      ///< what-if file over the study; may be empty
    std::filesystem::path out;
    publish::Existing existing = publish::Existing::refuse;
    std::filesystem::path cache;  ///< folder for results of stages; "" keeps none
    std::filesystem::path parts;  ///< folder of parts that were measured apart; "" measures here
    bool internal = false;        ///< exact results for the offices that hold the records
};

/// Everything read from a study's files. Lives as long as the run: other rooms point into it.
struct StudyData {
    domain::AdminUnits units;
    std::map<std::string, domain::Layer> layers;
    std::map<std::string, geo::Raster> rasters;
    domain::Population population;
    std::vector<domain::PeopleCell> people;
    domain::Incidents incidents;
    std::optional<domain::Reporting> reporting;  ///< none: every unit is taken to have reported
    std::vector<intake::InputRecord> inputs;
};

struct StudyPlaces;

/// What a run did, for the answer on the terminal.
struct RunReport {
    intake::StudySpec study;
    StudyData data;
    std::vector<plan::HazardResult> hazards;
    PerUnit<plan::Priority> priorities;
    std::shared_ptr<const StudyPlaces> places;  ///< null before they were gathered and after
                                                ///< they were published
    IssueLog log;
    disclosure::Audience audience = disclosure::Audience::everyone;
    std::vector<std::filesystem::path> written;  ///< inside `RunConfig::out`, sorted
};

/// Reads, counts, measures, estimates, ranks and writes one study. The result folder is there whole
/// or not at all. Throws `Error`.
RunReport run(const RunConfig&, const RunContext&);
/// The same of a study that was read already; `RunConfig::study` only tells later readers where.
RunReport run(const intake::StudyFile&, const RunConfig&, const RunContext&);

/// Reads everything, as `run` does, and computes nothing: the report has the ledger and no results;
/// ledger.csv is written when `out` is not empty.
RunReport check(const RunConfig&, const RunContext&);

}  // namespace riskmap::app
