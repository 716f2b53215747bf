#include <algorithm>
#include <cmath>
#include <map>

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
constexpr std::size_t most_listed = 5;

/// One side of a row: a unit of a vintage.
struct Side {
    std::string valid;  ///< "" or iso date; sorts by time
    NamedUnit unit;
};

struct SideColumns {
    std::size_t valid, code, name, parent;
};

/// A share and how it is written.
struct Share {
    double share = 0;
    std::size_t row = 0;
    int decimals = 0;
};

[[noreturn]] void fail(const domain::Layer& layer,
                       std::size_t row,
                       std::size_t column,
                       const Text& what) {
    const std::int64_t at = layer.source_rows[row];
    const std::string& name = layer.fields[column].name;
    throw Error(ErrorKind::input,
                Text{fmt::format("{}: dòng {}, cột \"{}\": {}", layer.file, at, name, what.vi),
                     fmt::format("{}: row {}, column \"{}\": {}", layer.file, at, name, what.en)});
}

/// Digits behind the mark of a number.
int decimals_of(const std::string& text) {
    const std::size_t mark = text.find_last_of(".,");
    return mark == std::string::npos ? 0 : static_cast<int>(text.size() - mark - 1);
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

    /// Shares that miss the sum by their rounding only are made whole, which the log tells;
    /// others are refused together.
    domain::Crosswalk crosswalk(SourceLog& log);

  private:
    using Parts = std::map<std::string, Share>;  ///< by code of the later unit
    using Edges = std::map<std::string, Parts>;  ///< by code of the earlier unit

    Side side(std::size_t row, const SideColumns& columns) const;
    void take(std::size_t row);
    void enter(std::size_t row, const Side& side, const SideColumns& columns);
    void make_whole(const UnitVintage& vintage,
                    const NamedUnit& unit,
                    Parts& parts,
                    SourceLog& log);
    void refuse_sums() const;

    const domain::Layer& layer_;
    SideColumns from_, to_;
    std::size_t share_;
    std::map<std::string, std::map<std::string, NamedUnit>> units_;  ///< [vintage][code]
    std::map<std::string, std::string> next_;                        ///< vintage -> the one after
    std::map<std::string, Edges> edges_;                             ///< by the earlier vintage
    std::vector<Text> wrong_sums_;
};

Side Rows::side(std::size_t row, const SideColumns& columns) const {
    Side side;
    side.valid = cell_text(layer_, columns.valid, row);
    if (!side.valid.empty()) {
        const auto date = read_date(side.valid, "iso");
        if (!date || date->detail != DateDetail::day) {
            fail(layer_,
                 row,
                 columns.valid,
                 {fmt::format("\"{}\" không phải là ngày; viết như 2025-07-01", side.valid),
                  fmt::format("\"{}\" is no date; write it as 2025-07-01", side.valid)});
        }
        side.valid = to_iso(date->date);
    }
    side.unit = {cell_text(layer_, columns.code, row),
                 cell_text(layer_, columns.name, row),
                 cell_text(layer_, columns.parent, row)};
    if (side.unit.code.empty()) {
        fail(layer_,
             row,
             columns.code,
             {"đơn vị không có mã; điền mã", "a unit without a code; fill it in"});
    }
    return side;
}

void Rows::enter(std::size_t row, const Side& side, const SideColumns& columns) {
    const auto [known, is_new] = units_[side.valid].try_emplace(side.unit.code, side.unit);
    if (!is_new && (known->second.name != side.unit.name ||
                    (known->second.parent != side.unit.parent && !side.unit.parent.empty() &&
                     !known->second.parent.empty()))) {
        fail(layer_,
             row,
             columns.name,
             {fmt::format("đơn vị {} có hiệu lực từ \"{}\" ở đây tên là \"{}\", ở trên là "
                          "\"{}\"; ghi một tên",
                          side.unit.code,
                          side.valid,
                          side.unit.name,
                          known->second.name),
              fmt::format("the unit {} valid from \"{}\" is called \"{}\" here and \"{}\" "
                          "before; write one name",
                          side.unit.code,
                          side.valid,
                          side.unit.name,
                          known->second.name)});
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
             to_.valid,
             {fmt::format("đơn vị có hiệu lực từ \"{}\" không thể thành đơn vị có hiệu lực từ "
                          "\"{}\"; sửa hai ngày",
                          from.valid,
                          to.valid),
              fmt::format("units valid from \"{}\" cannot become units valid from \"{}\"; "
                          "correct the dates",
                          from.valid,
                          to.valid)});
    }
    const auto [next, is_new] = next_.emplace(from.valid, to.valid);
    if (!is_new && next->second != to.valid) {
        fail(layer_,
             row,
             to_.valid,
             {fmt::format("đơn vị có hiệu lực từ \"{}\" thành đơn vị của \"{}\" ở đây, của "
                          "\"{}\" ở trên; mỗi dòng dẫn tới bộ đơn vị kế tiếp",
                          from.valid,
                          to.valid,
                          next->second),
              fmt::format("the units valid from \"{}\" become those of \"{}\" here and those "
                          "of \"{}\" before; each row leads to the next set of units",
                          from.valid,
                          to.valid,
                          next->second)});
    }
    const std::string text = cell_text(layer_, share_, row);
    const auto share = plain_number(text);
    if (!share || !(*share > 0 && *share <= 1)) {
        fail(layer_,
             row,
             share_,
             {fmt::format("tỷ phần \"{}\" không phải là số lớn hơn 0 và tới 1; viết như 0.6", text),
              fmt::format("the share \"{}\" is no number above 0 and up to 1; write it as 0.6",
                          text)});
    }
    enter(row, from, from_);
    enter(row, to, to_);
    Parts& parts = edges_[from.valid][from.unit.code];
    if (!parts.emplace(to.unit.code, Share{*share, row, decimals_of(text)}).second) {
        fail(layer_,
             row,
             share_,
             {fmt::format("tỷ phần của {} trong {} đã có ở trên; giữ một dòng",
                          from.unit.code,
                          to.unit.code),
              fmt::format("the share of {} in {} is there already; keep one row",
                          from.unit.code,
                          to.unit.code)});
    }
}

