#pragma once

#include <optional>

#include "cli/command.hpp"

namespace riskmap::cli {

/// What the command line asks for: a command with its arguments, or a text that answers at once
/// (help, version).
struct Parsed {
    const Command* command = nullptr;
    Arguments arguments;
    std::string answer;
};

/// Every command also takes --lang, --quiet and --help. Throws a usage `Error`: an unknown command
/// or option (with the nearest), a missing value.
Parsed parse(int argc, const char* const* argv, std::span<const Command> commands);

/// The language asked for by --lang, before anything else is known; none when it is not given.
std::optional<Language> asked_language(int argc, const char* const* argv);

}  // namespace riskmap::cli
