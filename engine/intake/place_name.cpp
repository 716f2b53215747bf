#include "intake/place_name.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "core/error.hpp"
#include "domain/fold.hpp"

namespace riskmap::intake {
namespace {

using icu::UnicodeString;

struct TypeWord {
    std::string_view written;  ///< folded, points and gaps as one blank
    std::string_view type;
};

// Longest first, so that "thị trấn" is not left as "trấn".
constexpr std::array<TypeWord, 22> type_words{{
    {"thành phố", "thành phố"},
    {"thị trấn", "thị trấn"},
    {"phường", "phường"},
    {"thị xã", "thị xã"},
    {"huyện", "huyện"},
    {"quận", "quận"},
    {"tỉnh", "tỉnh"},
    {"xã", "xã"},
    {"t t", "thị trấn"},
    {"t x", "thị xã"},
    {"t p", "thành phố"},
    {"tt", "thị trấn"},
    {"tx", "thị xã"},
    {"tp", "thành phố"},
    {"thi tran", "thị trấn"},
    {"thi xa", "thị xã"},
    {"thanh pho", "thành phố"},
    {"x", "xã"},
    {"p", "phường"},
    {"h", "huyện"},
    {"q", "quận"},
    {"f", "phường"},
}};
// Without marks these are syllables of names too ("Xã Xa Mát"): a type only before more syllables.
constexpr std::array<TypeWord, 5> bare_type_words{
    {{"phuong", "phường"}, {"huyen", "huyện"}, {"quan", "quận"}, {"tinh", "tỉnh"}, {"xa", "xã"}}};

constexpr std::array<UChar32, 5> tones{0x0300, 0x0301, 0x0309, 0x0303, 0x0323};

UnicodeString normalised(const UnicodeString& text, const icu::Normalizer2* (*form)(UErrorCode&)) {
    UErrorCode status = U_ZERO_ERROR;
    UnicodeString result = form(status)->normalize(text, status);
    expects(U_SUCCESS(status) != 0, "read_place_name: ICU normalises");
    return result;
}

std::string utf8(const UnicodeString& text) {
    std::string result;
    normalised(text, &icu::Normalizer2::getNFCInstance).toUTF8String(result);
    return result;
}

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> words;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        if (end > at) {
            words.push_back(text.substr(at, end - at));
        }
        at = end + 1;
    }
    return words;
}

std::string joined(const std::vector<std::string>& words, std::size_t from) {
    std::string text;
    for (std::size_t i = from; i < words.size(); ++i) {
        text += (text.empty() ? "" : " ") + words[i];
    }
    return text;
}

/// Folded case; everything that is no letter, mark or digit as one blank.
std::string plain_words(const std::string& text) {
    UnicodeString folded =
        normalised(UnicodeString::fromUTF8(text), &icu::Normalizer2::getNFCInstance);
    folded.foldCase();
    UnicodeString kept;
    for (int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
        const UChar32 c = folded.char32At(i);
        if (c == '\'' || c == 0x2019) {
            continue;  // H'Bông is one syllable, not a district
        }
        const bool counts = u_isalnum(c) != 0 || u_charType(c) == U_NON_SPACING_MARK;
        kept.append(counts ? c : UChar32{' '});
    }
    return joined(split(utf8(kept)), 0);
}

/// A syllable with its tone as a digit behind it; "đak", "đăk", "đắk" as one.
std::string folded_syllable(const std::string& word) {
    const UnicodeString apart =
        normalised(UnicodeString::fromUTF8(word), &icu::Normalizer2::getNFDInstance);
    UnicodeString letters;
    std::string tone;
    for (int32_t i = 0; i < apart.length(); i = apart.moveIndex32(i, 1)) {
        const UChar32 c = apart.char32At(i);
        const auto* const found = std::find(tones.begin(), tones.end(), c);
        if (found == tones.end()) {
            letters.append(c);
        } else {
            tone = std::to_string(found - tones.begin() + 1);
        }
    }
    std::string result = utf8(letters);
    if (std::all_of(result.begin(), result.end(), [](char c) { return c >= '0' && c <= '9'; })) {
        result.erase(0, std::min(result.find_first_not_of('0'), result.size() - 1));
    }
    if (result == "đăk" || result == "đak") {
        return "đăk";
    }
    return result + tone;
}

/// The digit behind a folded syllable, '0' for none; a number has no tone.
char tone_of(const std::string& syllable) {
    const char last = syllable.back();
    const bool number = syllable.front() >= '0' && syllable.front() <= '9';
    return number || last < '1' || last > '5' ? '0' : last;
}

