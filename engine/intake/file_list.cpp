#include "intake/file_list.hpp"

#include "intake/common_keys.hpp"
#include "intake/toml_reader.hpp"

namespace riskmap::intake {

void open_files(ConfigNode& table, const std::string& key, const Scope& scope) {
    if (!table.is_table()) {
        return;
    }
    const auto file_key = file_keys(Need::required).front();
    for (ConfigEntry& entry : table.table()) {
        auto* items = std::get_if<ConfigNode::Array>(&entry.value.content);
        if (entry.key != key || items == nullptr) {
            continue;
        }
        for (std::size_t i = 0; i < items->size(); ++i) {
            ConfigNode& item = (*items)[i];
            if (!std::holds_alternative<std::string>(item.content)) {
                continue;
            }
            const std::size_t before = scope.problems->size();
            FileSource source;
            file_key.read(item, scope.at(entry.key).at(i), source);
            if (scope.problems->size() == before) {
                if (auto opened = read_toml(source.file, *scope.problems)) {
                    item = std::move(*opened);
                }
            }
        }
    }
}

ConfigNode file_list_schema(const ConfigNode& spelled_out) {
    const ConfigNode path =
        config_table({{"type", config_text("string")}, {"minLength", config_whole(1)}});
    return config_table({{"type", config_text("array")},
                         {"items", config_table({{"anyOf", config_list({path, spelled_out})}})}});
}

}  // namespace riskmap::intake
