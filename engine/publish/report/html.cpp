#include "publish/report/html.hpp"

#include "core/error.hpp"
#include "core/number_text.hpp"
#include "publish/utf8.hpp"

namespace riskmap::publish {
namespace {

/// Bytes of the direction mark that begins here; 0 when none does. U+061C, U+200E, U+200F,
/// U+202A-202E and U+2066-2069.
std::size_t direction_mark(std::string_view text) {
    if (text.starts_with("\xD8\x9C")) {
        return 2;
    }
    if (text.size() < 3 || text[0] != '\xE2') {
        return 0;
    }
    const auto second = static_cast<unsigned char>(text[1]);
    const auto third = static_cast<unsigned char>(text[2]);
    const bool mark = (second == 0x80 && (third == 0x8E || third == 0x8F)) ||
                      (second == 0x80 && third >= 0xAA && third <= 0xAE) ||
                      (second == 0x81 && third >= 0xA6 && third <= 0xA9);
    return mark ? 3 : 0;
}

std::string_view entity(char c) {
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        case '\'':
            return "&#39;";
        default:
            return {};
    }
}

}  // namespace

std::string without_direction_marks(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (const std::size_t skip = direction_mark(text.substr(i)); skip > 0) {
            i += skip - 1;
        } else {
            out += text[i];
        }
    }
    return out;
}

std::string escape_html(std::string_view text) {
    std::string out;
    for (const char c : without_direction_marks(made_carriable(text))) {
        const auto byte = static_cast<unsigned char>(c);
        if (const std::string_view named = entity(c); !named.empty()) {
            out += named;
        } else if ((byte >= 0x20 && byte != 0x7F) || c == '\n') {
            out += c;
        }
    }
    return out;
}

std::string both(const Text& text) {
    if (text.vi == text.en) {
        return escape_html(text.vi);
    }
    return "<span lang=\"vi\">" + escape_html(text.vi) + "</span><span lang=\"en\">" +
           escape_html(text.en) + "</span>";
}

std::string both(double number, int decimals) { return both(number_text(number, decimals)); }

std::string fill_template(std::string_view page, const std::map<std::string, std::string>& values) {
    std::string out;
    while (true) {
        const std::size_t open = page.find("{{");
        out += page.substr(0, open);
        if (open == std::string_view::npos) {
            return out;
        }
        page.remove_prefix(open);
        const bool raw = page.starts_with("{{{");
        const std::string_view closing = raw ? "}}}" : "}}";
        const std::size_t close = page.find(closing);
        expects(close != std::string_view::npos, "fill_template: every {{ is closed");
        const std::size_t begin = closing.size();
        const auto found = values.find(std::string(page.substr(begin, close - begin)));
        expects(found != values.end(), "fill_template: every key has a value");
        out += raw ? found->second : escape_html(found->second);
        page.remove_prefix(close + closing.size());
    }
}

}  // namespace riskmap::publish