void Rows::make_whole(const UnitVintage& vintage,
                      const NamedUnit& unit,
                      Parts& parts,
                      SourceLog& log) {
    double sum = 0;
    double rounding = 0;
    std::string rows;
    for (const auto& [code, share] : parts) {
        sum += share.share;
        rounding += share.decimals < 2 ? 0 : 0.5 * std::pow(10, -share.decimals);
        rows += fmt::format("{}{}", rows.empty() ? "" : ", ", layer_.source_rows[share.row]);
    }
    const std::string shown = fmt::format("{:.6g}", sum);
    if (std::abs(sum - 1) > std::max(whole, rounding)) {
        wrong_sums_.push_back(
            {fmt::format("đơn vị {} \"{}\" có hiệu lực từ \"{}\" (dòng {}): tổng {}",
                         unit.code,
                         unit.name,
                         vintage.name(),
                         rows.empty() ? "không có" : rows,
                         shown),
             fmt::format("the unit {} \"{}\" valid from \"{}\" (rows {}): sum {}",
                         unit.code,
                         unit.name,
                         vintage.name(),
                         rows.empty() ? "none" : rows,
                         shown)});
        return;
    }
    if (std::abs(sum - 1) > whole) {
        log.note(
            parts.begin()->second.row,
            {"crosswalk.rounded-shares",
             layer_.fields[share_].name,
             shown,
             {fmt::format("tỷ phần của đơn vị {} \"{}\" (dòng {}) có tổng {} vì làm tròn; đã chia "
                          "cho tổng đó",
                          unit.code,
                          unit.name,
                          rows,
                          shown),
              fmt::format("the shares of the unit {} \"{}\" (rows {}) sum to {} by rounding; they "
                          "were divided by that sum",
                          unit.code,
                          unit.name,
                          rows,
                          shown)},
             {"viết thêm số lẻ nếu có", "write more decimals if there are any"}});
    }
    for (auto& [code, share] : parts) {
        share.share /= sum;
    }
}

void Rows::refuse_sums() const {
    if (wrong_sums_.empty()) {
        return;
    }
    Text listed;
    for (std::size_t i = 0; i < std::min(most_listed, wrong_sums_.size()); ++i) {
        listed.vi += (i == 0 ? "" : "; ") + wrong_sums_[i].vi;
        listed.en += (i == 0 ? "" : "; ") + wrong_sums_[i].en;
    }
    const char* more = wrong_sums_.size() > most_listed ? "; …" : "";
    const std::string& column = layer_.fields[share_].name;
    throw Error(
        ErrorKind::input,
        Text{fmt::format("{}: cột \"{}\": tỷ phần của {} đơn vị cũ không có tổng bằng 1, nên số vụ "
                         "và số dân sẽ mất đi hoặc thêm ra: {}{}; sửa các tỷ phần này",
                         layer_.file,
                         column,
                         wrong_sums_.size(),
                         listed.vi,
                         more),
             fmt::format("{}: column \"{}\": the shares of {} earlier unit(s) do not sum to 1, so "
                         "that counts and people would be lost or added: {}{}; correct these "
                         "shares",
                         layer_.file,
                         column,
                         wrong_sums_.size(),
                         listed.en,
                         more)});
}

domain::Crosswalk Rows::crosswalk(SourceLog& log) {
    if (units_.empty()) {
        throw Error(ErrorKind::input,
                    Text{fmt::format("{}: tệp không có dòng nào", layer_.file),
                         fmt::format("{}: has no rows", layer_.file)});
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
            const std::string later = vintages[v + 1].name();
            throw Error(ErrorKind::input,
                        Text{fmt::format("{}: không có dòng nào dẫn từ đơn vị có hiệu lực từ "
                                         "\"{}\" tới đơn vị có hiệu lực từ \"{}\"; thêm các "
                                         "dòng đó",
                                         layer_.file,
                                         valid,
                                         later),
                             fmt::format("{}: no rows lead from the units valid from \"{}\" to "
                                         "those valid from \"{}\"; add them",
                                         layer_.file,
                                         valid,
                                         later)});
        }
        auto& step = steps.emplace_back();
        for (const NamedUnit& unit : vintages[v].units) {
            Parts& shares = edges_.at(valid)[unit.code];
            make_whole(vintages[v], unit, shares, log);
            std::vector<UnitPart>& parts = step.emplace_back();
            for (const auto& [code, share] : shares) {
                parts.push_back({*vintages[v + 1].find(code), share.share});
            }
        }
    }
    refuse_sums();
    return {std::move(vintages), std::move(steps)};
}

}  // namespace

domain::Crosswalk read_crosswalk(const CrosswalkSource& source,
                                 IssueLog& log,
                                 std::vector<InputRecord>& inputs) {
    const SourceTable table = open_table(source.source);
    inputs.push_back(record_of("crosswalk", source.source, table));
    SourceLog ledger(log, "crosswalk", table.layer);
    domain::Crosswalk crosswalk = Rows(table.layer).crosswalk(ledger);
    ledger.close();
    return crosswalk;
}

}  // namespace riskmap::intake
