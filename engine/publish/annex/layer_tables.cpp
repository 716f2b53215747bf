// Sheets that show columns of published layers, as published.
#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "plan/kind_words.hpp"
#include "plan/site_states.hpp"
#include "plan/targets.hpp"
#include "publish/annex/tables.hpp"
#include "publish/published_layer.hpp"
#include "risk/level.hpp"

namespace riskmap::publish {
namespace {

AnnexCell cell_of(const domain::Value& value) {
    struct {
        AnnexCell operator()(std::monostate) const { return {}; }
        AnnexCell operator()(bool yes) const { return std::string(yes ? "có" : "không"); }
        AnnexCell operator()(std::int64_t number) const { return number; }
        AnnexCell operator()(double number) const { return number; }
        AnnexCell operator()(const std::string& text) const { return text; }
    } visitor;
    return std::visit(visitor, value);
}

/// The published layer of a name, without its shapes; an empty one when there is none.
PublishedLayer table_of(const Publication& publication, const std::string& name) {
    for (const domain::Layer& layer : publication.layers) {
        if (layer.name == name) {
            domain::Layer table = layer;
            table.shapes.clear();
            return publish_layer(table, publication.study_crs);
        }
    }
    return {};
}

/// Level words become the labels of the maps.
AnnexCell level_label(const AnnexCell& word) {
    using risk::Level;
    for (const Level level : {Level::confirmed,
                              Level::probable,
                              Level::watch,
                              Level::undetermined,
                              Level::lower,
                              Level::insufficient_data}) {
        if (std::holds_alternative<std::string>(word) &&
            std::get<std::string>(word) == risk::to_word(level)) {
            return risk::label(level).vi;
        }
    }
    return word;
}

/// The column of a table that says what is printed where a number is not shown; none.
const domain::Cells* shown_instead(const PublishedLayer& table, const std::string& name) {
    for (std::size_t f = 0; f < table.fields.size(); ++f) {
        if (table.fields[f].name == name + "_shown") {
            return &table.columns[f];
        }
    }
    return nullptr;
}

/// Words of the program become those of the maps.
AnnexCell in_words(const std::string& column, const AnnexCell& cell) {
    if (column.ends_with("_level")) {
        return level_label(cell);
    }
    const auto* word = std::get_if<std::string>(&cell);
    const bool kind = column == "kind" || column.ends_with("_kind");
    return kind && word != nullptr ? AnnexCell(plan::kind_words(*word).vi) : cell;
}

/// Adds a column of the table, if it has it, under its Vietnamese alias.
void add_column(AnnexSheet& sheet,
                const PublishedLayer& table,
                const std::string& name,
                double width = 11) {
    for (std::size_t f = 0; f < table.fields.size(); ++f) {
        const domain::Field& field = table.fields[f];
        if (field.name != name) {
            continue;
        }
        sheet.rows.resize(table.rows);
        sheet.columns.push_back({field.label.vi, width, field.decimals});
        const domain::Cells* instead = shown_instead(table, name);
        for (std::size_t row = 0; row < table.rows; ++row) {
            const domain::Value number = table.columns[f][row];
            const AnnexCell cell = cell_of(
                domain::is_missing(number) && instead != nullptr ? (*instead)[row] : number);
            sheet.rows[row].push_back(in_words(name, cell));
        }
        return;
    }
}

/// Words of states become plain ones.
void say_states(AnnexSheet& sheet, std::size_t column) {
    for (auto& row : sheet.rows) {
        if (const auto* word = std::get_if<std::string>(&row[column])) {
            row[column] = plan::state_words(*word).vi;
        }
    }
}

/// The place of a row in the list where it comes first; past all others when it is in none.
std::int64_t first_place(const std::vector<AnnexCell>& cells,
                         const std::vector<std::size_t>& orders) {
    std::int64_t first = std::numeric_limits<std::int64_t>::max();
    for (const std::size_t column : orders) {
        if (const auto* place = std::get_if<std::int64_t>(&cells[column])) {
            first = std::min(first, *place);
        }
    }
    return first;
}

/// Puts what comes first in any list on top; paper has only those, for there are thousands of
/// places.
void first_on_top(AnnexSheet& sheet, const std::vector<std::size_t>& orders) {
    constexpr std::size_t on_paper = 100;
    std::stable_sort(sheet.rows.begin(), sheet.rows.end(), [&](const auto& a, const auto& b) {
        return first_place(a, orders) < first_place(b, orders);
    });
    if (!orders.empty() && sheet.rows.size() > on_paper) {
        sheet.printed_rows = on_paper;
        sheet.note += fmt::format(" Xếp theo thứ tự cần làm trước; in ra chỉ {} dòng đầu trong {}.",
                                  on_paper,
                                  sheet.rows.size());
    }
}

/// What is done at the places of a layer, cases assigned to them, and their orders.
void add_place_columns(AnnexSheet& sheet,
                       const PublishedLayer& table,
                       const AnnexInput& input,
                       const std::string& layer) {
    std::vector<std::size_t> orders;
    for (const plan::HazardResult& hazard : input.hazards) {
        const hazard::PlaceRules& rules = hazard.spec.places;
        for (const hazard::StateColumn& state : rules.states) {
            const std::size_t before = sheet.columns.size();
            add_column(sheet, table, state.name, 12);
            if (sheet.columns.size() > before) {
                say_states(sheet, before);
            }
        }
        add_column(sheet, table, hazard.spec.prefix + "_assigned", 11);
        for (const hazard::PlaceList& list : rules.lists) {
            if (list.layer == layer) {
                const std::string head = hazard.spec.prefix + "_" + list.name + "_";
                const std::size_t first = sheet.columns.size();
                add_column(sheet, table, head + "order", 9);
                add_column(sheet, table, head + "order_lower", 9);
                add_column(sheet, table, head + "order_upper", 9);
                add_column(sheet, table, head + "reason_vi", 60);
                if (first < sheet.columns.size()) {
                    orders.push_back(first);
                }
            }
        }
    }
    sheet.pages_across = 1 + static_cast<int>(orders.size() + 1) / 2;
    first_on_top(sheet, orders);
}

/// Years without a dot, changes as percentages, the state in words.
void say_target(std::vector<AnnexCell>& cells, const std::string& kind) {
    constexpr std::size_t due = 2;
    constexpr std::size_t wanted = 4;
    constexpr std::size_t state = 8;
    for (std::size_t i = due; i < wanted; ++i) {
        if (const auto* year = std::get_if<std::int64_t>(&cells[i])) {
            cells[i] = std::to_string(*year);
        }
    }
    const auto* level = std::get_if<double>(&cells[wanted]);
    const bool share =
        kind.starts_with("change") || (kind == "other" && level != nullptr && *level <= 1);
    for (std::size_t i = wanted; i < state; ++i) {
        const auto* number = std::get_if<double>(&cells[i]);
        if (number != nullptr && share) {
            cells[i] = Percent{*number};
        } else if (number != nullptr && *number == std::floor(*number)) {
            cells[i] = static_cast<std::int64_t>(*number);
        }
    }
    if (const auto* word = std::get_if<std::string>(&cells[state])) {
        cells[state] = plan::state_words(plan::target_state_of(*word)).vi;
    }
}

}  // namespace

AnnexSheet communes_sheet(const AnnexInput& input) {
    AnnexSheet sheet{.name = "T2 Xã",
                     .title = "Bảng 2. Số vụ, tỷ suất và thứ hạng theo xã, có khoảng bất định",
                     .note =
                         "Tỷ suất trên 100.000 trẻ em mỗi năm. Thứ hạng luôn đọc cùng khoảng "
                         "của nó; ô trống là không có số liệu, không phải số 0.",
                     .source = "communes trong riskmap.gpkg; ý nghĩa từng cột ở dictionary.csv",
                     .columns = {},
                     .rows = {},
                     .totals = {},
                     .naming = 2};
    const PublishedLayer table = table_of(input.publication, "communes");
    add_column(sheet, table, "code", 9);
    add_column(sheet, table, "name", 20);
    add_column(sheet, table, "parent", 18);
    add_column(sheet, table, "population");
    add_column(sheet, table, "priority_rank", 8);
    for (const plan::HazardResult& hazard : input.hazards) {
        for (const char* suffix : {"level",
                                   "observed",
                                   "expected",
                                   "crude",
                                   "crude_lower",
                                   "crude_upper",
                                   "rate",
                                   "rate_lower",
                                   "rate_upper",
                                   "rr",
                                   "rank",
                                   "rank_lower",
                                   "rank_upper",
                                   "p_exceed"}) {
            add_column(sheet,
                       table,
                       hazard.spec.prefix + "_" + suffix,
                       std::string(suffix) == "level" ? 20 : 9);
        }
    }
    sheet.pages_across = std::max(1, static_cast<int>(input.hazards.size()));
    return sheet;
}

AnnexSheet water_sheet(const AnnexInput& input) {
    AnnexSheet sheet{.name = "T5 Vùng nước",
                     .title = "Bảng 5. Danh mục vùng nước và trẻ em sống gần",
                     .note =
                         "Nơi chưa khảo sát không có trong danh mục; không có tên ở đây không "
                         "có nghĩa là an toàn.",
                     .source = "water trong riskmap.gpkg",
                     .columns = {},
                     .rows = {},
                     .totals = {},
                     .naming = 2};
    const PublishedLayer table = table_of(input.publication, "water");
    for (const char* name : {"id",
                             "name",
                             "kind",
                             "commune_code",
                             "commune",
                             "children_200",
                             "children_500",
                             "schools_1000",
                             "nearest_school_m",
                             "nearest_school"}) {
        add_column(sheet, table, name, 15);
    }
    add_place_columns(sheet, table, input, "water");
    return sheet;
}

AnnexSheet schools_sheet(const AnnexInput& input) {
    AnnexSheet sheet{.name = "T6 Trường học",
                     .title = "Bảng 6. Trường học theo khoảng cách đến nước và đường cấp cao",
                     .note =
                         "Khoảng cách phẳng tính bằng mét. Lọc cột khoảng cách để lấy danh sách "
                         "cổng trường cần làm trước.",
                     .source = "schools trong riskmap.gpkg",
                     .columns = {},
                     .rows = {},
                     .totals = {},
                     .naming = 2};
    const PublishedLayer table = table_of(input.publication, "schools");
    for (const char* name : {"id",
                             "name",
                             "commune_code",
                             "commune",
                             "nearest_water_m",
                             "nearest_water_kind",
                             "nearest_water",
                             "nearest_major_road_m",
                             "nearest_major_road_kind",
                             "nearest_major_road",
                             "road_to_cross",
                             "children_crossing",
                             "children_500"}) {
        add_column(sheet, table, name, std::string(name) == "name" ? 28 : 14);
    }
    add_place_columns(sheet, table, input, "schools");
    return sheet;
}

AnnexSheet published_targets_sheet(const AnnexInput& input) {
    AnnexSheet sheet{.name = "T7 Chỉ tiêu",
                     .title = "Bảng 7. Diễn biến từng năm so với chỉ tiêu",
                     .note = "Khoảng bất định chứa chỉ tiêu thì số vụ còn quá ít để kết luận.",
                     .source = "target_status trong riskmap.gpkg; văn bản ghi ở từng dòng",
                     .columns = {},
                     .rows = {},
                     .totals = {}};
    const PublishedLayer table = table_of(input.publication, "target_status");
    struct Row {
        const char* name;
        double width;
    };
    static constexpr Row columns[] = {{"document", 26},
                                      {"label_vi", 46},
                                      {"due", 9},
                                      {"year", 9},
                                      {"wanted", 11},
                                      {"seen", 11},
                                      {"seen_lower", 11},
                                      {"seen_upper", 11},
                                      {"state", 24}};
    for (const Row& column : columns) {
        add_column(sheet, table, column.name, column.width);
    }
    const auto kind = std::find_if(table.fields.begin(), table.fields.end(), [](const auto& field) {
        return field.name == "kind";
    });
    for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
        say_target(sheet.rows[row],
                   domain::as_text(
                       table.columns[static_cast<std::size_t>(kind - table.fields.begin())][row]));
    }
    return sheet;
}

}  // namespace riskmap::publish
