#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/compare.hpp"
#include "cli/command.hpp"
#include "cli/common_options.hpp"
#include "core/number_text.hpp"

namespace riskmap::cli {
namespace {

/// Every unit, as compare.csv has it.
std::string as_json(const app::Comparison& comparison) {
    using nlohmann::ordered_json;
    ordered_json json = ordered_json::object();
    if (!comparison.stamp.empty()) {
        json["stamp"] = comparison.stamp;
    }
    json["hazards"] = ordered_json::array();
    for (const app::ComparedHazard& hazard : comparison.hazards) {
        ordered_json units = ordered_json::array();
        for (const plan::UnitChange& change : hazard.changes) {
            const std::size_t row = change.before.row();
            units.push_back({{"code", comparison.code[row]},
                             {"name", comparison.name[row]},
                             {"events_before", change.events_before},
                             {"events_after", change.events_after},
                             {"ratio", change.ratio},
                             {"ratio_lower", change.ratio_interval.lower},
                             {"ratio_upper", change.ratio_interval.upper},
                             {"probability_more", change.probability_more},
                             {"movement", plan::to_word(change.movement)}});
        }
        json["hazards"].push_back({{"id", hazard.id},
                                   {"label", {{"vi", hazard.label.vi}, {"en", hazard.label.en}}},
                                   {"units", std::move(units)}});
    }
    json["only_before"] = comparison.only_before;
    json["only_after"] = comparison.only_after;
    return json.dump(2, ' ', false, ordered_json::error_handler_t::replace);
}

int compare(const Arguments& arguments, Terminal& terminal) {
    const app::Comparison comparison =
        app::compare(arguments.value("BEFORE"), arguments.value("AFTER"), arguments.value("out"));
    const Language language = terminal.language;
    if (terminal.json) {
        terminal.print(as_json(comparison));
    }
    if (!comparison.stamp.empty()) {
        terminal.say(comparison.stamp);
    }
    if (arguments.has("out") && !terminal.json) {
        terminal.print(arguments.value("out"));
    }
    for (const app::ComparedHazard& hazard : comparison.hazards) {
        std::size_t more = 0;
        std::size_t fewer = 0;
        for (const plan::UnitChange& change : hazard.changes) {
            more += change.movement == plan::Movement::more ? 1 : 0;
            fewer += change.movement == plan::Movement::fewer ? 1 : 0;
            if (change.movement == plan::Movement::cannot_tell || arguments.has("out") ||
                terminal.json) {
                continue;
            }
            const std::size_t row = change.before.row();
            terminal.print(
                printable(fmt::format("{} {} {} x{} ({}–{})",
                                      hazard.id,
                                      comparison.code[row],
                                      padded(comparison.name[row], 24),
                                      number_text(change.ratio, 2, language),
                                      number_text(change.ratio_interval.lower, 2, language),
                                      number_text(change.ratio_interval.upper, 2, language))));
        }
        const std::size_t still = hazard.changes.size() - more - fewer;
        terminal.say(Text{fmt::format("{}: {} xã tăng, {} xã giảm, {} xã không phân biệt được với "
                                      "ngẫu nhiên",
                                      hazard.label.vi,
                                      more,
                                      fewer,
                                      still),
                          fmt::format("{}: {} units up, {} down, {} cannot be told from chance",
                                      hazard.label.en,
                                      more,
                                      fewer,
                                      still)});
    }
    const std::size_t alone = comparison.only_before.size() + comparison.only_after.size();
    if (alone > 0) {
        terminal.say(Text{fmt::format("{} xã chỉ có trong một kết quả", alone),
                          fmt::format("{} units are in one result only", alone)});
    }
    return 0;
}

}  // namespace

Command compare_command() {
    return {
        "compare",
        {"hai kết quả khác nhau ở đâu, có hơn sai số không",
         "what moved between two results, and whether by more than chance"},
        {{"BEFORE", Option::Kind::required, {"kết quả trước", "the result before"}, "DIR"},
         {"AFTER", Option::Kind::required, {"kết quả sau", "the result after"}, "DIR"},
         out_option(
             Option::Kind::optional, {"tệp CSV để ghi mọi xã", "CSV file for all units"}, "FILE"),
         json_option()},
        compare};
}

}  // namespace riskmap::cli
