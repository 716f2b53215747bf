#include "cli/interrupt.hpp"

#include <csignal>
#include <ctime>

namespace riskmap::cli {
namespace {

sigset_t watched() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        sigaddset(&signals, signal);
    }
    return signals;
}

}  // namespace

Interrupt::Interrupt() {
    const sigset_t signals = watched();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    watcher_ = std::jthread([this](const std::stop_token& done) {
        const sigset_t waited = watched();
        constexpr timespec pause{0, 50'000'000};
        while (!done.stop_requested()) {
            if (sigtimedwait(&waited, nullptr, &pause) <= 0) {
                continue;
            }
            if (source_.stop_requested()) {
                pthread_sigmask(SIG_UNBLOCK, &waited, nullptr);
                std::raise(SIGKILL);
            }
            source_.request_stop();
        }
    });
}

Interrupt::~Interrupt() { watcher_.request_stop(); }

}  // namespace riskmap::cli
