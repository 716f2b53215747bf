#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>
#include <thread>

namespace riskmap::cli {

/// Turns Ctrl-C and the system's wish to end (SIGINT, SIGTERM, SIGHUP) into a request to stop; a
/// second one ends the program at once. Made before any other thread.
///
/// A run that does not heed the request in time, as it is within one long call of a library, is
/// ended from here: what it has not committed is removed, `last_words` are said, and the exit code
/// is that of a run that stopped by itself. No command outlives a request by a second.
class Interrupt {
  public:
    /// `uncommitted` is what the command writes to until it is done; may be "".
    Interrupt(std::filesystem::path uncommitted, std::function<void()> last_words);
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    std::stop_token token() const { return source_.get_token(); }

  private:
    [[noreturn]] void end_now() const;

    std::stop_source source_;
    std::filesystem::path uncommitted_;
    std::function<void()> last_words_;
    std::jthread watcher_;
};

}  // namespace riskmap::cli
