#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/doctor.hpp"
#include "cli/command.hpp"
#include "core/error.hpp"

namespace riskmap::cli {
namespace {

std::string as_json(const std::vector<app::HealthCheck>& checks) {
    using nlohmann::ordered_json;
    ordered_json json = ordered_json::array();
    for (const app::HealthCheck& check : checks) {
        json.push_back(
            {{"name", check.name.en}, {"healthy", check.healthy}, {"detail", check.detail}});
    }
    return json.dump(2, ' ', false, ordered_json::error_handler_t::replace);
}

int doctor(const Arguments&, Terminal& terminal) {
    const std::vector<app::HealthCheck> checks = app::examine();
    if (terminal.json) {
        terminal.print(as_json(checks));
    }
    for (const app::HealthCheck& check : checks) {
        if (!terminal.json) {
            terminal.print(fmt::format("{} {}: {}",
                                       check.healthy ? "✓" : "✗",
                                       check.name.in(terminal.language),
                                       check.detail));
        }
        if (!check.healthy) {
            terminal.say("  " + check.repair.in(terminal.language));
        }
    }
    const bool healthy = std::all_of(
        checks.begin(), checks.end(), [](const app::HealthCheck& c) { return c.healthy; });
    return healthy ? 0 : static_cast<int>(ErrorKind::internal);
}

}  // namespace

Command doctor_command() {
    return {
        "doctor",
        {"xem máy có đủ những gì riskmap cần", "see whether the machine has what riskmap needs"},
        {{"--json", Option::Kind::flag, {"trả lời bằng JSON", "answer in JSON"}, ""}},
        doctor};
}

}  // namespace riskmap::cli
