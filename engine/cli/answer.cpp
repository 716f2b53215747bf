#include "cli/answer.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/reject_words.hpp"
#include "core/number_text.hpp"
#include "disclosure/audience.hpp"
#include "plan/hazard_notes.hpp"
#include "plan/proof_notes.hpp"
#include "plan/reason.hpp"

namespace riskmap::cli {
namespace {

constexpr std::size_t name_width = 28;
constexpr std::size_t level_width = 34;
constexpr std::size_t rank_width = 9;

std::string in(Language language, const char* vi, const char* en) {
    return language == Language::vi ? vi : en;
}

/// Units that have a rank, the first first.
std::vector<UnitIndex> ranked(const plan::HazardResult& hazard) {
    std::vector<UnitIndex> units;
    for (std::size_t row = 0; row < hazard.risk.units.size(); ++row) {
        if (hazard.risk.units[UnitIndex(row)].rank) {
            units.emplace_back(row);
        }
    }
    std::stable_sort(units.begin(), units.end(), [&](UnitIndex a, UnitIndex b) {
        return *hazard.risk.units[a].rank < *hazard.risk.units[b].rank;
    });
    return units;
}

std::size_t shown(const app::RunReport& report, const plan::HazardResult& hazard) {
    return static_cast<std::size_t>(report.study.output.top.value_or(hazard.spec.model.top));
}

std::string rank_text(const risk::UnitRisk& risk) {
    return risk.rank_interval
               ? fmt::format("{}-{}", risk.rank_interval->first, risk.rank_interval->second)
               : "–";
}

/// A ratio with the decimals of its column.
double as_published(double ratio) {
    constexpr double thousandths = 1000;
    return std::round(ratio * thousandths) / thousandths;
}

/// A number, or as printed where it is not shown.
nlohmann::ordered_json cases_json(const plan::ShownCount& count) {
    return count.exact() ? nlohmann::ordered_json(count.count)
                         : nlohmann::ordered_json(plan::printed(count));
}

void add_hazard(std::vector<std::string>& lines,
                const app::RunReport& report,
                const plan::HazardResult& hazard,
                Language language) {
    const domain::AdminUnits& units = report.data.units;
    const domain::UnitNoun& noun = report.study.units.noun;
    lines.push_back("");
    lines.push_back(fmt::format(
        fmt::runtime(in(language, "{}: {} {} trong {} năm, {} {}", "{}: {} {} in {} years, {} {}")),
        hazard.spec.label.in(language),
        plan::in_words(hazard.shown.total).in(language),
        hazard.spec.events.in(language),
        number_text(hazard.cases.years, 1, language),
        units.size(),
        speaking_of(Text{"xã", "communes"}, noun).in(language)));
    const std::vector<UnitIndex> order = ranked(hazard);
    std::size_t listed = 0;
    for (const UnitIndex unit : order) {
        if (listed++ == shown(report, hazard)) {
            break;
        }
        const risk::UnitRisk& risk = hazard.risk.units[unit];
        lines.push_back(fmt::format(
            "  {:>3}  {}  {}{}{} {} {}",
            *risk.rank,
            units.code[unit],
            padded(printable(units.name[unit]), name_width),
            padded(risk::label(risk.level).in(language), level_width),
            in(language, "hạng", "rank"),
            padded(rank_text(risk), rank_width),
            risk.relative_risk ? "RR " + number_text(*risk.relative_risk, 1, language) : ""));
    }
    if (!order.empty()) {
        lines.push_back(
            "  " +
            printable(speaking_of(plan::reason(hazard, units, order.front()), noun).in(language)));
    }
    for (const plan::ProofNote& note : plan::proof_notes(hazard)) {
        if (!note.sentence.in(language).empty()) {
            lines.push_back("  " + printable(speaking_of(note.sentence, noun).in(language)));
        }
    }
    std::map<risk::Level, int> levels;
    for (const risk::UnitRisk& risk : hazard.risk.units) {
        ++levels[risk.level];
    }
    std::string summary;
    for (const auto& [level, count] : levels) {
        summary += fmt::format(
            "{}{} {}", summary.empty() ? "" : "; ", count, risk::label(level).in(language));
    }
    lines.push_back("  " + in(language, "Các mức: ", "Levels: ") + summary);
    for (const Text& note : {hazard.risk.fit.verdict, hazard.exposure.index_note}) {
        if (!note.in(language).empty()) {
            lines.push_back("  " + in(language, "Lưu ý: ", "Note: ") +
                            printable(speaking_of(note, noun).in(language)));
        }
    }
    const auto thin = std::count_if(hazard.exposure.columns.begin(),
                                    hazard.exposure.columns.end(),
                                    [](const auto& column) { return !column.note.en.empty(); });
    if (thin > 0) {
        lines.push_back(fmt::format(
            fmt::runtime(
                in(language,
                   "  Lưu ý: {} cột đo môi trường có hạn chế, xem ledger.csv.",
                   "  Note: {} column(s) of the environment have caveats, see ledger.csv.")),
            thin));
    }
}

}  // namespace

std::vector<std::string> ledger_lines(const IssueLog& log, Language language) {
    std::vector<std::string> lines;
    for (const SourceTally& tally : log.tallies()) {
        std::map<std::string, int> reasons;
        for (const Issue& issue : log.issues()) {
            if (issue.source == tally.source && issue.severity == Severity::rejected) {
                ++reasons[issue.slug];
            }
        }
        std::string why;
        for (const auto& [slug, count] : reasons) {
            why += fmt::format(
                "{}{} {}", why.empty() ? ": " : ", ", count, reject_words(slug).in(language));
        }
        const std::string no_data =
            tally.rows_not_data == 0
                ? ""
                : fmt::format(
                      fmt::runtime(in(language, ", {} không phải số liệu", ", {} not data")),
                      tally.rows_not_data);
        const std::string other =
            tally.rows_not_selected == 0
                ? ""
                : fmt::format(
                      fmt::runtime(in(language, ", {} ngoài điều kiện chọn", ", {} not selected")),
                      tally.rows_not_selected);
        lines.push_back(fmt::format(fmt::runtime(in(language,
                                                    "  {}: {} dòng, dùng {}{}, loại {}{}",
                                                    "  {}: {} rows, {} used{}, {} rejected{}")),
                                    tally.source,
                                    tally.rows_in,
                                    tally.rows_used,
                                    no_data + other,
                                    tally.rows_rejected,
                                    why));
    }
    return lines;
}

std::vector<std::string> answer_lines(const app::RunReport& report,
                                      const std::filesystem::path& out,
                                      Language language) {
    std::vector<std::string> lines{printable(report.study.name.in(language))};
    if (!report.study.notice.in(language).empty()) {
        lines.push_back(printable(report.study.notice.in(language)));
    }
    for (const plan::HazardResult& hazard : report.hazards) {
        add_hazard(lines, report, hazard, language);
    }
    lines.push_back("");
    lines.push_back(in(language, "Số liệu đã đọc:", "What was read:"));
    for (std::string& line : ledger_lines(report.log, language)) {
        lines.push_back(std::move(line));
    }
    lines.push_back("");
    lines.push_back(in(language, "Mở trước:", "Open first:"));
    for (const char* name : {"report.html", "riskmap.qgz", "annex.xlsx", "ledger.csv"}) {
        if (std::find(report.written.begin(), report.written.end(), name) != report.written.end()) {
            lines.push_back("  " + (out / name).string());
        }
    }
    return lines;
}

std::string answer_json(const app::RunReport& report, const std::filesystem::path& out) {
    using nlohmann::ordered_json;
    ordered_json json;
    json["study"] = report.study.id;
    json["out"] = out.string();
    if (report.audience == disclosure::Audience::internal) {
        json["stamp"] = disclosure::internal_stamp;
    }
    json["hazards"] = ordered_json::array();
    const auto both = [&](const Text& text) -> ordered_json {
        const Text spoken = speaking_of(text, report.study.units.noun);
        return {{"vi", spoken.vi}, {"en", spoken.en}};
    };
    for (const plan::HazardResult& hazard : report.hazards) {
        ordered_json units = ordered_json::array();
        std::size_t listed = 0;
        for (const UnitIndex unit : ranked(hazard)) {
            if (listed++ == shown(report, hazard)) {
                break;
            }
            const risk::UnitRisk& risk = hazard.risk.units[unit];
            ordered_json row = {{"rank", *risk.rank},
                                {"code", report.data.units.code[unit]},
                                {"name", report.data.units.name[unit]},
                                {"level", risk::to_word(risk.level)}};
            if (risk.rank_interval) {
                row["rank_interval"] = {risk.rank_interval->first, risk.rank_interval->second};
            }
            if (risk.relative_risk) {
                row["relative_risk"] = as_published(*risk.relative_risk);
            }
            row["reason"] = both(plan::reason(hazard, report.data.units, unit));
            units.push_back(std::move(row));
        }
        ordered_json notes = ordered_json::array();
        for (const Text& note : plan::hazard_notes(hazard)) {
            notes.push_back(both(note));
        }
        ordered_json proof = ordered_json::object();
        for (const plan::ProofNote& note : plan::proof_notes(hazard)) {
            proof[note.topic] = both(note.sentence);
        }
        json["hazards"].push_back({{"id", hazard.spec.id},
                                   {"cases", cases_json(hazard.shown.total)},
                                   {"usable", hazard.risk.fit.usable},
                                   {"verdict", hazard.risk.fit.verdict.en},
                                   {"notes", std::move(notes)},
                                   {"proof", std::move(proof)},
                                   {"first", std::move(units)}});
    }
    json["sources"] = ordered_json::array();
    for (const SourceTally& tally : report.log.tallies()) {
        json["sources"].push_back({{"source", tally.source},
                                   {"rows_in", tally.rows_in},
                                   {"rows_used", tally.rows_used},
                                   {"rows_not_selected", tally.rows_not_selected},
                                   {"rows_rejected", tally.rows_rejected}});
    }
    json["written"] = ordered_json::array();
    for (const std::filesystem::path& file : report.written) {
        json["written"].push_back((out / file).string());
    }
    return json.dump(2, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace riskmap::cli
