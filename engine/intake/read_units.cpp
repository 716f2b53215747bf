#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/number_text.hpp"
#include "geo/contiguity.hpp"
#include "geo/measure.hpp"
#include "geo/repair.hpp"
#include "intake/layer_crs.hpp"
#include "intake/read.hpp"
#include "intake/source_table.hpp"

namespace riskmap::intake {
namespace {

constexpr double m2_per_km2 = 1e6;
// A note per pair of units would fill the ledger in slivers; the rest is told in one sum.
constexpr std::size_t listed_at_most = 20;

std::string km2(double area_m2, Language language) {
    const double area = area_m2 / m2_per_km2;
    return number_text(area, area >= 0.1 ? 3 : 6, language);
}

Text area_change(const geo::Repaired& repaired) {
    return {fmt::format("hình không hợp lệ ({}) đã được sửa: diện tích {} km² trước, {} km² sau",
                        repaired.reason,
                        km2(repaired.area_before_m2, Language::vi),
                        km2(repaired.area_after_m2, Language::vi)),
            fmt::format("the shape was not valid ({}) and was repaired: area {} km2 before, {} "
                        "km2 after",
                        repaired.reason,
                        km2(repaired.area_before_m2, Language::en),
                        km2(repaired.area_after_m2, Language::en))};
}

/// Reads the rows of the units layer that become units.
class UnitRows {
  public:
    UnitRows(const UnitSource& source, SourceTable table, IssueLog& log)
        : table_(std::move(table)),
          log_(log, "units", table_.layer),
          code_(column_of(table_.layer, source.code, {"mã các đơn vị", "code of the units"})),
          name_(column_of(table_.layer, source.name, {"tên các đơn vị", "name of the units"})),
          parent_(optional_column(
              table_.layer, source.parent, {"cấp trên của các đơn vị", "parent of the units"})),
          parent_code_(optional_column(table_.layer,
                                       source.parent_code,
                                       {"mã cấp trên của các đơn vị", "parent code of the units"})),
          where_(source.where, table_.layer) {}

    domain::AdminUnits read(const UnitSource& source,
                            const StudyFrame& frame,
                            std::vector<InputRecord>& inputs);

  private:
    bool take(std::size_t row);
    void check_codes() const;
    void report_coverage(const domain::AdminUnits& units);
    std::string text(const std::optional<std::size_t>& column, std::size_t row) const {
        return column ? cell_text(table_.layer, *column, row) : "";
    }

