#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "core/number_text.hpp"
#include "hazard/model_settings.hpp"
#include "hazard/vocabulary.hpp"
#include "plan/kind_words.hpp"
#include "plan/proof_notes.hpp"
#include "publish/report/html.hpp"
#include "publish/report/sections.hpp"
#include "risk/segment_risk.hpp"

namespace riskmap::publish {
namespace {

Text ages_text(const domain::AgeBand& ages) {
    return {fmt::format("{}–{} tuổi", ages.from, ages.below - 1),
            fmt::format("ages {}–{}", ages.from, ages.below - 1)};
}

/// Notes on sources stand as they were written; without any mark of Vietnamese they are read aloud
/// as English.
std::string cited(const std::string& source) {
    const bool english =
        std::all_of(source.begin(), source.end(), [](char c) { return (c & 0x80) == 0; });
    return english ? "<span lang=\"en-GB\">" + escape_html(source) + "</span>"
                   : escape_html(source);
}

/// Where a number comes from; a setting that no source supports is marked.
std::string source_text(const std::string& source, bool assumption) {
    const bool marked = assumption || source.starts_with("[A]") || source.starts_with("[J]");
    return (marked ? "<b class=\"as\">" + both(Text{"giả định", "assumption"}) + "</b> " : "") +
           cited(source);
}

Text place_text(domain::EventPlace place) {
    switch (place) {
        case domain::EventPlace::residence:
            return {"theo nơi ở của trẻ", "where the child lived"};
        case domain::EventPlace::occurrence:
            return {"theo nơi xảy ra", "where it happened"};
        case domain::EventPlace::recovery:
            return {"theo nơi tìm thấy", "where the child was found"};
    }
    return {"", ""};
}

std::string counting(const hazard::HazardSpec& spec) {
    const hazard::IncidentRule& rule = spec.incidents;
    const bool events = rule.counting == hazard::Counting::events;
    const Text ages = ages_text(rule.ages);
    const Text place = place_text(rule.place);
    return paragraph(
        {fmt::format("Đếm: {}, {}, {}; {}.",
                     events ? "số vụ (một vụ nhiều nạn nhân vẫn là một)" : "số nạn nhân",
                     ages.vi,
                     place.vi,
                     rule.count_unknown_age ? "tính cả nạn nhân không rõ tuổi"
                                            : "không tính nạn nhân không rõ tuổi"),
         fmt::format("Counted: {}, {}, {}; {}.",
                     events ? "events (one with several victims is one)" : "victims",
                     ages.en,
                     place.en,
                     rule.count_unknown_age ? "victims of unknown age included"
                                            : "victims of unknown age left out")});
}

std::string settings_table(const hazard::ModelSpec& model) {
    HtmlTable table({"Tham số của mô hình", "Settings of the model"},
                    {{"Tham số", "Setting"},
                     {"Giá trị", "Value"},
                     {"Nguồn (nguyên văn)", "Source (as written)"}},
                    "par");
    for (const hazard::ModelSetting& setting : hazard::settings_in_force(model)) {
        table.add({both(setting.name),
                   setting.word.empty() ? both(setting_text(setting.value))
                                        : both(Text{setting.word, setting.word}),
                   setting.source.empty() ? both(Text{"mặc định", "default"})
                                          : source_text(setting.source, false)});
    }
    return table.html();
}

std::string kernel_text(const hazard::Kernel& kernel) {
    const Text plateau = number_text(kernel.plateau_m, 0);
    const Text scale = number_text(kernel.scale_m, 0);
    const Text limit = number_text(kernel.limit_m, 0);
    Text text{fmt::format("giữ nguyên đến {} m, giảm dần theo thang {} m, hết ở {} m",
                          plateau.vi,
                          scale.vi,
                          limit.vi),
              fmt::format("full to {} m, falling on a scale of {} m, none past {} m",
                          plateau.en,
                          scale.en,
                          limit.en)};
    if (kernel.floor > 0) {
        const Text least = setting_text(kernel.floor);
        text.vi += ", ít nhất " + least.vi;
        text.en += ", at least " + least.en;
    }
    return both(text);
}

std::string index_table(const hazard::HazardSpec& spec, const ReportInput& input) {
    HtmlTable table(
        {"Chỉ số môi trường: các phần và trọng số", "The exposure index: parts and weights"},
        {{"Phần", "Part"},
         {"Trẻ", "Children"},
         {"Trọng số", "Weight"},
         {"Nguồn (nguyên văn)", "Source (as written)"}},
        "par");
    for (const hazard::IndexTerm& term : spec.index) {
        const Text ages = ages_text(term.ages);
        table.add({"<b>" + both(source_words("layers." + term.layer, input)) + "</b><br><small>" +
                       (term.by_length ? "" : kernel_text(term.kernel)) + "</small>",
                   both(ages),
                   both(setting_text(term.weight)),
                   source_text(term.source, term.assumption)});
        for (const auto& [kind, weight] : term.weights.by_value) {
            table.add({"&nbsp;&nbsp;" + both(plan::kind_words(kind)),
                       "",
                       both(setting_text(weight.value)),
                       source_text(weight.source, weight.assumption)});
        }
        for (const hazard::Multiplier& multiplier : term.multipliers) {
            table.add({"&nbsp;&nbsp;" + both(Text{"hệ số nhân", "multiplier"}),
                       "",
                       both(setting_text(multiplier.factor.value)),
                       source_text(multiplier.factor.source, multiplier.factor.assumption)});
        }
    }
    return spec.index.empty() ? "" : table.html();
}

std::string interventions_table(const hazard::HazardSpec& spec) {
    HtmlTable table(
        {"Biện pháp có thể đầu tư và bằng chứng", "What can be funded, and the evidence"},
        {{"Biện pháp", "Measure"},
         {"Mức giảm ở trẻ được tiếp cận", "Reduction among those reached"},
         {"Đơn giá", "Unit cost"},
         {"Bằng chứng (nguyên văn)", "Evidence (as written)"}},
        "par");
    for (const hazard::Intervention& measure : spec.interventions) {
        std::string effect = both(Text{"không nêu", "none claimed"});
        if (const hazard::Ranged* reduction = measure.effect_on(spec.id); reduction != nullptr) {
            effect = both(100 * reduction->best.value, 0) + " %";
            if (reduction->low || reduction->high) {
                effect += fmt::format(
                    " ({:.0f}–{:.0f})", 100 * reduction->least(), 100 * reduction->most());
            }
        }
        const std::string cost = measure.unit_cost
                                     ? both(measure.unit_cost->best.value, 0) + " " +
                                           escape_html(measure.currency) + "<br><small>" +
                                           both(measure.unit) + "</small>"
                                     : both(Text{"chưa có giá: cần nhập giá tại địa phương",
                                                 "no price known: enter the local one"});
        table.add({both(measure.label), effect, cost, cited(measure.evidence)});
    }
    return spec.interventions.empty() ? "" : table.html();
}

/// How cases are tied to places and in which order places are put, with every number's source.
std::string places_table(const hazard::HazardSpec& spec) {
    const hazard::PlaceRules& rules = spec.places;
    HtmlTable table(
        {"Từng nơi: gán vụ việc và xếp thứ tự", "Single places: cases and orders"},
        {{"Quy tắc", "Rule"}, {"Giá trị", "Value"}, {"Nguồn (nguyên văn)", "Source (as written)"}},
        "par");
    const auto metres = [&](const Text& name, const hazard::Sourced& number) {
        table.add({both(name),
                   both(number.value, 0) + " m",
                   source_text(number.source, number.assumption)});
    };
    if (rules.assign) {
        metres({"Vụ việc thuộc đối tượng gần nhất trong", "A case belongs to the nearest within"},
               rules.assign->within_m);
        if (rules.assign->rural_within_m) {
            metres({"ở xã nông thôn", "in rural communes"}, *rules.assign->rural_within_m);
        }
        metres({"Không rõ khi nơi khác xa hơn không quá",
                "Ambiguous when another is farther by no more than"},
               rules.assign->margin_m);
    }
    if (rules.segments) {
        metres({"Chiều dài một đoạn đường", "Length of a stretch"}, rules.segments->length_m);
        metres({"Bán kính mật độ dọc mạng đường", "Reach of the density along the network"},
               rules.segments->bandwidth_m);
        if (const auto& spot = rules.segments->black_spot) {
            table.add({both(Text{"Điểm đen", "Black spot"}),
                       both(risk::black_spot_text(*spot)),
                       source_text(spot->source, spot->assumption)});
        }
    }
    for (const hazard::PlaceList& list : rules.lists) {
        table.add({both(list.label), "", source_text(list.source, list.assumption)});
    }
    return rules.assign || !rules.lists.empty() ? table.html() : "";
}

std::string references(const hazard::HazardSpec& spec) {
    std::string html;
    for (const hazard::Reference& reference : spec.references) {
        html +=
            "<li><b>" + escape_html(reference.id) + "</b> " + escape_html(reference.text) + "</li>";
    }
    return html.empty() ? ""
                        : "<details><summary>" + both(Text{"Tài liệu tham khảo", "References"}) +
                              "</summary><ul class=\"small\">" + html + "</ul></details>\n";
}

/// What a number of a fit is; the name it has in model.csv where nobody gave it words.
Text fit_words(const std::string& name) {
    static const std::map<std::string, Text> words{
        {"events", {"số vụ", "cases"}},
        {"units_fitted", {"số xã được ước lượng", "communes fitted"}},
        {"alpha_mean", {"mức chung (log), trung bình", "overall level (log), mean"}},
        {"alpha_sd", {"mức chung (log), độ lệch chuẩn", "overall level (log), sd"}},
        {"beta_mean", {"trọng số của môi trường, trung bình", "weight of the environment, mean"}},
        {"beta_sd", {"trọng số của môi trường, độ lệch chuẩn", "weight of the environment, sd"}},
        {"sigma_mean", {"phần khác biệt chưa giải thích, trung bình", "unexplained spread, mean"}},
        {"sigma_sd", {"phần khác biệt chưa giải thích, độ lệch chuẩn", "unexplained spread, sd"}},
        {"phi_mean", {"phần chung với xã lân cận, trung bình", "shared with neighbours, mean"}},
        {"phi_sd", {"phần chung với xã lân cận, độ lệch chuẩn", "shared with neighbours, sd"}},
        {"evaluations", {"số lần tính hàm", "evaluations"}},
        {"cells", {"số ô của lưới tích phân", "cells of the grid"}},
        {"draws", {"số khả năng được rút", "draws"}},
        {"pareto_k", {"chẩn đoán trọng số (Pareto k)", "weight diagnostic (Pareto k)"}},
        {"effective_share", {"phần khả năng còn hiệu lực", "effective share of draws"}},
        {"weighted_draws", {"có dùng trọng số", "weights used"}},
    };
    const auto found = words.find(name);
    return found == words.end() ? Text{name, name} : found->second;
}

Text fit_figure(const std::string& name, double value) {
    if (name == "weighted_draws") {
        return value != 0 ? Text{"có", "yes"} : Text{"không", "no"};
    }
    return telling(value);
}

std::string fit_table(const risk::FitSummary& summary) {
    HtmlTable table(
        {"Số liệu của phép ước lượng: " + summary.method, "Figures of the fit: " + summary.method},
        {{"Số", "Figure"}, {"Giá trị", "Value"}, {"Trong model.csv", "In model.csv"}},
        "par");
    for (const auto& [name, value] : summary.numbers) {
        table.add({both(fit_words(name)),
                   both(fit_figure(name, value)),
                   "<code>" + escape_html(name) + "</code>"});
    }
    return table.html();
}

void replace_all(std::string& text, const std::string& what, const std::string& with) {
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + with.size())) {
        text.replace(at, what.size(), with);
    }
}

