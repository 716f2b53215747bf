#pragma once

#include <set>
#include <string>
#include <vector>

#include "domain/layer.hpp"

namespace riskmap::domain {

enum class Comparison {
    equals,
    not_equals,
    in,
    not_in,
    at_least,
    at_most,
    above,
    below,
    present,
    absent
};

/// One test on one field, or (when `any` is not empty) a choice: at least one of `any` holds.
struct Condition {
    std::string field;
    Comparison comparison = Comparison::equals;
    std::vector<Value> values;
    std::vector<Condition> any;
    bool operator==(const Condition&) const = default;
};

/// All conditions hold. Text compares after folding case and NFC; numbers as numbers; text and
/// number meet as text. A missing cell satisfies only `absent`, `not_equals` and `not_in`.
using Predicate = std::vector<Condition>;

bool matches(const Condition& condition, const Value& cell);

/// Adds the names of all fields that the conditions test.
void add_fields(const Predicate& predicate, std::set<std::string>& fields);

/// A predicate bound to the fields of one layer. Throws an input `Error` that names the layer, the
/// missing field and the nearest field there is.
class BoundPredicate {
  public:
    BoundPredicate(const Predicate& predicate, const Layer& layer);
    bool operator()(std::size_t row) const;

  private:
    struct Test {
        std::size_t field = 0;
        Condition condition;
        std::vector<Test> any;
    };
    static Test bind(const Condition& condition, const Layer& layer);
    static bool holds(const Test& test, const Layer& layer, std::size_t row);
    const Layer* layer_;
    std::vector<Test> tests_;
};

}  // namespace riskmap::domain
