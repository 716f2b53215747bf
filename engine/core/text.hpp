#pragma once

#include <string>

namespace riskmap {

enum class Language { vi, en };

/// One sentence or label in both languages of the product, UTF-8, NFC.
struct Text {
    std::string vi;
    std::string en;

    const std::string& in(Language language) const { return language == Language::vi ? vi : en; }
    bool operator==(const Text&) const = default;
};

}  // namespace riskmap
