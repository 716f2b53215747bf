#include "exposure/exposure_table.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "exposure/access.hpp"
#include "exposure/exposure_index.hpp"
#include "exposure/measures.hpp"
#include "hazard/vocabulary.hpp"

namespace riskmap::exposure {
namespace {

using hazard::ExposureTerm;
using hazard::Measure;
using hazard::MeasureWord;

/// Whole numbers where whole things are counted.
int decimals(const ExposureTerm& term) {
    switch (term.measure) {
        case Measure::count:
            return term.weights.empty() && term.multipliers.empty() ? 0 : 2;
        case Measure::people_within:
        case Measure::schools_within:
            return 0;
        case Measure::distance_mean:
        case Measure::distance_median:
            return 1;
        case Measure::area_share:
        case Measure::share_within:
            return 4;
        default:
            return 3;
    }
}

void append(Text& text, const Text& sentence) {
    text.vi += " " + sentence.vi;
    text.en += " " + sentence.en;
}

/// What the measure means, with the numbers of this term.
Text meaning_of(const ExposureTerm& term) {
    const MeasureWord& word = hazard::word_of(term.measure);
    Text meaning = word.meaning;
    if (word.takes_within) {
        append(meaning,
               {fmt::format("Bán kính {:g} m.", term.within_m),
                fmt::format("Distance: {:g} m.", term.within_m)});
    }
    if (word.takes_origin && term.origin != hazard::Origin::people) {
        for (const auto& origin : hazard::origin_words()) {
            if (origin.value == term.origin) {
                append(meaning,
                       {fmt::format("Tính {}.", origin.meaning.vi),
                        fmt::format("Taken {}.", origin.meaning.en)});
            }
        }
    } else if (word.takes_ages) {
        append(meaning,
               {fmt::format("Trẻ {}–{} tuổi.", term.ages.from, term.ages.below - 1),
                fmt::format("Ages {}-{}.", term.ages.from, term.ages.below - 1)});
    }
    return meaning;
}

}  // namespace

domain::Field term_field(const ExposureTerm& term) {
    domain::Field field;
    field.name = term.name;
    field.short_name = term.short_name;
    field.type = domain::FieldType::real;
    field.unit = hazard::word_of(term.measure).unit;
    field.label = term.label;
    field.meaning = meaning_of(term);
    field.source = term.source;
    field.decimals = decimals(term);
    return field;
}

namespace {

ExposureTable table_of(const hazard::HazardSpec& spec,
                       const Inputs& inputs,
                       PlaceSums place_sums,
                       const RunContext& context) {
    ExposureTable table;
    Workbench bench(spec.incidents, inputs, context, std::move(place_sums));
    const double steps = static_cast<double>(spec.exposure.size() + 2);
    double done = 0;
    for (const ExposureTerm& term : spec.exposure) {
        context.check_stop();
        Measured measured = measure(term, bench);
        table.columns.push_back(
            {term_field(term), std::move(measured.values), measured.notes.text()});
        context.progress(++done / steps);
    }
    ExposureIndex index = exposure_index(spec.index, spec.incidents.ages, bench);
    table.index = std::move(index.value);
    table.index_note = std::move(index.note);
    context.progress(++done / steps);
    if (!table.index.empty()) {
        table.alternatives = alternative_indices(spec.index, spec.incidents.ages, bench);
    }
    context.progress(1);
    return table;
}

}  // namespace

ExposureTable build_exposure(const hazard::HazardSpec& spec,
                             const Inputs& inputs,
                             const RunContext& context) {
    return table_of(spec, inputs, PlaceSums::made(false), context);
}

ExposureTable build_exposure(const hazard::HazardSpec& spec,
                             const Inputs& inputs,
                             std::vector<PerUnit<double>> place_sums,
                             const RunContext& context) {
    return table_of(spec, inputs, PlaceSums::known(std::move(place_sums)), context);
}

double widest_reach_m(const hazard::HazardSpec& spec) {
    double widest = widest_reach_m(spec.index);
    for (const ExposureTerm& term : spec.exposure) {
        const MeasureWord& word = hazard::word_of(term.measure);
        if (sums_places(term.measure)) {
            widest = std::max(
                {widest,
                 word.takes_within ? term.within_m : 0,
                 word.takes_kernel ? reach_m(term.kernel, summing_of(term.kernel, false)) : 0});
        }
    }
    return widest;
}

std::vector<PerUnit<double>> sum_places(const hazard::HazardSpec& spec,
                                        const Inputs& inputs,
                                        const RunContext& context) {
    Workbench bench(spec.incidents, inputs, context, PlaceSums::made(true));
    for (const ExposureTerm& term : spec.exposure) {
        context.check_stop();
        if (sums_places(term.measure)) {
            measure(term, bench);
        }
    }
    exposure_index(spec.index, spec.incidents.ages, bench);
    // Whether the whole has an index a block cannot know: these sums come last.
    alternative_indices(spec.index, spec.incidents.ages, bench);
    return bench.kept_sums();
}

}  // namespace riskmap::exposure
