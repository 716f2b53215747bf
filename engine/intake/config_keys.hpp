#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "intake/config_kinds.hpp"

/// One declaration per key drives reading, the JSON Schema and the resolved text written back, so
/// the three cannot drift apart.
namespace riskmap::intake {

enum class Need { optional, required };

/// One key of a table that fills a `Target`.
template <class Target>
struct Key {
    std::string name;
    Text meaning;
    ConfigNode schema;
    Need need = Need::optional;
    SharedFunction<void(const ConfigNode&, const Scope&, Target&)> read;
    SharedFunction<ConfigNode(const Target&)> write;
};

template <class Target>
using Keys = std::vector<Key<Target>>;

/// Reads a value of a kind into a member, which may be an optional one.
template <class Target, class Member, class Value>
auto reader_into(Member Target::*member, const Kind<Value>& kind) {
    return [member, read = kind.read](const ConfigNode& node, const Scope& scope, Target& target) {
        if (auto value = read(node, scope)) {
            target.*member = std::move(*value);
        }
    };
}

template <class Target, class Value>
Key<Target> key(std::string name,
                Value Target::*member,
                const Kind<Value>& kind,
                Text meaning,
                Need need = Need::optional) {
    return {std::move(name),
            std::move(meaning),
            kind.schema,
            need,
            reader_into(member, kind),
            [member, write = kind.write](const Target& target) { return write(target.*member); }};
}

/// A key that may be absent.
template <class Target, class Value>
Key<Target> key(std::string name,
                std::optional<Value> Target::*member,
                const Kind<Value>& kind,
                Text meaning,
                Need need = Need::optional) {
    return {std::move(name),
            std::move(meaning),
            kind.schema,
            need,
            reader_into(member, kind),
            [member, write = kind.write](const Target& target) {
                return target.*member ? write(*(target.*member)) : ConfigNode();
            }};
}

/// Keys of a member, written in the same table as those of its owner.
template <class Target, class Part>
Keys<Target> keys_of(Part Target::*member, const Keys<Part>& parts) {
    Keys<Target> lifted;
    for (const Key<Part>& part : parts) {
        lifted.push_back(
            {part.name,
             part.meaning,
             part.schema,
             part.need,
             [member, read = part.read](const ConfigNode& node,
                                        const Scope& scope,
                                        Target& target) { read(node, scope, target.*member); },
             [member, write = part.write](const Target& target) { return write(target.*member); }});
    }
    return lifted;
}

/// The same key, written as an empty list when its list is empty: for a list that must be there.
template <class Target>
Key<Target> list_always_written(Key<Target> key) {
    key.write = [write = key.write](const Target& target) {
        ConfigNode list = write(target);
        return list.is_nothing() ? config_list({}) : list;
    };
    return key;
}

/// The same key, written only where `used` holds.
template <class Target>
Key<Target> written_if(Key<Target> key, std::function<bool(const Target&)> used) {
    key.write = [write = key.write, used = std::move(used)](const Target& target) {
        return used(target) ? write(target) : ConfigNode();
    };
    return key;
}

template <class Target>
Keys<Target> joined(Keys<Target> first, const Keys<Target>& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

/// A table of known keys. `check` sees a target whose keys were all read without a problem.
template <class Target>
struct Shape {
    Keys<Target> keys;
    std::function<void(const Target&, const ConfigNode&, const Scope&)> check = nullptr;
};

void unknown_key(const ConfigEntry&, const Scope&, std::span<const std::string> known);
void missing_key(const ConfigNode& table, const Scope&, const std::string& name);
/// The schema of a key with its description in both languages.
ConfigNode described(ConfigNode schema, const Text& meaning);

template <class Target>
ConfigNode schema_of(const Shape<Target>& shape) {
    ConfigNode properties = config_table({});
    ConfigNode::Array required;
    for (const Key<Target>& key : shape.keys) {
        properties.set(key.name, described(key.schema, key.meaning));
        if (key.need == Need::required) {
            required.push_back(config_text(key.name));
        }
    }
    ConfigNode schema = config_table({{"type", config_text("object")}, {"properties", properties}});
    if (!required.empty()) {
        schema.set("required", config_list(required));
    }
    schema.set("additionalProperties", config_flag(false));
    return schema;
}

/// Reads every key into `target`; false after a problem.
template <class Target>
bool read_table(const Shape<Target>& shape,
                const ConfigNode& node,
                const Scope& scope,
                Target& target) {
    const std::size_t before = scope.problems->size();
    if (!node.is_table()) {
        scope.wrong_type(node, {"bảng", "a table"});
        return false;
    }
    std::vector<std::string> names;
    for (const Key<Target>& key : shape.keys) {
        names.push_back(key.name);
        if (key.need == Need::required && node.find(key.name) == nullptr) {
            missing_key(node, scope, key.name);
        }
    }
    for (const ConfigEntry& entry : node.table()) {
        bool known = false;
        for (const Key<Target>& key : shape.keys) {
            if (key.name == entry.key) {
                key.read(entry.value, scope.at(entry.key), target);
                known = true;
            }
        }
        if (!known) {
            unknown_key(entry, scope, names);
        }
    }
    if (scope.problems->size() == before && shape.check) {
        shape.check(target, node, scope);
    }
    return scope.problems->size() == before;
}

/// The table of all keys that have something to write; nothing when none has.
template <class Target>
ConfigNode write_table(const Shape<Target>& shape, const Target& target) {
    ConfigNode table = config_table({});
    for (const Key<Target>& key : shape.keys) {
        ConfigNode value = key.write(target);
        if (!value.is_nothing()) {
            table.set(key.name, std::move(value));
        }
    }
    return table.table().empty() ? ConfigNode() : table;
}

/// A whole table as a value.
template <class Target>
Kind<Target> table_kind(const Shape<Target>& shape) {
    const auto shared = std::make_shared<const Shape<Target>>(shape);
    return {schema_of(shape),
            [shared](const ConfigNode& node, const Scope& scope) -> std::optional<Target> {
                Target target;
                return read_table(*shared, node, scope, target) ? std::optional(std::move(target))
                                                                : std::nullopt;
            },
            [shared](const Target& target) { return write_table(*shared, target); }};
}

/// A table below the target's own that fills the same target: "[study]" of a study.
template <class Target>
Key<Target> section(std::string name, const Shape<Target>& shape, Text meaning, Need need) {
    const auto shared = std::make_shared<const Shape<Target>>(shape);
    return {std::move(name),
            std::move(meaning),
            schema_of(shape),
            need,
            [shared](const ConfigNode& node, const Scope& scope, Target& target) {
                read_table(*shared, node, scope, target);
            },
            [shared](const Target& target) { return write_table(*shared, target); }};
}

}  // namespace riskmap::intake
