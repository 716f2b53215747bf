#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/explain.hpp"
#include "cli/command.hpp"

namespace riskmap::cli {
namespace {

using app::ExplainedFact;
using app::ExplainedHazard;
using app::Explanation;
using nlohmann::ordered_json;

/// A fact's value with the decimal sign of the language, or why there is none.
std::string value_text(const ExplainedFact& fact, Language language) {
    std::string text = printable(fact.value.empty() ? fact.none.in(language) : fact.value);
    if (fact.is_number && !fact.value.empty() && language == Language::vi) {
        std::replace(text.begin(), text.end(), '.', ',');
    }
    return text;
}

void print_facts(const std::vector<ExplainedFact>& facts, Terminal& terminal) {
    std::size_t width = 0;
    for (const ExplainedFact& fact : facts) {
        width = std::max(width, characters(printable(fact.label.in(terminal.language))));
    }
    for (const ExplainedFact& fact : facts) {
        const std::string& unit = fact.unit.in(terminal.language);
        terminal.print(fmt::format("  {}  {}{}",
                                   padded(printable(fact.label.in(terminal.language)), width),
                                   value_text(fact, terminal.language),
                                   fact.value.empty() || unit.empty() ? "" : " " + unit));
    }
}

ordered_json facts_json(const std::vector<ExplainedFact>& facts) {
    ordered_json json = ordered_json::object();
    for (const ExplainedFact& fact : facts) {
        json[fact.field] = fact.value.empty() ? ordered_json(nullptr) : ordered_json(fact.value);
    }
    return json;
}

std::string as_json(const Explanation& explanation) {
    ordered_json json = {{"code", explanation.code},
                         {"name", explanation.name},
                         {"parent", explanation.parent},
                         {"facts", facts_json(explanation.facts)}};
    if (!explanation.stamp.empty()) {
        json["stamp"] = explanation.stamp;
    }
    json["hazards"] = ordered_json::array();
    for (const ExplainedHazard& hazard : explanation.hazards) {
        json["hazards"].push_back({{"prefix", hazard.prefix},
                                   {"label", {{"vi", hazard.label.vi}, {"en", hazard.label.en}}},
                                   {"reason", {{"vi", hazard.reason.vi}, {"en", hazard.reason.en}}},
                                   {"facts", facts_json(hazard.facts)}});
    }
    return json.dump(2, ' ', false, ordered_json::error_handler_t::replace);
}

int explain(const Arguments& arguments, Terminal& terminal) {
    const Explanation explanation =
        app::explain(arguments.value("RESULT"), arguments.value("CODE"));
    if (terminal.json) {
        terminal.print(as_json(explanation));
        return 0;
    }
    if (!explanation.stamp.empty()) {
        terminal.print(explanation.stamp);
    }
    terminal.print(
        printable(fmt::format("{} {}{}",
                              explanation.code,
                              explanation.name,
                              explanation.parent.empty() ? "" : " (" + explanation.parent + ")")));
    print_facts(explanation.facts, terminal);
    for (const ExplainedHazard& hazard : explanation.hazards) {
        terminal.print("");
        terminal.print(printable(hazard.label.in(terminal.language)));
        terminal.print("  " + printable(hazard.reason.in(terminal.language)));
        print_facts(hazard.facts, terminal);
    }
    return 0;
}

}  // namespace

Command explain_command() {
    return {"explain",
            {"vì sao một xã có vị trí này", "why a commune has its place"},
            {{"RESULT",
              Option::Kind::required,
              {"thư mục kết quả của một lần chạy", "folder of a result"},
              "DIR"},
             {"CODE", Option::Kind::required, {"mã xã", "code of the commune"}, "CODE"},
             {"--json", Option::Kind::flag, {"trả lời bằng JSON", "answer in JSON"}, ""}},
            explain};
}

}  // namespace riskmap::cli
