#include "plan/place_reason.hpp"

#include <cmath>

#include <fmt/format.h>

#include "core/number_text.hpp"
#include "plan/kind_words.hpp"
#include "plan/site_states.hpp"

namespace riskmap::plan {
namespace {

/// Parts of a sentence, joined by semicolons.
void add(Text& sentence, const Text& part) {
    if (!part.vi.empty()) {
        sentence.vi += (sentence.vi.empty() ? "" : "; ") + part.vi;
        sentence.en += (sentence.en.empty() ? "" : "; ") + part.en;
    }
}

std::string text_at(const domain::Layer& layer, const std::string& column, std::size_t row) {
    const auto field = layer.find(column);
    return field ? domain::as_text(layer.at(*field, row)) : "";
}

double number_at(const domain::Layer& layer, const std::string& column, std::size_t row) {
    const auto field = layer.find(column);
    return field ? domain::as_number(layer.at(*field, row)) : std::nan("");
}

/// A label without the hazard's own, which stands above the list.
std::string bare_label(const std::string& label, const std::string& hazard) {
    const std::string head = hazard + ": ";
    return label.starts_with(head) ? label.substr(head.size()) : label;
}

Text stake_part(const std::string& column,
                const Text& hazard,
                const domain::Layer& layer,
                std::size_t row) {
    const auto field = layer.find(column);
    const double stake = number_at(layer, column, row);
    if (!field || !std::isfinite(stake)) {
        return {};
    }
    const int decimals = stake < 10 ? telling_decimals(stake) : 0;
    const Text number = number_text(stake, decimals);
    const Text& label = layer.fields[*field].label;
    const auto begun = [](std::string text) {
        if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
            text.front() = static_cast<char>(text.front() - 'a' + 'A');
        }
        return text;
    };
    return {begun(bare_label(label.vi, hazard.vi)) + ": " + number.vi,
            begun(bare_label(label.en, hazard.en)) + ": " + number.en};
}

/// "35 m from the canal Kênh Tây 3": the column of distances names its kind and name columns.
Text distance_part(const std::string& column, const domain::Layer& layer, std::size_t row) {
    const double metres = number_at(layer, column, row);
    if (column.size() < 3 || !std::isfinite(metres)) {
        return {};
    }
    const std::string thing = column.substr(0, column.size() - 2);
    const Text kind = kind_words(text_at(layer, thing + "_kind", row));
    const std::string name = text_at(layer, thing, row);
    const Text distance = number_text(metres, 0);
    const std::string named = name.empty() ? "" : " " + name;
    return {fmt::format("cách {}{} {} m", kind.vi, named, distance.vi),
            fmt::format("{} m from a {}{}", distance.en, kind.en, named)};
}

Text crossing_part(const domain::Layer& layer, std::size_t row) {
    const double children = number_at(layer, "children_crossing", row);
    if (!(children >= 1)) {
        return {};
    }
    const Text kind = kind_words(text_at(layer, "road_to_cross_kind", row));
    const std::string name = text_at(layer, "road_to_cross", row);
    const std::string named = name.empty() ? "" : " " + name;
    const Text number = number_text(children, 0);
    return {fmt::format("khoảng {} trẻ phải qua {}{}", number.vi, kind.vi, named),
            fmt::format("about {} children have to cross a {}{}", number.en, kind.en, named)};
}

Text unit_part(const HazardResult& hazard, std::optional<UnitIndex> unit) {
    if (!unit || !hazard.risk.units[*unit].relative_risk) {
        return {};
    }
    const risk::UnitRisk& risk = hazard.risk.units[*unit];
    const double ratio = *risk.relative_risk;
    const Text times = number_text(ratio, telling_decimals(ratio));
    const Text& level = risk::label(risk.level);
    return {fmt::format("nguy cơ của xã gấp {} lần mức chung ({})", times.vi, level.vi),
            fmt::format("risk there is {} times the average ({})", times.en, level.en)};
}

Text state_part(const HazardResult& hazard, const domain::Layer& layer, std::size_t row) {
    Text part;
    for (const hazard::StateColumn& state : hazard.spec.places.states) {
        const std::string word = text_at(layer, state.name, row);
        if (!word.empty() && word != to_word(SiteState::yes)) {
            const Text said = state_words(word);
            add(part, {state.label.vi + ": " + said.vi, state.label.en + ": " + said.en});
        }
    }
    return part;
}

}  // namespace

Text place_reason(const hazard::PlaceList& list,
                  const HazardResult& hazard,
                  const domain::Layer& published,
                  std::size_t row,
                  std::optional<UnitIndex> unit) {
    Text sentence;
    add(sentence, stake_part(list.stake, hazard.spec.label, published, row));
    if (!list.distance.empty()) {
        add(sentence, distance_part(list.distance, published, row));
    }
    if (list.distance == "nearest_major_road_m") {
        add(sentence, crossing_part(published, row));
    }
    add(sentence, unit_part(hazard, unit));
    add(sentence, state_part(hazard, published, row));
    if (!sentence.vi.empty()) {
        sentence.vi += ".";
        sentence.en += ".";
    }
    return sentence;
}

}  // namespace riskmap::plan
