#include "app/explain.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "app/result_folder.hpp"
#include "core/error.hpp"
#include "core/nearest_word.hpp"
#include "disclosure/audience.hpp"
#include "domain/fold.hpp"
#include "domain/value.hpp"
#include "publish/recorded_run.hpp"

namespace riskmap::app {
namespace {

namespace fs = std::filesystem;
using publish::CsvRow;

/// A table of a result folder.
class Table {
  public:
    explicit Table(const fs::path& file) : file_(file), rows_(csv_rows(file)) {}

    const CsvRow& names() const { return rows_.front(); }
    std::span<const CsvRow> rows() const { return std::span(rows_).subspan(1); }

    std::string cell(const CsvRow& row, const std::string& name) const {
        const CsvRow& header = names();
        const auto column = std::find(header.begin(), header.end(), publish::CsvCell(name));
        if (column == header.end()) {
            publish::refuse_result(
                file_, {fmt::format("thiếu cột {}", name), fmt::format("no column {}", name)});
        }
        return row[static_cast<std::size_t>(column - header.begin())].value_or("");
    }

  private:
    fs::path file_;
    std::vector<CsvRow> rows_;
};

[[noreturn]] void no_such_unit(const Table& communes, const std::string& wanted) {
    std::vector<std::string> codes;
    std::string named;
    for (const CsvRow& row : communes.rows()) {
        const std::string code = communes.cell(row, "code");
        codes.push_back(code);
        if (domain::fold(communes.cell(row, "name")) == domain::fold(wanted)) {
            named += fmt::format("{}{} ({}, {})",
                                 named.empty() ? "" : "; ",
                                 code,
                                 communes.cell(row, "name"),
                                 communes.cell(row, "parent"));
        }
    }
    if (!named.empty()) {
        throw Error(ErrorKind::input,
                    Text{fmt::format("hãy ghi mã của đơn vị, không ghi tên: {}", named),
                         fmt::format("give the code of the unit, not its name: {}", named)});
    }
    const Text near = did_you_mean(wanted, codes);
    throw Error(ErrorKind::input,
                Text{fmt::format("không có đơn vị nào mang mã {}{}", wanted, near.vi),
                     fmt::format("no unit has the code {}{}", wanted, near.en)});
}

const CsvRow& find_unit(const Table& communes, const std::string& code) {
    for (const CsvRow& row : communes.rows()) {
        if (communes.cell(row, "code") == code) {
            return row;
        }
    }
    no_such_unit(communes, code);
}

/// A unit of the dictionary as people write it; one that is not listed as it stands there.
Text unit_words(const std::string& unit) {
    static const std::map<std::string, Text> words{
        {"people", {"người", "people"}},
        {"children", {"trẻ", "children"}},
        {"schools", {"trường", "schools"}},
        {"cases", {"vụ", "cases"}},
        {"cases per year", {"vụ mỗi năm", "cases a year"}},
        {"events per year", {"vụ mỗi năm", "events a year"}},
        {"person-years", {"người-năm", "person-years"}},
        {"per 100,000 person-years", {"trên 100.000 người-năm", "per 100,000 person-years"}},
        {"ratio", {"lần", "times"}},
        {"probability", {}},
        {"share", {}},
        {"index", {}},
        {"0-100", {"trên 100", "of 100"}},
        {"km2", {"km²", "km²"}},
        {"km per km2", {"km trên km²", "km per km²"}},
        {"per km2", {"trên km²", "per km²"}},
    };
    const auto found = words.find(unit);
    return found == words.end() ? Text{unit, unit} : found->second;
}

/// What to say of an empty figure that follows from the count, by the value state of its hazard.
Text why_empty(const std::string& state) {
    if (state == domain::to_word(domain::ValueState::suppressed)) {
        return {"không công bố (rất ít vụ)", "not published (very few cases)"};
    }
    if (state == domain::to_word(domain::ValueState::not_reported)) {
        return {"không báo cáo", "not reported"};
    }
    return {"không có", "none"};
}

bool follows_from_count(const std::string& suffix) {
    return suffix == "observed" || suffix == "crude" || suffix == "crude_lower" ||
           suffix == "crude_upper";
}

ExplainedFact fact_of(const Table& dictionary, const CsvRow& entry, const std::string& value) {
    return {dictionary.cell(entry, "field"),
            {dictionary.cell(entry, "vi"), dictionary.cell(entry, "en")},
            unit_words(dictionary.cell(entry, "unit")),
            dictionary.cell(entry, "type") != "text",
            value,
            why_empty(""),
            {dictionary.cell(entry, "meaning_vi"), dictionary.cell(entry, "meaning_en")}};
}

/// Prefixes of the hazards in a result, in order: every "PREFIX_level" is one.
std::vector<std::string> prefixes(const Table& communes) {
    constexpr std::string_view mark = "_level";
    std::vector<std::string> found;
    for (const publish::CsvCell& name : communes.names()) {
        if (name && name->ends_with(mark)) {
            found.push_back(name->substr(0, name->size() - mark.size()));
        }
    }
    return found;
}

/// A label that its heading need not be repeated in.
std::string without(const std::string& heading, const std::string& label) {
    return label.starts_with(heading + ": ") ? label.substr(heading.size() + 2) : label;
}

std::string before_colon(const std::string& label) { return label.substr(0, label.find(':')); }

}  // namespace

Explanation explain(const fs::path& result, const std::string& code) {
    publish::check_run_format(result);
    const Table communes(result / "communes.csv");
    const Table dictionary(result / "dictionary.csv");
    const CsvRow& unit = find_unit(communes, code);

    Explanation explanation;
    explanation.code = code;
    if (fs::exists(result / disclosure::internal_stamp_file)) {
        explanation.stamp = disclosure::internal_stamp;
    }
    explanation.name = communes.cell(unit, "name");
    explanation.parent = communes.cell(unit, "parent");
    for (const std::string& prefix : prefixes(communes)) {
        ExplainedHazard& hazard = explanation.hazards.emplace_back();
        hazard.prefix = prefix;
        hazard.reason = {communes.cell(unit, prefix + "_reason_vi"),
                         communes.cell(unit, prefix + "_reason_en")};
    }
    for (const CsvRow& entry : dictionary.rows()) {
        const std::string field = dictionary.cell(entry, "field");
        if (dictionary.cell(entry, "layer") != "communes" || field.ends_with("_reason_vi") ||
            field.ends_with("_reason_en")) {
            continue;
        }
        ExplainedFact fact = fact_of(dictionary, entry, communes.cell(unit, field));
        ExplainedHazard* owner = nullptr;
        for (ExplainedHazard& hazard : explanation.hazards) {
            if (field.starts_with(hazard.prefix + "_")) {
                owner = &hazard;
            }
        }
        if (owner == nullptr) {
            explanation.facts.push_back(fact);
            continue;
        }
        if (owner->facts.empty()) {
            owner->label = {before_colon(fact.label.vi), before_colon(fact.label.en)};
        }
        fact.label = {without(owner->label.vi, fact.label.vi),
                      without(owner->label.en, fact.label.en)};
        if (follows_from_count(field.substr(owner->prefix.size() + 1))) {
            fact.none = why_empty(communes.cell(unit, owner->prefix + "_status"));
        }
        owner->facts.push_back(fact);
    }
    return explanation;
}

}  // namespace riskmap::app
