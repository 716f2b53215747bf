#include "app/public_log.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace riskmap::app {
namespace {

bool begins_with_any(const std::string& text, const auto& beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(), [&](std::string_view beginning) {
        return text.starts_with(beginning);
    });
}

/// Whether an issue is about maps, units, people or the model only.
bool is_open(const Issue& issue) {
    static constexpr std::array<std::string_view, 6> sources{
        "units", "layers", "population", "people", "hazards.", "crosswalk"};
    static constexpr std::array<std::string_view, 4> closed{
        "cases.", "incident.", "reporting.", "review."};
    return begins_with_any(issue.source, sources) && !begins_with_any(issue.slug, closed);
}

}  // namespace

IssueLog public_log(const IssueLog& log) {
    IssueLog result;
    for (Issue issue : log.issues()) {
        if (!is_open(issue)) {
            issue.place.value.clear();
            issue.message = {"Nội dung chỉ ghi trong kết quả nội bộ; mã vấn đề cho biết loại.",
                             "Told in internal results only; the slug says what kind it is."};
            issue.repair = {"Chạy riskmap check, hoặc riskmap run --internal, để xem và sửa.",
                            "Run riskmap check, or riskmap run --internal, to see and repair it."};
        }
        result.add(std::move(issue));
    }
    for (const SourceTally& tally : log.tallies()) {
        result.close(tally);
    }
    return result;
}

}  // namespace riskmap::app
