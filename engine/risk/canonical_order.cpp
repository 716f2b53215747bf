#include "risk/canonical_order.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace riskmap::risk {
namespace {

constexpr int rings = 6;  ///< of neighbours that tell units apart

/// A well mixed 64-bit number (the finaliser of splitmix64).
std::uint64_t mixed(std::uint64_t value) {
    value += 0x9E3779B97F4A7C15U;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBU;
    return value ^ (value >> 31);
}

/// A number to nine digits.
std::uint64_t digits_of(double value) {
    if (!std::isfinite(value)) {
        return 1;
    }
    int exponent = 0;
    const double fraction = std::frexp(value, &exponent);
    const auto kept = static_cast<std::int64_t>(std::llround(fraction * 0x40000000));
    return static_cast<std::uint64_t>(kept) * 4096U + static_cast<std::uint64_t>(exponent + 2048);
}

std::vector<std::uint64_t> keys_of(const cases::CaseTable& cases,
                                   const PerUnit<double>& index,
                                   const Graph& neighbours) {
    std::vector<std::uint64_t> keys(neighbours.size());
    for (std::size_t row = 0; row < keys.size(); ++row) {
        const UnitIndex unit(row);
        std::uint64_t key = mixed(cases.reported[unit] ? 1U : 0U);
        key = mixed(key ^ static_cast<std::uint64_t>(cases.observed[unit]));
        key = cases.means.empty() ? key : mixed(key ^ digits_of(cases.means[unit]));
        key = mixed(key ^ digits_of(cases.expected[unit]));
        keys[row] = index.empty() ? key : mixed(key ^ digits_of(index[unit]));
    }
    for (int ring = 0; ring < rings; ++ring) {
        std::vector<std::uint64_t> next = keys;
        for (std::size_t row = 0; row < keys.size(); ++row) {
            std::uint64_t around = 0;  // a sum does not depend on the order of neighbours
            for (const std::uint32_t other : neighbours.neighbours(row)) {
                around += mixed(keys[other]);
            }
            next[row] = mixed(keys[row] ^ mixed(around));
        }
        keys = std::move(next);
    }
    return keys;
}

template <class Value>
PerUnit<Value> picked(const PerUnit<Value>& column, const std::vector<std::uint32_t>& rows) {
    if (column.empty()) {
        return {};
    }
    PerUnit<Value> result(rows.size(), Value{});
    for (std::size_t row = 0; row < rows.size(); ++row) {
        result[UnitIndex(row)] = column[UnitIndex(rows[row])];
    }
    return result;
}

}  // namespace

std::vector<std::uint32_t> canonical_order(const cases::CaseTable& cases,
                                           const PerUnit<double>& index,
                                           const Graph& neighbours) {
    const std::vector<std::uint64_t> keys = keys_of(cases, index, neighbours);
    const auto before = [&](std::uint32_t a, std::uint32_t b) {
        return keys[a] != keys[b] ? keys[a] < keys[b] : a < b;
    };
    std::vector<std::uint32_t> starts(keys.size());
    std::iota(starts.begin(), starts.end(), 0U);
    std::sort(starts.begin(), starts.end(), before);
    std::vector<bool> seen(keys.size(), false);
    std::vector<std::uint32_t> order;
    order.reserve(keys.size());
    for (const std::uint32_t start : starts) {
        if (seen[start]) {
            continue;
        }
        seen[start] = true;
        order.push_back(start);
        for (std::size_t next = order.size() - 1; next < order.size(); ++next) {
            std::vector<std::uint32_t> around;
            for (const std::uint32_t other : neighbours.neighbours(order[next])) {
                if (!seen[other]) {
                    seen[other] = true;
                    around.push_back(other);
                }
            }
            std::sort(around.begin(), around.end(), before);
            order.insert(order.end(), around.begin(), around.end());
        }
    }
    return order;
}

CanonicalStudy canonical_study(const cases::CaseTable& cases,
                               const exposure::ExposureTable& exposure,
                               const Graph& neighbours) {
    CanonicalStudy study;
    study.row_of = canonical_order(cases, exposure.index, neighbours);
    study.cases.observed = picked(cases.observed, study.row_of);
    study.cases.person_years = picked(cases.person_years, study.row_of);
    study.cases.expected = picked(cases.expected, study.row_of);
    study.cases.reported = picked(cases.reported, study.row_of);
    study.cases.years = cases.years;
    study.cases.reference_rate = cases.reference_rate;
    study.cases.first_year = cases.first_year;
    for (const PerUnit<std::int64_t>& year : cases.observed_by_year) {
        study.cases.observed_by_year.push_back(picked(year, study.row_of));
    }
    study.cases.means = picked(cases.means, study.row_of);
    for (const PerUnit<double>& year : cases.means_by_year) {
        study.cases.means_by_year.push_back(picked(year, study.row_of));
    }
    for (const PerUnit<double>& year : cases.time_by_year) {
        study.cases.time_by_year.push_back(picked(year, study.row_of));
    }
    study.exposure.index = picked(exposure.index, study.row_of);
    std::vector<std::uint32_t> place(study.row_of.size());
    for (std::uint32_t row = 0; row < place.size(); ++row) {
        place[study.row_of[row]] = row;
    }
    std::vector<Graph::Edge> edges;
    for (std::uint32_t row = 0; row < place.size(); ++row) {
        for (const std::uint32_t other : neighbours.neighbours(row)) {
            if (row < other) {
                edges.emplace_back(place[row], place[other]);
            }
        }
    }
    study.neighbours = Graph(place.size(), edges);
    return study;
}

}  // namespace riskmap::risk
