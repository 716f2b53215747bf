#pragma once

#include <optional>
#include <string>

#include "exposure/selection.hpp"

namespace riskmap::exposure {

/// The note of a term whose layer the study runs without. Throws a config `Error` that names the
/// term when the study does not say so.
Text absence(const std::string& layer, const std::string& term, bool runs_without);

/// Nobody has looked: what the layer lacks may well be there.
bool not_surveyed(const domain::Layer& layer);
Text not_surveyed_note(const domain::Layer& layer);
/// Takes back what was measured where nobody has looked, and says so.
void forget_unsurveyed(const domain::Layer& layer,
                       PerUnit<std::optional<double>>& values,
                       Notes& notes);
Text unsurveyed_note(const domain::Layer& layer);
/// There are rows but none has a shape.
Text shapeless_note(const domain::Layer& layer);
/// What to know of a layer that can be measured: surveyed in part, or features without a shape.
/// Empty when there is nothing to say.
Text thin_note(const Selection& selection);

}  // namespace riskmap::exposure
