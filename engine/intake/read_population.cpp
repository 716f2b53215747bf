#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/number_text.hpp"
#include "geo/raster.hpp"
#include "intake/carried_people.hpp"
#include "intake/count_cells.hpp"
#include "intake/population_table.hpp"
#include "intake/read.hpp"

namespace riskmap::intake {
namespace {

using domain::Population;

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
const std::string id = "population";

/// The finer totals by which a coarser table is spread, per unit; NaN where unknown.
std::vector<double> finer_totals(const PopulationSource& source,
                                 const UnitSource& unit_source,
                                 const domain::AdminUnits& units,
                                 const std::vector<domain::PeopleCell>& people) {
    if (source.spread_by_column.empty()) {
        std::vector<double> totals(units.size(), 0);
        for (const domain::PeopleCell& cell : people) {
            if (cell.unit) {
                totals[cell.unit->row()] += cell.people;
            }
        }
        return totals;
    }
    std::vector<double> totals(units.size(), missing);
    const SourceTable table = open_table(unit_source.source);
    const std::size_t code =
        column_of(table.layer, unit_source.code, {"mã các đơn vị", "code of the units"});
    const std::vector<double> counts = count_column(
        table.layer,
        column_of(table.layer, source.spread_by_column, {"tổng chi tiết hơn", "finer total"}));
    const domain::BoundPredicate where(unit_source.where, table.layer);
    for (std::size_t row = 0; row < table.layer.size(); ++row) {
        const auto unit = units.find(cell_text(table.layer, code, row));
        if (unit && where(row)) {
            totals[unit->row()] = counts[row];
        }
    }
    return totals;
}

/// Tells units without a figure and the sum before and after, band by band.
void report(const Population& population,
            const std::vector<double>& read,
            const domain::AdminUnits& units,
            SourceLog& log) {
    for (std::size_t band = 0; band < population.bands.size(); ++band) {
        const std::string ages =
            fmt::format("{}–{}", population.bands[band].from, population.bands[band].below - 1);
        const std::vector<double>& people = population.people[band].values();
        std::vector<std::string> without;
        for (std::size_t row = 0; row < people.size(); ++row) {
            if (std::isnan(people[row])) {
                without.push_back(units.code[UnitIndex(row)]);
            }
        }
        if (!without.empty()) {
            const std::size_t count = without.size();
            without.resize(std::min<std::size_t>(count, 10));
            const std::string codes = fmt::format("{}", fmt::join(without, ", "));
            log.warn({"population.missing-units",
                      "",
                      "",
                      {fmt::format("{} đơn vị không có số dân tuổi {}: {}{}",
                                   count,
                                   ages,
                                   codes,
                                   count > 10 ? "…" : ""),
                       fmt::format("{} unit(s) have no figure for ages {}: {}{}",
                                   count,
                                   ages,
                                   codes,
                                   count > 10 ? "…" : "")},
                      {"thêm các dòng còn thiếu; thiếu không phải là 0",
                       "add the missing rows; missing is not zero"}});
        }
        const double given = total_known(people);
        log.note({"population.total",
                  "",
                  "",
                  {fmt::format("tuổi {}: {} người đọc được, {} người đã phân cho các đơn vị",
                               ages,
                               number_text(read[band], 0, Language::vi),
                               number_text(given, 0, Language::vi)),
                   fmt::format("ages {}: {} people read, {} given to units",
                               ages,
                               number_text(read[band], 0, Language::en),
                               number_text(given, 0, Language::en))},
                  {"so với tổng in trong tài liệu gốc",
                   "compare with the total printed in the original"}});
    }
}

Population from_raster(const PopulationSource& source,
                       const domain::AdminUnits& units,
                       const StudyFrame& frame,
                       const RunContext& context,
                       IssueLog& log,
                       std::vector<InputRecord>& inputs) {
    geo::Raster raster = gdal::read_raster(source.source.file);
    if (!source.source.crs.empty()) {
        raster.crs = source.source.crs;
    }
    inputs.push_back(record_of(id, source.source, raster));
    const geo::Projector projector(raster.crs, frame.crs);
    std::vector<geo::Geometry> shapes;
    for (const geo::Geometry& shape : units.shape) {
        shapes.push_back(from_study(shape, projector));
    }
    Population population;
    population.bands = {source.bands.front().ages};
    population.people.emplace_back(units.size(), missing);
    double read = 0;
    double lost = 0;
    const std::vector<geo::ZonalSum> sums = geo::zonal_sums(raster, shapes, context);
    for (std::size_t row = 0; row < sums.size(); ++row) {
        lost += sums[row].missing_cells;
        if (sums[row].covered_cells > 0) {
            population.people[0][UnitIndex(row)] = sums[row].sum;
            read += sums[row].sum;
        }
    }
    domain::Layer place;
    place.file = source.source.written;
    SourceLog ledger(log, id, place);
    if (lost > 0) {
        ledger.note({"population.missing-cells",
                     "",
                     "",
                     {fmt::format("{} ô ảnh không có số liệu trong các đơn vị; bỏ trống, không "
                                  "tính là 0",
                                  number_text(lost, 1, Language::vi)),
                      fmt::format("{} cells of the raster have no figure inside the units; left "
                                  "out, not taken as 0",
                                  number_text(lost, 1, Language::en))},
                     {"dùng ảnh phủ kín các đơn vị nếu có",
                      "use a raster that covers the units if there is one"}});
    }
    report(population, {read}, units, ledger);
    return population;
}

Text spread_note(const PopulationSource& source) {
    const bool by_people = source.spread_by_column.empty();
    return {fmt::format("số liệu cấp trên, phân cho các đơn vị theo {}",
                        by_people ? "ảnh dân số" : "cột " + source.spread_by_column),
            fmt::format("figures of the level above, spread over the units by {}",
                        by_people ? "the raster of people" : "column " + source.spread_by_column)};
}

}  // namespace

Population read_population(const PopulationSource& source,
                           const UnitSource& unit_source,
                           const domain::AdminUnits& units,
                           const std::vector<domain::PeopleCell>& people,
                           const StudyFrame& frame,
                           const RunContext& context,
                           IssueLog& log,
                           std::vector<InputRecord>& inputs) {
    if (source.form == PopulationForm::raster) {
        expects(source.bands.size() == 1, "read_population: a raster has one band of ages");
        Population population = from_raster(source, units, frame, context, log, inputs);
        population.source = source.source.written;
        return population;
    }
    PopulationSource asked = source;
    SourceTable table;
    if (source.form == PopulationForm::unit_column) {
        asked.key = unit_source.code;
        asked.source = unit_source.source;
        table = open_table(asked.source);
    } else {
        table = open_table(asked.source);
        inputs.push_back(record_of(id, asked.source, table));
    }
    SourceLog ledger(log, id, table.layer);
    if (source.form == PopulationForm::unit_column && !unit_source.where.empty()) {
        const domain::BoundPredicate where(unit_source.where, table.layer);
        std::vector<std::size_t> kept;
        for (std::size_t row = 0; row < table.layer.size(); ++row) {
            if (where(row)) {
                kept.push_back(row);
            }
        }
        keep_rows(table.layer, kept);
    }
    const DatedUnits dated(units, frame.crosswalk);
    const std::vector<double> weights = source.keyed_by_parent
                                            ? finer_totals(source, unit_source, units, people)
                                            : std::vector<double>(units.size(), 1);
    const std::vector<KeyedSet> sets =
        sets_of_table(asked, table, units, dated, frame.period, ledger);
    TargetsByYear targets;
    for (const KeyedSet& set : sets) {
        for (const int year : set.years) {
            targets.set_of[year] = targets.sets.size();
        }
        targets.sets.push_back(set.vintage ? PopulationTargets(asked, dated, *set.vintage)
                                           : PopulationTargets(asked, units));
    }
    const std::vector<PopulationFigures> figures =
        source.form == PopulationForm::long_table
            ? read_long(asked, table, targets, frame.period, ledger)
            : std::vector{read_wide(asked, table, targets.sets.front(), frame.period, ledger)};
    Population population;
    population.bands = figures.front().bands;
    population.source = asked.source.written;
    std::vector<double> read;
    for (std::size_t band = 0; band < population.bands.size(); ++band) {
        CarriedPeople carried = carry_people(sets, targets.sets, figures, band, weights);
        population.people.emplace_back(std::move(carried.people));
        read.push_back(carried.read);
    }
    if (source.keyed_by_parent) {
        population.note = spread_note(source);
        ledger.note({"population.spread",
                     "",
                     "",
                     population.note,
                     {"dùng bảng theo từng đơn vị nếu có", "use a table by unit if there is one"}});
    }
    report(population, read, units, ledger);
    ledger.close();
    return population;
}

}  // namespace riskmap::intake
