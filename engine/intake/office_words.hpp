#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/text.hpp"
#include "domain/incidents.hpp"

namespace riskmap::intake {

/// What a column of an office table holds.
enum class Meaning {
    number,
    name,
    phone,
    identity,
    birth,
    age,
    sex,
    male,
    female,
    residence,
    hamlet,
    place,
    recovery,
    commune,
    commune_code,
    district,
    date,
    time,
    year,
    event,
    cause,
    severity,
    deaths,
    injuries,
    cases,
    pairs,
    total,
    x,
    y,
    coordinates,
    water,
    at_home,
    at_school,
    in_community,
    note,
    age_band,
    unknown,
};

/// For people: "ngày xảy ra", "date of the event".
const Text& label(Meaning meaning);

/// What one header text says: a commune of residence has the group residence.
struct HeaderMeaning {
    Meaning meaning = Meaning::unknown;
    std::optional<Meaning> group;
    bool operator==(const HeaderMeaning&) const = default;
};

/// The meaning under which columns tell a place of an event.
Meaning group_of(domain::EventPlace place);

/// Words by which columns, rows and cells of office tables are known, from one data file. Texts
/// given to the questions may be in any case and with any blanks.
class OfficeWords {
  public:
    /// Reads a words file (data/words/headers.toml). Throws a config `Error` with line and column
    /// for an unknown key or meaning and for a spelling that stands for two meanings.
    static OfficeWords read(const std::filesystem::path& file);

    /// The meaning of one header text: a whole spelling, else the longest spelling it begins with,
    /// else a personal one it contains, else `age_band` for "6-9 tuổi"; none otherwise. Brackets
    /// and what is in them do not count.
    std::optional<HeaderMeaning> header(std::string_view text) const;
    /// The same without its group.
    std::optional<Meaning> meaning(std::string_view header) const;
    /// Never to leave the reader: names, phones, birth dates, addresses, remarks.
    bool is_personal(Meaning meaning) const { return personal_.contains(meaning); }

    /// The study's word for a text, "" when none: the whole text, else a spelling of two or more
    /// words, or of four or more plain letters, within it.
    std::string cause(std::string_view text) const;
    std::string severity(std::string_view text) const;
    std::string sex(std::string_view text) const;

    bool is_mark(std::string_view text) const;
    /// The text begins with a word of totals ("Cộng", "Tổng số:").
    bool is_total(std::string_view text) const;
    bool is_footer(std::string_view text) const;
    bool is_refused(std::string_view text) const;
    const std::vector<std::string>& period_words(const std::string& kind) const;

  private:
    using Values = std::map<std::string, std::string>;  ///< folded spelling -> word
    static std::string find_value(const Values& values, std::string_view text);

    std::map<std::string, HeaderMeaning> headers_;
    std::set<Meaning> personal_;
    Values causes_, severities_, sexes_;
    std::set<std::string> marks_;
    std::vector<std::string> totals_, footers_, refused_;
    std::map<std::string, std::vector<std::string>> periods_;
};

/// Folded, without what stands in brackets, without marks at its ends, with plain "/" and ",".
std::string header_key(std::string_view header);
/// Whether `text` begins with `word` and a word ends there.
bool begins_with_word(std::string_view text, std::string_view word);
/// Whether `word` stands in `text` between word ends.
bool contains_word(std::string_view text, std::string_view word);

}  // namespace riskmap::intake
