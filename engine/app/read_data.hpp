#pragma once

#include <map>
#include <string>

#include "app/layer_sketch.hpp"
#include "app/run.hpp"

namespace riskmap::app {

/// Reads every file of a study: units first, since all else is placed in them. Throws an input
/// `Error` that begins with the place in the study file where the faulty source stands.
StudyData read_data(const intake::StudyFile&, const RunContext&, IssueLog&);

/// Units first..last-1 and what may matter to places in them.
struct Surroundings {
    std::size_t first = 0;
    std::size_t last = 0;
    double reach_m = 0;  ///< layers are wanted as far from the box of the units
    /// Of layers that may be read in part, by id: their systems are as stated, and what there is of
    /// them farther away, of which one point of each kind is added.
    std::map<std::string, LayerSketch> layers;
    bool incidents = true;

    /// Null for a layer that is read whole.
    const LayerSketch* elsewhere(const std::string& layer) const {
        const auto at = layers.find(layer);
        return at == layers.end() ? nullptr : &at->second;
    }
};

/// As much of a study as measuring around some of its units takes. What is wrong with layers
/// farther away is not told.
StudyData read_surroundings(const intake::StudyFile&,
                            const Surroundings&,
                            const RunContext&,
                            IssueLog&);

}  // namespace riskmap::app
