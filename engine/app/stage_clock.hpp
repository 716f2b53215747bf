#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "core/run_context.hpp"
#include "publish/provenance.hpp"

namespace riskmap::app {

/// A reporter that passes everything on and keeps the time of each stage, and the peak of
/// memory up to its end. One thread.
class StageClock : public Reporter {
  public:
    /// `next` may be null.
    explicit StageClock(Reporter* next);

    void stage(const Text& name) override;
    void progress(double share) override;

    /// Closes the running stage. The stages by their English names, in order.
    std::vector<publish::StageTiming> timings();
    /// The moment the clock was made, "2024-05-01T08:00:00Z".
    std::string started() const;

  private:
    void close_stage();

    Reporter* next_;
    std::chrono::system_clock::time_point started_;
    std::chrono::steady_clock::time_point stage_began_;
    double cpu_before_ = 0;
    std::string stage_;
    std::vector<publish::StageTiming> timings_;
};

}  // namespace riskmap::app
