#pragma once

#include <stop_token>
#include <thread>

namespace riskmap::cli {

/// Turns Ctrl-C and the system's wish to end (SIGINT, SIGTERM, SIGHUP) into a request to stop; a
/// second one ends the program at once. Made before any other thread.
class Interrupt {
  public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    std::stop_token token() const { return source_.get_token(); }

  private:
    std::stop_source source_;
    std::jthread watcher_;
};

}  // namespace riskmap::cli
