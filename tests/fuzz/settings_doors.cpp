#include "fuzz/doors.hpp"
#include "intake/hazard_file.hpp"
#include "intake/study.hpp"
#include "intake/toml_reader.hpp"

namespace riskmap::fuzz {

void study(std::string_view bytes) {
    const intake::StudyFile read =
        intake::read_resolved_study(std::string(bytes), "/nonexistent", "study.toml");
    const std::string resolved = intake::resolved_toml(read.spec);
    const intake::StudyFile again =
        intake::read_resolved_study(resolved, "/nonexistent", "study.toml");
    promised(intake::resolved_toml(again.spec) == resolved, "a resolved study resolves to itself");
}

void hazard(std::string_view bytes) {
    intake::Problems problems;
    auto tree = intake::parse_toml(bytes, "hazard.toml", problems);
    promised(tree.has_value() || !problems.empty(), "a tree or a problem");
    if (tree) {
        const auto read = intake::read_hazard(std::move(*tree), "hazard.toml", problems);
        promised(read.has_value() == problems.empty(), "a hazard or a problem");
    }
}

}  // namespace riskmap::fuzz