    SourceTable table_;
    SourceLog log_;
    std::size_t code_;
    std::size_t name_;
    std::optional<std::size_t> parent_;
    std::optional<std::size_t> parent_code_;
    domain::BoundPredicate where_;
    std::vector<std::size_t> rows_;  ///< taken, by code in the end
};

bool UnitRows::take(std::size_t row) {
    if (!where_(row)) {
        log_.not_selected();
        return false;
    }
    const domain::Layer& layer = table_.layer;
    for (const gdal::RowFault& fault : faults_of(table_, row)) {
        if (spoils_row(fault.fault)) {
            log_.reject(row, finding_of(fault));
            return false;
        }
        log_.warn(row, finding_of(fault));
    }
    if (cell_text(layer, code_, row).empty()) {
        log_.reject(row,
                    {"unit.no-code",
                     layer.fields[code_].name,
                     "",
                     {"đơn vị không có mã", "the unit has no code"},
                     {"điền mã vào cột này", "fill in its code"}});
        return false;
    }
    if (layer.shapes.empty() || layer.shapes[row].shape() != geo::Shape::polygons) {
        log_.reject(row,
                    {"unit.no-polygon",
                     layer.fields[code_].name,
                     cell_text(layer, code_, row),
                     {"đơn vị không có hình vùng", "the unit has no polygon"},
                     {"vẽ ranh giới của đơn vị", "draw its boundary"}});
        return false;
    }
    geo::Repaired repaired = geo::make_valid(layer.shapes[row]);
    if (repaired.geometry.empty()) {
        log_.reject(row,
                    {"unit.no-area",
                     layer.fields[code_].name,
                     cell_text(layer, code_, row),
                     {"hình của đơn vị không có diện tích", "the unit's shape has no area"},
                     {"vẽ lại ranh giới của đơn vị", "draw its boundary again"}});
        return false;
    }
    if (repaired.changed) {
        log_.warn(row,
                  {"unit.shape-repaired",
                   layer.fields[code_].name,
                   cell_text(layer, code_, row),
                   area_change(repaired),
                   {"so sánh với bản đồ gốc; sửa hình trong tệp nếu phần sửa không đúng",
                    "compare with the original map; mend the file if the repair is not right"}});
        table_.layer.shapes[row] = std::move(repaired.geometry);
    }
    return true;
}

void UnitRows::check_codes() const {
    for (std::size_t i = 1; i < rows_.size(); ++i) {
        const std::string code = cell_text(table_.layer, code_, rows_[i]);
        if (code == cell_text(table_.layer, code_, rows_[i - 1])) {
            throw Error(
                ErrorKind::input,
                Text{fmt::format("{}: dòng {} và {} có cùng mã \"{}\" ở cột \"{}\"; mỗi mã là một "
                                 "đơn vị: gộp hai dòng thành một vùng nhiều phần, hoặc sửa mã",
                                 table_.layer.file,
                                 table_.layer.source_rows[rows_[i - 1]],
                                 table_.layer.source_rows[rows_[i]],
                                 code,
                                 table_.layer.fields[code_].name),
                     fmt::format("{}: rows {} and {} have the same code \"{}\" in column \"{}\"; a "
                                 "code names one unit: merge the two rows into one multipolygon, "
                                 "or correct the code",
                                 table_.layer.file,
                                 table_.layer.source_rows[rows_[i - 1]],
                                 table_.layer.source_rows[rows_[i]],
                                 code,
                                 table_.layer.fields[code_].name)});
        }
    }
}

void UnitRows::report_coverage(const domain::AdminUnits& units) {
    const std::vector<geo::Overlap>& overlaps = units.coverage.overlaps;
    const std::vector<geo::Hole>& holes = units.coverage.holes;
    const double shared = std::accumulate(
        overlaps.begin(), overlaps.end(), 0.0, [](double sum, const geo::Overlap& overlap) {
            return sum + overlap.area_m2;
        });
    const double open =
        std::accumulate(holes.begin(), holes.end(), 0.0, [](double sum, const geo::Hole& hole) {
            return sum + hole.area_m2;
        });
    const bool all_listed = overlaps.size() <= listed_at_most;
    if (!overlaps.empty()) {
        log_.warn(
            {"unit.overlaps",
             "",
             "",
             {fmt::format(
                  "{} cặp đơn vị chồng lên nhau, tổng {} km²; điểm nằm trong phần "
                  "chồng thuộc đơn vị có mã nhỏ nhất{}",
                  overlaps.size(),
                  km2(shared, Language::vi),
                  all_listed ? "" : fmt::format("; {} cặp lớn nhất được liệt kê", listed_at_most)),
              fmt::format(
                  "{} pair(s) of units overlap, {} km2 in all; a point in an overlap "
                  "belongs to the unit with the lowest code{}",
                  overlaps.size(),
                  km2(shared, Language::en),
                  all_listed ? "" : fmt::format("; the {} largest are listed", listed_at_most))},
             {"dùng một lớp ranh giới khít nhau nếu có",
              "use boundaries that fit together if there are any"}});
    }
    std::vector<geo::Overlap> largest = overlaps;
    std::stable_sort(largest.begin(), largest.end(), [](const auto& a, const auto& b) {
        return a.area_m2 > b.area_m2;
    });
    largest.resize(std::min(largest.size(), listed_at_most));
    for (const geo::Overlap& overlap : largest) {
        const std::string& first = units.code[UnitIndex(overlap.first)];
        const std::string& second = units.code[UnitIndex(overlap.second)];
        log_.note(rows_[overlap.second],
                  {"unit.overlap",
                   table_.layer.fields[code_].name,
                   second,
                   {fmt::format("chồng lên đơn vị {} trên {} km²; phần này tính cho {}",
                                first,
                                km2(overlap.area_m2, Language::vi),
                                first),
                    fmt::format("overlaps the unit {} by {} km2; that part counts for {}",
                                first,
                                km2(overlap.area_m2, Language::en),
                                first)},
                   {"sửa ranh giới chung của hai đơn vị", "mend the border of the two units"}});
    }
    if (!holes.empty()) {
        const geo::Hole& widest = holes.front();
        log_.warn({"unit.holes",
                   "",
                   "",
                   {fmt::format("{} khoảng trống giữa các đơn vị, tổng {} km², lớn nhất {} km² tại "
                                "({:.0f}; {:.0f}); điểm rơi vào đó không thuộc đơn vị nào",
                                holes.size(),
                                km2(open, Language::vi),
                                km2(widest.area_m2, Language::vi),
                                widest.inside.x,
                                widest.inside.y),
                    fmt::format("{} between the units, {} km2 in all, the largest {} km2 at "
                                "({:.0f}, {:.0f}); a point in a hole belongs to no unit",
                                how_many(holes.size(), "hole"),
                                km2(open, Language::en),
                                km2(widest.area_m2, Language::en),
                                widest.inside.x,
                                widest.inside.y)},
                   {"dùng một lớp ranh giới khít nhau nếu có",
                    "use boundaries that fit together if there are any"}});
    }
}

domain::AdminUnits UnitRows::read(const UnitSource& source,
                                  const StudyFrame& frame,
                                  std::vector<InputRecord>& inputs) {
    const domain::Layer& layer = table_.layer;
    settle_impossible_axes(table_, log_);
    bring_to_study(table_, frame);
    inputs.push_back(record_of("units", source.source, table_));
    for (std::size_t row = 0; row < layer.size(); ++row) {
        if (take(row)) {
            rows_.push_back(row);
        }
    }
    std::stable_sort(rows_.begin(), rows_.end(), [&](std::size_t a, std::size_t b) {
        return cell_text(layer, code_, a) < cell_text(layer, code_, b);
    });
    check_codes();
    if (rows_.empty()) {
        throw Error(ErrorKind::input,
                    Text{fmt::format("{}: không dòng nào trong {} dòng là đơn vị có mã và vùng; "
                                     "kiểm tra cột mã, điều kiện where và loại hình của tệp",
                                     layer.file,
                                     layer.size()),
                         fmt::format("{}: none of its {} rows is a unit with a code and a polygon; "
                                     "check the column of codes, where, and the kind of shapes",
                                     layer.file,
                                     layer.size())});
    }
    domain::AdminUnits units;
    units.vintage = source.vintage;
    std::vector<std::string> codes, names, parents, parent_codes;
    std::vector<geo::Geometry> shapes;
    std::vector<double> areas;
    for (const std::size_t row : rows_) {
        codes.push_back(cell_text(layer, code_, row));
        names.push_back(cell_text(layer, name_, row));
        parents.push_back(text(parent_, row));
        parent_codes.push_back(text(parent_code_, row));
        areas.push_back(geo::area_m2(layer.shapes[row]));
        shapes.push_back(layer.shapes[row]);
    }
    units.neighbours = geo::contiguity(shapes);
    units.coverage = geo::check_coverage(shapes);
    units.code = PerUnit<std::string>(std::move(codes));
    units.name = PerUnit<std::string>(std::move(names));
    units.parent = PerUnit<std::string>(std::move(parents));
    units.parent_code = PerUnit<std::string>(std::move(parent_codes));
    units.shape = PerUnit<geo::Geometry>(std::move(shapes));
    units.area_m2 = PerUnit<double>(std::move(areas));
    report_coverage(units);
    log_.close();
    return units;
}

}  // namespace

domain::AdminUnits read_units(const UnitSource& source,
                              const StudyFrame& frame,
                              IssueLog& log,
                              std::vector<InputRecord>& inputs) {
    return UnitRows(source, open_shapes(source.source), log).read(source, frame, inputs);
}

}  // namespace riskmap::intake
