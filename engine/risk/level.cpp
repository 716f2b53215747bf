#include "risk/level.hpp"

#include <array>

namespace riskmap::risk {
namespace {

struct LevelRow {
    const char* word;
    Text label;
};

const LevelRow& row(Level level) {
    static const std::array<LevelRow, 6> rows{{
        {"confirmed", {"Trọng điểm đã xác nhận", "Confirmed hotspot"}},
        {"probable", {"Nhiều khả năng, do môi trường", "Probable, by environment"}},
        {"watch", {"Theo dõi", "Watch"}},
        {"undetermined", {"Chưa phân biệt được", "Not distinguishable"}},
        {"lower", {"Thấp hơn mức chung", "Lower than average"}},
        {"insufficient_data", {"Chưa đủ dữ liệu", "Insufficient data"}},
    }};
    return rows.at(static_cast<std::size_t>(level));
}

}  // namespace

const char* to_word(Level level) { return row(level).word; }

const Text& label(Level level) { return row(level).label; }

Level level_of(const LevelEvidence& evidence, const hazard::ModelSpec& model) {
    if (!evidence.exceedance || !evidence.lower) {
        return Level::insufficient_data;
    }
    if (*evidence.exceedance >= model.confirmed_probability) {
        const bool record_agrees =
            evidence.incidents_observed && evidence.exceedance_incidents_only &&
            *evidence.exceedance_incidents_only >= model.confirmed_incidents_only;
        if (record_agrees) {
            return Level::confirmed;
        }
        return evidence.has_environment ? Level::probable : Level::watch;
    }
    if (*evidence.exceedance >= model.watch_probability) {
        return Level::watch;
    }
    return *evidence.lower >= model.lower_probability ? Level::lower : Level::undetermined;
}

}  // namespace riskmap::risk
