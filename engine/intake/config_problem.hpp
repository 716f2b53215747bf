#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/config_node.hpp"

namespace riskmap::intake {

/// Something wrong with a study or hazard file.
struct Problem {
    Mark mark;
    Text message;
    std::string nearest;  ///< the valid word that was probably meant; "" when none is near
};

/// The problems of a configuration in the order found; reading never stops at the first.
using Problems = std::vector<Problem>;

/// "study.toml:12:3: unknown key "naem" (did you mean "name"?)". Without a line: "FILE: message".
std::string problem_line(const Problem&, Language);

/// One line per problem, by file (in the order met), line and column; repeated lines once.
std::string problem_lines(const Problems&, Language);

/// Throws one config `Error` that lists all problems; returns when there are none.
void throw_problems(const Problems&);

/// Adds a problem about a word that is not among `known`, with the nearest of them.
void add_unknown_word(Problems&,
                      const Mark&,
                      const Text& message,
                      std::string_view word,
                      std::span<const std::string> known);

}  // namespace riskmap::intake
