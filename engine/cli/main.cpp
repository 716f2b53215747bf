#include <cstdio>
#include <exception>
#include <new>

#include "cli/address_space.hpp"
#include "cli/parse.hpp"
#include "core/error.hpp"

namespace {

using riskmap::Error;
using riskmap::ErrorKind;
using riskmap::cli::Terminal;

int enter(int argc, char** argv, Terminal& terminal) {
    terminal.language =
        riskmap::cli::asked_language(argc, argv).value_or(riskmap::cli::language_of_environment());
    const riskmap::cli::Parsed parsed = riskmap::cli::parse(argc, argv, riskmap::cli::commands());
    if (parsed.command == nullptr) {
        std::fputs(parsed.answer.c_str(), stdout);
        return 0;
    }
    riskmap::cli::require_address_space();
    terminal.quiet = parsed.arguments.has("quiet");
    terminal.json = parsed.arguments.has("json");
    return parsed.command->run(parsed.arguments, terminal);
}

}  // namespace

int main(int argc, char** argv) {
    Terminal terminal;
    try {
        return enter(argc, argv, terminal);
    } catch (const Error& error) {
        terminal.complain(error.message().in(terminal.language));
        return error.exit_code();
    } catch (const std::bad_alloc&) {
        terminal.complain(terminal.language == riskmap::Language::vi
                              ? "không đủ bộ nhớ; không có gì được ghi"
                              : "out of memory; nothing was written");
        return static_cast<int>(ErrorKind::internal);
    } catch (const std::exception& error) {
        terminal.complain(error.what());
        return static_cast<int>(ErrorKind::internal);
    }
}
