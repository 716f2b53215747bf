#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/text.hpp"

namespace riskmap::app {

/// One published figure of a unit with what it means.
struct ExplainedFact {
    std::string field;
    Text label;
    Text unit;  ///< for people: "km²"
    bool is_number = false;
    std::string value;  ///< as published; empty: there is none
    Text none;          ///< what to say then: that it is withheld, was not reported, is not there
    Text meaning;
};

/// What one hazard says about a unit.
struct ExplainedHazard {
    std::string prefix;
    Text label;
    Text reason;
    std::vector<ExplainedFact> facts;
};

struct Explanation {
    std::string code;
    std::string name;
    std::string stamp;  ///< of an internal result; "" of a public one
    std::string parent;
    std::vector<ExplainedFact> facts;  ///< of the unit itself
    std::vector<ExplainedHazard> hazards;
};

/// Why a unit has its place, read from a result folder alone (communes.csv, dictionary.csv,
/// run.json), so that it holds for whoever received the folder. Throws an input `Error`: no result
/// of riskmap there, a file of it damaged, no unit of that code (with the nearest code or, when the
/// text is a name, the codes of that name).
Explanation explain(const std::filesystem::path& result, const std::string& code);

}  // namespace riskmap::app
