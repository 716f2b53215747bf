#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace riskmap::gdal {

/// How well the text reads in one encoding.
struct EncodingScore {
    std::string encoding;
    double share = 0;    ///< of the different accented words, those spelt as Vietnamese syllables
    std::string sample;  ///< the commonest accented words, never a whole cell
};

/// What the bytes of a table that does not say its encoding are likely to be.
struct EncodingGuess {
    std::vector<EncodingScore> tried;  ///< best first
    std::size_t words = 0;             ///< different accented words, as the best reads them
    bool sure = false;

    const EncodingScore& best() const { return tried.front(); }
};

/// Tries the encodings Vietnamese files come in. Sure only with a clear margin: at least 70 % of
/// the words are syllables, and a quarter more than under any other encoding; of fewer than three
/// words all must be, and none under another. None when all texts are UTF-8.
std::optional<EncodingGuess> guess_encoding(std::span<const std::string> texts);

/// The same for the raw text of a delimited file, or of a DBF without a code page file beside it;
/// none for other kinds of files, which say their encoding themselves. `layer` "" is the first.
std::optional<EncodingGuess> guess_file_encoding(const std::filesystem::path& file,
                                                 const std::string& layer);

/// One line per encoding tried: "TCVN3: 97 % (Đuối, nước)".
std::string candidates_text(const EncodingGuess&);

}  // namespace riskmap::gdal
