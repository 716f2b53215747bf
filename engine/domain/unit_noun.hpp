#pragma once

#include <string>

#include "core/text.hpp"

namespace riskmap::domain {

/// What a study calls its units, "block group"; empty: communes.
struct UnitNoun {
    Text one;
    Text many;

    bool usual() const { return one.vi.empty() && one.en.empty(); }
};

/// A text that speaks of communes, speaking of the study's units. Whole words only ("commune",
/// "communes", "xã", also with a capital); names ("Xã Tân Phú", "thị xã") and file names
/// ("communes.csv") stay. The text itself for the usual noun.
std::string speaking_of(std::string text, const UnitNoun& noun);
Text speaking_of(Text text, const UnitNoun& noun);

}  // namespace riskmap::domain
