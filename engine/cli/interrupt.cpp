#include "cli/interrupt.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <system_error>
#include <utility>

#include "core/error.hpp"

namespace riskmap::cli {
namespace {

constexpr std::chrono::milliseconds patience{700};

sigset_t watched() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        sigaddset(&signals, signal);
    }
    return signals;
}

}  // namespace

Interrupt::Interrupt(std::filesystem::path uncommitted, std::function<void()> last_words)
    : uncommitted_(std::move(uncommitted)), last_words_(std::move(last_words)) {
    const sigset_t signals = watched();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    watcher_ = std::jthread([this](const std::stop_token& done) {
        const sigset_t waited = watched();
        constexpr timespec pause{0, 50'000'000};
        std::chrono::steady_clock::time_point asked;
        while (!done.stop_requested()) {
            if (source_.stop_requested() && std::chrono::steady_clock::now() - asked > patience) {
                end_now();
            }
            if (sigtimedwait(&waited, nullptr, &pause) <= 0) {
                continue;
            }
            if (source_.stop_requested()) {
                pthread_sigmask(SIG_UNBLOCK, &waited, nullptr);
                std::raise(SIGKILL);
            }
            asked = std::chrono::steady_clock::now();
            source_.request_stop();
        }
    });
}

void Interrupt::end_now() const {
    std::error_code ignored;
    // The run may still be adding a file; once its folder is gone it cannot.
    for (int tries = 0; tries < 3 && !uncommitted_.empty(); ++tries) {
        std::filesystem::remove_all(uncommitted_, ignored);
    }
    last_words_();
    std::_Exit(static_cast<int>(ErrorKind::usage));
}

Interrupt::~Interrupt() { watcher_.request_stop(); }

}  // namespace riskmap::cli