std::string without_marks(const std::string& folded) {
    const UnicodeString apart =
        normalised(UnicodeString::fromUTF8(folded), &icu::Normalizer2::getNFDInstance);
    UnicodeString letters;
    for (int32_t i = 0; i < apart.length(); i = apart.moveIndex32(i, 1)) {
        const UChar32 c = apart.char32At(i);
        if (u_charType(c) != U_NON_SPACING_MARK) {
            letters.append(c == 0x0111 ? UChar32{'d'} : c);
        }
    }
    std::vector<std::string> syllables = split(utf8(letters));
    for (std::string& syllable : syllables) {
        if (tone_of(syllable) != '0') {
            syllable.pop_back();
        }
    }
    return joined(syllables, 0);
}

/// Splits "Lộc An, H. Lộc Ninh" into the name and what it lies in.
std::pair<std::string, std::string> parted(const std::string& text) {
    std::size_t at = std::min({text.find(','), text.find(';'), text.find('('), text.find(" - ")});
    if (at == std::string::npos || split(plain_words(text.substr(0, at))).empty()) {
        return {text, ""};
    }
    std::string rest = text.substr(at + (text.compare(at, 3, " - ") == 0 ? 3 : 1));
    rest = rest.substr(0, std::min({rest.find(','), rest.find(';'), rest.find(')')}));
    return {text.substr(0, at), domain::to_nfc(joined(split(rest), 0))};
}

/// The type word in front of `words`, and how many of them it takes.
std::pair<std::string, std::size_t> type_of(const std::vector<std::string>& words) {
    for (const TypeWord& row : type_words) {
        const std::size_t length = row.written.find(' ') == std::string_view::npos ? 1 : 2;
        const std::size_t taken = std::min(length, words.size());
        const std::string front =
            joined({words.begin(), words.begin() + static_cast<std::ptrdiff_t>(taken)}, 0);
        if (front == row.written && words.size() > length) {
            return {std::string(row.type), length};
        }
    }
    for (const TypeWord& row : bare_type_words) {
        if (words.size() > 2 && words.front() == row.written) {
            return {std::string(row.type), 1};
        }
    }
    return {"", 0};
}

}  // namespace

PlaceName read_place_name(const std::string& text) {
    const auto [own, parent] = parted(text);
    PlaceName name;
    name.parent = parent;
    name.exact = domain::to_nfc(joined(split(own), 0));
    std::vector<std::string> words = split(plain_words(own));
    // "P5" and "p05" are "p 5".
    if (!words.empty() && words.front().size() > 1 && words.front().front() == 'p' &&
        words.front().find_first_not_of("0123456789", 1) == std::string::npos) {
        const std::string number = words.front().substr(1);
        words.front() = "p";
        words.insert(words.begin() + 1, number);
    }
    const auto [type, taken] = type_of(words);
    name.type = type;
    std::vector<std::string> syllables;
    for (std::size_t i = taken; i < words.size(); ++i) {
        syllables.push_back(folded_syllable(words[i]));
    }
    name.folded = joined(syllables, 0);
    name.bare = without_marks(name.folded);
    return name;
}

bool may_stand_for(const std::string& told, const std::string& real) {
    const std::vector<std::string> left = split(told);
    const std::vector<std::string> right = split(real);
    if (left.size() != right.size()) {
        return false;
    }
    for (std::size_t i = 0; i < left.size(); ++i) {
        const std::string bare = without_marks(left[i]);
        if (bare != without_marks(right[i])) {
            return false;
        }
        const auto letters_of = [&](const std::string& syllable) {
            const std::string own =
                tone_of(syllable) == '0' ? syllable : syllable.substr(0, syllable.size() - 1);
            return UnicodeString::fromUTF8(own);
        };
        if (tone_of(left[i]) != '0' && tone_of(left[i]) != tone_of(right[i])) {
            return false;
        }
        const UnicodeString said = letters_of(left[i]);
        const UnicodeString is = letters_of(right[i]);
        const UnicodeString plain = UnicodeString::fromUTF8(bare);
        if (said.length() != is.length() || said.length() != plain.length()) {
            return false;
        }
        for (int32_t at = 0; at < said.length(); ++at) {
            if (said[at] != is[at] && said[at] != plain[at]) {
                return false;
            }
        }
    }
    return true;
}

std::string folded_name(const std::string& text) { return read_place_name(text).folded; }

}  // namespace riskmap::intake
