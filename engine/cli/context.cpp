#include "cli/context.hpp"

#include <algorithm>
#include <thread>

namespace riskmap::cli {

RunContext context_of(const Arguments& arguments, Terminal& terminal, const Interrupt& interrupt) {
    RunContext context;
    const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
    context.threads =
        static_cast<unsigned>(arguments.whole("threads", 1).value_or(static_cast<int>(cores)));
    context.stop = interrupt.token();
    context.reporter = &terminal;
    return context;
}

}  // namespace riskmap::cli
