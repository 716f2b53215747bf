#include "plan/reason.hpp"

#include <cmath>

#include <fmt/format.h>

#include "core/number_text.hpp"

namespace riskmap::plan {
namespace {

using risk::Level;

constexpr int of_age = 18;

Text number(double value) { return number_text(value, telling_decimals(value)); }

const Text& advice(Level level) {
    static const Text confirmed{
        "Cả mô hình lẫn số vụ ghi nhận đều cho thấy nguy cơ cao: đưa vào danh sách địa bàn trọng "
        "điểm ưu tiên.",
        "Model and recorded incidents agree that risk is high: put it on the list of priority "
        "areas."};
    static const Text probable{
        "Chủ yếu do môi trường: làm ngay các biện pháp về môi trường và khảo sát, chưa gọi là điểm "
        "nóng đã xác nhận.",
        "Mainly because of the environment: act on it and survey, but do not announce a proven "
        "hotspot."};
    static const Text watch{"Theo dõi: nhiều khả năng cao hơn mức chung nhưng chưa chắc.",
                            "Watch: more likely than not above average, but not sure."};
    static const Text undetermined{
        "Số liệu chưa đủ để phân biệt với mức chung; không có nghĩa là an toàn.",
        "The data cannot tell it from the average; this does not mean it is safe."};
    static const Text lower{"Nhiều khả năng thấp hơn mức chung; vẫn giữ các biện pháp cơ bản.",
                            "Probably below average; keep the basic measures."};
    static const Text none{"", ""};
    switch (level) {
        case Level::confirmed:
            return confirmed;
        case Level::probable:
            return probable;
        case Level::watch:
            return watch;
        case Level::undetermined:
            return undetermined;
        case Level::lower:
            return lower;
        case Level::insufficient_data:
            return none;
    }
    return none;
}

/// Whom the rate of a hazard is about.
Text people(const hazard::HazardSpec& spec) {
    return spec.incidents.ages.below <= of_age ? Text{"trẻ em", "children"}
                                               : Text{"người", "people"};
}

Text insufficient(const HazardResult& result, const std::string& name, UnitIndex unit) {
    const Text cases = in_words(result.shown.by_unit[unit]);
    if (!result.cases.reported[unit]) {
        return {
            fmt::format("{}: chưa báo cáo về {}; không thể hiểu là không có vụ nào.",
                        name,
                        result.spec.events.vi),
            fmt::format(
                "{}: no report on {}; this is not the same as none.", name, result.spec.events.en)};
    }
    if (!(result.cases.person_years[unit] > 0)) {
        return {fmt::format("{}: ghi nhận {} {}; không có số {} nên chưa tính được tỷ suất.",
                            name,
                            cases.vi,
                            result.spec.events.vi,
                            people(result.spec).vi),
                fmt::format("{}: {} {} recorded; without the number of {} no rate can be given.",
                            name,
                            cases.en,
                            result.spec.events.en,
                            people(result.spec).en)};
    }
    return {fmt::format("{}: ghi nhận {} {}; chưa đủ dữ liệu để ước lượng nguy cơ.",
                        name,
                        cases.vi,
                        result.spec.events.vi),
            fmt::format("{}: {} {} recorded; not enough data to estimate the risk.",
                        name,
                        cases.en,
                        result.spec.events.en)};
}

/// "Environment multiplies risk by about 2.1; its own record changes little."
Text split(const risk::UnitRisk& risk, bool has_index) {
    if (!risk.environment_factor && has_index) {
        return {
            " Chưa đo được môi trường, nên chỉ dựa vào số vụ ghi nhận.",
            " The environment could not be measured, so this rests on recorded incidents only."};
    }
    if (!risk.environment_factor || !risk.record_factor) {
        return {"", ""};
    }
    const auto part = [](double factor, const char* vi, const char* en) -> Text {
        if (std::abs(std::log(factor)) < std::log(1.1)) {
            return {fmt::format("{} hầu như không làm thay đổi nguy cơ", vi),
                    fmt::format("{} changes little", en)};
        }
        const Text by = number(factor);
        return {fmt::format("{} nhân nguy cơ với khoảng {}", vi, by.vi),
                fmt::format("{} multiplies risk by about {}", en, by.en)};
    };
    const Text environment = part(*risk.environment_factor, "môi trường", "the environment");
    const Text record = part(*risk.record_factor,
                             "số vụ ghi nhận tại đây và lân cận",
                             "its own and its neighbours' record");
    return {fmt::format(" Trong đó {}; {}.", environment.vi, record.vi),
            fmt::format(" Of this, {}; {}.", environment.en, record.en)};
}

/// "2.3 times the average (plausible range 0.9 to 5.3)".
Text against_average(double ratio, const risk::Interval& interval) {
    constexpr double as_good_as_equal = 0.1;
    const Text value = number(ratio);
    Text text{fmt::format("cao gấp {} lần mức chung", value.vi),
              fmt::format("{} times the average", value.en)};
    if (std::abs(ratio - 1) < as_good_as_equal) {
        text = {"ngang mức chung", "about the average"};
    } else if (ratio < 1) {
        text = {fmt::format("chỉ bằng {} mức chung", value.vi),
                fmt::format("only {} of the average", value.en)};
    }
    const Text low = number(interval.lower);
    const Text high = number(interval.upper);
    text.vi += fmt::format(" (khoảng hợp lý {} đến {} lần)", low.vi, high.vi);
    text.en += fmt::format(" (plausible range {} to {} times)", low.en, high.en);
    return text;
}

/// Where the rank lies in most plausible worlds.
Text rank_range(const std::pair<int, int>& ranks, std::size_t units, double mass) {
    const auto [best, worst] = ranks;
    const bool nine_in_ten = std::abs(mass - 0.9) < 1e-9;
    const Text place =
        best == worst ? Text{fmt::format("đúng hạng {}", best), fmt::format("at rank {}", best)}
                      : Text{fmt::format("từ hạng {} đến {}", best, worst),
                             fmt::format("between rank {} and {}", best, worst)};
    return {fmt::format(" {} khả năng xếp {} trên {}.",
                        nine_in_ten ? "Chín phần mười" : fmt::format("{:.0f}%", 100 * mass),
                        place.vi,
                        units),
            fmt::format(" {} plausible worlds put it {} of {}.",
                        nine_in_ten ? "Nine in ten" : fmt::format("{:.0f} % of", 100 * mass),
                        place.en,
                        units)};
}

}  // namespace

Text reason(const HazardResult& result, const domain::AdminUnits& units, UnitIndex unit) {
    const risk::UnitRisk& risk = result.risk.units[unit];
    const std::string& name = units.name[unit];
    if (!risk.relative_risk || !risk.relative_risk_interval ||
        risk.level == Level::insufficient_data) {
        return insufficient(result, name, unit);
    }
    const Text against = against_average(*risk.relative_risk, *risk.relative_risk_interval);
    const Text whom = people(result.spec);
    Text text;
    if (risk.rate) {
        const Text rate = number(*risk.rate);
        text = {fmt::format("{}: khoảng {} {} trên 100.000 {} mỗi năm, {}.",
                            name,
                            rate.vi,
                            result.spec.events.vi,
                            whom.vi,
                            against.vi),
                fmt::format("{}: about {} {} per 100,000 {} a year, {}.",
                            name,
                            rate.en,
                            result.spec.events.en,
                            whom.en,
                            against.en)};
    } else {
        text = {fmt::format("{}: nguy cơ {} {}.", name, result.spec.events.vi, against.vi),
                fmt::format("{}: the risk of {} is {}.", name, result.spec.events.en, against.en)};
    }
    if (risk.rank_interval) {
        const Text place =
            rank_range(*risk.rank_interval, units.size(), result.spec.model.rank_mass);
        text.vi += place.vi;
        text.en += place.en;
    }
    const Text parts = split(risk, !result.spec.index.empty());
    const Text& what_to_do = advice(risk.level);
    text.vi += parts.vi + " " + what_to_do.vi;
    text.en += parts.en + " " + what_to_do.en;
    return text;
}

}  // namespace riskmap::plan
