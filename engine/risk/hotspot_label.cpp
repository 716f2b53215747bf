#include "risk/hotspot_label.hpp"

#include <array>

#include "core/error.hpp"

namespace riskmap::risk {
namespace {

struct Entry {
    const char* word;
    Text text;
};

/// In the order of `HotspotLabel`.
const Entry& entry(HotspotLabel label) {
    static const std::array<Entry, 11> entries{{
        {"hot", {"Điểm nóng", "Hot spot"}},
        {"cold", {"Điểm lạnh", "Cold spot"}},
        {"high_high", {"Cao giữa vùng cao", "High among high"}},
        {"low_low", {"Thấp giữa vùng thấp", "Low among low"}},
        {"high_low", {"Cao giữa vùng thấp", "High among low"}},
        {"low_high", {"Thấp giữa vùng cao", "Low among high"}},
        {"not_significant", {"Không khác ngẫu nhiên", "Not different from chance"}},
        {"too_few", {"Quá ít vụ để kết luận", "Too few cases to say"}},
        {"isolated", {"Không có đơn vị giáp ranh", "Isolated: no neighbours"}},
        {"undefined", {"Không xác định được", "Undefined"}},
        {"no_data", {"Không có dữ liệu", "No data"}},
    }};
    const auto place = static_cast<std::size_t>(label);
    expects(place < entries.size(), "hotspot label: known");
    return entries[place];
}

}  // namespace

const char* to_word(HotspotLabel label) { return entry(label).word; }
const Text& label(HotspotLabel label) { return entry(label).text; }

}  // namespace riskmap::risk
