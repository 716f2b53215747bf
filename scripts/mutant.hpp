// Put into sources by scripts/mutate.py: operators that change when the environment variable MUTANT
// names their number.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <initializer_list>
#include <utility>

namespace mutant {

inline const int chosen = [] {
    const char* word = std::getenv("MUTANT");
    return word != nullptr ? std::atoi(word) : 0;
}();
inline bool is(int number) { return chosen == number; }

// `a OP b` is written `a OP mutant::name<7>() CLOSE b`: the first half keeps `a`, the second
// compares or computes.
template <class A, class Tag>
struct Half {
    A&& a;
};
#define RISKMAP_MUTANT(name, open, close, usual, changed)                      \
    template <int number>                                                      \
    struct name {};                                                            \
    template <class A, int number>                                             \
    Half<A, name<number>> operator open(A&& a, name<number>) {                 \
        return {std::forward<A>(a)};                                           \
    }                                                                          \
    template <class A, int number, class B>                                    \
    auto operator close(Half<A, name<number>>&& half, B&& b) {                 \
        return is(number) ? std::forward<A>(half.a) changed std::forward<B>(b) \
                          : std::forward<A>(half.a) usual std::forward<B>(b);  \
    }
RISKMAP_MUTANT(less, <, >, <, <=)
RISKMAP_MUTANT(less_or_same, <=, >=, <=, <)
RISKMAP_MUTANT(more, >, <, >, >=)
RISKMAP_MUTANT(more_or_same, >=, <=, >=, >)
RISKMAP_MUTANT(same, ==, ==, ==, !=)
RISKMAP_MUTANT(other, !=, !=, !=, ==)
RISKMAP_MUTANT(plus, +, +, +, -)
RISKMAP_MUTANT(minus, -, -, -, +)
RISKMAP_MUTANT(times, *, *, *, /)
RISKMAP_MUTANT(over, /, /, /, *)
#undef RISKMAP_MUTANT

// `a += b` is written `a += mutant::add<7>() = b`.
template <class B, int number>
struct Added {
    B&& b;
};
template <int number>
struct add {
    template <class B>
    Added<B, number> operator=(B&& b) const {
        return {std::forward<B>(b)};
    }
};
template <class A, class B, int number>
A& operator+=(A& a, Added<B, number>&& added) {
    is(number) ? a -= added.b : a += added.b;
    return a;
}
template <class A, class B, int number>
A& operator-=(A& a, Added<B, number>&& added) {
    is(number) ? a += added.b : a -= added.b;
    return a;
}

template <int number, class A>
A least(const A& a, const A& b) {
    return is(number) ? std::max(a, b) : std::min(a, b);
}
template <int number, class A>
A least(std::initializer_list<A> all) {
    return is(number) ? std::max(all) : std::min(all);
}
template <int number, class A>
A most(const A& a, const A& b) {
    return is(number) ? std::min(a, b) : std::max(a, b);
}
template <int number, class A>
A most(std::initializer_list<A> all) {
    return is(number) ? std::min(all) : std::max(all);
}

}  // namespace mutant
