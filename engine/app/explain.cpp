#include "app/explain.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/nearest_word.hpp"
#include "disclosure/audience.hpp"
#include "domain/fold.hpp"
#include "publish/csv_text.hpp"
#include "publish/file_bytes.hpp"
#include "publish/recorded_run.hpp"

namespace riskmap::app {
namespace {

namespace fs = std::filesystem;
using publish::CsvRow;

/// A table of a result folder.
class Table {
  public:
    explicit Table(const fs::path& file) : file_(file) {
        if (!fs::is_regular_file(file)) {
            throw Error(ErrorKind::input,
                        file.string() + ": the result is not whole: this file is missing");
        }
        const std::string bytes = publish::read_bytes(file);
        std::string_view text(bytes);
        if (constexpr std::string_view mark = "\xEF\xBB\xBF"; text.starts_with(mark)) {
            text.remove_prefix(mark.size());
        }
        rows_ = publish::parse_csv(text);
        if (rows_.empty()) {
            throw Error(ErrorKind::input, file.string() + ": the file is empty");
        }
        for (const CsvRow& row : rows_) {
            if (row.size() != rows_.front().size()) {
                throw Error(ErrorKind::input, file.string() + ": a row has another length");
            }
        }
    }

    const CsvRow& names() const { return rows_.front(); }
    std::span<const CsvRow> rows() const { return std::span(rows_).subspan(1); }

    std::string cell(const CsvRow& row, const std::string& name) const {
        const CsvRow& header = names();
        const auto column = std::find(header.begin(), header.end(), publish::CsvCell(name));
        if (column == header.end()) {
            throw Error(ErrorKind::input,
                        fmt::format("{}: there is no column {}", file_.string(), name));
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
    throw Error(ErrorKind::input,
                named.empty()
                    ? fmt::format("no unit has the code {}{}", wanted, did_you_mean(wanted, codes))
                    : fmt::format("give the code of the unit, not its name: {}", named));
}

const CsvRow& find_unit(const Table& communes, const std::string& code) {
    for (const CsvRow& row : communes.rows()) {
        if (communes.cell(row, "code") == code) {
            return row;
        }
    }
    no_such_unit(communes, code);
}

ExplainedFact fact_of(const Table& dictionary, const CsvRow& entry, const std::string& value) {
    return {dictionary.cell(entry, "field"),
            {dictionary.cell(entry, "vi"), dictionary.cell(entry, "en")},
            dictionary.cell(entry, "unit"),
            value,
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
        const ExplainedFact fact = fact_of(dictionary, entry, communes.cell(unit, field));
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
        owner->facts.push_back(fact);
    }
    return explanation;
}

}  // namespace riskmap::app