/// A part of the index in words: its layer and whom it is about.
Text part_words(const hazard::IndexTerm& term, const ReportInput& input) {
    const Text layer = source_words("layers." + term.layer, input);
    const Text ages = ages_text(term.ages);
    return {layer.vi + ", " + ages.vi, layer.en + ", " + ages.en};
}

/// Notes name parts and layers as the files do, in quotes; readers get their words.
Text in_words(Text note, const hazard::HazardSpec& spec, const ReportInput& input) {
    for (const hazard::IndexTerm& term : spec.index) {
        const Text part = part_words(term, input);
        const Text layer = source_words("layers." + term.layer, input);
        replace_all(note.vi, '"' + term.name + '"', "\"" + part.vi + "\"");
        replace_all(note.en, '"' + term.name + '"', "\"" + part.en + "\"");
        replace_all(note.vi, '"' + term.layer + '"', "\"" + layer.vi + "\"");
        replace_all(note.en, '"' + term.layer + '"', "\"" + layer.en + "\"");
    }
    return note;
}

}  // namespace

Section method_section(const ReportView& view) {
    Section section{"method", {"Cách tính", "Method"}, ""};
    section.body += paragraph(
        {"Mỗi xã có số vụ ghi nhận và số vụ kỳ vọng nếu trẻ em ở đó có đúng tỷ suất chung của toàn "
         "địa bàn. Số vụ ở một xã quá ít để tự nói lên nguy cơ, nên mô hình kết hợp ba nguồn: số "
         "vụ "
         "của chính xã, số vụ của các xã giáp ranh, và môi trường quanh nơi trẻ sống, đo từ bản "
         "đồ. "
         "Kết quả không phải một con số mà là hàng nghìn khả năng; khoảng hợp lý, khoảng hạng và "
         "xác "
         "suất đều đếm từ đó. Mô hình thứ hai không nhìn thấy môi trường; chỉ khi cả hai cùng cho "
         "thấy nguy cơ cao, xã mới được gọi là trọng điểm đã xác nhận.",
         "Every commune has recorded cases and the cases expected if its children had the rates of "
         "the whole area. Cases in one commune are too few to speak for themselves, so a model "
         "joins "
         "three sources: the commune's own record, that of its neighbours, and the environment "
         "around "
         "the homes of children, measured on the map. The result is not one number but thousands "
         "of "
         "plausible worlds, from which intervals, ranks and probabilities are counted. A second "
         "model "
         "does not see the environment; only when both agree is a commune called confirmed."});
    const std::vector<plan::HazardResult>& results = *view.input->hazards;
    for (std::size_t i = 0; i < results.size(); ++i) {
        const hazard::HazardSpec& spec = view.hazards[i].spec();
        section.body +=
            heading(spec.label) + counting(spec) + paragraph(results[i].risk.fit.verdict);
        for (const plan::ProofNote& proof : plan::proof_notes(results[i])) {
            const bool told_first = proof.topic == "published_counts";  // with the data
            section.body +=
                proof.sentence.vi.empty() || told_first ? "" : paragraph(proof.sentence);
        }
        const Text note = in_words(results[i].exposure.index_note, spec, *view.input);
        section.body += (note.vi.empty() ? "" : paragraph(note, "small")) + "<details><summary>" +
                        both(Text{"Mọi tham số và nguồn", "Every setting and its source"}) +
                        "</summary>" + settings_table(spec.model) + index_table(spec, *view.input) +
                        places_table(spec) + interventions_table(spec) +
                        fit_table(results[i].risk.fit) + "</details>" + references(spec);
    }
    section.body +=
        paragraph({"\"Giả định\" là giá trị do chuyên gia đặt, chưa có nguồn nào chứng "
                   "minh; mọi giá trị đều có thể đổi trong tệp cấu hình.",
                   "\"Assumption\" marks an expert setting that no source supports; every "
                   "value can be changed in the study file."},
                  "small");
    return section;
}

}  // namespace riskmap::publish
