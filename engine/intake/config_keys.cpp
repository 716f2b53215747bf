#include "intake/config_keys.hpp"

#include "core/nearest_word.hpp"

namespace riskmap::intake {

void unknown_key(const ConfigEntry& entry, const Scope& scope, std::span<const std::string> known) {
    const std::string path = scope.at(entry.key).path;
    scope.problem(
        entry.mark,
        {fmt::format("không có khoá \"{}\"", path), fmt::format("unknown key \"{}\"", path)},
        nearest_word(entry.key, known));
}

void missing_key(const ConfigNode& table, const Scope& scope, const std::string& name) {
    const std::string path = scope.at(name).path;
    scope.problem(
        table.mark,
        {fmt::format("thiếu khoá \"{}\"", path), fmt::format("missing key \"{}\"", path)});
}

ConfigNode described(ConfigNode schema, const Text& meaning) {
    schema.set("description", config_text(meaning.vi + "\n" + meaning.en));
    return schema;
}

}  // namespace riskmap::intake
