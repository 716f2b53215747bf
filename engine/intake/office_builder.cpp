#include "intake/office_builder.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "intake/table_cells.hpp"

namespace riskmap::intake {
namespace {

constexpr std::size_t samples = 3;

bool holds_birth(const HeaderColumn& column) {
    return column.meaning == Meaning::birth || column.group == Meaning::birth;
}

bool is_used(Meaning meaning) {
    return meaning != Meaning::number && meaning != Meaning::unknown && meaning != Meaning::water;
}

ColumnFound found_column(const HeaderColumn& column,
                         const domain::TextGrid& grid,
                         std::size_t first,
                         const std::vector<RowKind>& kinds,
                         const OfficeWords& words) {
    ColumnFound found;
    found.header = column.shown();
    found.meaning = label(column.meaning);
    const bool personal = words.is_personal(column.meaning) || holds_birth(column);
    if (column.year || (column.meaning == Meaning::unknown && !column.cause.empty())) {
        found.meaning = label(Meaning::cases);
    } else if (column.meaning == Meaning::unknown) {
        found.ignored = {"không nhận ra tiêu đề; thêm vào tệp từ hoặc ghi trong columns nếu cần",
                         "header not known; add it to the words file or name it in columns if it "
                         "is needed"};
    } else if (column.meaning == Meaning::residence || column.meaning == Meaning::place ||
               column.meaning == Meaning::recovery) {
        found.ignored = {"thông tin cá nhân, chỉ lấy tên xã, huyện nếu có",
                         "personal, only a commune and a district are taken if it names them"};
    } else if (personal) {
        found.ignored = {"thông tin cá nhân, không giữ lại", "personal, not kept"};
    } else if (!is_used(column.meaning)) {
        found.ignored = {"không cần cho phép tính", "not needed"};
    }
    const bool shows = !personal && found.ignored.en.empty();
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        const std::string_view text =
            kinds[i] == RowKind::data ? grid.at(first + i, column.column) : std::string_view();
        found.values += text.empty() ? 0 : 1;
        const bool hides = column.meaning == Meaning::age && is_birth_year(text);
        if (!text.empty() && shows && !hides && found.samples.size() < samples &&
            std::find(found.samples.begin(), found.samples.end(), text) == found.samples.end()) {
            found.samples.emplace_back(text);
        }
    }
    return found;
}

}  // namespace

OfficeBuilder::OfficeBuilder(OfficeTable& into, const domain::TextGrid& grid) : into_(into) {
    into_.layer.name = grid.sheet;
    into_.layer.file = grid.file;
}

std::size_t OfficeBuilder::add(const std::string& name) {
    domain::Layer& layer = into_.layer;
    std::string unique = name;
    for (int times = 2; layer.find(unique); ++times) {
        unique = fmt::format("{} #{}", name, times);
    }
    domain::Field& field = layer.fields.emplace_back();
    field.name = unique;
    field.label = {name, name};
    domain::Cells& cells = layer.columns.emplace_back();
    cells.reserve(rows_);
    cells.resize(layer.size());
    return layer.fields.size() - 1;
}

std::size_t OfficeBuilder::column(std::string& names, const std::string& name) {
    for (const auto& [known, at] : members_) {
        if (known == &names) {
            return at;
        }
    }
    const std::size_t at = add(name);
    members_.emplace_back(&names, at);
    names = into_.layer.fields[at].name;
    return at;
}

std::size_t OfficeBuilder::kept(const std::string& name) { return add(name); }

void OfficeBuilder::clear() {
    for (domain::Cells& column : into_.layer.columns) {
        column = {};
        column.reserve(rows_);
    }
    into_.layer.source_rows.clear();
    into_.whole_rows.clear();
    into_.refused.clear();
}

std::size_t OfficeBuilder::row(std::int64_t source_row) {
    for (domain::Cells& column : into_.layer.columns) {
        column.push_back({});
    }
    into_.layer.source_rows.push_back(source_row);
    return into_.layer.size() - 1;
}

void OfficeBuilder::set(std::size_t column, const std::string& text) {
    if (!text.empty()) {
        domain::Cells& cells = into_.layer.columns[column];
        cells.set(cells.size() - 1, text);
    }
}

void describe_table(OfficeTable& table,
                    const domain::TextGrid& grid,
                    const TableHeader& header,
                    const std::vector<RowKind>& kinds,
                    const OfficeWords& words) {
    TableFound& found = table.found;
    found.sheet = grid.sheet;
    found.header_row = grid.source_row(header.first);
    for (const HeaderColumn& column : header.columns) {
        if (!column.text.empty()) {
            found.columns.push_back(found_column(column, grid, header.end, kinds, words));
        }
    }
    std::map<RowKind, std::int64_t> counts;
    for (const RowKind kind : kinds) {
        ++counts[kind];
    }
    Text& text = found.not_data;
    text = {
        fmt::format(
            "{} dòng tên bảng, {} dòng tiêu đề cột", header.first, header.end - header.first),
        fmt::format("{} title row(s), {} header row(s)", header.first, header.end - header.first)};
    table.rows_not_data = static_cast<std::int64_t>(header.end);
    for (const auto& [kind, count] : counts) {
        if (kind != RowKind::data) {
            text.vi += fmt::format(", {} {}", count, label(kind).vi);
            text.en += fmt::format(", {} {}", count, label(kind).en);
            table.rows_not_data += count;
        }
    }
}

}  // namespace riskmap::intake
