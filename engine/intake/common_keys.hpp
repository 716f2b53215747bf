#pragma once

#include "core/period.hpp"
#include "core/text.hpp"
#include "domain/incidents.hpp"
#include "domain/population.hpp"
#include "domain/predicate.hpp"
#include "hazard/hazard_spec.hpp"
#include "intake/config_keys.hpp"
#include "intake/sources.hpp"

/// Kinds of values that studies and hazards share.
namespace riskmap::intake {

/// { vi = "...", en = "..." }, both needed.
Kind<Text> both_languages_kind();
/// { from = 0, below = 5 } in completed years.
Kind<domain::AgeBand> ages_kind();
/// The keys of such a band, for a table that has more, and its check.
Keys<domain::AgeBand> ages_keys();
void check_ages(const domain::AgeBand&, const ConfigNode&, const Scope&);
/// { value = 0.8, source = "S60", assumption = true }. A source that begins with [A] or [J] must be
/// marked as an assumption.
Kind<hazard::Sourced> sourced_kind(Bounds bounds);
Keys<hazard::Sourced> sourced_keys(Bounds bounds);
/// [ { field = "x", equals = 1 }, { any = [ ... ] } ]: all hold. In the schema by "$ref" to
/// `condition_schema()` under "$defs/condition".
Kind<domain::Predicate> predicate_kind();
ConfigNode condition_schema();

std::span<const hazard::Word<domain::EventPlace>> place_words();
std::span<const hazard::Word<domain::Precision>> precision_words();

/// `file`, `layer`, `crs`, `encoding`. The file is looked for from the scope's folder; one that is
/// not there is a problem with the nearest name in its folder.
Keys<FileSource> file_keys(Need need_of_file);

/// The key `format`, which must be 1.
template <class Target>
Key<Target> format_key() {
    return {"format",
            {"Phiên bản của định dạng tệp này; hiện là 1.", "Version of this file format; now 1."},
            config_table({{"const", config_whole(1)}}),
            Need::required,
            [](const ConfigNode& node, const Scope& scope, Target&) {
                const auto* version = std::get_if<std::int64_t>(&node.content);
                if (version == nullptr || *version != 1) {
                    scope.problem(node.mark,
                                  {"format phải là 1: bản riskmap này chỉ đọc được định dạng 1",
                                   "format must be 1: this riskmap reads format 1 only"});
                }
            },
            [](const Target&) { return config_whole(1); }};
}

/// True when a source says by its own words that it is a judgement: "[A] ..." or "[J] ...".
bool is_judgement(const std::string& source);

/// A problem when `source` is a judgement that `assumption` does not own up to.
void check_assumption(const std::string& source, bool assumption, const ConfigNode&, const Scope&);

}  // namespace riskmap::intake
