#pragma once

#include <string>

#include "intake/config_kinds.hpp"

namespace riskmap::intake {

/// The trees of files in place of their paths in the list under `key` of a table, so that every
/// value keeps its place in its own file. The scope's folder is where paths start. A path stays
/// where its file cannot be read; that is a problem.
void open_files(ConfigNode& table, const std::string& key, const Scope& scope);

/// The schema of such a list: paths, or what is in the files spelled out.
ConfigNode file_list_schema(const ConfigNode& spelled_out);

/// A list of files that were opened: each is read as `one`; `file` of the mark is where it stood.
template <class Value>
Kind<std::vector<Value>> file_list_kind(const Kind<Value>& one, std::string Value::*file) {
    Kind<std::vector<Value>> kind = list_kind(one);
    kind.schema = file_list_schema(one.schema);
    kind.read = [one, file](const ConfigNode& node,
                            const Scope& scope) -> std::optional<std::vector<Value>> {
        const auto* items = std::get_if<ConfigNode::Array>(&node.content);
        if (items == nullptr) {
            scope.wrong_type(node, {"danh sách đường dẫn", "a list of paths"});
            return std::nullopt;
        }
        std::vector<Value> values;
        for (std::size_t i = 0; i < items->size(); ++i) {
            // A path that is still here could not be opened; that has been said.
            if (std::holds_alternative<std::string>((*items)[i].content)) {
                continue;
            }
            if (auto value = one.read((*items)[i], scope.at(i))) {
                (*value).*file = (*items)[i].mark.file;
                values.push_back(std::move(*value));
            }
        }
        return values;
    };
    return kind;
}

}  // namespace riskmap::intake
