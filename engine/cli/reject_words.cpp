#include "cli/reject_words.hpp"

#include <algorithm>
#include <array>

namespace riskmap::cli {
namespace {

struct Row {
    const char* slug;
    Text words;
};

const std::array<Row, 25>& rows() {
    static const std::array<Row, 25> table{{
        {"incident.ambiguous-unit", {"tên trùng nhiều xã", "name of several communes"}},
        {"incident.code-of-another-name", {"mã và tên không khớp", "code of another name"}},
        {"incident.date-too-coarse", {"ngày quá thô", "date too coarse"}},
        {"incident.duplicate", {"trùng dòng", "repeated"}},
        {"incident.impossible-age", {"tuổi không thể có", "impossible age"}},
        {"incident.no-date", {"không có ngày", "no date"}},
        {"incident.no-place", {"không có nơi", "no place"}},
        {"incident.not-a-point", {"không phải điểm", "not a point"}},
        {"incident.outside-period", {"ngoài kỳ", "outside the period"}},
        {"incident.outside-study-area", {"ngoài vùng nghiên cứu", "outside the study area"}},
        {"incident.unknown-unit", {"xã không có", "unknown commune"}},
        {"incident.unreadable-age", {"tuổi không đọc được", "unreadable age"}},
        {"incident.unreadable-coordinates", {"toạ độ không đọc được", "unreadable coordinates"}},
        {"incident.unreadable-date", {"ngày không đọc được", "unreadable date"}},
        {"incident.unreadable-victims", {"số nạn nhân không đọc được", "unreadable victims"}},
        {"layer.no-shape", {"không có hình", "no shape"}},
        {"population.no-band", {"không có nhóm tuổi", "no age band"}},
        {"population.repeated-row", {"trùng dòng", "repeated"}},
        {"population.unknown-unit", {"xã không có", "unknown commune"}},
        {"row.bad-coordinate", {"toạ độ hỏng", "bad coordinate"}},
        {"row.too-many-cells", {"thừa ô", "too many cells"}},
        {"row.unknown-shape", {"loại hình lạ", "unknown kind of shape"}},
        {"unit.no-area", {"vùng không có diện tích", "no area"}},
        {"unit.no-code", {"không có mã", "no code"}},
        {"unit.no-polygon", {"không có vùng", "no polygon"}},
    }};
    return table;
}

}  // namespace

Text reject_words(const std::string& slug) {
    const auto found = std::find_if(
        rows().begin(), rows().end(), [&](const Row& row) { return slug == row.slug; });
    return found == rows().end() ? Text{slug, slug} : found->words;
}

}  // namespace riskmap::cli
