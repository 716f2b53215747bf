// Sheets that count: sources, years, ages, months.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "publish/annex/small_counts.hpp"
#include "publish/annex/tables.hpp"
#include "stats/poisson_interval.hpp"

namespace riskmap::publish {
namespace {

using Counts = std::vector<std::vector<std::int64_t>>;

constexpr const char* small_note =
    "Ô có 1–2 vụ ghi \"<3\"; ô \"…\" được che thêm để tổng không làm lộ ô khác.";

/// The cases of a hazard by year (rows) and parent unit (columns).
struct ByParent {
    std::vector<std::string> parents;
    std::vector<double> person_years;  ///< of each parent over the whole period
    Counts counts;                     ///< [year][parent]
};

ByParent by_parent(const plan::HazardResult& hazard, const domain::AdminUnits& units) {
    std::map<std::string, std::size_t> place;
    for (const std::string& parent : units.parent.values()) {
        place.emplace(parent, 0);
    }
    ByParent result;
    for (auto& [parent, index] : place) {
        index = result.parents.size();
        result.parents.push_back(parent);
    }
    result.person_years.assign(result.parents.size(), 0);
    const auto& by_year = hazard.cases.observed_by_year;
    result.counts.assign(by_year.size(), std::vector<std::int64_t>(result.parents.size(), 0));
    for (std::size_t row = 0; row < units.size(); ++row) {
        const UnitIndex unit(row);
        const std::size_t parent = place.at(units.parent[unit]);
        result.person_years[parent] += hazard.cases.person_years[unit];
        for (std::size_t year = 0; year < by_year.size(); ++year) {
            result.counts[year][parent] += by_year[year][unit];
        }
    }
    return result;
}

/// Count and rate of one year with its exact interval; hidden counts have no rate.
void add_rate(std::vector<AnnexCell>& cells, std::int64_t count, bool hidden, double person_years) {
    const AnnexCell shown = shown_count(count, hidden);
    cells.push_back(shown);
    if (std::holds_alternative<std::string>(shown) || !(person_years > 0)) {
        cells.insert(cells.end(), 3, AnnexCell());
        return;
    }
    const stats::PoissonInterval interval = stats::poisson_interval(count);
    const double scale = 1e5 / person_years;
    cells.emplace_back(static_cast<double>(count) * scale);
    cells.emplace_back(interval.lower * scale);
    cells.emplace_back(interval.upper * scale);
}

std::int64_t sum(const std::vector<std::int64_t>& numbers) {
    std::int64_t total = 0;
    for (const std::int64_t number : numbers) {
        total += number;
    }
    return total;
}

double sum(const std::vector<double>& numbers) {
    double total = 0;
    for (const double number : numbers) {
        total += number;
    }
    return total;
}

/// The rows of a hazard laid over a table of counts with its hidden cells.
void add_counts(AnnexSheet& sheet,
                const std::string& hazard,
                const std::vector<std::string>& heads,
                const Counts& counts) {
    const auto hidden = hidden_cells(counts);
    for (std::size_t row = 0; row < counts.size(); ++row) {
        std::vector<AnnexCell> cells{hazard, heads[row]};
        for (std::size_t column = 0; column < counts[row].size(); ++column) {
            cells.push_back(shown_count(counts[row][column], hidden[row][column]));
        }
        cells.push_back(shown_count(sum(counts[row]), false));
        sheet.rows.push_back(std::move(cells));
    }
}

struct AgeRow {
    const char* label;
    double below;
};
constexpr std::array<AgeRow, 5> age_rows{
    {{"0–4 tuổi", 5}, {"5–9 tuổi", 10}, {"10–14 tuổi", 15}, {"15 tuổi", 16}, {"từ 16 tuổi", 1e9}}};

std::size_t age_row(const domain::Incident& incident) {
    if (!incident.age) {
        return age_rows.size();
    }
    std::size_t row = 0;
    while (row + 1 < age_rows.size() && *incident.age >= age_rows[row].below) {
        ++row;
    }
    return row;
}

std::size_t sex_column(const domain::Incident& incident) {
    return incident.sex == "male" ? 0 : incident.sex == "female" ? 1 : 2;
}

const char* place_label(domain::EventPlace place) {
    switch (place) {
        case domain::EventPlace::residence:
            return "nơi cư trú";
        case domain::EventPlace::recovery:
            return "nơi tìm thấy";
        case domain::EventPlace::occurrence:
            break;
    }
    return "nơi xảy ra";
}

}  // namespace

AnnexSheet quality_sheet(const AnnexInput& input) {
    AnnexSheet sheet{
        .name = "T1 Chất lượng số liệu",
        .title = "Bảng 1. Chất lượng số liệu: mỗi nguồn đọc, dùng và loại bao nhiêu dòng",
        .note =
            "Số dòng đọc = dùng + ngoài điều kiện + loại. Từng dòng bị loại, lý do "
            "và cách sửa có trong ledger.csv.",
        .source = "ledger.csv",
        .columns = {{"Nguồn", 22, 0},
                    {"Tệp", 34, 0},
                    {"Số dòng đọc được", 12, 0},
                    {"Số dòng sử dụng", 12, 0},
                    {"Ngoài điều kiện chọn", 12, 0},
                    {"Số dòng bị loại", 12, 0},
                    {"Tỷ lệ sử dụng (%)", 12, 1}},
        .rows = {},
        .totals = {}};
    for (const SourceTally& tally : input.log.tallies()) {
        const double in = static_cast<double>(tally.rows_in);
        sheet.rows.push_back(
            {tally.source,
             tally.file,
             tally.rows_in,
             tally.rows_used,
             tally.rows_not_selected,
             tally.rows_rejected,
             in > 0 ? AnnexCell(100 * static_cast<double>(tally.rows_used) / in) : AnnexCell()});
    }
    return sheet;
}

AnnexSheet years_sheet(const AnnexInput& input) {
    AnnexSheet sheet{.name = "T2 Năm",
                     .title = "Bảng 2b. Số vụ và tỷ suất theo năm, toàn vùng và theo huyện",
                     .note = std::string("Tỷ suất thô trên 100.000 trẻ em mỗi năm, khoảng Poisson "
                                         "chính xác 95%. ") +
                             small_note,
                     .source = "sự cố được tính trong kỳ; dân số bình quân của kỳ",
                     .columns = {{"Loại tai nạn", 24, 0},
                                 {"Năm", 8, 0},
                                 {"Địa bàn", 24, 0},
                                 {"Số vụ", 9, 0},
                                 {"Tỷ suất", 10, 2},
                                 {"Cận dưới", 10, 2},
                                 {"Cận trên", 10, 2}},
                     .rows = {},
                     .totals = {}};
    for (const plan::HazardResult& hazard : input.hazards) {
        const ByParent table = by_parent(hazard, input.units);
        const auto hidden = hidden_cells(table.counts);
        const double years = hazard.cases.years;
        for (std::size_t year = 0; year < table.counts.size(); ++year) {
            const std::string label =
                std::to_string(hazard.cases.first_year + static_cast<int>(year));
            std::vector<AnnexCell> whole{hazard.spec.label.vi, label, std::string("Toàn vùng")};
            add_rate(whole, sum(table.counts[year]), false, sum(table.person_years) / years);
            sheet.rows.push_back(std::move(whole));
            for (std::size_t i = 0; table.parents.size() > 1 && i < table.parents.size(); ++i) {
                std::vector<AnnexCell> cells{hazard.spec.label.vi, label, table.parents[i]};
                add_rate(
                    cells, table.counts[year][i], hidden[year][i], table.person_years[i] / years);
                sheet.rows.push_back(std::move(cells));
            }
        }
    }
    return sheet;
}

AnnexSheet age_sheet(const AnnexInput& input) {
    AnnexSheet sheet{.name = "T3 Tuổi và giới",
                     .title = "Bảng 3. Số dòng sự cố theo tuổi, giới và nơi ghi nhận",
                     .note = small_note,
                     .source = "sự cố được tính trong kỳ (mỗi dòng một nạn nhân hoặc một vụ)",
                     .columns = {{"Loại tai nạn, nơi ghi nhận", 40, 0},
                                 {"Tuổi", 14, 0},
                                 {"Nam", 10, 0},
                                 {"Nữ", 10, 0},
                                 {"Không rõ giới", 10, 0},
                                 {"Cộng", 10, 0}},
                     .rows = {},
                     .totals = {}};
    std::vector<std::string> heads;
    for (const AgeRow& row : age_rows) {
        heads.emplace_back(row.label);
    }
    heads.emplace_back("không rõ tuổi");
    for (const plan::HazardResult& hazard : input.hazards) {
        std::map<domain::EventPlace, Counts> by_place;
        for (const std::uint32_t row : hazard.cases.incident_rows) {
            const domain::Incident& incident = input.incidents.rows[row];
            Counts& counts =
                by_place.try_emplace(incident.told, heads.size(), std::vector<std::int64_t>(3, 0))
                    .first->second;
            ++counts[age_row(incident)][sex_column(incident)];
        }
        for (const auto& [place, counts] : by_place) {
            add_counts(sheet, hazard.spec.label.vi + ", " + place_label(place), heads, counts);
        }
    }
    return sheet;
}

AnnexSheet time_sheet(const AnnexInput& input) {
    AnnexSheet sheet{.name = "T4 Tháng và giờ",
                     .title = "Bảng 4. Số dòng sự cố theo tháng và giờ trong ngày",
                     .note = small_note,
                     .source = "sự cố được tính trong kỳ, dòng biết tháng",
                     .columns = {{"Loại tai nạn", 24, 0},
                                 {"Tháng", 10, 0},
                                 {"0–5 giờ", 10, 0},
                                 {"6–11 giờ", 10, 0},
                                 {"12–17 giờ", 10, 0},
                                 {"18–23 giờ", 10, 0},
                                 {"Không rõ giờ", 10, 0},
                                 {"Cộng", 10, 0}},
                     .rows = {},
                     .totals = {}};
    constexpr std::size_t months = 12;
    constexpr std::size_t unknown_hour = 4;
    constexpr int hours_of_block = 6;
    const auto month_column = input.incidents.attributes.find("month");
    std::vector<std::string> heads;
    for (std::size_t month = 1; month <= months; ++month) {
        heads.push_back(fmt::format("Tháng {}", month));
    }
    for (const plan::HazardResult& hazard : input.hazards) {
        Counts counts(months, std::vector<std::int64_t>(unknown_hour + 1, 0));
        for (const std::uint32_t row : hazard.cases.incident_rows) {
            const domain::Incident& incident = input.incidents.rows[row];
            const double month =
                month_column ? domain::as_number(input.incidents.attributes.at(*month_column, row))
                             : std::nan("");
            if (month >= 1 && month <= 12) {
                const std::size_t block =
                    incident.hour ? static_cast<std::size_t>(*incident.hour / hours_of_block)
                                  : unknown_hour;
                ++counts[static_cast<std::size_t>(month) - 1][block];
            }
        }
        add_counts(sheet, hazard.spec.label.vi, heads, counts);
    }
    return sheet;
}

AnnexSheet targets_sheet(const AnnexInput& input) {
    AnnexSheet sheet{.name = "T7 Chỉ tiêu",
                     .title = "Bảng 7. Diễn biến từng năm so với chỉ tiêu",
                     .note =
                         "Điền chỉ tiêu của địa phương (theo Quyết định 1248/QĐ-TTg và kế hoạch "
                         "tỉnh) vào ô vàng; cột cuối tự so sánh và để trống khi chưa có chỉ tiêu.",
                     .source = "sự cố được tính trong kỳ; dân số bình quân của kỳ",
                     .columns = {{"Loại tai nạn", 26, 0},
                                 {"Năm", 8, 0},
                                 {"Số vụ", 9, 0},
                                 {"Tỷ suất trên 100.000", 12, 2},
                                 {"Cận dưới", 10, 2},
                                 {"Cận trên", 10, 2},
                                 {"Chỉ tiêu (tỷ suất không quá)", 16, 2},
                                 {"Vượt chỉ tiêu (+) hoặc thấp hơn (−)", 16, 2}},
                     .rows = {},
                     .totals = {}};
    for (const plan::HazardResult& hazard : input.hazards) {
        const ByParent table = by_parent(hazard, input.units);
        for (std::size_t year = 0; year < table.counts.size(); ++year) {
            std::vector<AnnexCell> cells{
                hazard.spec.label.vi,
                std::to_string(hazard.cases.first_year + static_cast<int>(year))};
            add_rate(cells,
                     sum(table.counts[year]),
                     false,
                     sum(table.person_years) / hazard.cases.years);
            const std::size_t row = sheet.rows.size() + AnnexSheet::first_row;
            cells.emplace_back(ToFill{});
            cells.emplace_back(Formula{
                fmt::format("=IF(OR(G{0}=\"\",D{0}=\"\"),\"\",D{0}-G{0})", row), std::nan("")});
            sheet.rows.push_back(std::move(cells));
        }
    }
    return sheet;
}

}  // namespace riskmap::publish
