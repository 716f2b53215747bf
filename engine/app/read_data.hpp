#pragma once

#include "app/run.hpp"

namespace riskmap::app {

/// Reads every file of a study: units first, since all else is placed in them. Throws an input
/// `Error` that begins with the place in the study file where the faulty source stands.
StudyData read_data(const intake::StudyFile&, const RunContext&, IssueLog&);

}  // namespace riskmap::app
