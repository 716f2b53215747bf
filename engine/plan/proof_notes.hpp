#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "plan/priority.hpp"

namespace riskmap::plan {

/// What a run says about its own ranking.
struct ProofNote {
    std::string topic;  ///< "back_test", "sensitivity", "second_opinion", "published_counts"
    Text sentence;
};

/// The sentences of back-test, sensitivity and second opinion; where one was not done, why not. Of
/// a result that hides counts also what stands for them.
std::vector<ProofNote> proof_notes(const HazardResult& result);
/// What stands for the counts that a result hides; none when it hides none.
std::optional<Text> published_counts_note(const HazardResult& result);

}  // namespace riskmap::plan
