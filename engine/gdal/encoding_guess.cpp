#include "gdal/encoding_guess.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <map>

#include <fmt/format.h>
#include <unicode/unistr.h>

#include "core/error.hpp"
#include "domain/utf8.hpp"
#include "gdal/delimited_text.hpp"
#include "gdal/open.hpp"
#include "gdal/text_decoder.hpp"
#include "gdal/vietnamese_syllable.hpp"

namespace riskmap::gdal {
namespace {

constexpr std::array<const char*, 5> candidates{
    "TCVN3", "VNI", "VISCII", "windows-1258", "windows-1252"};
constexpr std::size_t most_texts = 20000;
constexpr std::size_t sample_words = 6;
constexpr double clear_share = 0.7;
constexpr double clear_margin = 0.25;
constexpr std::size_t few_words = 3;

/// Punctuation and signs that ordinary text has outside words.
bool is_sign(UChar32 c) {
    return c == 0xA0 || c == 0xB0 || c == 0xB2 || c == 0xB7 || c == 0xAB || c == 0xBB ||
           (c >= 0x2010 && c <= 0x2026);
}

/// How often each word with a letter that is not ASCII occurs.
void count_words(const std::string& utf8, std::map<std::string, std::size_t>& counts) {
    const icu::UnicodeString text = icu::UnicodeString::fromUTF8(utf8);
    icu::UnicodeString word;
    bool accented = false;
    const auto end_word = [&] {
        if (accented) {
            std::string key;
            word.toUTF8String(key);
            ++counts[key];
        }
        word.remove();
        accented = false;
    };
    for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        const UChar32 c = text.char32At(i);
        const bool ascii_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (ascii_letter || (c >= 0x80 && !is_sign(c))) {
            word.append(c);
            accented = accented || !ascii_letter;
        } else {
            end_word();
        }
    }
    end_word();
}

std::string commonest(const std::map<std::string, std::size_t>& counts) {
    std::vector<std::pair<std::size_t, std::string>> ordered;
    for (const auto& [word, count] : counts) {
        ordered.emplace_back(count, word);
    }
    std::stable_sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) {
        return a.first > b.first;
    });
    ordered.resize(std::min(ordered.size(), sample_words));
    std::string text;
    for (const auto& [count, word] : ordered) {
        text += (text.empty() ? "" : ", ") + word;
    }
    return text;
}

struct Tried {
    EncodingScore score;
    std::size_t words = 0;
};

Tried try_encoding(const std::string& encoding, std::span<const std::string> texts) {
    Tried tried;
    tried.score.encoding = encoding;
    std::map<std::string, std::size_t> counts;
    try {
        const TextDecoder decode = text_decoder(encoding);
        for (const std::string& text : texts) {
            count_words(decode(text), counts);
        }
    } catch (const Error&) {
        return tried;
    }
    std::size_t syllables = 0;
    for (const auto& [word, count] : counts) {
        syllables += is_vietnamese_syllable(word) ? 1 : 0;
    }
    tried.words = counts.size();
    tried.score.share =
        counts.empty() ? 0 : static_cast<double>(syllables) / static_cast<double>(counts.size());
    tried.score.sample = commonest(counts);
    return tried;
}

std::vector<std::string> lines_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::vector<std::string> lines;
    bool first = true;
    for (std::string line; lines.size() < most_texts && std::getline(stream, line);) {
        if (first && (line.starts_with("\xFF\xFE") || line.starts_with("\xFE\xFF"))) {
            return {};
        }
        first = false;
        if (!domain::is_utf8(line)) {
            lines.push_back(line);
        }
    }
    return lines;
}

std::vector<std::string> cells_of(const std::filesystem::path& file, const std::string& layer) {
    const Operation operation(file, ErrorKind::input);
    OpenVector source(operation);
    std::vector<std::string> cells;
    if (source.driver() != "ESRI Shapefile") {
        return cells;
    }
    OGRLayer& from = source.layer(layer);
    const OGRFeatureDefn& schema = *from.GetLayerDefn();
    for (int i = 0; i < schema.GetFieldCount(); ++i) {
        cells.emplace_back(schema.GetFieldDefn(i)->GetNameRef());
    }
    while (const OGRFeatureUniquePtr feature{from.GetNextFeature()}) {
        for (int i = 0; i < schema.GetFieldCount() && cells.size() < most_texts; ++i) {
            if (schema.GetFieldDefn(i)->GetType() == OFTString &&
                feature->IsFieldSetAndNotNull(i)) {
                cells.emplace_back(feature->GetFieldAsString(i));
            }
        }
    }
    std::erase_if(cells, [](const std::string& cell) { return domain::is_utf8(cell); });
    return cells;
}

}  // namespace

std::optional<EncodingGuess> guess_encoding(std::span<const std::string> texts) {
    if (std::all_of(texts.begin(), texts.end(), domain::is_utf8)) {
        return std::nullopt;
    }
    std::vector<Tried> tried;
    for (const char* const encoding : candidates) {
        tried.push_back(try_encoding(encoding, texts));
    }
    std::stable_sort(tried.begin(), tried.end(), [](const Tried& a, const Tried& b) {
        return a.score.share > b.score.share;
    });
    EncodingGuess guess;
    guess.words = tried.front().words;
    for (Tried& one : tried) {
        guess.tried.push_back(std::move(one.score));
    }
    const double best = guess.tried[0].share;
    const double second = guess.tried[1].share;
    guess.sure = guess.words >= few_words ? best >= clear_share && best - second >= clear_margin
                                          : guess.words > 0 && best >= 1 && second <= 0;
    return guess;
}

std::optional<EncodingGuess> guess_file_encoding(const std::filesystem::path& file,
                                                 const std::string& layer) {
    check_local_file(file);
    if (is_delimited_text(file)) {
        const std::vector<std::string> lines = lines_of(file);
        return guess_encoding(lines);
    }
    const bool dbf = !sibling(file, ".dbf").empty() && sibling(file, ".cpg").empty();
    const std::string ending = file.extension().string();
    const bool shapefile =
        ending == ".shp" || ending == ".SHP" || ending == ".dbf" || ending == ".DBF";
    if (!dbf || !shapefile) {
        return std::nullopt;
    }
    const std::vector<std::string> cells = cells_of(file, layer);
    return guess_encoding(cells);
}

std::string candidates_text(const EncodingGuess& guess) {
    std::string text;
    for (const EncodingScore& score : guess.tried) {
        text += fmt::format("{}{}: {:.0f} %{}",
                            text.empty() ? "" : "; ",
                            score.encoding,
                            std::round(100 * score.share),
                            score.sample.empty() ? "" : " (" + score.sample + ")");
    }
    return text;
}

}  // namespace riskmap::gdal
