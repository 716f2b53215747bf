#include "app/stage_clock.hpp"

#include <ctime>

#include <fmt/chrono.h>

namespace riskmap::app {

StageClock::StageClock(Reporter* next)
    : next_(next),
      started_(std::chrono::system_clock::now()),
      stage_began_(std::chrono::steady_clock::now()) {}

void StageClock::stage(const Text& name) {
    close_stage();
    stage_ = name.en;
    stage_began_ = std::chrono::steady_clock::now();
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
    timings_.push_back({stage_, took.count()});
    stage_.clear();
}

}  // namespace riskmap::app
