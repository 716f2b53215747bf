#include "domain/fold.hpp"

#include <cstdint>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "core/error.hpp"
#include "domain/utf8.hpp"

namespace riskmap::domain {
namespace {

icu::UnicodeString composed(const std::string& text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
    icu::UnicodeString result = nfc->normalize(icu::UnicodeString::fromUTF8(text), status);
    expects(U_SUCCESS(status) != 0, "to_nfc: ICU normalises");
    return result;
}

/// Whether a text is well-formed UTF-8 in NFC already, as most is.
bool is_composed(const std::string& text) {
    if (!is_utf8(text)) {
        return false;
    }
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
    return nfc->isNormalizedUTF8(text, status) != 0 && U_SUCCESS(status) != 0;
}

bool is_ascii_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// `fold` of ASCII, which lists of a million rows mostly are.
std::string folded_ascii(const std::string& text) {
    std::string result;
    bool gap = false;
    for (const char c : text) {
        if (is_ascii_blank(c)) {
            gap = true;
            continue;
        }
        if (gap && !result.empty()) {
            result += ' ';
        }
        gap = false;
        result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return result;
}

}  // namespace

std::string to_nfc(const std::string& text) {
    if (is_ascii(text) || is_composed(text)) {
        return text;
    }
    std::string result;
    composed(text).toUTF8String(result);
    return result;
}

std::string fold(const std::string& text) {
    if (is_ascii(text)) {
        return folded_ascii(text);
    }
    icu::UnicodeString folded = composed(text);
    folded.foldCase();
    icu::UnicodeString kept;
    bool gap = false;
    for (int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
        const UChar32 c = folded.char32At(i);
        if (u_isUWhiteSpace(c) != 0) {
            gap = true;
            continue;
        }
        if (gap && !kept.isEmpty()) {
            kept.append(u' ');
        }
        gap = false;
        kept.append(c);
    }
    std::string result;
    kept.toUTF8String(result);
    return to_nfc(result);
}

}  // namespace riskmap::domain
