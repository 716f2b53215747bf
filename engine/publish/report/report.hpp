#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/issue.hpp"
#include "core/period.hpp"
#include "core/text.hpp"
#include "domain/admin_units.hpp"
#include "plan/priority.hpp"
#include "publish/provenance.hpp"
#include "publish/write.hpp"

namespace riskmap::publish {

inline constexpr const char* report_name = "report.html";

/// A layer of the study, for the page on the quality of the data.
struct SurveyedLayer {
    std::string id;
    Text label;
    std::string survey_status;  ///< "surveyed", "partly", "not_surveyed" or "" when nobody said
    std::size_t features = 0;
    bool missing = false;  ///< the study runs without it
};

/// How many rows of an incident source tell a place, and how exactly; percents are whole tens for
/// everyone.
struct LocatedRows {
    std::string source;
    domain::EventPlace place = domain::EventPlace::occurrence;
    std::int64_t rows = 0;     ///< of the source
    double told_percent = 0;   ///< of `rows`
    double exact_percent = 0;  ///< of those told, with coordinates or a named place
};

/// What the report tells. Numbers of units are read from the published layers, so that every
/// product says the same; the references live as long as the call.
struct ReportInput {
    Text study_name;
    Text notice;
    Period period{};
    Language language = Language::vi;  ///< shown first
    const Publication* publication = nullptr;
    const domain::AdminUnits* units = nullptr;
    const std::vector<plan::HazardResult>* hazards = nullptr;
    const PerUnit<plan::Priority>* priorities = nullptr;
    const IssueLog* log = nullptr;
    std::vector<SurveyedLayer> layers;
    std::vector<LocatedRows> located;
    const RunRecord* record = nullptr;
};

/// The report as one HTML page that asks for nothing outside itself: text in both languages, drawn
/// maps and charts, a map to search in, and a sheet for every unit. Everything that comes from data
/// is escaped. Same input, same bytes. Throws an internal `Error` when a published column that it
/// needs is not there.
std::string report_page(const ReportInput& input);

/// Writes report.html into the folder. Throws an output `Error` when it cannot.
void write_report(const ReportInput& input, const std::filesystem::path& folder);

}  // namespace riskmap::publish
