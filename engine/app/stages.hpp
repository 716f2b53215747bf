#pragma once

#include "app/cache/stage_cache.hpp"
#include "app/measure_hazard.hpp"
#include "app/run.hpp"
#include "intake/study.hpp"

namespace riskmap::app {

/// The stages of one run whose results are worth keeping: reading, and measuring each hazard. With
/// or without a cache they give the same values to the bit.
class Stages {
  public:
    /// The study must live as long.
    Stages(const intake::StudyFile& study, const RunConfig& config, const RunContext& context);

    /// What the study's files hold, with the scenario applied. Throws as reading does.
    StudyData read(IssueLog& log);
    /// After `read`; for as long as the stages and the data live.
    Measuring measuring(const StudyData& data);
    /// After `read`: a hash of all that measuring every hazard depends on; "" when a file cannot be
    /// read.
    std::string measuring_key() const;

  private:
    StudyData read_files(IssueLog& log);
    /// The key after the scenario, if there is one.
    std::string changed_key(const std::string& key) const;

    const intake::StudyFile& study_;
    RunContext context_;
    StageCache cache_;
    std::filesystem::path parts_;
    std::filesystem::path scenario_;
    std::string key_;  ///< of the data as read and changed; "" when nothing can be kept
};

}  // namespace riskmap::app
