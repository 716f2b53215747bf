#include "plan/place_order.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "core/random.hpp"
#include "domain/fold.hpp"
#include "exposure/kernel.hpp"
#include "plan/place_reason.hpp"
#include "stats/ranking.hpp"

namespace riskmap::plan {
namespace {

constexpr std::size_t draws_used = 200;
constexpr std::uint32_t stake_stream = 0x51a7;
constexpr double per_100k = 100000;

void take_condition(const domain::Condition& condition, std::vector<std::string>& columns) {
    if (condition.any.empty()) {
        columns.push_back(condition.field);
    }
    for (const domain::Condition& one : condition.any) {
        take_condition(one, columns);
    }
}

/// The first column that the list asks for and the layer does not have; "" when it has all.
std::string missing_column(const hazard::PlaceList& list, const domain::Layer& layer) {
    std::vector<std::string> columns{list.stake};
    if (!list.distance.empty()) {
        columns.push_back(list.distance);
    }
    if (!list.weights.empty()) {
        columns.push_back(list.weights.field);
    }
    for (const domain::Condition& condition : list.where) {
        take_condition(condition, columns);
    }
    for (const domain::Condition& condition : list.done_when) {
        take_condition(condition, columns);
    }
    const auto missing = std::find_if(
        columns.begin(), columns.end(), [&](const auto& column) { return !layer.find(column); });
    return missing == columns.end() ? "" : *missing;
}

/// Decay and weight of a place; 0 where its distance is not known.
double factor_of(const hazard::PlaceList& list, const domain::Layer& layer, std::size_t row) {
    double factor = 1;
    if (list.kernel) {
        const double metres = domain::as_number(layer.at(*layer.find(list.distance), row));
        factor = std::isfinite(metres) ? exposure::decay(*list.kernel, metres) : 0;
    }
    if (!list.weights.empty()) {
        const std::string value =
            domain::fold(domain::as_text(layer.at(*layer.find(list.weights.field), row)));
        double weight = list.weights.otherwise.value;
        for (const auto& [word, listed] : list.weights.by_value) {
            if (domain::fold(word) == value) {
                weight = listed.value;
            }
        }
        factor *= weight;
    }
    return factor;
}

/// Places on the list with something at stake, and what they score before the unit's rate.
struct Listed {
    std::vector<std::size_t> rows;
    std::vector<double> amount;
};

Listed listed_places(const hazard::PlaceList& list,
                     const HazardResult& hazard,
                     const domain::Layer& layer,
                     std::span<const std::optional<UnitIndex>> unit_of) {
    const domain::BoundPredicate chosen(list.where, layer);
    const domain::BoundPredicate done(list.done_when, layer);
    const std::size_t stake = *layer.find(list.stake);
    Listed result;
    for (std::size_t row = 0; row < layer.size(); ++row) {
        if (!chosen(row) || (!list.done_when.empty() && done(row))) {
            continue;
        }
        const double amount = domain::as_number(layer.at(stake, row)) * factor_of(list, layer, row);
        const bool rated =
            !list.times_rate || (unit_of[row] && hazard.risk.units[*unit_of[row]].rate);
        if (amount > 0 && rated) {
            result.rows.push_back(row);
            result.amount.push_back(amount);
        }
    }
    return result;
}

/// Draws of what places score, a few at a time: of the risk of their units, of their stakes, or of
/// both.
class PlaceDraws {
  public:
    PlaceDraws(const hazard::PlaceList& list,
               const HazardResult& hazard,
               const Listed& places,
               std::span<const std::optional<UnitIndex>> unit_of,
               std::span<const double> stake_shape,
               std::uint64_t seed)
        : hazard_(hazard), places_(places), unit_of_(unit_of), stake_shape_(stake_shape) {
        units_ = list.times_rate && hazard.risk.draw_count > 0;
        count_ = units_ ? std::min(draws_used, hazard.risk.draw_count) : draws_used;
        if (stake_shape.empty()) {
            count_ = units_ ? count_ : 0;
            return;
        }
        stakes_.reserve(places.rows.size());
        for (const std::size_t row : places.rows) {
            stakes_.emplace_back(seed, stake_stream, row);
        }
    }

    /// 0 when nothing is drawn.
    std::size_t count() const { return count_; }

    /// The next draws, one after the other; each has a value for every place.
    std::span<const float> next(std::size_t draws) {
        const std::size_t size = places_.rows.size();
        draws = std::min(draws, count_ - drawn_);
        values_.resize(draws * size);
        for (std::size_t i = 0; i < size; ++i) {
            const std::size_t row = places_.rows[i];
            for (std::size_t d = 0; d < draws; ++d) {
                double value = places_.amount[i];
                if (units_) {
                    value *= drawn_ratio(*unit_of_[row], drawn_ + d);
                }
                if (!stakes_.empty() && stake_shape_[row] > 0) {
                    value *= stakes_[i].gamma(stake_shape_[row]) / stake_shape_[row];
                }
                values_[d * size + i] = static_cast<float>(value);
            }
        }
        drawn_ += draws;
        return values_;
    }

