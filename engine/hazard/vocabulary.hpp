#pragma once

#include <span>
#include <string>

#include "core/text.hpp"
#include "hazard/hazard_spec.hpp"
#include "hazard/target.hpp"

namespace riskmap::hazard {

/// A word of a closed vocabulary, the value it stands for and what it says.
template <class Value>
struct Word {
    std::string word;
    Value value;
    Text meaning;
};

/// What a measure needs to be told and what its number is.
struct MeasureWord {
    std::string word;
    Measure value;
    std::string unit;  ///< of the published column
    Text meaning;      ///< one sentence
    bool takes_origin = false;
    bool takes_within = false;  ///< then `within_m` is required
    bool takes_ages = false;
    bool takes_weights = false;
    bool takes_kernel = false;
    bool of_raster = false;  ///< of a raster layer; all others are of vector layers
};

std::span<const MeasureWord> measure_words();
const MeasureWord& word_of(Measure measure);

std::span<const Word<Counting>> counting_words();
std::span<const Word<Origin>> origin_words();
std::span<const Word<CountedBy>> counted_by_words();
std::span<const Word<TargetKind>> target_kind_words();
/// The model families the engine can fit.
std::span<const Word<std::string>> family_words();
/// Families of the priors of sigma and phi.
std::span<const Word<std::string>> sigma_prior_words();
std::span<const Word<std::string>> phi_prior_words();

const char* to_word(Counting counting);
const char* to_word(Origin origin);

/// The fields every table of incidents has, whatever its source.
std::span<const Word<std::string>> incident_words();

}  // namespace riskmap::hazard
