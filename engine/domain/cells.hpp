#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "domain/value.hpp"

namespace riskmap::domain {

/// The cells of one field, row by row, packed: 5 bytes a cell beside its text (9 in a column with a
/// number of many digits), and text that was met lately is kept once. Cells are read as values; any
/// cell may be of any kind.
class Cells {
  public:
    /// Goes through the cells in order and makes a value of each.
    class Iterator {
      public:
        using difference_type = std::ptrdiff_t;
        using value_type = Value;
        using reference = Value;
        using pointer = void;
        using iterator_category = std::input_iterator_tag;

        Iterator() = default;
        Iterator(const Cells* cells, std::size_t row) : cells_(cells), row_(row) {}
        Value operator*() const { return (*cells_)[row_]; }
        Iterator& operator++() {
            ++row_;
            return *this;
        }
        Iterator operator++(int) {
            const Iterator before = *this;
            ++row_;
            return before;
        }
        bool operator==(const Iterator&) const = default;

      private:
        const Cells* cells_ = nullptr;
        std::size_t row_ = 0;
    };

    Cells() = default;
    /// So many cells without data.
    explicit Cells(std::size_t rows) { resize(rows); }
    Cells(std::initializer_list<Value> values);
    explicit Cells(const std::vector<Value>& values);

    std::size_t size() const { return kinds_.size(); }
    bool empty() const { return kinds_.empty(); }
    void reserve(std::size_t rows);
    /// New cells have no data.
    void resize(std::size_t rows);

    /// Constant, so that nobody assigns to it: a cell is changed by `set`.
    const Value operator[](std::size_t row) const;
    Value back() const { return (*this)[size() - 1]; }
    /// Whether the cell is text, and that text for as long as no cell is added or set; "" for
    /// others.
    bool is_text(std::size_t row) const { return kinds_[row] == Kind::text; }
    std::string_view text(std::size_t row) const;
    bool is_missing(std::size_t row) const { return kinds_[row] == Kind::none; }

    void push_back(const Value& value);
    void set(std::size_t row, const Value& value);

    Iterator begin() const { return {this, 0}; }
    Iterator end() const { return {this, size()}; }
    /// The same values, whatever way they are packed.
    bool operator==(const Cells& other) const;

  private:
    enum class Kind : std::uint8_t { none, boolean, whole, real, text };
    struct Packed {
        Kind kind = Kind::none;
        std::uint64_t bits = 0;
    };

    Packed packed(const Value& value);
    std::uint64_t bits(std::size_t row) const;
    void put(std::size_t row, const Packed& cell);
    std::uint64_t kept_text(std::string_view text);
    std::string_view text_at(std::uint64_t start) const;

    std::vector<Kind> kinds_;
    /// The number itself, or the page and place of the text: half of the bits, and the other half,
    /// which has no cells while all of them would be 0.
    std::vector<std::uint32_t> first_half_;
    std::vector<std::uint32_t> second_half_;
    std::vector<std::string> texts_;     ///< in pages; each text after its length
    std::vector<std::uint64_t> lately_;  ///< where some texts start, by hash
};

}  // namespace riskmap::domain
