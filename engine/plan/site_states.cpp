#include "plan/site_states.hpp"

#include <cmath>

namespace riskmap::plan {

const char* to_word(SiteState state) {
    switch (state) {
        case SiteState::yes:
            return "yes";
        case SiteState::no:
            return "no";
        case SiteState::not_surveyed:
            break;
    }
    return "not_surveyed";
}

SiteState state_of(const domain::Value& cell) {
    const double number = domain::as_number(cell);
    const std::string text = domain::as_text(cell);
    if (text == "true" || number == 1) {
        return SiteState::yes;
    }
    return text == "false" || number == 0 ? SiteState::no : SiteState::not_surveyed;
}

Text state_words(const std::string& word) {
    if (word == to_word(SiteState::yes)) {
        return {"có", "yes"};
    }
    if (word == to_word(SiteState::no)) {
        return {"chưa có", "none"};
    }
    if (word == to_word(SiteState::not_surveyed)) {
        return {"chưa khảo sát", "not surveyed"};
    }
    return {word, word};
}

}  // namespace riskmap::plan
