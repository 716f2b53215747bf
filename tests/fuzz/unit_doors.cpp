#include "fuzz/doors.hpp"
#include "intake/read.hpp"
#include "intake/unit_matcher.hpp"

namespace riskmap::fuzz {
namespace {

/// The bytes cut at line ends.
std::vector<std::string> lines_of(std::string_view bytes) {
    std::vector<std::string> lines(1);
    for (const char c : bytes) {
        if (c == '\n') {
            lines.emplace_back();
        } else {
            lines.back() += c;
        }
    }
    return lines;
}

}  // namespace

void unit_names(std::string_view bytes) {
    const std::vector<std::string> lines = lines_of(bytes.substr(0, 2000));
    std::vector<domain::NamedUnit> units{{"25195", "Xã Tân Phú", "Huyện Đồng Phú"},
                                         {"25280", "Thị trấn Lộc Thạnh", "Lộc Ninh"},
                                         {"00001", "Phường 1", ""}};
    for (std::size_t i = 3; i + 1 < lines.size() && i < 20; ++i) {
        units.push_back({"x" + std::to_string(i), lines[i], lines[i + 1]});
    }
    const intake::UnitMatcher matcher(units);
    const auto line = [&](std::size_t i) { return i < lines.size() ? lines[i] : std::string(); };
    const intake::UnitMatch match = matcher.match({line(0), line(1), line(2)});
    const bool named =
        match.fit == intake::UnitFit::found || match.fit == intake::UnitFit::spelt_otherwise;
    promised(!named || match.unit.row() < matcher.units().size(), "a match is a unit");
    matcher.find(line(0));
}

void crosswalk(std::string_view bytes) {
    intake::CrosswalkSource source;
    source.source.file = file_of(bytes, "crosswalk.csv");
    source.source.written = "crosswalk.csv";
    std::vector<intake::InputRecord> inputs;
    IssueLog log;
    const domain::Crosswalk read = intake::read_crosswalk(source, log, inputs);
    const std::size_t last = read.vintages().size() - 1;
    for (std::size_t unit = 0; unit < read.vintages().front().units.size(); ++unit) {
        double share = 0;
        for (const domain::UnitPart& part : read.carry(0, unit, last)) {
            promised(part.unit < read.vintages()[last].units.size(), "a part is a unit");
            share += part.share;
        }
        promised(share > 0.999 && share < 1.001, "the parts of a unit are the whole");
    }
}

}  // namespace riskmap::fuzz
