#include "cases/expected.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include <fmt/format.h>

namespace riskmap::cases {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double least_known_ages = 0.9;

Issue about_population(const char* slug, Severity severity, Text message, Text repair) {
    return {.slug = slug,
            .severity = severity,
            .source = "population",
            .place = {},
            .message = std::move(message),
            .repair = std::move(repair)};
}

Issue prorated(const domain::AgeBand& band, const domain::AgeBand& ages) {
    return about_population(
        "cases.band-prorated",
        Severity::note,
        {fmt::format("Nhóm tuổi {}–{} của bảng dân số chỉ nằm một phần trong độ tuổi {}–{}; được "
                     "tính theo tỷ lệ số năm tuổi.",
                     band.from,
                     band.below - 1,
                     ages.from,
                     ages.below - 1),
         fmt::format("The population band {}-{} lies only partly in the ages {}-{}; it counts in "
                     "proportion to its years of age.",
                     band.from,
                     band.below - 1,
                     ages.from,
                     ages.below - 1)},
        {"Dùng bảng dân số có nhóm tuổi khớp với độ tuổi của loại tai nạn.",
         "Use a population table whose bands end at the hazard's ages."});
}

Issue not_covered(int years, const domain::AgeBand& ages) {
    return about_population(
        "cases.ages-not-covered",
        Severity::warning,
        {fmt::format("Bảng dân số thiếu {} năm tuổi trong độ tuổi {}–{}; số người-năm bị thấp.",
                     years,
                     ages.from,
                     ages.below - 1),
         fmt::format("The population table lacks {} years of age between {} and {}; person-years "
                     "are too low by them.",
                     years,
                     ages.from,
                     ages.below - 1)},
        {"Bổ sung các nhóm tuổi còn thiếu.", "Add the missing age bands."});
}

std::optional<std::size_t> band_of(const std::vector<domain::AgeBand>& bands,
                                   const std::optional<double>& age) {
    for (std::size_t band = 0; age && band < bands.size(); ++band) {
        if (*age >= bands[band].from && *age < bands[band].below) {
            return band;
        }
    }
    return std::nullopt;
}

bool has_people(double person_years) { return std::isfinite(person_years) && person_years > 0; }

/// From the smallest on, so that the order of units does not touch the last bits.
double sum_where(const PerUnit<double>& values,
                 const PerUnit<double>& person_years,
                 const PerUnit<bool>& reported) {
    std::vector<double> counted;
    for (std::size_t row = 0; row < values.size(); ++row) {
        const UnitIndex unit(row);
        if (has_people(person_years[unit]) && reported[unit]) {
            counted.push_back(values[unit]);
        }
    }
    std::sort(counted.begin(), counted.end());
    return std::accumulate(counted.begin(), counted.end(), 0.0);
}

/// Rates per band when the cases allow it, else empty.
std::vector<double> rates_by_age(const AgedCases& cases,
                                 const Denominators& people,
                                 const PerUnit<bool>& reported) {
    const std::vector<double>& known = cases.in_band;
    const double with_age = std::accumulate(known.begin(), known.end(), 0.0);
    if (people.bands.size() < 2 || with_age <= 0 || with_age < least_known_ages * cases.all) {
        return {};
    }
    std::vector<double> rates(known.size(), 0);
    for (std::size_t band = 0; band < known.size(); ++band) {
        const double person_years = sum_where(people.person_years[band], people.total, reported);
        if (known[band] > 0 && person_years <= 0) {
            return {};
        }
        rates[band] = known[band] > 0 ? known[band] / person_years * (cases.all / with_age) : 0;
    }
    return rates;
}

}  // namespace

Denominators denominators(const domain::Population& population,
                          const domain::AgeBand& ages,
                          std::size_t unit_count,
                          const Period& period,
                          IssueLog& log) {
    Denominators result;
    int covered = 0;
    for (const domain::AgeBand& band : population.bands) {
        const domain::AgeBand cut{std::max(band.from, ages.from), std::min(band.below, ages.below)};
        if (cut.from >= cut.below) {
            continue;
        }
        if (cut != band) {
            log.add(prorated(band, ages));
        }
        covered += cut.below - cut.from;
        PerUnit<double> column(unit_count, none);
        for (std::size_t row = 0; row < unit_count; ++row) {
            const UnitIndex unit(row);
            column[unit] = population.between(unit, cut.from, cut.below) * period.years();
        }
        result.bands.push_back(cut);
        result.person_years.push_back(std::move(column));
    }
    if (!population.bands.empty() && covered < ages.below - ages.from) {
        log.add(not_covered(ages.below - ages.from - covered, ages));
    }

    result.total = PerUnit<double>(unit_count, result.bands.empty() ? none : 0);
    for (const PerUnit<double>& column : result.person_years) {
        for (std::size_t row = 0; row < unit_count; ++row) {
            result.total[UnitIndex(row)] += column[UnitIndex(row)];
        }
    }
    return result;
}

Expected expected_cases(const std::vector<Case>& cases,
                        const Denominators& people,
                        const PerUnit<bool>& reported) {
    AgedCases aged{0, std::vector<double>(people.bands.size(), 0)};
    for (const Case& one : cases) {
        if (!has_people(people.total[one.unit]) || !reported[one.unit]) {
            continue;
        }
        const auto count = static_cast<double>(one.cases);
        aged.all += count;
        if (const auto band = band_of(people.bands, one.age)) {
            aged.in_band[*band] += count;
        }
    }
    return expected_cases(aged, people, reported);
}

Expected expected_cases(const AgedCases& cases,
                        const Denominators& people,
                        const PerUnit<bool>& reported) {
    Expected result;
    result.cases = PerUnit<double>(people.total.size(), none);
    const double person_years = sum_where(people.total, people.total, reported);
    result.reference_rate = person_years > 0 ? cases.all / person_years : none;

    const std::vector<double> by_age = rates_by_age(cases, people, reported);
    result.age_standardised = !by_age.empty();
    for (std::size_t row = 0; row < people.total.size(); ++row) {
        const UnitIndex unit(row);
        if (!std::isfinite(people.total[unit]) || person_years <= 0) {
            continue;
        }
        double sum = 0;
        for (std::size_t band = 0; band < by_age.size(); ++band) {
            sum += by_age[band] * people.person_years[band][unit];
        }
        result.cases[unit] =
            result.age_standardised ? sum : result.reference_rate * people.total[unit];
    }
    return result;
}

}  // namespace riskmap::cases
