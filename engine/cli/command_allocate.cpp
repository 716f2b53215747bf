#include "cli/allocation_answer.hpp"
#include "cli/command.hpp"
#include "cli/common_options.hpp"
#include "cli/context.hpp"

namespace riskmap::cli {
namespace {

app::AllocateConfig config_of(const Arguments& arguments) {
    app::AllocateConfig config;
    config.result = arguments.value("RESULT");
    config.budget = arguments.real("budget").value_or(0);
    config.must = arguments.values("must");
    config.forbid = arguments.values("forbid");
    config.prices = arguments.values("price");
    config.remote = arguments.value("remote");
    config.out = arguments.value("out");
    if (const auto share = arguments.real("min-share-remote")) {
        config.min_share_remote = *share;
    }
    if (const auto share = arguments.real("min-share-parent")) {
        config.min_share_parent = *share;
    }
    if (arguments.has("cases")) {
        config.outcome = plan::Outcome::cases;
    }
    return config;
}

int allocate(const Arguments& arguments, Terminal& terminal) {
    const Interrupt interrupt = interrupt_of(terminal, arguments.value("out"));
    const app::AllocateConfig config = config_of(arguments);
    const app::AllocationReport report =
        app::allocate(config, context_of(arguments, terminal, interrupt));
    if (terminal.json) {
        terminal.print(allocation_json(report, config));
    } else if (config.out.empty()) {
        for (const std::string& line : allocation_lines(report, terminal.language)) {
            terminal.print(line);
        }
    } else {
        terminal.print(config.out.string());
    }
    const Text notice{report.result.notice_vi, report.result.notice_en};
    if (!notice.en.empty()) {
        terminal.say(notice);
    }
    for (const Text& line : allocation_summary(report, config)) {
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
    return {
        "allocate",
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
         out_option(
             Option::Kind::optional, {"tệp CSV để ghi phương án", "CSV file for the plan"}, "FILE"),
         threads_option(),
         json_option()},
        allocate};
}

}  // namespace riskmap::cli
