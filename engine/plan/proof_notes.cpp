#include "plan/proof_notes.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/number_text.hpp"

namespace riskmap::plan {
namespace {

Text too_large(const char* vi, const char* en) {
    const auto most = static_cast<double>(risk::most_tested_units);
    return {fmt::format("{}: không làm, vì nghiên cứu có hơn {} xã và phép thử sẽ lâu hơn cả lần "
                        "chạy.",
                        vi,
                        number_text(most, 0, Language::vi)),
            fmt::format("{}: not done, because the study has more than {} communes and it would "
                        "take longer than the run.",
                        en,
                        number_text(most, 0, Language::en))};
}

bool hides_counts(const ShownCases& shown) {
    return std::any_of(shown.by_unit.begin(), shown.by_unit.end(), [](const ShownCount& count) {
        return !count.exact();
    });
}

}  // namespace

std::vector<ProofNote> proof_notes(const HazardResult& result) {
    const bool large = result.cases.person_years.size() > risk::most_tested_units;
    std::vector<ProofNote> notes;
    if (result.back_test) {
        notes.push_back({"back_test", result.back_test->sentence});
    } else if (result.back_test_hidden) {
        notes.push_back(
            {"back_test",
             {"Thử dự báo: đã làm nhưng không công bố, vì sẽ lộ số vụ của năm quá ít vụ; xem bản "
              "nội bộ.",
              "Back-test: done but not published, because it would tell the cases of a year with "
              "very few; see the internal result."}});
    } else if (large) {
        notes.push_back({"back_test", too_large("Thử dự báo", "Back-test")});
    } else {
        notes.push_back(
            {"back_test",
             {"Thử dự báo: không làm được, vì cần số vụ của ít nhất hai năm.",
              "Back-test: not possible, because it takes cases of two years at least."}});
    }
    if (result.sensitivity) {
        notes.push_back({"sensitivity", result.sensitivity->sentence});
    } else if (large) {
        notes.push_back({"sensitivity", too_large("Độ nhạy", "Sensitivity")});
    } else {
        notes.push_back({"sensitivity",
                         {"Độ nhạy: không xét, vì không xã nào được xếp hạng.",
                          "Sensitivity: not tried, because no commune is ranked."}});
    }
    if (result.second_opinion) {
        notes.push_back({"second_opinion", result.second_opinion->verdict});
    }
    if (const auto note = published_counts_note(result)) {
        notes.push_back({"published_counts", *note});
    }
    return notes;
}

std::optional<Text> published_counts_note(const HazardResult& result) {
    if (!hides_counts(result.shown)) {
        return std::nullopt;
    }
    return Text{
        "Số liệu công khai: mỗi số vụ bị che (\"<3\" hoặc \"…\") được tính bằng giá trị trung bình "
        "suy ra từ các bảng đã công bố. Để ra quyết định, cơ quan giữ hồ sơ dùng kết quả nội bộ.",
        "Public figures: each hidden count (\"<3\" or \"…\") stands as the average that the "
        "published tables give it. For decisions the office that holds the records uses the "
        "internal result."};
}

}  // namespace riskmap::plan
