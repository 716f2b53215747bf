#include "app/stage_clock.hpp"

#include <ctime>

#include <fmt/chrono.h>
#include <sys/resource.h>

namespace riskmap::app {

namespace {

struct Used {
    double cpu_seconds = 0;
    double peak_mb = 0;
};

/// Of the whole program up to now.
Used used() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return {seconds(usage.ru_utime) + seconds(usage.ru_stime),
            static_cast<double>(usage.ru_maxrss) / 1024};
}

}  // namespace

StageClock::StageClock(Reporter* next)
    : next_(next),
      started_(std::chrono::system_clock::now()),
      stage_began_(std::chrono::steady_clock::now()) {}

void StageClock::stage(const Text& name) {
    close_stage();
    stage_ = name.en;
    stage_began_ = std::chrono::steady_clock::now();
    cpu_before_ = used().cpu_seconds;
    if (next_ != nullptr) {
        next_->stage(name);
    }
}

void StageClock::progress(double share) {
    if (next_ != nullptr) {
        next_->progress(share);
    }
}

std::vector<publish::StageTiming> StageClock::timings() {
    close_stage();
    return timings_;
}

std::string StageClock::started() const {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                       fmt::gmtime(std::chrono::system_clock::to_time_t(started_)));
}

void StageClock::close_stage() {
    if (stage_.empty()) {
        return;
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - stage_began_;
    const Used now = used();
    timings_.push_back({stage_, took.count(), now.cpu_seconds - cpu_before_, now.peak_mb});
    stage_.clear();
}

}  // namespace riskmap::app
