#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/evaluate.hpp"
#include "cli/command.hpp"
#include "cli/common_options.hpp"
#include "core/number_text.hpp"

namespace riskmap::cli {
namespace {

int evaluate(const Arguments& arguments, Terminal& terminal) {
    const plan::Evaluation found = app::evaluate(arguments.value("TABLE"),
                                                 arguments.real("years-before").value_or(1),
                                                 arguments.real("years-after").value_or(1));
    const Language language = terminal.language;
    if (terminal.json) {
        const nlohmann::ordered_json json = {
            {"treated", found.treated},
            {"untreated", found.untreated},
            {"observed_before", found.observed_before},
            {"expected_before", found.expected_before},
            {"observed_after", found.observed_after},
            {"expected_without", found.expected_without},
            {"naive_ratio", found.naive_ratio},
            {"ratio", found.ratio},
            {"ratio_lower", found.ratio_lower},
            {"ratio_upper", found.ratio_upper},
            {"overdispersion", found.overdispersion},
            {"verdict", {{"vi", found.verdict.vi}, {"en", found.verdict.en}}}};
        terminal.print(json.dump(2));
        return 0;
    }
    const auto number = [&](double value) { return number_text(value, 2, language); };
    terminal.print(found.verdict.in(language));
    terminal.say(Text{
        fmt::format("{} nơi can thiệp, {} nơi không. Trước: ghi nhận {}, bình thường là {}. "
                    "Sau: ghi nhận {}, nếu không làm gì sẽ là {}.",
                    found.treated,
                    found.untreated,
                    number(found.observed_before),
                    number(found.expected_before),
                    number(found.observed_after),
                    number(found.expected_without)),
        fmt::format("{} treated places, {} untreated. Before: {} seen, {} usual. After: {} seen, "
                    "{} had nothing been done.",
                    found.treated,
                    found.untreated,
                    number(found.observed_before),
                    number(found.expected_before),
                    number(found.observed_after),
                    number(found.expected_without))});
    terminal.say(
        Text{fmt::format("Tỷ số {} (khoảng 95%: {}–{}); so sánh thô trước–sau sẽ cho {}.",
                         number(found.ratio),
                         number(found.ratio_lower),
                         number(found.ratio_upper),
                         number(found.naive_ratio)),
             fmt::format("Ratio {} (95 % interval {}-{}); a plain before and after would say "
                         "{}.",
                         number(found.ratio),
                         number(found.ratio_lower),
                         number(found.ratio_upper),
                         number(found.naive_ratio))});
    return 0;
}

}  // namespace

Command evaluate_command() {
    return {"evaluate",
            {"biện pháp có tác dụng không, sau khi trừ phần may rủi",
             "whether a measure worked, with luck taken off"},
            {{"TABLE",
              Option::Kind::required,
              {"bảng CSV: treated, before, after, exposure, site",
               "CSV table: treated, before, after, exposure, site"},
              "FILE"},
             {"--years-before",
              Option::Kind::optional,
              {"số năm của cột before; mặc định 1", "years of the column before; 1 by default"},
              "N"},
             {"--years-after",
              Option::Kind::optional,
              {"số năm của cột after; mặc định 1", "years of the column after; 1 by default"},
              "N"},
             json_option()},
            evaluate};
}

}  // namespace riskmap::cli
