#include "cli/validation_answer.hpp"

#include <cmath>

#include <fmt/format.h>

#include "cli/terminal.hpp"
#include "core/number_text.hpp"

namespace riskmap::cli {
namespace {

constexpr std::size_t label_width = 28;
constexpr std::size_t column = 13;

std::string in(Language language, const char* vi, const char* en) {
    return language == Language::vi ? vi : en;
}

std::string percent(double share, Language language) {
    return std::isfinite(share) ? number_text(share * 100, 1, language) + " %" : "–";
}

/// "0.39 ±0.02": the mean with two standard errors.
std::string with_error(const risk::Average& average, Language language) {
    return number_text(average.mean, 2, language) + " ±" +
           number_text(2 * average.error, 2, language);
}

void add_row(std::vector<std::string>& lines,
             const std::string& label,
             const std::vector<std::string>& cells) {
    std::string line = "  " + padded(label, label_width);
    for (const std::string& cell : cells) {
        line += " " + padded(cell, column);
    }
    while (line.ends_with(' ')) {
        line.pop_back();
    }
    lines.push_back(std::move(line));
}

/// The nine cells stand in the JSON and the CSV; here they are one row.
bool shown(const risk::TruthReport& truth) { return !truth.id.starts_with("beta_"); }

void add_honesty(std::vector<std::string>& lines,
                 const risk::ValidationReport& report,
                 Language language) {
    add_row(lines,
            in(language, "Sự thật mô phỏng", "Simulated truth"),
            {in(language, "phủ KTC90", "90% cover"),
             in(language, "xác nhận", "confirmed"),
             in(language, "đúng", "right"),
             in(language, "sai, % xã", "wrong, %"),
             in(language, "nhiều k.năng", "probable"),
             in(language, "đúng", "right")});
    for (const risk::TruthReport& truth : report.truths) {
        if (shown(truth)) {
            add_row(lines,
                    truth.label.in(language),
                    {percent(truth.coverage.mean, language),
                     number_text(truth.confirmed.mean, 1, language),
                     percent(truth.confirmed_right, language),
                     percent(truth.falsely_confirmed.mean, language),
                     number_text(truth.probable.mean, 1, language),
                     percent(truth.probable_right, language)});
        }
    }
}

void add_calibration(std::vector<std::string>& lines,
                     const risk::ValidationReport& report,
                     Language language) {
    for (const risk::TruthReport& truth : report.truths) {
        if (truth.id != "prior") {
            continue;
        }
        std::string said;
        for (const risk::CalibrationBin& bin : truth.calibration) {
            if (bin.units > 0) {
                said += fmt::format("  {}→{}",
                                    number_text(bin.said * 100, 0, language),
                                    number_text(bin.found * 100, 0, language));
            }
        }
        lines.push_back(in(language,
                           "  Xác suất vượt ngưỡng, % nói → % thật (rút từ tiên nghiệm):",
                           "  P(above the threshold), % said → % true (drawn from the prior):") +
                        said);
    }
}

void add_skill(std::vector<std::string>& lines,
               const risk::ValidationReport& report,
               Language language) {
    std::vector<const risk::TruthReport*> truths;
    for (const risk::TruthReport& truth : report.truths) {
        if (shown(truth) && truth.id != "equal_risk") {
            truths.push_back(&truth);
        }
    }
    for (const char* what : {"hit", "burden"}) {
        const bool hit = std::string(what) == "hit";
        lines.push_back(
            "  " + (hit ? fmt::format(fmt::runtime(in(language,
                                                      "Tìm đúng bao nhiêu phần của {} "
                                                      "xã nguy cơ cao nhất",
                                                      "Share of the {} communes of "
                                                      "highest risk that is found")),
                                      report.top)
                        : fmt::format(fmt::runtime(in(language,
                                                      "Số vụ ở {} xã được chọn / ở {} xã nhiều vụ "
                                                      "nhất",
                                                      "Events in the {} communes chosen / in the "
                                                      "{} with most")),
                                      report.top,
                                      report.top)));
        std::vector<std::string> names;
        for (const risk::TruthReport* truth : truths) {
            names.push_back(padded(truth->label.in(language), column));
        }
        add_row(lines, "", names);
        for (std::size_t i = 0; !truths.empty() && i < truths.front()->methods.size(); ++i) {
            std::vector<std::string> cells;
            for (const risk::TruthReport* truth : truths) {
                const risk::MethodSkill& method = truth->methods[i];
                cells.push_back(with_error(hit ? method.hit : method.burden, language));
            }
            add_row(lines, truths.front()->methods[i].label.in(language), cells);
        }
    }
}

}  // namespace

std::vector<std::string> validation_lines(const app::ValidateReport& report, Language language) {
    std::vector<std::string> lines{printable(report.study.name.in(language))};
    for (const app::HazardValidation& hazard : report.hazards) {
        for (const risk::ValidationReport& one : hazard.reports) {
            lines.emplace_back();
            lines.push_back(fmt::format(
                fmt::runtime(in(language,
                                "{}: {} vụ trên {} xã, độ lệch chuẩn của chỉ số môi trường {}",
                                "{}: {} events in {} communes, exposure index with SD {}")),
                hazard.label.in(language),
                number_text(one.events, 0, language),
                one.units,
                number_text(one.index_sd, 2, language)));
            add_honesty(lines, one, language);
            add_calibration(lines, one, language);
            add_skill(lines, one, language);
        }
    }
    lines.emplace_back();
    lines.push_back(in(
        language,
        "Cách đọc: khoảng tin cậy 90 % nên chứa sự thật ở 88–92 % số xã khi rút từ tiên nghiệm; ± "
        "là hai sai số mô phỏng. Các sự thật ngoài mô hình cho biết điều gì xảy ra khi mô hình "
        "sai.",
        "How to read it: 90 % intervals should hold the truth in 88-92 % of communes when drawn "
        "from the prior; ± are two simulation errors. Truths outside the model show what happens "
        "when the model is wrong."));
    return lines;
}

}  // namespace riskmap::cli
