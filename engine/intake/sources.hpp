#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "domain/incidents.hpp"
#include "domain/population.hpp"
#include "domain/predicate.hpp"
#include "domain/unit_noun.hpp"

namespace riskmap::intake {

/// Where a table or layer lies. `crs` overrides the file's own, or supplies one that is missing.
struct FileSource {
    std::filesystem::path file;  ///< resolved against the study's folder
    std::string layer;           ///< of a file with several; "" for the first
    std::string crs;
    std::string encoding;
    std::string written;  ///< the path as the study wrote it, for messages
};

struct UnitSource {
    FileSource source;
    std::string code;
    std::string name;
    std::string parent;       ///< may be ""
    std::string parent_code;  ///< may be ""
    std::string vintage;
    domain::Predicate where;
    domain::UnitNoun noun;
};

/// A table that says of units, or of their parents, what was reported or surveyed there.
struct StatusTable {
    FileSource source;
    std::string key;                 ///< column
    std::string key_holds = "code";  ///< "code", "name", "parent_code", "parent_name"
    std::string status;              ///< column
    std::string when;                ///< column of the year, month or day; "" for the whole period
    std::string vintage;             ///< date of the units it is keyed by; "" for those of its days
};

/// How units of earlier dates became those of later ones.
struct CrosswalkSource {
    FileSource source;
};

/// The review workbook of an earlier run, filled in.
struct ReviewSource {
    FileSource source;
};

/// One column of a wide table, or a rule for a long one.
struct BandColumn {
    domain::AgeBand ages;
    std::string column;
    std::optional<int> year = {};  ///< of its figures, when the study says it
};

enum class PopulationForm { wide_table, long_table, unit_column, raster };

/// Denominators. `total` and `finer` spread a coarser table (keyed by the parent's code or name)
/// over units.
struct PopulationSource {
    PopulationForm form = PopulationForm::wide_table;
    FileSource source;             ///< not for `unit_column`
    std::string key;               ///< column that holds the unit's (or parent's) code or name
    bool keyed_by_parent = false;  ///< a coarser table, to be spread
    bool keyed_by_name = false;
    std::string vintage;  ///< date of the units the table is keyed by; "" for those of the study
    std::vector<BandColumn> bands;  ///< wide table, unit column (one band) or raster (one band)
    std::string age_from, age_below, count, sex,
        year;                      ///< long table: column names; sex and year may be ""
    std::string spread_by_column;  ///< column of the units layer with the finer total, for
                                   ///< `keyed_by_parent`
    std::string spread_by_raster;  ///< or "people": the people raster
    std::optional<domain::AgeBand>
        scale_raster_to;  ///< reserved for rasters of all ages: band they stand for
};

/// A raster of people, for distances from homes.
struct PeopleSource {
    FileSource source;
};

struct LayerSource {
    std::string id;  ///< "water"
    Text label;
    FileSource source;
    domain::Predicate where;
    std::string role;  ///< "water", "roads", "schools" or "": published as the layer of that name
    std::string x, y;  ///< coordinate columns of a table; "" for a layer with shapes
    std::string name_field;
    std::string class_field;
    domain::Predicate major;                     ///< roads: which are major roads
    std::string survey_status;                   ///< "surveyed", "partly", "not_surveyed"
    std::optional<StatusTable> survey;           ///< what was surveyed, by unit
    std::map<std::string, std::string> rename;   ///< file column -> standard name
    std::map<std::string, std::string> classes;  ///< file word of the class column -> standard word
    bool raster = false;
};

/// Columns that say where one place of an event is; names may be "".
struct PlaceColumns {
    std::string x, y;      ///< coordinates, in the system of the source
    std::string position;  ///< both coordinates in one cell, or a map link
    std::string unit_code, unit_name, parent_name;
    std::string precision;  ///< read by the source's table of precisions
    bool operator==(const PlaceColumns&) const = default;
};

/// A list of events. Column names may be ""; a value map turns the words of the file into the words
/// of the study.
struct IncidentSource {
    std::string id;
    Text label;  ///< shown to people; may be empty
    FileSource source;
    /// An office table: header, columns and rows are found by words; columns named here are taken
    /// by their header text.
    bool recognise = false;
    domain::Predicate where;  ///< rows that are incidents at all
    std::string vintage;      ///< date of the units its rows name; "" for that of each event
    std::string x, y;         ///< coordinate columns of a table; "" for a layer with points
    std::string position;     ///< column with both coordinates in one cell, or a map link
    std::string unit_code, unit_name, parent_name;
    std::string date, time, year;
    std::string date_format = "iso";  ///< "iso", "dmy", "mdy"
    std::string age, sex, cause, severity, victims, event, precision;
    /// Of the places beside the one `told`, in the order of `domain::event_places`.
    std::array<PlaceColumns, 3> elsewhere;
    std::map<std::string, std::string> causes, severities, sexes,
        precisions;                                ///< file word -> study word
    std::map<std::string, std::string> constants;  ///< standard word -> value for every row
    std::vector<std::string> keep;                 ///< columns hazards may ask for
    domain::EventPlace told = domain::EventPlace::occurrence;
    domain::Precision default_precision = domain::Precision::gps;
    bool undated_in_period =
        false;  ///< rows without any date count when the source is known to be of the period
    bool assume_no_duplicates = false;
};

}  // namespace riskmap::intake
