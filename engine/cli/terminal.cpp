#include "cli/terminal.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>
#include <unistd.h>

namespace riskmap::cli {
namespace {

bool is_terminal() { return ::isatty(STDERR_FILENO) == 1; }

constexpr int bar_width = 24;

}  // namespace

void Terminal::stage(const Text& name) {
    stage_ = name;
    shown_percent_ = -1;
    stage_began_ = std::chrono::steady_clock::now();
    if (quiet) {
        return;
    }
    if (is_terminal()) {
        draw_bar(0);
    } else {
        fmt::print(stderr, "{}\n", name.in(language));
    }
}

void Terminal::progress(double share) {
    if (!quiet && is_terminal()) {
        draw_bar(std::clamp(share, 0.0, 1.0));
    }
}

void Terminal::draw_bar(double share) {
    const int percent = static_cast<int>(share * 100);
    if (percent == shown_percent_) {
        return;
    }
    shown_percent_ = percent;
    bar_drawn_ = true;
    const int done = percent * bar_width / 100;
    std::string remaining;
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - stage_began_;
    constexpr double worth_telling_s = 2;
    if (share > 0 && spent.count() > worth_telling_s) {
        const double left_s = spent.count() * (1 - share) / share;
        remaining = language == Language::vi ? fmt::format(" còn {:.0f} giây", left_s)
                                             : fmt::format(" {:.0f} s left", left_s);
    }
    fmt::print(stderr,
               "\r\x1b[K{} [{}{}] {}%{}",
               stage_.in(language),
               std::string(static_cast<std::size_t>(done), '#'),
               std::string(static_cast<std::size_t>(bar_width - done), '.'),
               percent,
               remaining);
    std::fflush(stderr);
}

void Terminal::clear_bar() {
    if (bar_drawn_) {
        fmt::print(stderr, "\r\x1b[K");
        bar_drawn_ = false;
    }
}

void Terminal::say(const std::string& line) {
    clear_bar();
    if (!quiet) {
        fmt::print(stderr, "{}\n", printable_lines(line));
    }
}

void Terminal::print(const std::string& line) {
    clear_bar();
    fmt::print("{}\n", line);
}

void Terminal::complain(const std::string& line) {
    clear_bar();
    fmt::print(stderr, "riskmap: {}\n", printable_lines(line));
}

std::string printable_lines(const std::string& text) {
    std::string result;
    for (std::size_t start = 0; start <= text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        result += (start > 0 ? "\n" : "") + printable(text.substr(start, end - start));
        start = end + 1;
    }
    return result;
}

Language language_of_environment() {
    for (const char* name : {"RISKMAP_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (value == nullptr || *value == '\0') {
            continue;
        }
        const std::string text(value);
        if (text.starts_with("vi") || text.starts_with("C") || text.starts_with("POSIX")) {
            return Language::vi;
        }
        return Language::en;
    }
    return Language::vi;
}

std::size_t characters(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

std::string padded(const std::string& text, std::size_t width) {
    std::string result;
    std::size_t characters = 0;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t next = i + 1;
        while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80U) {
            ++next;
        }
        if (characters == width) {
            break;
        }
        result += text.substr(i, next - i);
        ++characters;
        i = next;
    }
    return result + std::string(width - characters, ' ');
}

std::string printable(const std::string& text) {
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        result += byte < 0x20U || byte == 0x7FU ? ' ' : c;
    }
    return result;
}

}  // namespace riskmap::cli
