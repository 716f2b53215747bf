#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "core/error.hpp"
#include "intake/date_text.hpp"
#include "intake/read.hpp"
#include "intake/source_table.hpp"

namespace riskmap::intake {
namespace {

using domain::NamedUnit;
using domain::UnitPart;
using domain::UnitVintage;

constexpr double whole = 1e-6;

/// One side of a row: a unit of a vintage.
struct Side {
    std::string valid;  ///< "" or iso date; sorts by time
    NamedUnit unit;
};

struct SideColumns {
    std::size_t valid, code, name, parent;
};

[[noreturn]] void fail(const domain::Layer& layer, std::size_t row, const std::string& what) {
    throw Error(ErrorKind::input,
                fmt::format("{}: row {}: {}", layer.file, layer.source_rows[row], what));
}

SideColumns columns_of_side(const domain::Layer& layer, const std::string& side) {
    return {column_of(layer,
                      side + "_valid",
                      {"ngày đơn vị bắt đầu có hiệu lực", "date from which the units are valid"}),
            column_of(layer, side + "_code", {"mã đơn vị", "code of the unit"}),
            column_of(layer, side + "_name", {"tên đơn vị", "name of the unit"}),
            column_of(layer, side + "_parent", {"tên đơn vị cấp trên", "name of the parent unit"})};
}

/// Takes the rows of a crosswalk table apart and checks that they fit together.
class Rows {
  public:
    explicit Rows(const domain::Layer& layer)
        : layer_(layer),
          from_(columns_of_side(layer, "from")),
          to_(columns_of_side(layer, "to")),
          share_(column_of(layer, "share", {"tỷ phần của đơn vị", "share of the unit"})) {
        for (std::size_t row = 0; row < layer.size(); ++row) {
            take(row);
        }
    }

    domain::Crosswalk crosswalk() const;

  private:
    using Edges = std::map<std::string, std::map<std::string, double>>;  ///< [from code][to code]

    Side side(std::size_t row, const SideColumns& columns) const;
    void take(std::size_t row);
    void enter(std::size_t row, const Side& side);

    const domain::Layer& layer_;
    SideColumns from_, to_;
    std::size_t share_;
    std::map<std::string, std::map<std::string, NamedUnit>> units_;  ///< [vintage][code]
    std::map<std::string, std::string> next_;                        ///< vintage -> the one after
    std::map<std::string, Edges> edges_;                             ///< by the earlier vintage
};

Side Rows::side(std::size_t row, const SideColumns& columns) const {
    Side side;
    side.valid = cell_text(layer_, columns.valid, row);
    if (!side.valid.empty()) {
        const auto date = read_date(side.valid, "iso");
        if (!date || date->detail != DateDetail::day) {
            fail(layer_, row, fmt::format("\"{}\" is no date such as 2025-07-01", side.valid));
        }
        side.valid = to_iso(date->date);
    }
    side.unit = {cell_text(layer_, columns.code, row),
                 cell_text(layer_, columns.name, row),
                 cell_text(layer_, columns.parent, row)};
    if (side.unit.code.empty()) {
        fail(layer_, row, "a unit without a code");
    }
    return side;
}

void Rows::enter(std::size_t row, const Side& side) {
    const auto [known, is_new] = units_[side.valid].try_emplace(side.unit.code, side.unit);
    if (!is_new && (known->second.name != side.unit.name ||
                    (known->second.parent != side.unit.parent && !side.unit.parent.empty() &&
                     !known->second.parent.empty()))) {
        fail(layer_,
             row,
             fmt::format("the unit {} valid from \"{}\" is called \"{}\" here and \"{}\" before",
                         side.unit.code,
                         side.valid,
                         side.unit.name,
                         known->second.name));
    }
    if (known->second.parent.empty()) {
        known->second.parent = side.unit.parent;
    }
}

void Rows::take(std::size_t row) {
    const Side from = side(row, from_);
    const Side to = side(row, to_);
    if (to.valid <= from.valid) {
        fail(layer_,
             row,
             fmt::format("units valid from \"{}\" cannot become units valid from \"{}\"",
                         from.valid,
                         to.valid));
    }
    const auto [next, is_new] = next_.emplace(from.valid, to.valid);
    if (!is_new && next->second != to.valid) {
        fail(layer_,
             row,
             fmt::format("the units valid from \"{}\" become those of \"{}\" here and those of "
                         "\"{}\" before; each row leads to the next set of units",
                         from.valid,
                         to.valid,
                         next->second));
    }
    const std::string text = cell_text(layer_, share_, row);
    const auto share = plain_number(text);
    if (!share || !(*share > 0 && *share <= 1)) {
        fail(layer_, row, fmt::format("the share \"{}\" is no number above 0 and up to 1", text));
    }
    enter(row, from);
    enter(row, to);
    if (!edges_[from.valid][from.unit.code].emplace(to.unit.code, *share).second) {
        fail(layer_,
             row,
             fmt::format("the share of {} in {} is there already", from.unit.code, to.unit.code));
    }
}

domain::Crosswalk Rows::crosswalk() const {
    if (units_.empty()) {
        throw Error(ErrorKind::input, fmt::format("{}: has no rows", layer_.file));
    }
    std::vector<UnitVintage> vintages;
    for (const auto& [valid, units] : units_) {
        UnitVintage& vintage = vintages.emplace_back();
        if (!valid.empty()) {
            vintage.from = read_date(valid, "iso")->date;
        }
        for (const auto& [code, unit] : units) {
            vintage.units.push_back(unit);
        }
    }
    std::vector<std::vector<std::vector<UnitPart>>> steps;
    for (std::size_t v = 0; v + 1 < vintages.size(); ++v) {
        const std::string valid = vintages[v].name();
        const auto next = next_.find(valid);
        if (next == next_.end() || next->second != vintages[v + 1].name()) {
            throw Error(ErrorKind::input,
                        fmt::format("{}: no rows lead from the units valid from \"{}\" to those "
                                    "valid from \"{}\"",
                                    layer_.file,
                                    valid,
                                    vintages[v + 1].name()));
        }
        auto& step = steps.emplace_back();
        const Edges& edges = edges_.at(valid);
        for (const NamedUnit& unit : vintages[v].units) {
            std::vector<UnitPart>& parts = step.emplace_back();
            const auto found = edges.find(unit.code);
            double sum = 0;
            if (found != edges.end()) {
                for (const auto& [code, share] : found->second) {
                    parts.push_back({*vintages[v + 1].find(code), share});
                    sum += share;
                }
            }
            if (std::abs(sum - 1) > whole) {
                throw Error(ErrorKind::input,
                            fmt::format("{}: the shares of the unit {} \"{}\" valid from \"{}\" "
                                        "sum to {}, not to 1",
                                        layer_.file,
                                        unit.code,
                                        unit.name,
                                        valid,
                                        sum));
            }
        }
    }
    return {std::move(vintages), std::move(steps)};
}

}  // namespace

domain::Crosswalk read_crosswalk(const CrosswalkSource& source, std::vector<InputRecord>& inputs) {
    const SourceTable table = open_table(source.source);
    inputs.push_back(record_of("crosswalk", source.source, table));
    return Rows(table.layer).crosswalk();
}

}  // namespace riskmap::intake
