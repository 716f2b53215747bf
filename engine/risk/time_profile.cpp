#include "risk/time_profile.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "core/number_text.hpp"
#include "core/random.hpp"
#include "stats/distributions.hpp"
#include "stats/multinomial.hpp"
#include "stats/scan.hpp"

namespace riskmap::risk {
namespace {

constexpr std::int64_t least_cases = 20;
constexpr std::size_t worlds = 999;
constexpr std::uint32_t stream = 0x54494D;
constexpr double prior = 0.5;  // Jeffreys
constexpr std::size_t hours_of_day = 24;
constexpr std::size_t hours_of_peak = 4;

std::int64_t sum(const std::vector<std::int64_t>& counts) {
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

std::vector<double> month_shares(const Period& period) {
    std::vector<double> days(12, 0);
    const std::chrono::sys_days last = period.last;
    for (std::chrono::sys_days day = period.first; day <= last; day += std::chrono::days(1)) {
        days[static_cast<unsigned>(Date(day).month()) - 1] += 1;
    }
    for (double& share : days) {
        share /= period.days();
    }
    return days;
}

TimeShare share_of(std::int64_t cases, std::int64_t total, double even) {
    TimeShare share;
    share.cases = cases;
    share.even_share = even;
    if (total > 0 && even > 0) {
        const double inside = static_cast<double>(cases) + prior;
        const double outside = static_cast<double>(total - cases) + prior;
        share.ratio = static_cast<double>(cases) / static_cast<double>(total) / even;
        share.ratio_interval = {stats::beta_quantile(0.025, inside, outside) / even,
                                stats::beta_quantile(0.975, inside, outside) / even};
    }
    return share;
}

std::vector<TimeShare> shares(const std::vector<std::int64_t>& counts,
                              const std::vector<double>& even) {
    std::vector<TimeShare> result;
    const std::int64_t total = sum(counts);
    if (total == 0) {
        return result;
    }
    for (std::size_t i = 0; i < counts.size(); ++i) {
        result.push_back(share_of(counts[i], total, even[i]));
    }
    return result;
}

double peak_ratio(const std::vector<std::int64_t>& counts,
                  const std::vector<double>& even,
                  std::size_t length,
                  PeakRun& best) {
    const auto total = static_cast<double>(sum(counts));
    double best_ratio = 0;
    for (std::size_t first = 0; first < counts.size(); ++first) {
        PeakRun run{first, length, 0, 0, 1};
        for (std::size_t k = 0; k < length; ++k) {
            run.cases += counts[(first + k) % counts.size()];
            run.even_share += even[(first + k) % counts.size()];
        }
        if (!(run.even_share > 0)) {
            continue;
        }
        const double ratio = stats::scan_log_likelihood_ratio(
            static_cast<double>(run.cases), run.even_share * total, total);
        if (ratio > best_ratio + 1e-12) {
            best_ratio = ratio;
            best = run;
        }
    }
    return best_ratio;
}

/// Sentence on the peak of a profile; `slot_vi/en` name a run by its first and last slot.
Text peak_sentence(const std::optional<PeakRun>& peak,
                   std::int64_t total,
                   const Text& known,
                   const Text& slots) {
    if (total == 0 || !peak) {
        return {"Không có vụ nào ghi " + known.vi + ".", "No case has a known " + known.en + "."};
    }
    if (total < least_cases) {
        return {
            fmt::format("Chỉ {} vụ có ghi {}: quá ít để nói lúc nào nhiều hơn.", total, known.vi),
            fmt::format(
                "Only {} with a known {}: too few cases to say when they are more frequent.",
                how_many(total, "case"),
                known.en)};
    }
    const double percent = 100 * static_cast<double>(peak->cases) / static_cast<double>(total);
    if (peak->p > 0.05) {
        return {
            fmt::format("{} vụ có ghi {}; không thấy lúc nào rõ ràng nhiều hơn.", total, known.vi),
            fmt::format(
                "{} cases have a known {}; no part stands out beyond chance.", total, known.en)};
    }
    return {fmt::format("{}: {} trong {} vụ ({:.0f} %, nếu trải đều là {:.0f} %).",
                        slots.vi,
                        peak->cases,
                        total,
                        percent,
                        100 * peak->even_share),
            fmt::format("{}: {} of {} cases ({:.0f} %; an even spread would give {:.0f} %).",
                        slots.en,
                        peak->cases,
                        total,
                        percent,
                        100 * peak->even_share)};
}

/// The same without numbers.
Text peak_words(const std::optional<PeakRun>& peak,
                std::int64_t total,
                const Text& known,
                const Text& slots) {
    if (total == 0 || !peak) {
        return peak_sentence(peak, total, known, slots);
    }
    if (total < least_cases) {
        return {fmt::format("Quá ít vụ có ghi {} để nói lúc nào nhiều hơn.", known.vi),
                fmt::format("Too few cases have a known {} to say when they are more frequent.",
                            known.en)};
    }
    if (peak->p > 0.05) {
        return {fmt::format("Theo {}, không thấy lúc nào rõ ràng nhiều hơn.", known.vi),
                fmt::format("By {}, no part stands out beyond chance.", known.en)};
    }
    return {slots.vi + ".", slots.en + "."};
}

Text month_slots(const PeakRun& peak) {
    const std::size_t first = peak.first + 1;
    const std::size_t last = (peak.first + peak.length - 1) % 12 + 1;
    return {fmt::format("Tháng {} đến tháng {} nhiều vụ nhất", first, last),
            fmt::format("Months {} to {} have most cases", first, last)};
}

Text hour_slots(const PeakRun& peak, std::size_t hours_of_slot) {
    const std::size_t first = peak.first * hours_of_slot;
    const std::size_t end = (peak.first + peak.length) * hours_of_slot % hours_of_day;
    return {fmt::format("Từ {} giờ đến {} giờ nhiều vụ nhất", first, end),
            fmt::format("The hours from {}:00 to {}:00 have most cases", first, end)};
}

std::vector<YearRate> year_rates(const cases::CaseTable& table, const Period& period) {
    using std::chrono::December;
    using std::chrono::January;
    std::vector<YearRate> result;
    for (std::size_t i = 0; i < table.counted_years(); ++i) {
        YearRate rate;
        rate.year = table.first_year + static_cast<int>(i);
        const std::chrono::year year(rate.year);
        const Period whole{Date{year, January, std::chrono::day(1)},
                           Date{year, December, std::chrono::day(31)}};
        const Period inside{std::max(whole.first, period.first), std::min(whole.last, period.last)};
        if (inside.last < inside.first) {
            continue;
        }
        rate.complete = inside == whole;
        rate.years = static_cast<double>(inside.days()) / whole.days();
        double seen = 0;
        for (std::size_t row = 0; row < table.observed.size(); ++row) {
            seen += table.count(i, UnitIndex(row));
        }
        rate.cases = std::llround(seen);
        const double shape = static_cast<double>(rate.cases) + prior;
        rate.per_year = shape / rate.years;
        rate.per_year_interval = {stats::gamma_quantile(0.025, shape) / rate.years,
                                  stats::gamma_quantile(0.975, shape) / rate.years};
        result.push_back(rate);
    }
    return result;
}

/// Ratio of two gamma variates through their beta share: last / (first + last).
std::optional<YearChange> year_change(const std::vector<YearRate>& years) {
    std::vector<YearRate> complete;
    for (const YearRate& year : years) {
        if (year.complete) {
            complete.push_back(year);
        }
    }
    if (complete.size() < 2) {
        return std::nullopt;
    }
    const YearRate& first = complete.front();
    const YearRate& last = complete.back();
    const double a = static_cast<double>(last.cases) + prior;
    const double b = static_cast<double>(first.cases) + prior;
    const auto odds = [&](double probability) {
        const double share = stats::beta_quantile(probability, a, b);
        return share / (1 - share);
    };
    return YearChange{first.year,
                      last.year,
                      odds(0.5),
                      {odds(0.025), odds(0.975)},
                      1 - stats::beta_cdf(0.5, a, b)};
}

Text trend_sentence(const std::optional<YearChange>& change, std::int64_t cases) {
    if (!change) {
        return {"Kỳ số liệu chưa có hai năm dương lịch trọn vẹn nên chưa thể nói về xu hướng.",
                "The period has fewer than two complete calendar years, so no trend can be given."};
    }
    if (cases < least_cases) {
        return {fmt::format("Chỉ {} vụ trong các năm: quá ít để nói về xu hướng.", cases),
                fmt::format("Only {} over the years: too few cases to say whether they rise.",
                            how_many(cases, "case"))};
    }
    const Text ratio = number_text(change->ratio, 2);
    const Text low = number_text(change->interval.lower, 2);
    const Text high = number_text(change->interval.upper, 2);
    const bool rises = change->interval.lower > 1;
    const bool falls = change->interval.upper < 1;
    const Text verdict =
        rises   ? Text{"tăng", "an increase"}
        : falls ? Text{"giảm", "a decrease"}
                : Text{"chưa phân biệt được với không đổi", "not distinguishable from no change"};
    return {fmt::format("Năm {} bằng {} lần năm {} (khoảng tin cậy 95 % từ {} đến {}): {}. Chỉ "
                        "tính chung toàn vùng, không cho từng xã.",
                        change->last_year,
                        ratio.vi,
                        change->first_year,
                        low.vi,
                        high.vi,
                        verdict.vi),
            fmt::format("{} had {} times the cases of {} (95 % interval {} to {}): {}. For the "
                        "whole study only, not by unit.",
                        change->last_year,
                        ratio.en,
                        change->first_year,
                        low.en,
                        high.en,
                        verdict.en)};
}

Text trend_words(const std::optional<YearChange>& change, std::int64_t cases) {
    if (!change) {
        return trend_sentence(change, cases);
    }
    if (cases < least_cases || (change->interval.lower <= 1 && change->interval.upper >= 1)) {
        return {"Quá ít vụ để nói về xu hướng giữa các năm.",
                "Too few cases to say whether they rise or fall over the years."};
    }
    const bool rises = change->interval.lower > 1;
    return {fmt::format("Năm {} {} so với năm {}.",
                        change->last_year,
                        rises ? "nhiều vụ hơn rõ ràng" : "ít vụ hơn rõ ràng",
                        change->first_year),
            fmt::format("{} had clearly {} cases than {}.",
                        change->last_year,
                        rises ? "more" : "fewer",
                        change->first_year)};
}

}  // namespace

std::vector<TimeShare> joined(const std::vector<TimeShare>& slots, std::size_t together) {
    std::int64_t total = 0;
    for (const TimeShare& slot : slots) {
        total += slot.cases;
    }
    std::vector<TimeShare> result;
    for (std::size_t i = 0; i + together <= slots.size(); i += together) {
        std::int64_t cases = 0;
        double even = 0;
        for (std::size_t k = i; k < i + together; ++k) {
            cases += slots[k].cases;
            even += slots[k].even_share;
        }
        result.push_back(share_of(cases, total, even));
    }
    return result;
}

std::optional<PeakRun> peak_run(const std::vector<std::int64_t>& counts,
                                const std::vector<double>& even_shares,
                                std::size_t length,
                                const RunContext& context) {
    PeakRun best;
    const double observed = peak_ratio(counts, even_shares, length, best);
    if (!(observed > 0)) {
        return std::nullopt;
    }
    const stats::MultinomialSampler sampler(even_shares);
    std::vector<std::int32_t> drawn(counts.size());
    std::size_t reached = 0;
    for (std::size_t world = 0; world < worlds; ++world) {
        context.check_stop();
        RandomStream random(context.seed, stream, world);
        sampler.draw(sum(counts), random, drawn);
        PeakRun any;
        const std::vector<std::int64_t> as_counts(drawn.begin(), drawn.end());
        reached += peak_ratio(as_counts, even_shares, length, any) >= observed - 1e-9 ? 1 : 0;
    }
    best.p = (1.0 + static_cast<double>(reached)) / (worlds + 1.0);
    return best;
}

TimeProfile time_profile(const cases::CaseTable& table,
                         const Period& period,
                         const RunContext& context) {
    TimeProfile profile;
    const std::vector<double> months = month_shares(period);
    const std::size_t slots = std::max<std::size_t>(1, table.by_hour.size());
    const std::vector<double> hours(slots, 1.0 / static_cast<double>(slots));
    const std::size_t hours_of_slot = hours_of_day / slots;
    profile.months = shares(table.by_month, months);
    profile.hours = shares(table.by_hour, hours);
    profile.years = year_rates(table, period);
    profile.change = year_change(profile.years);

    const auto month_peak = peak_run(table.by_month, months, 3, context);
    const Text month{"tháng", "month"};
    const Text in_months = month_peak ? month_slots(*month_peak) : Text{};
    profile.month_sentence = peak_sentence(month_peak, sum(table.by_month), month, in_months);
    profile.month_words = peak_words(month_peak, sum(table.by_month), month, in_months);
    const auto hour_peak = peak_run(
        table.by_hour, hours, (hours_of_peak + hours_of_slot - 1) / hours_of_slot, context);
    const Text hour{"giờ", "hour"};
    const Text in_hours = hour_peak ? hour_slots(*hour_peak, hours_of_slot) : Text{};
    profile.hour_sentence = peak_sentence(hour_peak, sum(table.by_hour), hour, in_hours);
    profile.hour_words = peak_words(hour_peak, sum(table.by_hour), hour, in_hours);
    std::int64_t over_years = 0;
    for (const YearRate& year : profile.years) {
        over_years += year.cases;
    }
    profile.trend_sentence = trend_sentence(profile.change, over_years);
    profile.trend_words = trend_words(profile.change, over_years);
    return profile;
}

}  // namespace riskmap::risk
