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
            fmt::format("Only {} cases (fewer than {}): too few cases to say where hot spots are. "
                        "Finding none does not mean there are none.",
                        number_text(static_cast<double>(cases), 0, Language::en),
                        spec.least_cases)};
}

Text local(const SecondOpinion& opinion) {
    const auto count = [&](HotspotLabel label) {
        return std::count_if(opinion.units.begin(),
                             opinion.units.end(),
                             [&](const UnitOpinion& unit) { return unit.gi_star == label; });
    };
    return {fmt::format("Gi* cho {} điểm nóng sau hiệu chỉnh kiểm định nhiều lần; {} đơn vị có quá "
                        "ít vụ để kết luận.",
                        count(HotspotLabel::hot),
                        count(HotspotLabel::too_few)),
            fmt::format("Gi* finds {} hot spots after correction for multiple tests; {} units have "
                        "too few cases to say.",
                        count(HotspotLabel::hot),
                        count(HotspotLabel::too_few))};
}

Text cluster(const SecondOpinion& opinion, const HotspotSpec& spec, bool with_counts) {
    if (opinion.circles.empty()) {
        return {"Phép quét không thấy cụm nào.", "The scan sees no cluster."};
    }
    const Hotspot& first = opinion.circles.front();
    const Text expected = number_text(first.expected, telling_decimals(first.expected));
    const Text p = p_text(first.p);
    const bool found = first.p <= spec.false_discovery;
    const Text end = found ? Text{"khó là ngẫu nhiên.", "hardly by chance."}
                           : Text{"có thể chỉ là ngẫu nhiên; điều này không chứng tỏ không có cụm.",
                                  "which may be chance; this is no proof that there is none."};
    if (!with_counts) {
        return {
            fmt::format("Cụm rõ nhất của phép quét có {} đơn vị, {}", first.units.size(), end.vi),
            fmt::format(
                "The clearest cluster of the scan has {} units, {}", first.units.size(), end.en)};
    }
    return {fmt::format("Cụm rõ nhất của phép quét: {} đơn vị, {} vụ so với {} vụ kỳ vọng ({}), {}",
                        first.units.size(),
                        first.observed,
                        expected.vi,
                        p.vi,
                        end.vi),
            fmt::format("The clearest cluster of the scan: {} units, {} cases where {} are "
                        "expected ({}), {}",
                        first.units.size(),
                        first.observed,
                        expected.en,
                        p.en,
                        end.en)};
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
}

}  // namespace riskmap::risk
