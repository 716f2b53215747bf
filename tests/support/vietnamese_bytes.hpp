#pragma once

#include <map>
#include <string>

#include <unicode/unistr.h>

#include "gdal/text_decoder.hpp"

namespace riskmap::test {

/// UTF-8 text as bytes of an encoding, found by decoding every byte and pair of bytes: for tests
/// only. Letters the encoding lacks stay out.
inline std::string in_encoding(const std::string& encoding, const std::string& utf8) {
    const gdal::TextDecoder decode = gdal::text_decoder(encoding);
    std::map<std::string, std::string> bytes_of;
    const auto learn = [&](const std::string& bytes) {
        try {
            bytes_of.emplace(decode(bytes), bytes);
        } catch (const Error&) {
            return;
        }
    };
    for (int byte = 1; byte < 256; ++byte) {
        learn(std::string(1, static_cast<char>(byte)));
    }
    for (const char vowel :
         std::string("aeiouyAEIOUY\xF4\xD4\xF6\xD6\xE2\xEA\xC2\xCA\xE3\xC3\xD5\xF5\xDD\xFD")) {
        for (int byte = 128; byte < 256; ++byte) {
            learn(std::string(1, vowel) + static_cast<char>(byte));
        }
    }
    const icu::UnicodeString text = icu::UnicodeString::fromUTF8(utf8);
    std::string result;
    for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        std::string letter;
        icu::UnicodeString(text.char32At(i)).toUTF8String(letter);
        const auto found = bytes_of.find(letter);
        result += found == bytes_of.end() ? "" : found->second;
    }
    return result;
}

}  // namespace riskmap::test
