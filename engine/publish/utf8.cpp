#include "publish/utf8.hpp"

#include <array>

#include "domain/utf8.hpp"

namespace riskmap::publish {
namespace {

unsigned byte_at(std::string_view text, std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
}

/// One row of table 3-7 of the Unicode Standard ("Well-Formed UTF-8 Byte Sequences"): the range of
/// the first byte, the length, the range of the second byte.
struct Form {
    unsigned first_low, first_high;
    std::size_t length;
    unsigned second_low, second_high;
};
constexpr std::array<Form, 9> forms = {{{0x01, 0x7F, 1, 0, 0},
                                        {0xC2, 0xDF, 2, 0x80, 0xBF},
                                        {0xE0, 0xE0, 3, 0xA0, 0xBF},
                                        {0xE1, 0xEC, 3, 0x80, 0xBF},
                                        {0xED, 0xED, 3, 0x80, 0x9F},
                                        {0xEE, 0xEF, 3, 0x80, 0xBF},
                                        {0xF0, 0xF0, 4, 0x90, 0xBF},
                                        {0xF1, 0xF3, 4, 0x80, 0xBF},
                                        {0xF4, 0xF4, 4, 0x80, 0x8F}}};

bool is_continuation(unsigned byte) { return byte >= 0x80 && byte <= 0xBF; }

/// Bytes of the character at `at`, 0 when there is none.
std::size_t character_length(std::string_view text, std::size_t at) {
    const unsigned first = byte_at(text, at);
    for (const Form& form : forms) {
        if (first < form.first_low || first > form.first_high) {
            continue;
        }
        const unsigned second = byte_at(text, at + 1);
        if (form.length > 1 && (second < form.second_low || second > form.second_high)) {
            return 0;
        }
        for (std::size_t i = 2; i < form.length; ++i) {
            if (!is_continuation(byte_at(text, at + i))) {
                return 0;
            }
        }
        return form.length;
    }
    return 0;
}

}  // namespace

bool is_carriable(std::string_view text) {
    return text.find('\0') == std::string_view::npos && domain::is_utf8(text);
}

std::string made_carriable(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = character_length(text, at);
        if (length == 0) {
            result += "\xEF\xBF\xBD";
            ++at;
        } else {
            result += text.substr(at, length);
            at += length;
        }
    }
    return result;
}

std::string cut(std::string_view text, std::size_t max_bytes) {
    std::size_t end = text.size();
    if (end > max_bytes) {
        end = max_bytes;
        while (end > 0 && is_continuation(byte_at(text, end))) {
            --end;
        }
    }
    return std::string(text.substr(0, end));
}

}  // namespace riskmap::publish
