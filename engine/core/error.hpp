#pragma once

#include <stdexcept>
#include <string>

#include "core/text.hpp"

namespace riskmap {

/// What went wrong, seen from the reader's side. The value is the exit code of the command line.
enum class ErrorKind : int {
    internal = 1,
    usage = 2,
    config = 3,
    input = 4,
    model = 5,
    output = 6,
};

/// The one exception of the engine: something that stops the run. A bad row is an `Issue` instead.
/// `what()` is a whole message in English for the person at the keyboard: what, where, how to
/// repair.
class Error : public std::runtime_error {
  public:
    Error(ErrorKind kind, const std::string& message);
    /// The same in both languages; `what()` is the English one.
    Error(ErrorKind kind, const Text& message);

    ErrorKind kind() const noexcept { return kind_; }
    /// For the reader's language; an error that was given in one language says the same in both.
    const Text& message() const noexcept { return message_; }
    int exit_code() const noexcept { return static_cast<int>(kind_); }

    /// The same error with "context: " in front, for the way out.
    Error within(const std::string& context) const;

  private:
    ErrorKind kind_;
    Text message_;
};

/// Throws an internal `Error` when `condition` is false. On in every build. `what` reads "function:
/// condition".
void expects(bool condition, const char* what);

}  // namespace riskmap
