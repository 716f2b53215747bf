#include "app/plan_tables.hpp"

#include <algorithm>
#include <cmath>

#include "app/plan_offers.hpp"
#include "hazard/vocabulary.hpp"
#include "plan/allocation.hpp"
#include "plan/burden_curve.hpp"
#include "plan/targets.hpp"
#include "publish/table_builder.hpp"

namespace riskmap::app {
namespace {

using domain::FieldType;
using domain::Value;
using publish::own_field;

const domain::Population* population_of(const RunReport& report) {
    return report.study.population ? &report.data.population : nullptr;
}

double people_at_risk(const RunReport& report, const plan::HazardResult& hazard) {
    const domain::Population* population = population_of(report);
    if (population == nullptr) {
        return std::nan("");
    }
    double sum = 0;
    for (std::size_t row = 0; row < report.data.units.size(); ++row) {
        const double people = population->between(
            UnitIndex(row), hazard.spec.incidents.ages.from, hazard.spec.incidents.ages.below);
        sum += std::isfinite(people) ? people : 0;
    }
    return sum;
}

std::vector<plan::YearCount> year_counts(const RunReport& report) {
    using std::chrono::day;
    using std::chrono::month;
    using std::chrono::year;
    const Period& period = report.study.period;
    std::vector<plan::YearCount> counts;
    for (const plan::HazardResult& hazard : report.hazards) {
        const double people = people_at_risk(report, hazard);
        for (int y = static_cast<int>(period.first.year());
             y <= static_cast<int>(period.last.year());
             ++y) {
            const bool whole = period.contains(Date{year(y), month(1), day(1)}) &&
                               period.contains(Date{year(y), month(12), day(31)});
            const auto at = static_cast<std::size_t>(y - hazard.shown.first_year);
            const plan::YearPeople& hurt = hazard.shown.people[at];
            for (const auto& [severity, count] :
                 {std::pair{"death", hurt.deaths}, std::pair{"", hurt.all}}) {
                counts.push_back(
                    {hazard.spec.id, severity, y, count.count, people, whole, count.exact()});
            }
        }
    }
    return counts;
}

/// Interventions with a price that a run can count by itself, each once.
std::vector<hazard::Intervention> priced(const RunReport& report) {
    std::vector<hazard::Intervention> list;
    for (const plan::HazardResult& hazard : report.hazards) {
        for (const hazard::Intervention& intervention : hazard.spec.interventions) {
            const bool seen = std::any_of(list.begin(), list.end(), [&](const auto& other) {
                return other.id == intervention.id;
            });
            if (!seen && intervention.unit_cost && !intervention.effects.empty() &&
                intervention.per.by != hazard::CountedBy::sites) {
                list.push_back(intervention);
            }
        }
    }
    return list;
}

std::string kind_word(hazard::TargetKind kind) {
    for (const auto& row : hazard::target_kind_words()) {
        if (row.value == kind) {
            return row.word;
        }
    }
    return "";
}

}  // namespace

plan::PlanBasis basis_of(const RunReport& report) {
    return plan::plan_basis(report.hazards, report.data.units, population_of(report));
}

domain::Layer burden_curve_table(const RunReport& report, const domain::Layer& communes) {
    const plan::PlanBasis basis = basis_of(report);
    const bool deaths = std::any_of(basis.hazards.begin(),
                                    basis.hazards.end(),
                                    [](const auto& hazard) { return hazard.deaths > 0; });
    const std::vector<hazard::Intervention> interventions = priced(report);
    const plan::UnitOffers offers = unit_offers(communes, "", basis, interventions);
    PerUnit<double> burden(basis.units(), std::nan(""));
    PerUnit<double> cost(basis.units(), 0);
    for (std::size_t row = 0; row < basis.units(); ++row) {
        const UnitIndex unit(row);
        for (std::size_t h = 0; h < basis.hazards.size(); ++h) {
            if (report.hazards[h].risk.units[unit].events_per_year) {
                const double weight = deaths ? plan::deaths_per_case(basis.hazards[h]) : 1;
                const double sum = std::isfinite(burden[unit]) ? burden[unit] : 0;
                burden[unit] = sum + *report.hazards[h].risk.units[unit].events_per_year * weight;
            }
        }
        for (const plan::Offer& offer : offers[unit]) {
            const hazard::Intervention& intervention = interventions[offer.intervention];
            const double batches = std::ceil(offer.most / intervention.batch - 1e-9);
            cost[unit] += batches * intervention.batch * intervention.unit_cost->best.value;
        }
    }
    const auto curve = plan::burden_curve(burden, cost);
    domain::Layer table;
    table.name = "burden_curve";
    table.label = {"Đường bao phủ gánh nặng", "Burden-coverage curve"};
    publish::TableBuilder::set_rows(table, curve.size());
    publish::TableBuilder builder(table);
    builder.add(own_field("place",
                          "thu_tu",
                          FieldType::integer,
                          "",
                          {"Thứ tự", "Place"},
                          {"Thứ tự theo gánh nặng; 1 trước tiên.", "Order by burden; 1 first."},
                          0),
                [&](std::size_t row) { return Value(std::int64_t{curve[row].place}); });
    builder.add(own_field("code",
                          "ma_xa",
                          FieldType::text,
                          "",
                          {"Mã xã", "Unit code"},
                          {"Mã đơn vị hành chính.", "Code of the unit."},
                          0),
                [&](std::size_t row) { return Value(report.data.units.code[curve[row].unit]); });
    builder.add(own_field("name",
                          "ten",
                          FieldType::text,
                          "",
                          {"Tên xã", "Unit"},
                          {"Tên đơn vị hành chính.", "Name of the unit."},
                          0),
                [&](std::size_t row) { return Value(report.data.units.name[curve[row].unit]); });
    builder.add(own_field("burden",
                          "ganh_nang",
                          FieldType::real,
                          deaths ? "deaths per year" : "cases per year",
                          {deaths ? "Số tử vong kỳ vọng mỗi năm" : "Số vụ kỳ vọng mỗi năm",
                           deaths ? "Expected deaths a year" : "Expected cases a year"},
                          {"Cộng qua các loại tai nạn.", "Summed over hazards."},
                          4),
                [&](std::size_t row) { return Value(curve[row].burden); });
    builder.add(own_field("covered",
                          "luy_ke",
                          FieldType::real,
                          "",
                          {"Tỷ lệ lũy kế", "Share reached"},
                          {"Phần gánh nặng nằm ở các xã từ đầu đến xã này.",
                           "Share of the burden in the units up to this one."},
                          4),
                [&](std::size_t row) { return Value(curve[row].covered); });
    builder.add(own_field("cost",
                          "chi_phi",
                          FieldType::real,
                          "",
                          {"Chi phí", "Cost"},
                          {"Chi phí mọi biện pháp đã có đơn giá và áp dụng được ở xã.",
                           "Cost of every measure with a price that applies there."},
                          0),
                [&](std::size_t row) { return Value(curve[row].cost); });
    builder.add(own_field("cost_so_far",
                          "cp_luy_ke",
                          FieldType::real,
                          "",
                          {"Chi phí lũy kế", "Cost so far"},
                          {"Cộng dồn đến xã này.", "Summed up to this unit."},
                          0),
                [&](std::size_t row) { return Value(curve[row].cost_so_far); });
    return table;
}

domain::Layer target_status_table(const RunReport& report) {
    std::vector<hazard::Target> targets;
    for (const intake::TargetFile& file : report.study.targets) {
        targets.insert(targets.end(), file.targets.begin(), file.targets.end());
    }
    const auto status = plan::target_status(targets, year_counts(report));
    domain::Layer table;
    table.name = "target_status";
    table.label = {"So với chỉ tiêu", "Against the targets"};
    publish::TableBuilder::set_rows(table, status.size());
    publish::TableBuilder builder(table);
    const auto text = [&](const char* name, const char* short_name, Text label, auto&& value) {
        builder.add(own_field(name, short_name, FieldType::text, "", label, label, 0),
                    [&](std::size_t row) { return publish::text_or_none(value(status[row])); });
    };
    const auto number =
        [&](const char* name, const char* short_name, Text label, Text meaning, auto&& value) {
            builder.add(
                own_field(
                    name, short_name, FieldType::real, "", std::move(label), std::move(meaning), 4),
                [&](std::size_t row) { return publish::real_or_none(value(status[row])); });
        };
    using Status = plan::TargetStatus;
    text("document", "van_ban", {"Văn bản", "Document"}, [](const Status& s) {
        return s.target->document;
    });
    text(
        "target", "ma_ct", {"Mã chỉ tiêu", "Target"}, [](const Status& s) { return s.target->id; });
    text("label_vi", "chi_tieu", {"Chỉ tiêu", "Target (Vietnamese)"}, [](const Status& s) {
        return s.target->label.vi;
    });
    text("label_en", "target_en", {"Chỉ tiêu (tiếng Anh)", "What it says"}, [](const Status& s) {
        return s.target->label.en;
    });
    builder.add(
        own_field("kind",
                  "loai",
                  FieldType::text,
                  "",
                  {"Cách đặt", "Kind"},
                  {"rate_per_100k: tỷ suất; change_from_year, change_each_year: thay đổi (-0,1 "
                   "là giảm 10 %); other: nghiên cứu không đo.",
                   "rate_per_100k: a rate; change_from_year, change_each_year: a change (-0.1 "
                   "is 10 % less); other: not measured by a study."},
                  0),
        [&](std::size_t row) { return Value(kind_word(status[row].target->kind)); });
    builder.add(own_field("year",
                          "nam",
                          FieldType::integer,
                          "",
                          {"Năm", "Year"},
                          {"Năm được so sánh.", "The year compared."},
                          0),
                [&](std::size_t row) { return Value(std::int64_t{status[row].year}); });
    builder.add(own_field("due",
                          "han",
                          FieldType::integer,
                          "",
                          {"Năm phải đạt", "Due"},
                          {"Năm chỉ tiêu phải đạt.", "Year by which the target holds."},
                          0),
                [&](std::size_t row) { return Value(std::int64_t{status[row].target->year}); });
    number("wanted",
           "muc",
           {"Mức phải đạt", "Wanted"},
           {"Trên 100.000 trẻ, hoặc phần thay đổi.", "Per 100,000 children, or a change."},
           [](const Status& s) { return s.target->value; });
    number("seen",
           "thuc_te",
           {"Thực tế", "Observed"},
           {"Trong số liệu của nghiên cứu.", "In the study's own series."},
           [](const Status& s) { return s.observed.value_or(std::nan("")); });
    number("seen_lower",
           "tt_duoi",
           {"Cận dưới 95%", "Lower bound"},
           {"Khoảng tin cậy chính xác 95%.", "Exact 95 % interval."},
           [](const Status& s) { return s.observed ? s.interval.lower : std::nan(""); });
    number("seen_upper",
           "tt_tren",
           {"Cận trên 95%", "Upper bound"},
           {"Khoảng tin cậy chính xác 95%.", "Exact 95 % interval."},
           [](const Status& s) { return s.observed ? s.interval.upper : std::nan(""); });
    builder.add(
        own_field("state",
                  "ket_luan",
                  FieldType::text,
                  "",
                  {"Kết luận", "State"},
                  {"met: đạt; not_met: chưa đạt; too_few_to_say: quá ít vụ để kết luận; "
                   "not_measured: nghiên cứu không đo.",
                   "met; not_met; too_few_to_say: too few cases; not_measured: not measured by "
                   "this study."},
                  0),
        [&](std::size_t row) { return Value(std::string(plan::to_word(status[row].state))); });
    return table;
}

}  // namespace riskmap::app
