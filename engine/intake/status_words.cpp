#include "intake/status_words.hpp"

#include <array>
#include <string_view>

#include "domain/fold.hpp"

namespace riskmap::intake {
namespace {

using domain::ReportState;

template <class State>
struct StateWord {
    std::string_view word;
    State state;
};

constexpr std::array<StateWord<ReportState>, 10> reports{{
    {"reported", ReportState::reported},
    {"zero_reported", ReportState::zero_reported},
    {"not_reported", ReportState::not_reported},
    {"có báo cáo", ReportState::reported},
    {"đã báo cáo", ReportState::reported},
    {"báo cáo không có vụ", ReportState::zero_reported},
    {"không có vụ", ReportState::zero_reported},
    {"không có ca", ReportState::zero_reported},
    {"không báo cáo", ReportState::not_reported},
    {"chưa báo cáo", ReportState::not_reported},
}};

constexpr std::array<StateWord<bool>, 8> surveys{{
    {"surveyed", true},
    {"partly", true},
    {"not_surveyed", false},
    {"đã khảo sát", true},
    {"một phần", true},
    {"khảo sát một phần", true},
    {"chưa khảo sát", false},
    {"không khảo sát", false},
}};

template <class Words>
auto state_of(const Words& words, const std::string& text)
    -> std::optional<decltype(words.front().state)> {
    const std::string folded = domain::fold(text);
    for (const auto& row : words) {
        if (row.word == folded) {
            return row.state;
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<ReportState> report_state(const std::string& word) { return state_of(reports, word); }

Text report_words() {
    return {"có báo cáo, không có vụ, chưa báo cáo", "reported, zero_reported, not_reported"};
}

std::optional<bool> survey_state(const std::string& word) { return state_of(surveys, word); }

Text survey_words() {
    return {"đã khảo sát, một phần, chưa khảo sát", "surveyed, partly, not_surveyed"};
}

}  // namespace riskmap::intake
