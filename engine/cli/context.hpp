#pragma once

#include "cli/command.hpp"
#include "cli/interrupt.hpp"

namespace riskmap::cli {

/// The context a command that computes is entered with: --threads (all cores by default), the
/// terminal as reporter, Ctrl-C as stop.
RunContext context_of(const Arguments&, Terminal&, const Interrupt&);

}  // namespace riskmap::cli
