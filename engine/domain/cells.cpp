#include "domain/cells.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>

#include "core/error.hpp"

namespace riskmap::domain {
namespace {

constexpr std::size_t texts_remembered = 256;
constexpr std::uint64_t no_text = ~std::uint64_t{0};
constexpr std::size_t full_page = std::size_t{1} << 20U;
constexpr unsigned page_shift = 20;
constexpr std::uint64_t within_page = full_page - 1;
constexpr unsigned half = 32;
using Length = std::uint32_t;

}  // namespace

Cells::Cells(std::initializer_list<Value> values) {
    reserve(values.size());
    for (const Value& value : values) {
        push_back(value);
    }
}

Cells::Cells(const std::vector<Value>& values) {
    reserve(values.size());
    for (const Value& value : values) {
        push_back(value);
    }
}

void Cells::reserve(std::size_t rows) {
    kinds_.reserve(rows);
    first_half_.reserve(rows);
}

void Cells::resize(std::size_t rows) {
    kinds_.resize(rows, Kind::none);
    first_half_.resize(rows, 0);
    if (!second_half_.empty()) {
        second_half_.resize(rows, 0);
    }
}

std::uint64_t Cells::bits(std::size_t row) const {
    const std::uint64_t second = second_half_.empty() ? 0 : second_half_[row];
    return first_half_[row] | second << half;
}

void Cells::put(std::size_t row, const Packed& cell) {
    kinds_[row] = cell.kind;
    first_half_[row] = static_cast<std::uint32_t>(cell.bits);
    const auto second = static_cast<std::uint32_t>(cell.bits >> half);
    if (second != 0 && second_half_.empty()) {
        second_half_.reserve(first_half_.capacity());
        second_half_.resize(size(), 0);
    }
    if (!second_half_.empty()) {
        second_half_[row] = second;
    }
}

const Value Cells::operator[](std::size_t row) const {
    switch (kinds_[row]) {
        case Kind::none:
            return {};
        case Kind::boolean:
            return bits(row) != 0;
        case Kind::whole:
            return static_cast<std::int64_t>(bits(row));
        case Kind::real:
            return std::bit_cast<double>(std::rotl(bits(row), half));
        case Kind::text:
            return std::string(text_at(bits(row)));
    }
    return {};
}

std::string_view Cells::text(std::size_t row) const {
    return is_text(row) ? text_at(bits(row)) : std::string_view();
}

void Cells::push_back(const Value& value) {
    const Packed cell = packed(value);
    resize(size() + 1);
    put(size() - 1, cell);
}

void Cells::set(std::size_t row, const Value& value) {
    expects(row < size(), "Cells::set: there is such a row");
    put(row, packed(value));
}

bool Cells::operator==(const Cells& other) const {
    return size() == other.size() && std::equal(begin(), end(), other.begin());
}

Cells::Packed Cells::packed(const Value& value) {
    struct {
        Cells& cells;
        Packed operator()(std::monostate) const { return {}; }
        Packed operator()(bool flag) const { return {Kind::boolean, flag ? 1U : 0U}; }
        Packed operator()(std::int64_t whole) const {
            return {Kind::whole, static_cast<std::uint64_t>(whole)};
        }
        Packed operator()(double real) const {
            // A number of few digits ends in zeros.
            return {Kind::real, std::rotl(std::bit_cast<std::uint64_t>(real), half)};
        }
        Packed operator()(const std::string& text) const {
            return {Kind::text, cells.kept_text(text)};
        }
    } visitor{*this};
    return std::visit(visitor, value);
}

std::uint64_t Cells::kept_text(std::string_view text) {
    if (lately_.empty()) {
        lately_.assign(texts_remembered, no_text);
    }
    std::uint64_t& known = lately_[std::hash<std::string_view>()(text) % texts_remembered];
    if (known == no_text || text_at(known) != text) {
        if (texts_.empty() || texts_.back().size() >= full_page) {
            texts_.emplace_back();
        }
        std::string& page = texts_.back();
        known = (std::uint64_t{texts_.size() - 1} << page_shift) | page.size();
        const auto length = static_cast<Length>(text.size());
        expects(length == text.size(), "Cells: a text is shorter than 4 GB");
        char bytes[sizeof length];
        std::memcpy(bytes, &length, sizeof length);
        page.append(bytes, sizeof length);
        page.append(text);
    }
    return known;
}

std::string_view Cells::text_at(std::uint64_t start) const {
    const std::string_view page = texts_[start >> page_shift];
    const std::size_t at = start & within_page;
    Length length = 0;
    std::memcpy(&length, page.data() + at, sizeof length);
    return page.substr(at + sizeof length, length);
}

}  // namespace riskmap::domain
