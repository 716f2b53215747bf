#include "intake/count_columns.hpp"

#include <algorithm>

namespace riskmap::intake {

bool is_one_of(Meaning meaning, std::initializer_list<Meaning> these) {
    return std::find(these.begin(), these.end(), meaning) != these.end();
}

Margin margin_of(const HeaderColumn& column) {
    for (const Meaning meaning : {column.meaning, column.group.value_or(Meaning::unknown)}) {
        if (is_one_of(meaning, {Meaning::male, Meaning::female})) {
            return Margin::sex;
        }
        if (meaning == Meaning::age_band) {
            return Margin::age;
        }
        if (is_one_of(meaning, {Meaning::at_home, Meaning::at_school, Meaning::in_community})) {
            return Margin::place;
        }
    }
    return Margin::none;
}

bool counts_something(const HeaderColumn& column) {
    return is_one_of(column.meaning,
                     {Meaning::deaths,
                      Meaning::injuries,
                      Meaning::cases,
                      Meaning::pairs,
                      Meaning::total}) ||
           margin_of(column) != Margin::none || column.year ||
           (column.meaning == Meaning::unknown && !column.cause.empty());
}

}  // namespace riskmap::intake
