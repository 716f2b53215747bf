#include "domain/unit_noun.hpp"

#include <string_view>

namespace riskmap::domain {
namespace {

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool is_upper(char c) { return (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0xC3; }

/// Whether the word at `start`, `length` long, stands by itself and is no part of a name.
bool stands_alone(std::string_view text, std::size_t start, std::size_t length) {
    const std::string_view before = text.substr(0, start);
    const std::string_view after = text.substr(start + length);
    if (!before.empty() &&
        (is_word(before.back()) || before.back() == '/' || before.back() == '#' ||
         before.ends_with("thị ") || before.ends_with("Thị "))) {
        return false;
    }
    if (after.empty()) {
        return true;
    }
    const bool file = after.size() > 1 && after[0] == '.' && is_word(after[1]);
    const bool name =
        text[start] == 'X' && after.size() > 1 && after[0] == ' ' && is_upper(after[1]);
    return !is_word(after[0]) && !file && !name;
}

std::string capital(std::string word) {
    if (!word.empty() && word[0] >= 'a' && word[0] <= 'z') {
        word[0] = static_cast<char>(word[0] - 'a' + 'A');
    }
    return word;
}

void replace_word(std::string& text, std::string_view word, const std::string& with) {
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
        if (stands_alone(text, at, word.size())) {
            text.replace(at, word.size(), with);
            at += with.size();
        } else {
            at += word.size();
        }
    }
}

}  // namespace

std::string speaking_of(std::string text, const UnitNoun& noun) {
    if (noun.usual()) {
        return text;
    }
    replace_word(text, "communes", noun.many.en);
    replace_word(text, "Communes", capital(noun.many.en));
    replace_word(text, "commune", noun.one.en);
    replace_word(text, "Commune", capital(noun.one.en));
    replace_word(text, "xã", noun.one.vi);
    replace_word(text, "Xã", capital(noun.one.vi));
    return text;
}

Text speaking_of(Text text, const UnitNoun& noun) {
    text.vi = speaking_of(std::move(text.vi), noun);
    text.en = speaking_of(std::move(text.en), noun);
    return text;
}

}  // namespace riskmap::domain
