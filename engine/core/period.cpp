#include "core/period.hpp"

#include <fmt/format.h>

namespace riskmap {

bool Period::contains(const Date& date) const { return first <= date && date <= last; }

int Period::days() const {
    const auto span = std::chrono::sys_days(last) - std::chrono::sys_days(first);
    return static_cast<int>(span.count()) + 1;
}

double Period::years() const { return days() / 365.25; }

std::string to_iso(const Date& date) {
    return fmt::format("{:04}-{:02}-{:02}",
                       static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

}  // namespace riskmap
