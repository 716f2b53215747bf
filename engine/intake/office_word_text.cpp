#include "intake/office_word_text.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "domain/fold.hpp"
#include "intake/office_words.hpp"

namespace riskmap::intake {
namespace {

constexpr std::array<std::string_view, 8> tables{
    "format", "headers", "headers_of", "personal", "values", "rows", "refused", "periods"};

bool is_letter(char c) {
    return static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') ||
           (c >= '0' && c <= '9');
}

}  // namespace

OfficeWordText::OfficeWordText(const ConfigNode& root, Problems& problems)
    : root_(root), problems_(problems) {
    for (const ConfigEntry& entry : root.table()) {
        if (std::find(tables.begin(), tables.end(), entry.key) == tables.end()) {
            unknown(entry.key);
        }
    }
}

const ConfigNode* OfficeWordText::at(const std::string& path) {
    const ConfigNode* node = &root_;
    std::string_view rest = path;
    while (node != nullptr && !rest.empty()) {
        const std::size_t dot = std::min(rest.find('.'), rest.size());
        node = node->find(rest.substr(0, dot));
        rest.remove_prefix(std::min(dot + 1, rest.size()));
    }
    if (node == nullptr) {
        problems_.push_back(
            {root_.mark, {fmt::format("thiếu {}", path), fmt::format("{} is missing", path)}, ""});
    }
    return node;
}

std::vector<std::string> OfficeWordText::list(const std::string& path) {
    std::vector<std::string> words;
    const ConfigNode* node = at(path);
    if (node == nullptr) {
        return words;
    }
    const auto* items = std::get_if<ConfigNode::Array>(&node->content);
    bool texts = items != nullptr;
    for (std::size_t i = 0; texts && i < items->size(); ++i) {
        const auto* word = std::get_if<std::string>(&(*items)[i].content);
        texts = word != nullptr && !word->empty();
        words.push_back(texts ? *word : "");
    }
    if (!texts) {
        problems_.push_back({node->mark,
                             {fmt::format("{} phải là danh sách các từ", path),
                              fmt::format("{} must be a list of words", path)},
                             ""});
    }
    return words;
}

std::vector<std::pair<std::string, std::vector<std::string>>> OfficeWordText::lists(
    const std::string& path) {
    std::vector<std::pair<std::string, std::vector<std::string>>> result;
    const ConfigNode* node = at(path);
    if (node != nullptr && node->is_table()) {
        for (const ConfigEntry& entry : node->table()) {
            result.emplace_back(entry.key, list(path + "." + entry.key));
        }
    }
    return result;
}

void OfficeWordText::unknown(const std::string& path) {
    problems_.push_back({mark_at(root_, path),
                         {fmt::format("không có mục \"{}\" trong tệp từ", path),
                          fmt::format("a words file has no \"{}\"", path)},
                         ""});
}

void OfficeWordText::twice(const std::string& path, const std::string& spelling) {
    problems_.push_back({mark_at(root_, path),
                         {fmt::format("\"{}\" đã có nghĩa khác", spelling),
                          fmt::format("\"{}\" already stands for another meaning", spelling)},
                         ""});
}

std::string header_key(std::string_view header) {
    std::string open;
    int depth = 0;
    for (const char c : header) {
        depth += c == '(' || c == '[' ? 1 : 0;
        if (depth == 0) {
            open += c;
        }
        depth -= (c == ')' || c == ']') && depth > 0 ? 1 : 0;
    }
    const std::string folded = domain::fold(
        open.find_first_not_of(" \n\t") == std::string::npos ? std::string(header) : open);
    std::string key;
    for (const char c : folded) {
        if ((c == '/' || c == ',') && key.ends_with(' ')) {
            key.pop_back();
        }
        if (c == ' ' && key.ends_with('/')) {
            continue;
        }
        key += c;
    }
    const std::size_t last = key.find_last_not_of(" :.*-;,");
    return key.substr(0, last == std::string::npos ? 0 : last + 1);
}

bool begins_with_word(std::string_view text, std::string_view word) {
    return !word.empty() && text.starts_with(word) &&
           (text.size() == word.size() || !is_letter(text[word.size()]));
}

bool contains_word(std::string_view text, std::string_view word) {
    for (std::size_t at = text.find(word); at != std::string_view::npos;
         at = text.find(word, at + 1)) {
        if ((at == 0 || !is_letter(text[at - 1])) && begins_with_word(text.substr(at), word)) {
            return true;
        }
    }
    return false;
}

}  // namespace riskmap::intake
