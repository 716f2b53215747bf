#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/layer.hpp"
#include "geo/point.hpp"
#include "intake/source_log.hpp"
#include "intake/sources.hpp"

namespace riskmap::intake {

/// Where a table tells one place of an event.
struct PlaceFields {
    PlaceFields(const PlaceColumns& columns, const domain::Layer& layer);

    std::optional<std::size_t> x, y;
    std::optional<std::size_t> position;  ///< both coordinates in one cell, or a map link
    std::optional<std::size_t> unit_code, unit_name, parent_name, precision;

    bool has_points() const { return x || position; }
    bool empty() const { return !has_points() && !unit_code && !unit_name; }
};

/// A source of incidents bound to the columns of its table. Throws an input `Error` for a column
/// that is not there.
struct IncidentColumns {
    IncidentColumns(const IncidentSource& source, const domain::Layer& layer);

    PlaceFields place;  ///< of the place the source tells
    std::vector<std::pair<domain::EventPlace, PlaceFields>> elsewhere;  ///< that have columns
    std::optional<std::size_t> date, time, year;
    std::optional<std::size_t> age, sex, cause, severity, victims, event;
};

/// The columns of the place the source tells.
PlaceColumns main_columns(const IncidentSource& source);

/// The point of a row as its file has it, east first: of two columns, where a side written beside
/// the numbers ("N", "E") tells which is which, or of one cell. None where there is no point to
/// read.
std::optional<geo::PointM> told_point(const PlaceFields& fields,
                                      const domain::Layer& layer,
                                      std::size_t row);
/// The same of the place the source tells, which may also be the shape of the row when it is one
/// point.
std::optional<geo::PointM> main_point(const IncidentColumns& columns,
                                      const domain::Layer& layer,
                                      std::size_t row);

/// Words of one column turned into the words of the study. A word without a translation stays as it
/// is and is told once, with the number of its rows.
class WordMap {
  public:
    /// `words` by the file's word; `known` are words that need no translation.
    WordMap(const std::map<std::string, std::string>& words,
            const std::map<std::string, std::string>& known);

    std::string translate(const std::string& word);
    /// Tells the words that were not translated, when there was a table to translate by.
    void report(SourceLog& log, const std::string& column, const std::string& key) const;

  private:
    std::map<std::string, std::string> words_;  ///< by folded word
    std::map<std::string, std::size_t> unknown_;
    bool has_table_;
};

}  // namespace riskmap::intake
