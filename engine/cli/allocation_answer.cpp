#include "cli/allocation_answer.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/number_text.hpp"
#include "disclosure/audience.hpp"

namespace riskmap::cli {

using app::AllocationReport;
using nlohmann::ordered_json;

namespace {

std::string money(double number, const AllocationReport& report, Language language) {
    return number_text(number, 0, language) + (report.currency.empty() ? "" : " ") +
           report.currency;
}

}  // namespace

std::vector<std::string> allocation_lines(const AllocationReport& report, Language language) {
    std::vector<std::string> lines;
    int place = 0;
    for (const plan::PlannedUnit& planned : report.plan.units) {
        std::string bought;
        for (const plan::Purchase& purchase : planned.bundle.purchases) {
            const hazard::Intervention& intervention = report.interventions[purchase.intervention];
            bought += fmt::format("{}{} {} ({})",
                                  bought.empty() ? "" : "; ",
                                  number_text(purchase.pieces, 0, language),
                                  intervention.unit.in(language),
                                  intervention.id);
        }
        const std::size_t row = planned.unit.row();
        lines.push_back(
            printable(fmt::format("{:>4} {} {} {:>18} {} ({}–{})  {}",
                                  ++place,
                                  padded(report.result.text("code", row), 6),
                                  padded(report.result.text("name", row), 24),
                                  money(planned.bundle.cost, report, language),
                                  number_text(planned.averted, 3, language),
                                  number_text(planned.averted_interval.lower, 3, language),
                                  number_text(planned.averted_interval.upper, 3, language),
                                  bought)));
    }
    return lines;
}

std::vector<Text> allocation_summary(const AllocationReport& report,
                                     const app::AllocateConfig& config) {
    const plan::Allocation& plan = report.plan;
    const bool deaths = config.outcome == plan::Outcome::deaths;
    const Text what = deaths ? Text{"tử vong", "deaths"} : Text{"vụ", "cases"};
    const auto in = [&](Language language, auto&& line) { return line(language); };
    std::vector<Text> lines;
    const auto add = [&](auto&& line) {
        lines.push_back({in(Language::vi, line), in(Language::en, line)});
    };
    add([&](Language l) {
        return fmt::format(
            fmt::runtime(l == Language::vi
                             ? "Chi {} trên {} cho {} xã: phòng tránh {} {} (khoảng 90%: "
                               "{}–{})"
                             : "{} of {} for {} units: {} {} averted (90 % interval {}-{})"),
            money(plan.spent, report, l),
            money(config.budget, report, l),
            plan.units.size(),
            number_text(plan.averted, 2, l),
            what.in(l),
            number_text(plan.averted_interval.lower, 2, l),
            number_text(plan.averted_interval.upper, 2, l));
    });
    if (plan.averted > 0) {
        add([&](Language l) {
            return fmt::format(fmt::runtime(l == Language::vi ? "Mỗi ca {} phòng tránh tốn {}"
                                                              : "Per one of the {} averted: {}"),
                               what.in(l),
                               money(plan.spent / plan.averted, report, l));
        });
    }
    add([&](Language l) {
        return plan.proven
               ? Text{"Đã chứng minh: không phương án nào với số tiền này tốt "
                      "hơn",
                      "Proven: no plan for this money does better"}
                     .in(l)
               : fmt::format(
                     fmt::runtime(
                         l == Language::vi
                             ? "Phương án hoàn hảo chỉ có thể hơn nhiều nhất "
                               "{} %"
                             : "A perfect plan could gain at most {} % more"),
                     number_text(100 * (plan.bound / plan.averted - 1), 3, l));
    });
    add([&](Language l) {
        return fmt::format(
            fmt::runtime(l == Language::vi ? "Giảm 10% kinh phí: mất {}; tăng 10%: thêm {}"
                                           : "A tenth less money loses {}; a tenth more gains {}"),
            number_text(plan.averted - plan.averted_with_less, 3, l),
            number_text(plan.averted_with_more - plan.averted, 3, l));
    });
    add([&](Language l) {
        return fmt::format(fmt::runtime(l == Language::vi ? "Nếu biết đúng nguy cơ trước khi "
                                                            "chọn: phòng tránh thêm tới {}"
                                                          : "Knowing the true risks before "
                                                            "choosing could avert up to {} more"),
                           number_text(plan.perfect_information, 3, l));
    });
    return lines;
}

std::string allocation_json(const AllocationReport& report, const app::AllocateConfig& config) {
    const plan::Allocation& plan = report.plan;
    ordered_json json = {{"budget", config.budget},
                         {"spent", plan.spent},
                         {"currency", report.currency},
                         {"averted", plan.averted},
                         {"averted_lower", plan.averted_interval.lower},
                         {"averted_upper", plan.averted_interval.upper},
                         {"bound", plan.bound},
                         {"proven", plan.proven},
                         {"averted_with_a_tenth_less", plan.averted_with_less},
                         {"averted_with_a_tenth_more", plan.averted_with_more},
                         {"perfect_information", plan.perfect_information}};
    if (report.result.internal) {
        json["stamp"] = disclosure::internal_stamp;
    }
    json["units"] = ordered_json::array();
    for (const plan::PlannedUnit& planned : plan.units) {
        ordered_json unit = {{"code", report.result.text("code", planned.unit.row())},
                             {"cost", planned.bundle.cost},
                             {"averted", planned.averted},
                             {"averted_lower", planned.averted_interval.lower},
                             {"averted_upper", planned.averted_interval.upper}};
        for (const plan::Purchase& purchase : planned.bundle.purchases) {
            unit["purchases"].push_back(
                {{"intervention", report.interventions[purchase.intervention].id},
                 {"quantity", purchase.pieces},
                 {"cost", purchase.cost}});
        }
        json["units"].push_back(unit);
    }
    json["left_out"] = ordered_json::array();
    for (const app::LeftOut& left : report.left_out) {
        json["left_out"].push_back({{"intervention", left.intervention},
                                    {"reason", {{"vi", left.reason.vi}, {"en", left.reason.en}}}});
    }
    return json.dump(2, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace riskmap::cli
