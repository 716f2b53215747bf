#include "intake/config_problem.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "core/nearest_word.hpp"

namespace riskmap::intake {
namespace {

std::vector<std::string> files_in_order(const Problems& problems) {
    std::vector<std::string> files;
    for (const Problem& problem : problems) {
        if (std::find(files.begin(), files.end(), problem.mark.file) == files.end()) {
            files.push_back(problem.mark.file);
        }
    }
    return files;
}

}  // namespace

std::string problem_line(const Problem& problem, Language language) {
    return fmt::format("{}: {}{}",
                       place_text(problem.mark),
                       problem.message.in(language),
                       did_you_mean(problem.nearest).in(language));
}

std::string problem_lines(const Problems& problems, Language language) {
    const std::vector<std::string> files = files_in_order(problems);
    const auto place = [&](const Problem& problem) {
        const auto file = std::find(files.begin(), files.end(), problem.mark.file);
        return std::tuple(file - files.begin(), problem.mark.line, problem.mark.column);
    };
    Problems sorted = problems;
    std::stable_sort(sorted.begin(), sorted.end(), [&](const Problem& a, const Problem& b) {
        return place(a) < place(b);
    });
    std::vector<std::string> lines;
    for (const Problem& problem : sorted) {
        std::string line = problem_line(problem, language);
        if (std::find(lines.begin(), lines.end(), line) == lines.end()) {
            lines.push_back(std::move(line));
        }
    }
    return fmt::format("{}", fmt::join(lines, "\n"));
}

void throw_problems(const Problems& problems) {
    if (!problems.empty()) {
        throw Error(
            ErrorKind::config,
            Text{problem_lines(problems, Language::vi), problem_lines(problems, Language::en)});
    }
}

void add_unknown_word(Problems& problems,
                      const Mark& mark,
                      const Text& message,
                      std::string_view word,
                      std::span<const std::string> known) {
    problems.push_back({mark, message, nearest_word(word, known)});
}

}  // namespace riskmap::intake
