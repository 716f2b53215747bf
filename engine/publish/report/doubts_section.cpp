#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/number_text.hpp"
#include "publish/report/html.hpp"
#include "publish/report/sections.hpp"

namespace riskmap::publish {
namespace {

std::string item(const Text& text) { return "<li>" + both(text) + "</li>\n"; }

/// The rows with the highest index, as many as asked for.
std::vector<std::size_t> highest(const PerUnit<double>& index, std::size_t count) {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < index.size(); ++row) {
        if (std::isfinite(index.values()[row])) {
            rows.push_back(row);
        }
    }
    std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
        return index.values()[a] > index.values()[b];
    });
    rows.resize(std::min(rows.size(), count));
    std::sort(rows.begin(), rows.end());
    return rows;
}

std::string other_weights(const plan::HazardResult& result) {
    const auto top = static_cast<std::size_t>(result.spec.model.top);
    const std::vector<std::size_t> first = highest(result.exposure.index, top);
    std::string html;
    for (const exposure::AlternativeIndex& other : result.exposure.alternatives) {
        const std::vector<std::size_t> theirs = highest(other.index, top);
        std::vector<std::size_t> kept;
        std::set_intersection(
            first.begin(), first.end(), theirs.begin(), theirs.end(), std::back_inserter(kept));
        html +=
            item({fmt::format("{} – {}: {} trong {} xã có môi trường nguy cơ nhất vẫn giữ nguyên.",
                              result.spec.label.vi,
                              other.label.vi,
                              kept.size(),
                              first.size()),
                  fmt::format("{} – {}: {} of the {} communes of highest exposure stay.",
                              result.spec.label.en,
                              other.label.en,
                              kept.size(),
                              first.size())});
    }
    return html;
}

}  // namespace

Section doubts_section(const ReportView& view) {
    Section section{"doubts", {"Điều gì có thể sai", "What could be wrong"}, "<ul>\n"};
    std::string& list = section.body;
    list +=
        item({"Vụ không được báo cáo thì không có trong kết quả. Nơi báo cáo tốt hơn có thể trông "
              "nguy hiểm hơn thực tế.",
              "Cases that nobody reported are not here. Places that report better may look "
              "riskier than they are."});
    list +=
        item({"Không có vụ nào trong kỳ không có nghĩa là an toàn: với số vụ ít như vậy, phần lớn "
              "các xã có 0 vụ chỉ do ngẫu nhiên.",
              "No case in the period does not mean safe: with so few cases most communes have "
              "none by chance alone."});
    list +=
        item({"Mức do môi trường là lời khuyên hành động và khảo sát, không phải kết luận về địa "
              "phương.",
              "A level that rests on the environment is advice to act and to survey, no verdict "
              "on a place."});
    for (const SurveyedLayer& layer : view.input->layers) {
        if (layer.survey_status != "surveyed") {
            list +=
                item({"Lớp \"" + layer.label.vi +
                          "\" chưa được khảo sát đầy đủ: nguy cơ ở nơi chưa khảo sát bị tính thấp.",
                      "The layer \"" + layer.label.en +
                          "\" was not surveyed throughout: risk is understated where it was not."});
        }
    }
    for (const plan::HazardResult& result : *view.input->hazards) {
        if (!result.risk.fit.usable) {
            list += item({result.spec.label.vi + ": " + result.risk.fit.verdict.vi,
                          result.spec.label.en + ": " + result.risk.fit.verdict.en});
        }
        if (!result.cases.age_standardised) {
            list +=
                item({result.spec.label.vi +
                          ": không chuẩn hoá được theo tuổi; xã có nhiều trẻ nhỏ hoặc lớn có thể "
                          "bị lệch.",
                      result.spec.label.en +
                          ": not standardised by age; communes with many small or older children "
                          "may be off."});
        }
        list += other_weights(result);
    }
    list += item({"Khoảng cách là đường chim bay; bản đồ có thể cũ hơn thực địa.",
                  "Distances are straight lines; the maps may be older than the ground."});
    list += "</ul>\n";
    return section;
}

Section record_section(const ReportView& view) {
    const RunRecord& record = *view.input->record;
    Section section{"record", {"Nguồn gốc kết quả", "Where this result comes from"}, ""};
    HtmlTable table({"Tệp đã đọc", "Files read"},
                    {{"Nguồn", "Source"}, {"Tệp", "File"}, {"SHA-256", "SHA-256"}},
                    "par");
    for (const InputRecord& input : record.inputs) {
        table.add({both(source_words(input.id, *view.input)),
                   escape_html(input.file),
                   "<code>" + escape_html(input.sha256.substr(0, 16)) + "…</code>"});
    }
    std::string versions;
    for (const auto& [name, version] : record.versions) {
        versions += (versions.empty() ? "" : ", ") + name + " " + version;
    }
    section.body =
        table.html() +
        paragraph(
            {fmt::format("Số gieo {}. Phần mềm: {}. Bản đầy đủ: run.json.", record.seed, versions),
             fmt::format("Seed {}. Software: {}. In full: run.json.", record.seed, versions)},
            "small");
    return section;
}

}  // namespace riskmap::publish
