#include "app/compare.hpp"

#include <algorithm>
#include <map>

#include "app/result_folder.hpp"
#include "app/write_table.hpp"
#include "core/error.hpp"
#include "disclosure/audience.hpp"
#include "publish/plan_basis_file.hpp"
#include "publish/table_builder.hpp"

namespace riskmap::app {
namespace {

namespace fs = std::filesystem;
using domain::FieldType;
using domain::Value;

struct Side {
    ResultFolder result;
    plan::PlanBasis basis;
};

Side read_side(const fs::path& folder) {
    return {read_result(folder), publish::read_plan_basis(folder / publish::plan_basis_name)};
}

void check_vintages(const Side& before, const Side& after) {
    if (before.basis.vintage != after.basis.vintage) {
        const std::string a = before.basis.vintage.empty() ? "?" : before.basis.vintage;
        const std::string b = after.basis.vintage.empty() ? "?" : after.basis.vintage;
        throw Error(ErrorKind::input,
                    Text{"hai kết quả theo địa giới khác thời điểm (" + a + " và " + b +
                             "): cùng một mã có thể là hai xã khác nhau; hãy chạy "
                             "lại một bên trên địa giới "
                             "của bên kia",
                         "the results have boundaries of different dates (" + a + " and " + b +
                             "): one code may mean two units; run one of them "
                             "again on the boundaries of "
                             "the other"});
    }
}

Text label_of(const ResultFolder& result, const std::string& hazard_id) {
    for (const hazard::HazardSpec& hazard : result.hazards) {
        if (hazard.id == hazard_id) {
            return hazard.label;
        }
    }
    return {hazard_id, hazard_id};
}

domain::Layer table_of(const Comparison& comparison) {
    struct Line {
        const ComparedHazard* hazard;
        const plan::UnitChange* change;
    };
    std::vector<Line> lines;
    for (const ComparedHazard& hazard : comparison.hazards) {
        for (const plan::UnitChange& change : hazard.changes) {
            lines.push_back({&hazard, &change});
        }
    }
    domain::Layer table;
    table.name = "compare";
    table.label = {"So sánh hai kết quả", "Two results compared"};
    publish::TableBuilder::set_rows(table, lines.size());
    publish::TableBuilder builder(table);
    const auto text = [&](const char* name, const char* short_name, Text label, auto&& value) {
        builder.add({name, short_name, FieldType::text, "", label, label, "riskmap", 0},
                    [&](std::size_t row) { return Value(value(lines[row])); });
    };
    const auto real = [&](const char* name, const char* short_name, Text label, auto&& value) {
        builder.add(
            {name, short_name, FieldType::real, "", label, label, "riskmap", 4},
            [&](std::size_t row) { return publish::real_or_none(value(*lines[row].change)); });
    };
    text("hazard", "loai", {"Loại tai nạn", "Hazard"}, [](const Line& l) { return l.hazard->id; });
    text("code", "ma_xa", {"Mã xã", "Unit code"}, [&](const Line& l) {
        return comparison.code[l.change->before.row()];
    });
    text("name", "ten", {"Tên xã", "Unit"}, [&](const Line& l) {
        return comparison.name[l.change->before.row()];
    });
    real("events_before",
         "truoc",
         {"Số vụ kỳ vọng mỗi năm, trước", "Expected a year, before"},
         [](const plan::UnitChange& c) { return c.events_before; });
    real("events_after",
         "sau",
         {"Số vụ kỳ vọng mỗi năm, sau", "Expected a year, after"},
         [](const plan::UnitChange& c) { return c.events_after; });
    real("ratio",
         "ty_so",
         {"Tỷ số sau/trước", "Ratio after / before"},
         [](const plan::UnitChange& c) { return c.ratio; });
    real("ratio_lower",
         "ty_so_d",
         {"Tỷ số, cận dưới 90%", "Ratio, lower end (90 %)"},
         [](const plan::UnitChange& c) { return c.ratio_interval.lower; });
    real("ratio_upper",
         "ty_so_t",
         {"Tỷ số, cận trên 90%", "Ratio, upper end (90 %)"},
         [](const plan::UnitChange& c) { return c.ratio_interval.upper; });
    real("probability_more",
         "xs_tang",
         {"Xác suất đã tăng", "Probability that it rose"},
         [](const plan::UnitChange& c) { return c.probability_more; });
    text("movement",
         "ket_luan",
         {"Kết luận: more, fewer, cannot_tell", "Verdict: more, fewer, cannot_tell"},
         [](const Line& l) { return std::string(plan::to_word(l.change->movement)); });
    return table;
}

}  // namespace

Comparison compare(const fs::path& before_folder,
                   const fs::path& after_folder,
                   const fs::path& out) {
    const Side before = read_side(before_folder);
    const Side after = read_side(after_folder);
    check_vintages(before, after);
    std::map<std::string, UnitIndex> rows_after;
    for (std::size_t row = 0; row < after.basis.units(); ++row) {
        rows_after.emplace(after.basis.code[UnitIndex(row)], UnitIndex(row));
    }
    Comparison comparison;
    std::vector<std::pair<UnitIndex, UnitIndex>> pairs;
    for (std::size_t row = 0; row < before.basis.units(); ++row) {
        const std::string& code = before.basis.code[UnitIndex(row)];
        comparison.code.push_back(code);
        comparison.name.push_back(before.result.text("name", row));
        const auto twin = rows_after.find(code);
        if (twin == rows_after.end()) {
            comparison.only_before.push_back(code);
        } else {
            pairs.emplace_back(UnitIndex(row), twin->second);
            rows_after.erase(twin);
        }
    }
    for (const auto& [code, unit] : rows_after) {
        comparison.only_after.push_back(code);
    }
    for (const plan::EventDraws& hazard : before.basis.hazards) {
        for (const plan::EventDraws& twin : after.basis.hazards) {
            if (twin.hazard_id == hazard.hazard_id) {
                comparison.hazards.push_back({hazard.hazard_id,
                                              label_of(before.result, hazard.hazard_id),
                                              plan::compare_events(hazard, twin, pairs)});
            }
        }
    }
    if (pairs.empty() || comparison.hazards.empty()) {
        throw Error(ErrorKind::input,
                    Text{"hai kết quả không có xã hoặc loại tai nạn nào chung",
                         "the results have no unit or no hazard in common"});
    }
    comparison.table = table_of(comparison);
    if (before.result.internal || after.result.internal) {
        comparison.stamp = disclosure::internal_stamp;
        stamp_table(comparison.table);
    }
    write_table_file(comparison.table, out);
    return comparison;
}

}  // namespace riskmap::app
