#pragma once

#include <cstdint>
#include <stop_token>
#include <string_view>

#include "core/issue.hpp"

namespace riskmap {

/// Listens to a run. The engine never prints; the command line does. Called from the thread that
/// runs the pipeline.
class Reporter {
  public:
    virtual ~Reporter() = default;
    virtual void stage(const Text& name) = 0;
    virtual void progress(double share) = 0;  ///< of the current stage, 0 to 1
};

/// What a run is entered with. Only `seed` may change a result.
struct RunContext {
    unsigned threads = 1;
    std::uint64_t seed = 1;
    std::stop_token stop;
    Reporter* reporter = nullptr;  ///< may be null

    void stage(const Text& name) const;
    void progress(double share) const;
    /// Throws an `Error` of kind usage ("stopped") when a stop was asked for.
    void check_stop() const;
};

}  // namespace riskmap
