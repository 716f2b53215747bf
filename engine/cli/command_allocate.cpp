#include <charconv>
#include <thread>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/allocate.hpp"
#include "cli/command.hpp"
#include "cli/interrupt.hpp"
#include "core/error.hpp"
#include "core/number_text.hpp"

namespace riskmap::cli {
namespace {

using app::AllocationReport;
using nlohmann::ordered_json;

double amount(const Arguments& arguments, const std::string& name) {
    const std::string text = arguments.value(name);
    double number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size()) {
        throw Error(ErrorKind::usage,
                    Text{fmt::format("--{} phải là một số, không phải \"{}\"", name, text),
                         fmt::format("--{} must be a number, not \"{}\"", name, text)});
    }
    return number;
}

app::AllocateConfig config_of(const Arguments& arguments) {
    app::AllocateConfig config;
    config.result = arguments.value("RESULT");
    config.budget = amount(arguments, "budget");
    config.must = arguments.values("must");
    config.forbid = arguments.values("forbid");
    config.prices = arguments.values("price");
    config.remote = arguments.value("remote");
    config.out = arguments.value("out");
    if (arguments.has("min-share-remote")) {
        config.min_share_remote = amount(arguments, "min-share-remote");
    }
    if (arguments.has("min-share-parent")) {
        config.min_share_parent = amount(arguments, "min-share-parent");
    }
    if (arguments.has("cases")) {
        config.outcome = plan::Outcome::cases;
    }
    return config;
}

std::string money(double number, const AllocationReport& report, Language language) {
    return number_text(number, 0, language) + (report.currency.empty() ? "" : " ") +
           report.currency;
}

/// One line per unit that gets something.
void print_units(const AllocationReport& report, Terminal& terminal) {
    const Language language = terminal.language;
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
        terminal.print(
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
}

std::vector<Text> summary(const AllocationReport& report, const app::AllocateConfig& config) {
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

std::string as_json(const AllocationReport& report, const app::AllocateConfig& config) {
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

int allocate(const Arguments& arguments, Terminal& terminal) {
    const Interrupt interrupt;
    RunContext context;
    context.threads = std::max(1U, std::thread::hardware_concurrency());
    context.stop = interrupt.token();
    context.reporter = &terminal;
    const app::AllocateConfig config = config_of(arguments);
    const AllocationReport report = app::allocate(config, context);
    if (terminal.json) {
        terminal.print(as_json(report, config));
    } else if (config.out.empty()) {
        print_units(report, terminal);
    } else {
        terminal.print(config.out.string());
    }
    const Text notice{report.result.notice_vi, report.result.notice_en};
    if (!notice.en.empty()) {
        terminal.say(notice);
    }
    for (const Text& line : summary(report, config)) {
        terminal.say(line);
    }
    for (const app::LeftOut& left : report.left_out) {
        terminal.say(Text{left.intervention + ": " + left.reason.vi,
                          left.intervention + ": " + left.reason.en});
    }
    return 0;
}

}  // namespace

Command allocate_command() {
    return {"allocate",
            {"chia một khoản kinh phí sao cho phòng tránh được nhiều nhất",
             "share out a budget so that it averts the most"},
            {{"RESULT",
              Option::Kind::required,
              {"thư mục kết quả của một lần chạy", "folder of a result"},
              "DIR"},
             {"--budget",
              Option::Kind::required,
              {"số tiền, theo đồng tiền của đơn giá", "money, in the currency of the prices"},
              "N"},
             {"--price",
              Option::Kind::repeated,
              {"đơn giá tại địa phương: BIỆN_PHÁP=SỐ (lặp lại được)",
               "local price: MEASURE=AMOUNT (repeatable)"},
              "ID=AMOUNT"},
             {"--must",
              Option::Kind::repeated,
              {"xã bắt buộc có biện pháp này", "this unit gets this measure in any case"},
              "CODE=ID"},
             {"--forbid",
              Option::Kind::repeated,
              {"xã không được có biện pháp này", "this unit does not get this measure"},
              "CODE=ID"},
             {"--min-share-remote",
              Option::Kind::optional,
              {"phần kinh phí dành riêng cho các xã trong --remote (0–1)",
               "share of the budget set aside for the units of --remote (0-1)"},
              "S"},
             {"--remote",
              Option::Kind::optional,
              {"bảng có cột code: các xã vùng khó khăn", "table with a column code: remote units"},
              "FILE"},
             {"--min-share-parent",
              Option::Kind::optional,
              {"phần kinh phí chia trước cho các huyện theo số trẻ (0–1)",
               "share of the budget set aside for the districts by children (0-1)"},
              "S"},
             {"--cases",
              Option::Kind::flag,
              {"tính số vụ thay vì số tử vong", "count cases instead of deaths"},
              ""},
             {"--out,-o",
              Option::Kind::optional,
              {"tệp CSV để ghi phương án", "CSV file for the plan"},
              "FILE"},
             {"--json", Option::Kind::flag, {"trả lời bằng JSON", "answer in JSON"}, ""}},
            allocate};
}

}  // namespace riskmap::cli
