#include "risk/hotspot_verdict.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/number_text.hpp"

namespace riskmap::risk {
namespace {

Text p_text(double p) {
    if (p < 0.001) {
        return {"p < 0,001", "p < 0.001"};
    }
    const Text number = number_text(p, p < 0.1 ? 3 : 2);
    return {"p = " + number.vi, "p = " + number.en};
}

void append(Text& text, const Text& sentence) {
    text.vi += (text.vi.empty() ? "" : " ") + sentence.vi;
    text.en += (text.en.empty() ? "" : " ") + sentence.en;
}

Text power(std::int64_t cases, const HotspotSpec& spec) {
    return {fmt::format("Chỉ có {} vụ (dưới {}): quá ít để kết luận về điểm nóng. Không thấy điểm "
                        "nóng không có nghĩa là không có.",
                        number_text(static_cast<double>(cases), 0, Language::vi),
                        spec.least_cases),
            fmt::format("Only {} (fewer than {}): too few cases to say where hot spots are. "
                        "Finding none does not mean there are none.",
                        how_many(cases, "case"),
                        spec.least_cases)};
}

Text local(const SecondOpinion& opinion) {
    const auto count = [&](HotspotLabel label) {
        return std::count_if(opinion.units.begin(),
                             opinion.units.end(),
                             [&](const UnitOpinion& unit) { return unit.gi_star == label; });
    };
    return {
        fmt::format("Gi* cho {} điểm nóng sau hiệu chỉnh kiểm định nhiều lần; {} đơn vị có quá "
                    "ít vụ để kết luận.",
                    count(HotspotLabel::hot),
                    count(HotspotLabel::too_few)),
        fmt::format("Gi* finds {} after correction for multiple tests; too few cases to say in {}.",
                    how_many(count(HotspotLabel::hot), "hot spot"),
                    how_many(count(HotspotLabel::too_few), "unit"))};
}

Text cluster(const SecondOpinion& opinion, const HotspotSpec& spec, bool with_counts) {
    if (opinion.circles.empty()) {
        return {"Phép quét không thấy cụm nào.", "The scan sees no cluster."};
    }
    const Hotspot& first = opinion.circles.front();
    const std::string units = how_many(first.units.size(), "unit");
    const Text expected = number_text(first.expected, telling_decimals(first.expected));
    const Text p = p_text(first.p);
    const bool found = first.p <= spec.false_discovery;
    const Text end = found ? Text{"khó là ngẫu nhiên.", "hardly by chance."}
                           : Text{"có thể chỉ là ngẫu nhiên; điều này không chứng tỏ không có cụm.",
                                  "which may be chance; this is no proof that there is none."};
    if (!with_counts) {
        return {
            fmt::format("Cụm rõ nhất của phép quét có {} đơn vị, {}", first.units.size(), end.vi),
            fmt::format("The clearest cluster of the scan has {}, {}", units, end.en)};
    }
    return {fmt::format("Cụm rõ nhất của phép quét: {} đơn vị, {} vụ so với {} vụ kỳ vọng ({}), {}",
                        first.units.size(),
                        first.observed,
                        expected.vi,
                        p.vi,
                        end.vi),
            fmt::format("The clearest cluster of the scan: {}, {} where {} are "
                        "expected ({}), {}",
                        units,
                        how_many(first.observed, "case"),
                        expected.en,
                        p.en,
                        end.en)};
}

/// "05/2021" of "2021-05".
std::string month_text(const std::string& iso) { return iso.substr(5, 2) + "/" + iso.substr(0, 4); }

Text burst_words(const SpaceTimeOpinion& opinion, const HotspotSpec& spec) {
    if (opinion.cases < spec.least_cases) {
        return {"Quá ít vụ để nói về cụm trong thời gian.",
                "Too few cases to say anything of clusters in time."};
    }
    const bool found = !opinion.bursts.empty() && opinion.bursts.front().p <= spec.false_discovery;
    return found ? Text{"Quét theo không gian và thời gian thấy một đợt khó là ngẫu nhiên.",
                        "The scan by space and time sees a burst that is hardly chance."}
                 : Text{
                       "Quét theo không gian và thời gian: không có đợt nào khó là ngẫu nhiên; "
                       "điều này không chứng tỏ là không có.",
                       "The scan by space and time sees no burst that is hardly chance; this is "
                       "no proof that there is none."};
}

Text burst(const SpaceTimeOpinion& opinion, const HotspotSpec& spec) {
    if (opinion.cases < spec.least_cases) {
        return {
            fmt::format("Theo tháng chỉ dùng được {} vụ: quá ít để nói về cụm trong thời gian.",
                        opinion.cases),
            fmt::format("By months {} can be used: too few cases to say anything of clusters in "
                        "time.",
                        how_many(opinion.cases, "case"))};
    }
    if (opinion.bursts.empty() || opinion.bursts.front().p > spec.false_discovery) {
        const Text p = opinion.bursts.empty() ? Text{} : p_text(opinion.bursts.front().p);
        const Text told = p.vi.empty() ? Text{} : Text{" (" + p.vi + ")", " (" + p.en + ")"};
        return {"Quét theo không gian và thời gian: không có đợt nào khó là ngẫu nhiên" + told.vi +
                    "; điều này không chứng tỏ là không có.",
                "The scan by space and time sees no burst that is hardly chance" + told.en +
                    "; this is no proof that there is none."};
    }
    const Hotspot& first = opinion.bursts.front();
    const Text expected = number_text(first.expected, telling_decimals(first.expected));
    const Text p = p_text(first.p);
    const std::string from = month_text(first.months.substr(0, 7));
    const std::string to = month_text(first.months.substr(8));
    return {
        fmt::format("Đợt rõ nhất theo không gian và thời gian: {} đơn vị từ {} đến {}, {} vụ so "
                    "với {} vụ kỳ vọng theo mùa và năm ({}), khó là ngẫu nhiên.",
                    first.units.size(),
                    from,
                    to,
                    first.observed,
                    expected.vi,
                    p.vi),
        fmt::format("The clearest burst in space and time: {} from {} to {}, {} where season and "
                    "year give {} ({}), hardly by chance.",
                    how_many(first.units.size(), "unit"),
                    from,
                    to,
                    how_many(first.observed, "case"),
                    expected.en,
                    p.en)};
}

}  // namespace

void give_verdict(SecondOpinion& opinion, std::int64_t cases, const HotspotSpec& spec) {
    if (cases == 0) {
        opinion.verdict = {
            "Không có vụ nào được ghi nhận nên không thể tìm điểm nóng; điều này không có nghĩa "
            "là an toàn.",
            "No cases are recorded, so hot spots cannot be looked for; this does not mean it "
            "is safe."};
        opinion.words = opinion.verdict;
        return;
    }
    opinion.verdict = opinion.enough_cases ? local(opinion) : power(cases, spec);
    opinion.words = opinion.verdict;
    append(opinion.verdict, cluster(opinion, spec, true));
    append(opinion.words, cluster(opinion, spec, false));
    if (opinion.space_time.months > 0) {
        append(opinion.verdict, burst(opinion.space_time, spec));
        append(opinion.words, burst_words(opinion.space_time, spec));
    }
}

}  // namespace riskmap::risk
