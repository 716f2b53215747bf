#include "gdal/vietnamese_syllable.hpp"

#include <array>
#include <set>
#include <sstream>
#include <string_view>

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "core/error.hpp"
#include "domain/fold.hpp"

namespace riskmap::gdal {
namespace {

constexpr std::array<std::string_view, 28> initials{
    "",  "ngh", "ng", "nh", "gh", "gi", "kh", "ph", "th", "tr", "ch", "qu", "b", "c",
    "d", "đ",   "g",  "h",  "k",  "l",  "m",  "n",  "p",  "r",  "s",  "t",  "v", "x"};

constexpr const char* rimes =
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu "
    "i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu "
    "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet "
    "oi om on ong op ot ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung uôc uôi uôm uôn uông uôp uôt up ut "
    "uy uya uych uyên uyêt uynh uyt uyu uơ "
    "ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu ynh yt êng";

const std::set<std::string, std::less<>>& known_rimes() {
    static const std::set<std::string, std::less<>> known = [] {
        std::set<std::string, std::less<>> result;
        std::istringstream words(rimes);
        for (std::string rime; words >> rime;) {
            result.insert(rime);
        }
        return result;
    }();
    return known;
}

enum class Tone { level, acute, dot, other };

/// Takes the tone marks out of a word in NFD.
Tone take_tone(icu::UnicodeString& text, int& marks) {
    Tone tone = Tone::level;
    icu::UnicodeString rest;
    for (int32_t i = 0; i < text.length(); ++i) {
        switch (const char16_t c = text.charAt(i)) {
            case 0x0301:
                tone = Tone::acute;
                ++marks;
                break;
            case 0x0323:
                tone = Tone::dot;
                ++marks;
                break;
            case 0x0300:
            case 0x0303:
            case 0x0309:
                tone = Tone::other;
                ++marks;
                break;
            default:
                rest.append(c);
        }
    }
    text = rest;
    return tone;
}

bool stops(std::string_view rime) {
    return rime.ends_with('c') || rime.ends_with("ch") || rime.ends_with('p') ||
           rime.ends_with('t');
}

}  // namespace

bool is_vietnamese_syllable(const std::string& word) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* parts = icu::Normalizer2::getNFDInstance(status);
    expects(U_SUCCESS(status) != 0, "is_vietnamese_syllable: ICU has its tables");
    icu::UnicodeString text =
        parts->normalize(icu::UnicodeString::fromUTF8(domain::fold(word)), status);
    int marks = 0;
    const Tone tone = take_tone(text, marks);
    std::string plain;
    text.toUTF8String(plain);
    plain = domain::to_nfc(plain);
    if (marks > 1) {
        return false;
    }
    for (const std::string_view initial : initials) {
        if (!plain.starts_with(initial)) {
            continue;
        }
        const std::string_view rime = std::string_view(plain).substr(initial.size());
        const bool fits = !stops(rime) || tone == Tone::acute || tone == Tone::dot;
        if (fits && known_rimes().contains(rime)) {
            return true;
        }
    }
    return false;
}

}  // namespace riskmap::gdal
