#include "gdal/vietnamese_bytes.hpp"

#include <array>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "core/error.hpp"
#include "domain/fold.hpp"

namespace riskmap::gdal {
namespace {

/// Letters of the bytes A0 to FF of TCVN 5712; the five marks at B0 join the letter before them.
constexpr std::u16string_view tcvn3_letters =
    u"\u00A0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒ"
    u"ĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ";
/// Letters of the bytes 80 to FF of VISCII (RFC 1456).
constexpr std::u16string_view viscii_letters =
    u"ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵ"
    u"Ýỡư"
    u"àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ";
static_assert(tcvn3_letters.size() == 0x60);
static_assert(viscii_letters.size() == 0x80);

struct ByteLetter {
    unsigned char byte;
    std::u16string_view letters;
};
/// The six capitals that VISCII keeps among the control bytes.
constexpr std::array<ByteLetter, 6> viscii_controls{
    {{0x02, u"Ẳ"}, {0x05, u"Ẵ"}, {0x06, u"Ẫ"}, {0x14, u"Ỷ"}, {0x19, u"Ỹ"}, {0x1E, u"Ỵ"}}};
/// VNI: whole letters, and marks that join the plain vowel before them.
constexpr std::array<ByteLetter, 54> vni_bytes{{
    {0xF1, u"đ"},
    {0xD1, u"Đ"},
    {0xF4, u"ơ"},
    {0xD4, u"Ơ"},
    {0xF6, u"ư"},
    {0xD6, u"Ư"},
    {0xED, u"í"},
    {0xCD, u"Í"},
    {0xEC, u"ì"},
    {0xCC, u"Ì"},
    {0xE6, u"ỉ"},
    {0xC6, u"Ỉ"},
    {0xF3, u"ĩ"},
    {0xD3, u"Ĩ"},
    {0xF2, u"ị"},
    {0xD2, u"Ị"},
    {0xEE, u"ỵ"},
    {0xCE, u"Ỵ"},
    {0xF9, u"\u0301"},
    {0xD9, u"\u0301"},
    {0xF8, u"\u0300"},
    {0xD8, u"\u0300"},
    {0xFB, u"\u0309"},
    {0xDB, u"\u0309"},
    {0xF5, u"\u0303"},
    {0xD5, u"\u0303"},
    {0xEF, u"\u0323"},
    {0xCF, u"\u0323"},
    {0xE2, u"\u0302"},
    {0xC2, u"\u0302"},
    {0xEA, u"\u0306"},
    {0xCA, u"\u0306"},
    {0xE1, u"\u0302\u0301"},
    {0xC1, u"\u0302\u0301"},
    {0xE0, u"\u0302\u0300"},
    {0xC0, u"\u0302\u0300"},
    {0xE5, u"\u0302\u0309"},
    {0xC5, u"\u0302\u0309"},
    {0xE3, u"\u0302\u0303"},
    {0xC3, u"\u0302\u0303"},
    {0xE4, u"\u0302\u0323"},
    {0xC4, u"\u0302\u0323"},
    {0xE9, u"\u0306\u0301"},
    {0xC9, u"\u0306\u0301"},
    {0xE8, u"\u0306\u0300"},
    {0xC8, u"\u0306\u0300"},
    {0xFA, u"\u0306\u0309"},
    {0xDA, u"\u0306\u0309"},
    {0xFC, u"\u0306\u0303"},
    {0xDC, u"\u0306\u0303"},
    {0xEB, u"\u0306\u0323"},
    {0xCB, u"\u0306\u0323"},
    {0xA0, u"\u00A0"},
    {0x96, u"–"},
}};

/// What each byte stands for; an empty text for a byte the encoding does not use.
using ByteTable = std::array<std::u16string, 256>;

ByteTable ascii_table() {
    ByteTable table;
    for (std::size_t byte = 0; byte < 0x80; ++byte) {
        table[byte] = std::u16string(1, static_cast<char16_t>(byte));
    }
    return table;
}

ByteTable tcvn3_table() {
    ByteTable table = ascii_table();
    for (std::size_t i = 0; i < tcvn3_letters.size(); ++i) {
        table[0xA0 + i] = tcvn3_letters.substr(i, 1);
    }
    return table;
}

ByteTable viscii_table() {
    ByteTable table = ascii_table();
    for (std::size_t i = 0; i < viscii_letters.size(); ++i) {
        table[0x80 + i] = viscii_letters.substr(i, 1);
    }
    for (const ByteLetter& control : viscii_controls) {
        table[control.byte] = control.letters;
    }
    return table;
}

ByteTable vni_table() {
    ByteTable table = ascii_table();
    for (const ByteLetter& row : vni_bytes) {
        table[row.byte] = row.letters;
    }
    return table;
}

std::u16string decoded(const ByteTable& table, std::string_view bytes, const char* encoding) {
    std::u16string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (table[byte].empty()) {
            throw Error(ErrorKind::input,
                        Text{fmt::format("byte \\x{:02X} không phải chữ {}", byte, encoding),
                             fmt::format("the byte \\x{:02X} is not {} text", byte, encoding)});
        }
        text += table[byte];
    }
    return text;
}

std::string utf8(const std::u16string& text) {
    std::string result;
    icu::UnicodeString(text.data(), static_cast<int32_t>(text.size())).toUTF8String(result);
    return domain::to_nfc(result);
}

bool is_small(char16_t c) { return c >= u'a' && c <= u'z'; }
bool is_capital(char16_t c) { return c >= u'A' && c <= u'Z'; }

struct Word {
    std::size_t first = 0;
    std::size_t end = 0;
    bool small = false;     ///< has a plain small letter
    bool capitals = false;  ///< has a plain capital behind its first letter
};

std::vector<Word> words_of(const std::u16string& text) {
    std::vector<Word> words;
    bool inside = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (u_isalpha(text[i]) == 0) {
            inside = false;
            continue;
        }
        if (!inside) {
            words.push_back({i, i, false, false});
        }
        Word& word = words.back();
        word.end = i + 1;
        word.small = word.small || is_small(text[i]);
        word.capitals = word.capitals || (inside && is_capital(text[i]));
        inside = true;
    }
    return words;
}

void raise_capitals(std::u16string& text) {
    const std::vector<Word> words = words_of(text);
    bool any_small = false;
    bool any_capitals = false;
    for (const Word& word : words) {
        any_small = any_small || word.small;
        any_capitals = any_capitals || (word.capitals && !word.small);
    }
    for (const Word& word : words) {
        if ((word.capitals && !word.small) || (any_capitals && !any_small)) {
            for (std::size_t i = word.first; i < word.end; ++i) {
                text[i] = static_cast<char16_t>(u_toupper(text[i]));
            }
        }
    }
}

}  // namespace

std::optional<TextDecoder> vietnamese_decoder(const std::string& encoding) {
    const std::string name = domain::fold(encoding);
    if (name == "tcvn3" || name == "tcvn-3" || name == "abc" || name == "tcvn3 (abc)") {
        static const ByteTable table = tcvn3_table();
        return [](std::string_view bytes) {
            std::u16string text = decoded(table, bytes, "TCVN3");
            raise_capitals(text);
            return utf8(text);
        };
    }
    if (name == "vni" || name == "vni-windows" || name == "vni-win") {
        static const ByteTable table = vni_table();
        return [](std::string_view bytes) { return utf8(decoded(table, bytes, "VNI")); };
    }
    if (name == "viscii") {
        static const ByteTable table = viscii_table();
        return [](std::string_view bytes) { return utf8(decoded(table, bytes, "VISCII")); };
    }
    return std::nullopt;
}

}  // namespace riskmap::gdal
