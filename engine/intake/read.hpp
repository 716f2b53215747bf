#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/issue.hpp"
#include "core/period.hpp"
#include "core/run_context.hpp"
#include "domain/admin_units.hpp"
#include "domain/crosswalk.hpp"
#include "domain/incidents.hpp"
#include "domain/layer.hpp"
#include "domain/population.hpp"
#include "domain/reporting.hpp"
#include "geo/locate.hpp"
#include "geo/raster.hpp"
#include "intake/sources.hpp"

namespace riskmap::intake {

class TrialSystems;

/// A column of a table that was recognised.
struct ColumnFound {
    std::string header;
    Text meaning;
    std::int64_t values = 0;           ///< cells that are not blank, in rows of data
    std::vector<std::string> samples;  ///< never of a personal or unknown column
    Text ignored;                      ///< why the column is not used; "" when it is
};

/// What a sheet was taken for, for `check`.
struct TableFound {
    std::string sheet;
    std::int64_t header_row = 0;
    Text form;      ///< line list or table of counts
    Text not_data;  ///< "3 title rows, 2 total rows"
    std::vector<ColumnFound> columns;
};

/// What was read from one file, for `run.json`.
struct InputRecord {
    std::string source;  ///< "units", "layers.water"
    std::string file;    ///< as written in the study
    std::string sha256;  ///< of the file; of all parts of a shapefile, joined
    std::int64_t bytes = 0;
    std::int64_t rows = 0;
    std::string crs;
    bool crs_found = false;          ///< not as the file or the study says: by where shapes lie
    geo::Box extent;                 ///< study metres; empty for tables
    std::string encoding;            ///< stated, or found from the bytes; "" when the file says it
    std::vector<TableFound> tables;  ///< sheets whose columns were recognised
    std::string encoding_sample;     ///< commonest words so decoded; "" when it was not guessed
};

struct StudyFrame {
    std::string crs;  ///< of the study
    Period period;
    std::filesystem::path words = {};  ///< file of words for tables that are to be recognised
    const domain::Crosswalk* crosswalk = nullptr;   ///< none: units of one date
    const domain::ReviewAnswers* review = nullptr;  ///< none: nothing decided yet
    /// Of the units; none: where a layer lies is not checked.
    const geo::UnitLocator* locator = nullptr;
    /// Study metres: layers need only be read near it, their systems being as stated; none: whole.
    std::optional<geo::Box> near = {};
    /// Of the study, shared by its sources; none: made for each.
    TrialSystems* trials = nullptr;
    /// Standard words of incidents that hazards ask for; none: all are kept as attributes.
    std::optional<std::set<std::string>> incident_words = {};
};

domain::AdminUnits read_units(const UnitSource&,
                              const StudyFrame&,
                              IssueLog&,
                              std::vector<InputRecord>&);
/// Shares of a unit that sum to 1 but for the rounding of their decimals are divided by their sum,
/// with a note. Throws an input `Error` that names the row: no date, a share that is none, shares
/// of units that do not sum to 1, sets of units that do not follow one another.
domain::Crosswalk read_crosswalk(const CrosswalkSource&, IssueLog&, std::vector<InputRecord>&);
domain::Layer read_layer(const LayerSource&,
                         const StudyFrame&,
                         IssueLog&,
                         std::vector<InputRecord>&);
/// The answers of a filled review workbook; cells left open answer nothing.
domain::ReviewAnswers read_review(const ReviewSource&, IssueLog&, std::vector<InputRecord>&);
domain::Incidents read_incidents(const std::vector<IncidentSource>&,
                                 const domain::AdminUnits&,
                                 const StudyFrame&,
                                 const RunContext&,
                                 IssueLog&,
                                 std::vector<InputRecord>&);
/// Reports per unit and time. Units that the table does not list did not report. A unit that holds
/// units of an earlier date reported when all of them did.
domain::Reporting read_reporting(const StatusTable&,
                                 const domain::AdminUnits&,
                                 const StudyFrame&,
                                 IssueLog&,
                                 std::vector<InputRecord>&);
/// Units in which nobody looked for the features of a layer: those that its table says so of, and
/// those it does not list. A unit that holds units of an earlier date was looked at when all of
/// them were.
PerUnit<bool> read_survey(const LayerSource&,
                          const domain::AdminUnits&,
                          const StudyFrame&,
                          IssueLog&,
                          std::vector<InputRecord>&);
/// `people` are the cells of the people raster, by which a coarser table may be spread; empty when
/// there is none.
domain::Population read_population(const PopulationSource&,
                                   const UnitSource&,
                                   const domain::AdminUnits&,
                                   const std::vector<domain::PeopleCell>& people,
                                   const StudyFrame&,
                                   const RunContext&,
                                   IssueLog&,
                                   std::vector<InputRecord>&);
/// Populated cells of a raster, those without a unit included; missing cells are left out and
/// counted in a note.
std::vector<domain::PeopleCell> read_people(const PeopleSource&,
                                            const domain::AdminUnits&,
                                            const StudyFrame&,
                                            IssueLog&,
                                            std::vector<InputRecord>&);

}  // namespace riskmap::intake
