#include "exposure/exposure_index.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "core/number_text.hpp"
#include "exposure/access.hpp"
#include "exposure/layer_state.hpp"

namespace riskmap::exposure {
namespace {

using hazard::IndexTerm;
using hazard::Origin;

Text left_out(const IndexTerm& part, const Text& why) {
    return {fmt::format("Không có phần \"{}\" trong chỉ số. {}", part.name, why.vi),
            fmt::format("The part \"{}\" is left out of the index. {}", part.name, why.en)};
}

/// The features a part is about, or none and a note.
const Selection* find_features(const IndexTerm& part, Workbench& bench, Notes& notes) {
    const domain::Layer* layer = bench.find_layer(part.layer);
    if (layer == nullptr) {
        notes.add(left_out(part, absence(part.layer, part.name, part.without_layer)));
        return nullptr;
    }
    if (not_surveyed(*layer)) {
        notes.add(left_out(part, not_surveyed_note(*layer)));
        return nullptr;
    }
    const Selection& selection = bench.selection(*layer, part.where);
    if (selection.shapeless()) {
        notes.add(left_out(part, shapeless_note(*layer)));
        return nullptr;
    }
    if (part.origin == Origin::schools && bench.places(Origin::schools).size() == 0) {
        notes.add(left_out(part,
                           {"Không có trường học nào trong xã.",
                            "There is no school in any unit that is known."}));
        return nullptr;
    }
    notes.add(thin_note(selection));
    return &selection;
}

/// Children of a part's ages at each home. Ages the population table does not know are a share of
/// the children that count.
std::vector<double> children_at_home(const domain::AgeBand& of_part,
                                     const domain::AgeBand& counted,
                                     Workbench& bench,
                                     Notes& notes) {
    const Children& children = bench.children_of(of_part);
    notes.add(children.notes.text());
    if (children.of_age) {
        return children.at_home;
    }
    const int years = std::min(of_part.below, counted.below) - std::max(of_part.from, counted.from);
    const double share = std::max(years, 0) / static_cast<double>(counted.below - counted.from);
    std::vector<double> at_home = bench.children_of(counted).at_home;
    for (double& number : at_home) {
        number *= share;
    }
    return at_home;
}

std::vector<double> access_at_homes(const IndexTerm& part,
                                    const Selection& selection,
                                    const Weighting& weighting,
                                    const std::vector<double>& children,
                                    Workbench& bench) {
    const Access access(
        selection, part.kernel, weighting, summing_of(part.kernel, part.by_length), bench);
    if (part.origin == Origin::people) {
        return access.at_places(Origin::people, children);
    }
    const Places& schools = bench.places(Origin::schools);
    const std::vector<double> at_schools = access.at_places(Origin::schools, schools.people);
    std::vector<double> at_homes;
    at_homes.reserve(children.size());
    for (const std::uint32_t school : bench.nearest_school()) {
        at_homes.push_back(at_schools[school]);
    }
    return at_homes;
}

double sum_of(const std::vector<double>& numbers) {
    double sum = 0;
    for (const double number : numbers) {
        sum += number;
    }
    return sum;
}

/// Where nobody has looked, children are taken to have the access of the others: neither none nor
/// more.
void fill_unsurveyed(const IndexTerm& part,
                     const domain::Layer& layer,
                     const Places& homes,
                     const std::vector<double>& children,
                     PerUnit<double>& sums,
                     Notes& notes) {
    if (layer.unsurveyed.empty()) {
        return;
    }
    PerUnit<double> at_home(sums.size(), 0);
    for (std::size_t i = 0; i < homes.size(); ++i) {
        at_home[homes.unit[i]] += children[i];
    }
    double access = 0;
    double known = 0;
    for (std::size_t row = 0; row < sums.size(); ++row) {
        const UnitIndex unit(row);
        access += layer.unsurveyed[unit] ? 0 : sums[unit];
        known += layer.unsurveyed[unit] ? 0 : at_home[unit];
    }
    std::size_t filled = 0;
    for (std::size_t row = 0; row < sums.size(); ++row) {
        const UnitIndex unit(row);
        if (layer.unsurveyed[unit]) {
            sums[unit] = known > 0 ? access / known * at_home[unit] : 0;
            ++filled;
        }
    }
    if (filled > 0) {
        notes.add(
            {fmt::format("{} xã chưa được khảo sát cho phần \"{}\": tính bằng mức trung bình "
                         "của các xã đã khảo sát, không tính là 0.",
                         filled,
                         part.name),
             fmt::format("The part \"{}\" was not surveyed in {}: there it counts with the mean of "
                         "the units surveyed, not with 0.",
                         part.name,
                         how_many(filled, "unit"))});
    }
}

/// Adds one part to H, on the common scale. False when it cannot be measured.
bool add_part(const IndexTerm& part,
              const domain::AgeBand& counted,
              Workbench& bench,
              PerUnit<double>& exposure,
              Notes& notes) {
    const Selection* selection = find_features(part, bench, notes);
    if (selection == nullptr) {
        return false;
    }
    const Places& homes = bench.places(Origin::people);
    const std::vector<double> children = children_at_home(part.ages, counted, bench, notes);
    const Weighting weighting = weigh(*selection, part.weights, part.multipliers, notes);
    PerUnit<double> sums = bench.place_sums([&] {
        const std::vector<double> access =
            access_at_homes(part, *selection, weighting, children, bench);
        PerUnit<double> found(exposure.size(), 0);
        for (std::size_t i = 0; i < homes.size(); ++i) {
            found[homes.unit[i]] += children[i] * access[i];
        }
        return found;
    });
    fill_unsurveyed(part, selection->layer(), homes, children, sums, notes);
    double scale = 1;
    if (part.by_length) {
        scale = sum_of(sums.values()) / sum_of(children);
    }
    if (scale > 0) {
        for (std::size_t row = 0; row < exposure.size(); ++row) {
            exposure[UnitIndex(row)] += part.weight / scale * sums[UnitIndex(row)];
        }
    }
    return true;
}

/// H and n to G. All NaN is none.
PerUnit<double> log_relative(const PerUnit<double>& exposure,
                             const PerUnit<double>& children,
                             Notes& notes) {
    const double mean = sum_of(exposure.values()) / sum_of(children.values());
    if (!(mean > 0) || !std::isfinite(mean)) {
        notes.add({"Không nơi ở nào của trẻ nằm trong phạm vi các đối tượng: không có chỉ số.",
                   "No child's home is within reach of any feature: there is no index."});
        return {};
    }
    PerUnit<double> per_child(exposure.size(), std::numeric_limits<double>::quiet_NaN());
    double sum = 0;
    std::size_t lifted = 0;
    for (std::size_t row = 0; row < exposure.size(); ++row) {
        const UnitIndex unit(row);
        if (!(children[unit] > 0)) {
            continue;
        }
        const double found = exposure[unit] / children[unit];
        const double least = least_relative_exposure * mean;
        lifted += found < least ? 1 : 0;
        per_child[unit] = std::max(found, least);
        sum += per_child[unit] * children[unit];
    }
    if (lifted > 0) {
        notes.add({fmt::format("{} xã hầu như không có đối tượng nào trên bản đồ: tính bằng {} lần "
                               "mức trung bình, không tính là 0.",
                               lifted,
                               "0,05"),
                   fmt::format("Next to nothing is on the map in {}: there it counts as {} of the "
                               "mean, not as 0.",
                               how_many(lifted, "unit"),
                               "0.05")});
    }
    const double new_mean = sum / sum_of(children.values());
    for (double& value : per_child) {
        value = std::log(value / new_mean);
    }
    return per_child;
}

void set_equal_weights(IndexTerm& part) {
    part.weight = 1;
    part.weights.otherwise.value = 1;
    for (auto& [word, weight] : part.weights.by_value) {
        weight.value = 1;
    }
}

/// Doubles what weighs more than the middle of the part's class weights and halves what weighs
/// less.
void set_steeper_weights(IndexTerm& part) {
    if (part.weights.by_value.empty()) {
        return;
    }
    double least = part.weights.otherwise.value;
    double most = least;
    for (const auto& [word, weight] : part.weights.by_value) {
        least = std::min(least, weight.value);
        most = std::max(most, weight.value);
    }
    const double middle = (least + most) / 2;
    const auto steepen = [middle](hazard::Sourced& weight) {
        if (weight.value != middle) {
            weight.value *= weight.value > middle ? 2 : 0.5;
        }
    };
    steepen(part.weights.otherwise);
    for (auto& [word, weight] : part.weights.by_value) {
        steepen(weight);
    }
}

void set_wider_reach(IndexTerm& part) {
    part.kernel.plateau_m *= 2;
    part.kernel.scale_m *= 2;
    part.kernel.limit_m *= 2;
}

struct Setting {
    const char* id;
    const char* label_vi;
    const char* label_en;
    void (*set)(IndexTerm&);
};

constexpr Setting settings[] = {
    {"equal_weights",
     "mọi loại và mọi phần có trọng số bằng nhau",
     "every class and every part weighs the same",
     set_equal_weights},
    {"steeper_weights",
     "loại nặng gấp đôi, loại nhẹ giảm một nửa",
     "heavy classes doubled, light ones halved",
     set_steeper_weights},
    {"wider_reach",
     "phạm vi ảnh hưởng xa gấp đôi",
     "everything reaches twice as far",
     set_wider_reach},
};

double reach_of(const IndexTerm& part) {
    return reach_m(part.kernel, summing_of(part.kernel, part.by_length));
}

}  // namespace

ExposureIndex exposure_index(const std::vector<IndexTerm>& parts,
                             const domain::AgeBand& ages,
                             Workbench& bench) {
    ExposureIndex index;
    Notes notes;
    PerUnit<double> exposure(bench.unit_count(), 0);
    std::size_t measured = 0;
    for (const IndexTerm& part : parts) {
        measured += add_part(part, ages, bench, exposure, notes) ? 1 : 0;
    }
    if (measured > 0) {
        const Places& homes = bench.places(Origin::people);
        notes.add(homes.notes.text());
        const std::vector<double>& at_home = bench.children_of(ages).at_home;
        PerUnit<double> children(bench.unit_count(), 0);
        for (std::size_t i = 0; i < homes.size(); ++i) {
            children[homes.unit[i]] += at_home[i];
        }
        index.value = log_relative(exposure, children, notes);
    }
    index.note = notes.text();
    return index;
}

std::vector<AlternativeIndex> alternative_indices(const std::vector<IndexTerm>& parts,
                                                  const domain::AgeBand& ages,
                                                  Workbench& bench) {
    std::vector<AlternativeIndex> alternatives;
    for (const Setting& setting : settings) {
        std::vector<IndexTerm> changed = parts;
        for (IndexTerm& part : changed) {
            setting.set(part);
        }
        ExposureIndex index = exposure_index(changed, ages, bench);
        if (!index.value.empty()) {
            alternatives.push_back(
                {setting.id, {setting.label_vi, setting.label_en}, std::move(index.value)});
        }
    }
    return alternatives;
}

double widest_reach_m(const std::vector<IndexTerm>& parts) {
    double widest = 0;
    for (const IndexTerm& part : parts) {
        widest = std::max(widest, reach_of(part));
        for (const Setting& setting : settings) {
            IndexTerm changed = part;
            setting.set(changed);
            widest = std::max(widest, reach_of(changed));
        }
    }
    return widest;
}

}  // namespace riskmap::exposure
