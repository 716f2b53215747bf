#pragma once

#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "app/cache/byte_file.hpp"
#include "core/index.hpp"

namespace riskmap::app {

/// A value that is its own bytes.
template <class Value>
concept Plain = std::is_arithmetic_v<Value> || std::is_enum_v<Value>;

/// The members of a type: `visit(archive, value)` hands them to the archive, in either direction.
template <class Type>
struct Members;

/// Puts values into a file, member by member.
class Saver {
  public:
    static constexpr bool loads = false;
    explicit Saver(ByteWriter& file) : file_(file) {}

    template <class... Values>
    void operator()(const Values&... values) {
        (one(values), ...);
    }

  private:
    void one(Plain auto value) { file_.put(&value, sizeof value); }
    void one(const std::string& text) {
        one(std::uint64_t{text.size()});
        file_.put(text.data(), text.size());
    }
    template <class T>
    void one(const std::vector<T>& values) {
        one(std::uint64_t{values.size()});
        if constexpr (Plain<T> && !std::same_as<T, bool>) {
            file_.put(values.data(), values.size() * sizeof(T));
        } else if constexpr (std::same_as<T, bool>) {
            for (const bool value : values) {
                one(value);
            }
        } else {
            for (const T& value : values) {
                one(value);
            }
        }
    }
    template <class Tag, class T>
    void one(const Column<Index<Tag>, T>& column) {
        one(column.values());
    }
    template <class Tag>
    void one(const Index<Tag>& index) {
        one(static_cast<std::uint32_t>(index.row()));
    }
    template <class T>
    void one(const std::optional<T>& value) {
        one(value.has_value());
        if (value) {
            one(*value);
        }
    }
    template <class Key, class T>
    void one(const std::map<Key, T>& values) {
        one(std::uint64_t{values.size()});
        for (const auto& [key, value] : values) {
            one(key);
            one(value);
        }
    }
    template <class First, class Second>
    void one(const std::pair<First, Second>& pair) {
        one(pair.first);
        one(pair.second);
    }
    template <class... Types>
    void one(const std::variant<Types...>& value) {
        one(static_cast<std::uint8_t>(value.index()));
        std::visit([&](const auto& held) { one(held); }, value);
    }
    void one(std::monostate) {}
    template <class T>
    requires std::is_class_v<T>
    void one(const T& value) { Members<T>::visit(*this, value); }

    ByteWriter& file_;
};

/// The other direction. Throws `DamagedFile` for lengths the file does not have.
class Loader {
  public:
    static constexpr bool loads = true;
    explicit Loader(ByteReader& file) : file_(file) {}

    template <class... Values>
    void operator()(Values&... values) {
        (one(values), ...);
    }

  private:
    void one(Plain auto& value) { file_.take(&value, sizeof value); }
    std::size_t length() {
        std::uint64_t size = 0;
        one(size);
        if (size > file_.left()) {
            throw DamagedFile();
        }
        return static_cast<std::size_t>(size);
    }
    void one(std::string& text) {
        text.resize(length());
        file_.take(text.data(), text.size());
    }
    template <class T>
    void one(std::vector<T>& values) {
        if constexpr (std::same_as<T, bool>) {
            values.resize(length());
            for (std::size_t i = 0; i < values.size(); ++i) {
                bool value = false;
                one(value);
                values[i] = value;
            }
        } else {
            values.resize(length());
            if constexpr (Plain<T>) {
                file_.take(values.data(), values.size() * sizeof(T));
            } else {
                for (T& value : values) {
                    one(value);
                }
            }
        }
    }
    template <class Tag, class T>
    void one(Column<Index<Tag>, T>& column) {
        std::vector<T> values;
        one(values);
        column = Column<Index<Tag>, T>(std::move(values));
    }
    template <class Tag>
    void one(Index<Tag>& index) {
        std::uint32_t row = 0;
        one(row);
        index = Index<Tag>(row);
    }
    template <class T>
    void one(std::optional<T>& value) {
        bool there = false;
        one(there);
        value.reset();
        if (there) {
            one(value.emplace());
        }
    }
    template <class Key, class T>
    void one(std::map<Key, T>& values) {
        values.clear();
        for (std::size_t left = length(); left > 0; --left) {
            Key key{};
            one(key);
            one(values[std::move(key)]);
        }
    }
    template <class First, class Second>
    void one(std::pair<First, Second>& pair) {
        one(pair.first);
        one(pair.second);
    }
    template <class... Types>
    void one(std::variant<Types...>& value) {
        std::uint8_t index = 0;
        one(index);
        std::uint8_t at = 0;
        const bool known = (... || (at++ == index && load_as<Types>(value)));
        if (!known) {
            throw DamagedFile();
        }
    }
    template <class T, class Variant>
    bool load_as(Variant& value) {
        T held{};
        one(held);
        value = std::move(held);
        return true;
    }
    void one(std::monostate&) {}
    template <class T>
    requires std::is_class_v<T>
    void one(T& value) { Members<T>::visit(*this, value); }

    ByteReader& file_;
};

}  // namespace riskmap::app