  private:
    /// What the unit multiplies a place by, spread over all draws so that their order does not
    /// matter.
    double drawn_ratio(UnitIndex unit, std::size_t draw) const {
        const std::size_t all = hazard_.risk.draw_count;
        return hazard_.risk.draws[unit.row() * all + draw * all / count_];
    }

    const HazardResult& hazard_;
    const Listed& places_;
    std::span<const std::optional<UnitIndex>> unit_of_;
    std::span<const double> stake_shape_;
    bool units_ = false;
    std::size_t count_ = 0;
    std::size_t drawn_ = 0;
    std::vector<RandomStream> stakes_;  ///< of each place; empty when stakes are not drawn
    std::vector<float> values_;
};

void put_by_score(std::vector<OrderedPlace>& places) {
    std::vector<std::size_t> by_score(places.size());
    std::iota(by_score.begin(), by_score.end(), std::size_t{0});
    std::stable_sort(by_score.begin(), by_score.end(), [&](std::size_t a, std::size_t b) {
        return places[a].score > places[b].score;
    });
    for (std::size_t i = 0; i < by_score.size(); ++i) {
        places[by_score[i]].order = static_cast<int>(i + 1);
    }
}

/// Keeps the first places, gives them reasons, and scores relative to the largest.
void finish(const hazard::PlaceList& list,
            const HazardResult& hazard,
            const domain::Layer& published,
            std::span<const std::optional<UnitIndex>> unit_of,
            std::vector<OrderedPlace>& places) {
    double largest = 0;
    for (const OrderedPlace& place : places) {
        largest = std::isfinite(place.score) ? std::max(largest, place.score) : largest;
    }
    if (list.most > 0) {
        std::erase_if(places, [&](const OrderedPlace& place) { return place.order > list.most; });
    }
    for (OrderedPlace& place : places) {
        place.score *= 100 / largest;
        place.reason = place_reason(list, hazard, published, place.row, unit_of[place.row]);
    }
}

Text nothing_text(const std::string& missing) {
    if (missing.empty()) {
        return {"Không xếp được: không nơi nào có đủ số liệu.",
                "Nothing could be put in order: no place has the figures for it."};
    }
    return {"Không xếp được: không có cột " + missing + ".",
            "Nothing could be put in order: there is no column " + missing + "."};
}

}  // namespace

const OrderedPlace* PlaceOrder::find(std::size_t row) const {
    const auto at = std::lower_bound(
        places.begin(), places.end(), row, [](const OrderedPlace& place, std::size_t wanted) {
            return place.row < wanted;
        });
    return at == places.end() || at->row != row ? nullptr : &*at;
}

PlaceOrder order_places(const hazard::PlaceList& list,
                        const HazardResult& hazard,
                        const domain::Layer& published,
                        std::span<const std::optional<UnitIndex>> unit_of,
                        std::span<const double> stake_shape,
                        const RunContext& context) {
    PlaceOrder result;
    const std::string missing = missing_column(list, published);
    const Listed places =
        missing.empty() ? listed_places(list, hazard, published, unit_of) : Listed{};
    if (places.rows.empty()) {
        result.note = nothing_text(missing);
        return result;
    }
    result.places.resize(places.rows.size());
    for (std::size_t i = 0; i < places.rows.size(); ++i) {
        const std::size_t row = places.rows[i];
        const double rate = list.times_rate ? *hazard.risk.units[*unit_of[row]].rate / per_100k : 1;
        result.places[i].row = row;
        result.places[i].score = places.amount[i] * rate;
    }
    PlaceDraws draws(list, hazard, places, unit_of, stake_shape, context.seed);
    if (draws.count() == 0) {
        put_by_score(result.places);
        finish(list, hazard, published, unit_of, result.places);
        return result;
    }
    stats::RankTally tally(
        places.rows.size(), draws.count(), {.mass = hazard.spec.model.rank_mass, .top = 1});
    for (std::size_t drawn = 0; drawn < draws.count(); drawn += tally.draws_at_once()) {
        tally.add(draws.next(tally.draws_at_once()), context);
    }
    const auto ranks = tally.summaries();
    for (std::size_t i = 0; i < places.rows.size(); ++i) {
        const double place = ranks[i].rank;
        result.places[i].order = ranks[i].rank;
        result.places[i].interval =
            risk::Interval{std::min(ranks[i].lower, place), std::max(ranks[i].upper, place)};
    }
    finish(list, hazard, published, unit_of, result.places);
    return result;
}

}  // namespace riskmap::plan
