#pragma once

#include <chrono>
#include <string>

#include "core/run_context.hpp"
#include "core/text.hpp"

namespace riskmap::cli {

/// The person at the keyboard. Results (paths, tables, JSON) go to stdout, all else to stderr: a
/// progress bar on a terminal, one line per stage otherwise, nothing when quiet. One thread.
class Terminal : public Reporter {
  public:
    Language language = Language::vi;
    bool quiet = false;
    bool json = false;

    void stage(const Text& name) override;
    void progress(double share) override;

    /// A line for the reader, on stderr; nothing when quiet.
    void say(const std::string& line);
    void say(const Text& line) { say(line.in(language)); }
    /// A line of the result, on stdout.
    void print(const std::string& line);
    /// An error, on stderr, whatever else is quiet.
    void complain(const std::string& line);
    /// Ends the progress bar.
    void clear_bar();

  private:
    void draw_bar(double share);

    Text stage_;
    bool bar_drawn_ = false;
    int shown_percent_ = -1;
    std::chrono::steady_clock::time_point stage_began_;
};

/// The language of the environment (RISKMAP_LANG, LC_ALL, LC_MESSAGES, LANG): English when one of
/// them, in this order, says so or names another language; Vietnamese otherwise.
Language language_of_environment();

/// How many characters (not bytes) a UTF-8 text has.
std::size_t characters(const std::string& text);

/// Text cut or filled with blanks to a number of characters (not bytes).
std::string padded(const std::string& text, std::size_t width);

/// Text from data, safe to print: control characters become blanks.
std::string printable(const std::string& text);
/// The same with its line ends kept. All that goes to stderr passes here.
std::string printable_lines(const std::string& text);

}  // namespace riskmap::cli
