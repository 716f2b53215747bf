#include "intake/common_keys.hpp"
#include "intake/config_text.hpp"
#include "intake/study.hpp"

namespace riskmap::intake {
namespace {

std::string whole_schema(const std::string& title,
                         const ConfigNode& schema,
                         std::vector<std::pair<std::string, ConfigNode>> definitions) {
    ConfigNode root =
        config_table({{"$schema", config_text("https://json-schema.org/draft/2020-12/schema")},
                      {"title", config_text(title)}});
    for (const ConfigEntry& entry : schema.table()) {
        root.set(entry.key, entry.value);
    }
    root.set("$defs", config_table(std::move(definitions)));
    return to_json(root);
}

}  // namespace

std::string study_schema() {
    return whole_schema("riskmap study",
                        schema_of(study_shape()),
                        {{"condition", condition_schema()}, {"hazard", schema_of(hazard_shape())}});
}

std::string hazard_schema() {
    return whole_schema(
        "riskmap hazard", schema_of(hazard_shape()), {{"condition", condition_schema()}});
}

}  // namespace riskmap::intake
