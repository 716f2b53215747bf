#pragma once

#include <map>
#include <optional>
#include <string>

#include "domain/layer.hpp"
#include "geo/point.hpp"
#include "intake/source_log.hpp"
#include "intake/sources.hpp"

namespace riskmap::intake {

/// A source of incidents bound to the columns of its table. Throws an input `Error` for a column
/// that is not there.
struct IncidentColumns {
    IncidentColumns(const IncidentSource& source, const domain::Layer& layer);

    std::optional<std::size_t> x, y;
    std::optional<std::size_t> position;  ///< both coordinates in one cell, or a map link
    std::optional<std::size_t> unit_code, unit_name, parent_name;
    std::optional<std::size_t> date, time, year;
    std::optional<std::size_t> age, sex, cause, severity, victims, event, precision;
};

/// The point of a row as its file has it, east first: of two columns, where a side written beside
/// the numbers ("N", "E") tells which is which, of one cell, or of the shape when it is one point.
/// None where there is no point to read.
std::optional<geo::PointM> told_point(const IncidentColumns& columns,
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
