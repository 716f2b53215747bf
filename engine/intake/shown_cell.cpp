#include "intake/shown_cell.hpp"

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "intake/table_cells.hpp"

namespace riskmap::intake {
namespace {

struct Word {
    int32_t first = 0;
    int32_t end = 0;
};

/// The word that begins at or behind `at`; empty at the end of the text.
Word next_word(const icu::UnicodeString& text, int32_t at) {
    while (at < text.length() && u_isalpha(text.char32At(at)) == 0) {
        at = text.moveIndex32(at, 1);
    }
    Word word{at, at};
    while (word.end < text.length() && u_isalpha(text.char32At(word.end)) != 0) {
        word.end = text.moveIndex32(word.end, 1);
    }
    return word;
}

bool only_blanks_between(const icu::UnicodeString& text, int32_t from, int32_t to) {
    for (int32_t at = from; at < to; ++at) {
        if (text.charAt(at) != u' ' && text.charAt(at) != u'.') {
            return false;
        }
    }
    return true;
}

}  // namespace

std::string shown_cell(const std::string& text) {
    const icu::UnicodeString from = icu::UnicodeString::fromUTF8(text);
    icu::UnicodeString shown;
    int32_t copied = 0;
    Word word = next_word(from, 0);
    while (word.first < word.end) {
        Word last = word;
        int names = u_isupper(from.char32At(word.first)) != 0 ? 1 : 0;
        Word next = next_word(from, word.end);
        while (names > 0 && next.first < next.end && u_isupper(from.char32At(next.first)) != 0 &&
               only_blanks_between(from, last.end, next.first)) {
            ++names;
            last = next;
            next = next_word(from, last.end);
        }
        if (names > 1) {
            shown.append(from, copied, word.first - copied);
            shown.append(icu::UnicodeString::fromUTF8(hidden_cell));
            copied = last.end;
        }
        word = next;
    }
    shown.append(from, copied, from.length() - copied);
    std::string result;
    shown.toUTF8String(result);
    return result;
}

}  // namespace riskmap::intake
