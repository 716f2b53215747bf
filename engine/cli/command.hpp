#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/terminal.hpp"
#include "core/text.hpp"

namespace riskmap::cli {

/// One option of a command. `names` as typed: "--out,-o"; without dashes it is a positional.
struct Option {
    enum class Kind { required, optional, flag, repeated };
    std::string names;
    Kind kind = Kind::optional;
    Text help;
    std::string placeholder;  ///< of its value in the help: "DIR"
};

/// What was typed, by the first name of each option without its dashes.
class Arguments {
  public:
    void set(const std::string& name, std::vector<std::string> values);
    bool has(const std::string& name) const;
    /// "" when not given.
    std::string value(const std::string& name) const;
    std::vector<std::string> values(const std::string& name) const;
    /// None when not given; throws a usage `Error` when it is no whole number from `least` up.
    std::optional<int> whole(const std::string& name, int least) const;
    /// The same for a number with a point.
    std::optional<double> real(const std::string& name) const;

  private:
    std::map<std::string, std::vector<std::string>> values_;
};

/// A row of the table of commands; the list of all is in `commands()`.
struct Command {
    std::string name;
    Text summary;
    std::vector<Option> options;
    /// The exit code; errors leave as `Error`.
    int (*run)(const Arguments&, Terminal&);
};

std::span<const Command> commands();

Command run_command();
Command check_command();
Command init_command();
Command validate_command();
Command explain_command();
Command allocate_command();
Command compare_command();
Command evaluate_command();
Command fields_command();
Command schema_command();
Command doctor_command();
Command report_command();
Command cache_command();
Command plan_command();
Command reduce_command();
Command reproduce_command();

}  // namespace riskmap::cli
