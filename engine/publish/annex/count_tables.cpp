// Sheets that count: sources, years, ages, months.
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "publish/annex/tables.hpp"
#include "stats/poisson_interval.hpp"

namespace riskmap::publish {
namespace {

using plan::ShownCount;

constexpr const char* small_note =
    "Ô có 1–2 vụ ghi \"<3\"; ô \"…\" được che thêm để tổng không làm lộ ô khác.";

AnnexCell cell_of(const ShownCount& count) {
    return count.exact() ? AnnexCell(count.count) : AnnexCell(plan::printed(count));
}

/// Person-years of each parent unit over the whole period.
std::vector<double> person_years(const plan::HazardResult& hazard,
                                 const domain::AdminUnits& units) {
    const std::vector<std::string>& parents = hazard.shown.parents;
    std::vector<double> sums(parents.size(), 0);
    for (std::size_t row = 0; row < units.size(); ++row) {
        const UnitIndex unit(row);
        const auto parent = std::lower_bound(parents.begin(), parents.end(), units.parent[unit]);
        sums[static_cast<std::size_t>(parent - parents.begin())] += hazard.cases.person_years[unit];
    }
    return sums;
}

double sum(const std::vector<double>& numbers) {
    double total = 0;
    for (const double number : numbers) {
        total += number;
    }
    return total;
}

/// Count and rate of one year with its exact interval; hidden counts have no rate.
void add_rate(std::vector<AnnexCell>& cells, const ShownCount& count, double person_years) {
    cells.push_back(cell_of(count));
    if (!count.exact() || !(person_years > 0)) {
        cells.insert(cells.end(), 3, AnnexCell());
        return;
    }
    const stats::PoissonInterval interval = stats::poisson_interval(count.count);
    const double scale = 1e5 / person_years;
    cells.emplace_back(static_cast<double>(count.count) * scale);
    cells.emplace_back(interval.lower * scale);
    cells.emplace_back(interval.upper * scale);
}

std::vector<AnnexCell> line(std::vector<AnnexCell> cells,
                            const std::vector<ShownCount>& counts,
                            const ShownCount& sum) {
    for (const ShownCount& count : counts) {
        cells.push_back(cell_of(count));
    }
    cells.push_back(cell_of(sum));
    return cells;
}

constexpr std::array<const char*, plan::age_groups> age_labels{
    "0–4 tuổi", "5–9 tuổi", "10–14 tuổi", "15 tuổi", "từ 16 tuổi", "không rõ tuổi"};

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
        const auto& labels = input.publication.source_labels;
        const auto label = labels.find(tally.source);
        sheet.rows.push_back(
            {label == labels.end() ? tally.source : label->second.vi,
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
        const plan::ShownCases& shown = hazard.shown;
        const std::vector<double> people = person_years(hazard, input.units);
        const double years = hazard.cases.years;
        for (std::size_t year = 0; year < shown.by_year.size(); ++year) {
            const std::string label = std::to_string(shown.first_year + static_cast<int>(year));
            std::vector<AnnexCell> whole{hazard.spec.label.vi, label, std::string("Toàn vùng")};
            add_rate(whole, shown.by_year[year], sum(people) / years);
            sheet.rows.push_back(std::move(whole));
            for (std::size_t i = 0; people.size() > 1 && i < people.size(); ++i) {
                std::vector<AnnexCell> cells{hazard.spec.label.vi, label, shown.parents[i]};
                add_rate(cells, shown.by_year_and_parent[year][i], people[i] / years);
                sheet.rows.push_back(std::move(cells));
            }
        }
    }
    return sheet;
}

AnnexSheet age_sheet(const AnnexInput& input) {
    AnnexSheet sheet{
        .name = "T3 Tuổi và giới",
        .title = "Bảng 3. Số vụ theo tuổi, giới của nạn nhân và nơi ghi nhận",
        .note = small_note,
        .source = "sự cố được tính trong kỳ; vụ có nhiều nạn nhân tính theo nạn nhân nhỏ tuổi nhất",
        .columns = {{"Loại tai nạn, nơi ghi nhận", 40, 0},
                    {"Tuổi", 14, 0},
                    {"Nam", 10, 0},
                    {"Nữ", 10, 0},
                    {"Không rõ giới", 10, 0},
                    {"Cộng", 10, 0}},
        .rows = {},
        .totals = {}};
    for (const plan::HazardResult& hazard : input.hazards) {
        for (const plan::AgeTable& table : hazard.shown.by_age) {
            const std::string head = hazard.spec.label.vi + ", " + label(table.place).vi;
            for (std::size_t age = 0; age < table.cells.size(); ++age) {
                sheet.rows.push_back(line(
                    {head, std::string(age_labels[age])}, table.cells[age], table.of_age[age]));
            }
        }
    }
    return sheet;
}

AnnexSheet time_sheet(const AnnexInput& input) {
    AnnexSheet sheet{.name = "T4 Tháng và giờ",
                     .title = "Bảng 4. Số vụ theo tháng và giờ trong ngày",
                     .note = small_note,
                     .source = "sự cố được tính trong kỳ",
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
    for (const plan::HazardResult& hazard : input.hazards) {
        const plan::ShownCases& shown = hazard.shown;
        for (std::size_t month = 0; month < shown.by_month.size(); ++month) {
            const bool known = month + 1 < plan::month_rows;
            if (known || shown.by_month[month] != ShownCount{}) {
                sheet.rows.push_back(
                    line({hazard.spec.label.vi,
                          known ? fmt::format("Tháng {}", month + 1) : "Không rõ tháng"},
                         shown.by_month_and_block[month],
                         shown.by_month[month]));
            }
        }
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
        const plan::ShownCases& shown = hazard.shown;
        const double people = sum(person_years(hazard, input.units)) / hazard.cases.years;
        for (std::size_t year = 0; year < shown.by_year.size(); ++year) {
            std::vector<AnnexCell> cells{hazard.spec.label.vi,
                                         std::to_string(shown.first_year + static_cast<int>(year))};
            add_rate(cells, shown.by_year[year], people);
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
