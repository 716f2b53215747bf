#include "cli/context.hpp"

#include <algorithm>
#include <thread>

#include "publish/run_folder.hpp"

namespace riskmap::cli {

Interrupt interrupt_of(Terminal& terminal, const std::filesystem::path& target) {
    return {target.empty() ? target : publish::uncommitted_folder(target), [&terminal] {
                terminal.complain(terminal.language == Language::vi
                                      ? "đã dừng theo yêu cầu trước khi xong; không có gì được ghi"
                                      : "stopped before the end; nothing was written");
            }};
}

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
