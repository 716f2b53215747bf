#pragma once

#include <filesystem>

#include "cli/command.hpp"
#include "cli/interrupt.hpp"

namespace riskmap::cli {

/// For a command that writes the folder or file `target`, if it is not "".
Interrupt interrupt_of(Terminal& terminal, const std::filesystem::path& target);

/// The context a command that computes is entered with: --threads (all cores by default), the
/// terminal as reporter, Ctrl-C as stop.
RunContext context_of(const Arguments&, Terminal&, const Interrupt&);

}  // namespace riskmap::cli
