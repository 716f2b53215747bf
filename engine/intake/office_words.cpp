#include "intake/office_words.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/error.hpp"
#include "domain/fold.hpp"
#include "intake/office_word_text.hpp"
#include "intake/toml_reader.hpp"

namespace riskmap::intake {
namespace {

struct MeaningRow {
    Meaning meaning;
    const char* word;
    Text label;
};

const std::array<MeaningRow, 37>& meaning_rows() {
    static const std::array<MeaningRow, 37> rows{{
        {Meaning::number, "number", {"số thứ tự", "row number"}},
        {Meaning::name, "name", {"họ tên", "name of a person"}},
        {Meaning::phone, "phone", {"điện thoại", "phone"}},
        {Meaning::identity, "identity", {"số giấy tờ", "identity number"}},
        {Meaning::birth,
         "birth",
         {"ngày hoặc năm sinh (chỉ giữ tuổi)", "birth (only the age kept)"}},
        {Meaning::age, "age", {"tuổi", "age"}},
        {Meaning::sex, "sex", {"giới tính", "sex"}},
        {Meaning::male, "male", {"nam", "male"}},
        {Meaning::female, "female", {"nữ", "female"}},
        {Meaning::residence, "residence", {"nơi ở", "residence"}},
        {Meaning::hamlet, "hamlet", {"thôn, ấp", "hamlet"}},
        {Meaning::place, "place", {"nơi xảy ra", "place of the event"}},
        {Meaning::recovery, "recovery", {"nơi tìm thấy", "place of recovery"}},
        {Meaning::commune, "commune", {"xã", "commune"}},
        {Meaning::commune_code, "commune_code", {"mã xã", "code of the commune"}},
        {Meaning::district, "district", {"huyện", "district"}},
        {Meaning::date, "date", {"ngày xảy ra", "date of the event"}},
        {Meaning::time, "time", {"giờ xảy ra", "time of day"}},
        {Meaning::year, "year", {"năm", "year"}},
        {Meaning::event, "event", {"mã vụ", "id of the event"}},
        {Meaning::cause, "cause", {"nguyên nhân", "cause"}},
        {Meaning::severity, "severity", {"hậu quả", "outcome"}},
        {Meaning::deaths, "deaths", {"tử vong", "deaths"}},
        {Meaning::injuries, "injuries", {"bị thương", "injured"}},
        {Meaning::cases, "cases", {"số mắc", "cases"}},
        {Meaning::pairs, "pairs", {"mắc/tử vong", "cases/deaths"}},
        {Meaning::total, "total", {"tổng số", "total"}},
        {Meaning::x, "x", {"toạ độ đông, kinh độ", "coordinate eastwards, longitude"}},
        {Meaning::y, "y", {"toạ độ bắc, vĩ độ", "coordinate northwards, latitude"}},
        {Meaning::coordinates, "coordinates", {"toạ độ", "coordinates"}},
        {Meaning::water, "water", {"loại nơi xảy ra", "kind of place"}},
        {Meaning::at_home, "at_home", {"tại gia đình", "at home"}},
        {Meaning::at_school, "at_school", {"tại trường học", "at school"}},
        {Meaning::in_community, "in_community", {"tại cộng đồng", "in the community"}},
        {Meaning::note, "note", {"ghi chú", "remarks"}},
        {Meaning::age_band, "", {"nhóm tuổi", "age band"}},
        {Meaning::unknown, "", {"không rõ", "unknown"}},
    }};
    return rows;
}

/// The meaning of a word of the words file; none for a word it does not know.
std::optional<Meaning> meaning_named(const std::string& word) {
    const auto& rows = meaning_rows();
    const auto row = std::find_if(
        rows.begin(), rows.end(), [&](const MeaningRow& each) { return each.word == word; });
    return row == rows.end() || word.empty() ? std::nullopt : std::optional(row->meaning);
}

/// Abbreviations and English words, which do not stand inside others.
bool is_long_ascii(const std::string& spelling) {
    return spelling.size() > 3 && std::all_of(spelling.begin(), spelling.end(), [](char c) {
               return c >= 'a' && c <= 'z';
           });
}

/// "6-9 tuổi", "0 – 5", "dưới 6 tuổi", "<16".
bool is_age_band(const std::string& key) {
    std::string plain;
    bool digits = false;
    for (const char c : key) {
        digits = digits || (c >= '0' && c <= '9');
    }
    if (!digits) {
        return false;
    }
    static const std::array<std::string_view, 10> parts{
        "tuổi", "dưới", "từ", "đến", "trên", "<", ">", "≤", "–", "t"};
    std::string rest = key;
    for (const std::string_view part : parts) {
        for (std::size_t at = rest.find(part); at != std::string::npos; at = rest.find(part)) {
            rest.erase(at, part.size());
        }
    }
    const bool only_numbers = rest.find_first_not_of("0123456789- ") == std::string::npos;
    const bool short_numbers =
        std::count_if(rest.begin(), rest.end(), [](char c) { return c >= '0' && c <= '9'; }) <= 4;
    const bool said = rest.size() < key.size() || rest.find('-', 1) != std::string::npos;
    return only_numbers && short_numbers && said;
}

}  // namespace

const Text& label(Meaning meaning) {
    const auto& rows = meaning_rows();
    return std::find_if(rows.begin(),
                        rows.end(),
                        [&](const MeaningRow& row) { return row.meaning == meaning; })
        ->label;
}

Meaning group_of(domain::EventPlace place) {
    switch (place) {
        case domain::EventPlace::residence:
            return Meaning::residence;
        case domain::EventPlace::recovery:
            return Meaning::recovery;
        case domain::EventPlace::occurrence:
            break;
    }
    return Meaning::place;
}

OfficeWords OfficeWords::read(const std::filesystem::path& file) {
    Problems problems;
    OfficeWords words;
    const std::optional<ConfigNode> root = read_toml(file, problems);
    throw_problems(problems);
    OfficeWordText text(*root, problems);
    const auto fill_headers = [&](const std::string& path, std::optional<Meaning> group) {
        for (const auto& [word, spellings] : text.lists(path)) {
            const auto meaning = meaning_named(word);
            if (!meaning) {
                text.unknown(path + "." + word);
                continue;
            }
            const HeaderMeaning says{*meaning, group};
            for (const std::string& spelling : spellings) {
                const auto [at, is_new] = words.headers_.emplace(header_key(spelling), says);
                if (!is_new && at->second != says) {
                    text.twice(path + "." + word, spelling);
                }
            }
        }
    };
    fill_headers("headers", std::nullopt);
    for (const domain::EventPlace place : domain::event_places) {
        fill_headers(std::string("headers_of.") + to_word(place), group_of(place));
    }
    for (const std::string& word : text.list("personal.meanings")) {
        for (const MeaningRow& row : meaning_rows()) {
            if (word == row.word) {
                words.personal_.insert(row.meaning);
            }
        }
    }
    const auto fill = [&](const std::string& path, Values& into) {
        for (const auto& [word, spellings] : text.lists(path)) {
            for (const std::string& spelling : spellings) {
                into.emplace(domain::fold(spelling), word);
            }
        }
    };
    fill("values.cause", words.causes_);
    fill("values.severity", words.severities_);
    fill("values.sex", words.sexes_);
    const auto folded = [&](const std::string& path) {
        std::vector<std::string> result;
        for (const std::string& word : text.list(path)) {
            result.push_back(domain::fold(word));
        }
        return result;
    };
    const std::vector<std::string> marks = folded("rows.marks");
    words.marks_ = {marks.begin(), marks.end()};
    words.totals_ = folded("rows.totals");
    words.footers_ = folded("rows.footers");
    words.refused_ = folded("refused.words");
    for (const auto& [kind, spellings] : text.lists("periods")) {
        words.periods_[kind] = spellings;
    }
    throw_problems(problems);
    return words;
}

std::optional<Meaning> OfficeWords::meaning(std::string_view header_text) const {
    const std::optional<HeaderMeaning> found = header(header_text);
    return found ? std::optional(found->meaning) : std::nullopt;
}

std::optional<HeaderMeaning> OfficeWords::header(std::string_view text) const {
    const std::string key = header_key(text);
    if (key.empty()) {
        return std::nullopt;
    }
    const auto whole = headers_.find(key);
    if (whole != headers_.end()) {
        return whole->second;
    }
    if (is_age_band(key)) {
        return HeaderMeaning{Meaning::age_band, std::nullopt};
    }
    std::optional<HeaderMeaning> found;
    std::size_t longest = 0;
    for (const auto& [spelling, says] : headers_) {
        const bool begins = spelling.size() > 2 && begins_with_word(key, spelling);
        const bool inside =
            is_personal(says.meaning) && spelling.size() > 5 && contains_word(key, spelling);
        if ((begins || inside) && spelling.size() > longest) {
            longest = spelling.size();
            found = says;
        }
    }
    return found;
}

std::string OfficeWords::find_value(const Values& values, std::string_view text) {
    const std::string folded = domain::fold(std::string(text));
    const auto whole = values.find(folded);
    if (whole != values.end()) {
        return whole->second;
    }
    std::string found;
    std::size_t longest = 0;
    for (const auto& [spelling, word] : values) {
        const bool telling = spelling.find(' ') != std::string::npos || is_long_ascii(spelling);
        if (telling && spelling.size() > longest && contains_word(folded, spelling)) {
            longest = spelling.size();
            found = word;
        }
    }
    return found;
}

std::string OfficeWords::cause(std::string_view text) const { return find_value(causes_, text); }
std::string OfficeWords::severity(std::string_view text) const {
    return find_value(severities_, text);
}
std::string OfficeWords::sex(std::string_view text) const {
    const auto found = sexes_.find(domain::fold(std::string(text)));
    return found == sexes_.end() ? "" : found->second;
}

bool OfficeWords::is_mark(std::string_view text) const {
    return marks_.contains(domain::fold(std::string(text)));
}

bool OfficeWords::is_total(std::string_view text) const {
    const std::string folded = domain::fold(std::string(text));
    return std::any_of(totals_.begin(), totals_.end(), [&](const std::string& word) {
        return begins_with_word(folded, word);
    });
}

bool OfficeWords::is_footer(std::string_view text) const {
    const std::string folded = domain::fold(std::string(text));
    return std::any_of(footers_.begin(), footers_.end(), [&](const std::string& word) {
        return folded.starts_with(word);
    });
}

bool OfficeWords::is_refused(std::string_view text) const {
    const std::string folded = domain::fold(std::string(text));
    return std::any_of(refused_.begin(), refused_.end(), [&](const std::string& word) {
        return contains_word(folded, word);
    });
}

const std::vector<std::string>& OfficeWords::period_words(const std::string& kind) const {
    static const std::vector<std::string> none;
    const auto found = periods_.find(kind);
    return found == periods_.end() ? none : found->second;
}

}  // namespace riskmap::intake
