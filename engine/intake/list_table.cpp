#include "intake/list_table.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "intake/office_builder.hpp"
#include "intake/remembered.hpp"
#include "intake/table_cells.hpp"

namespace riskmap::intake {
namespace {

/// Columns of the grid by what they tell; none where the table has no such column.
using At = std::optional<std::size_t>;

/// Ticks and numbers: how many a cell under "Tử vong" tells; none when it is neither.
std::optional<int> counted(std::string_view text, const OfficeWords& words) {
    if (text.empty()) {
        return 0;
    }
    if (words.is_mark(text)) {
        return 1;
    }
    const auto pair = read_pair(text);
    return pair && !pair->has_deaths ? std::optional(pair->cases) : std::nullopt;
}

/// People of one row by outcome.
struct Outcome {
    int deaths = 0;
    int injuries = 0;
    int unknown = 0;
    std::string unreadable;  ///< a cell that is no count
};

class ListReader {
  public:
    ListReader(OfficeTable& table,
               const domain::TextGrid& grid,
               const TableHeader& header,
               const TableTitle& title,
               const OfficeWords& words)
        : table_(table),
          grid_(grid),
          header_(header),
          title_(title),
          words_(words),
          builder_(table, grid),
          cause_(title.cause),
          district_(title.district) {}

    void read(const std::vector<RowKind>& kinds);

  private:
    At at(Meaning meaning) const {
        const HeaderColumn* found = header_.find(meaning);
        return found == nullptr ? At() : At(found->column);
    }
    std::string_view cell(std::size_t row, At column) const {
        return column ? grid_.at(row, *column) : std::string_view();
    }
    std::string name_of(At column) const {
        return column ? header_.columns[*column].shown() : std::string("tiêu đề / title");
    }
    void choose_columns(const std::vector<RowKind>& kinds);
    void choose_commune();
    void section(std::size_t row);
    void take(std::size_t row);
    void take_place(std::size_t row);
    void take_person(std::size_t row, const std::string& date);
    Outcome outcome(std::size_t row);
    void write(const Outcome& outcome, std::int64_t source_row);
    bool refuses(std::size_t row);

    OfficeTable& table_;
    const domain::TextGrid& grid_;
    const TableHeader& header_;
    const TableTitle& title_;
    const OfficeWords& words_;
    OfficeBuilder builder_;
    Remembered causes_, severities_, sexes_, refusals_;

    At commune_at_, district_at_, address_at_;
    bool fill_commune_ = false;
    bool fill_district_ = false;
    std::string cause_, commune_, district_;
    std::vector<std::pair<std::size_t, std::size_t>> kept_;  ///< column of the grid, of the layer
    std::vector<std::size_t> read_for_words_;
    std::vector<std::pair<std::size_t, std::string>> cells_;  ///< of the row being read
};

void ListReader::choose_commune() {
    for (const Meaning group : {Meaning::place, Meaning::unknown, Meaning::residence}) {
        for (const HeaderColumn& column : header_.columns) {
            const bool fits = column.group.value_or(Meaning::unknown) == group ||
                              (group == Meaning::unknown && column.group != Meaning::residence &&
                               column.group != Meaning::place);
            if (fits && column.meaning == Meaning::commune && !commune_at_) {
                commune_at_ = column.column;
                table_.source.told = group == Meaning::residence ? domain::EventPlace::residence
                                                                 : table_.source.told;
            }
            if (fits && column.meaning == Meaning::district && !district_at_) {
                district_at_ = column.column;
            }
        }
    }
    if (!commune_at_ && !at(Meaning::commune_code)) {
        address_at_ = at(Meaning::place);
        if (!address_at_) {
            address_at_ = at(Meaning::residence);
            table_.source.told = address_at_ ? domain::EventPlace::residence : table_.source.told;
        }
    }
}

void ListReader::choose_columns(const std::vector<RowKind>& kinds) {
    choose_commune();
    fill_commune_ = commune_at_ && fills_down(grid_, *commune_at_, header_.end, kinds);
    fill_district_ = district_at_ && fills_down(grid_, *district_at_, header_.end, kinds);
    for (const std::string& name : table_.source.keep) {
        for (const HeaderColumn& column : header_.columns) {
            if (column.text == name && !words_.is_personal(column.meaning)) {
                kept_.emplace_back(column.column, builder_.kept(name));
            }
        }
    }
    for (const HeaderColumn& column : header_.columns) {
        const Meaning meaning = column.meaning;
        if (meaning == Meaning::cause || meaning == Meaning::severity || meaning == Meaning::note ||
            meaning == Meaning::unknown) {
            read_for_words_.push_back(column.column);
        }
    }
}

void ListReader::section(std::size_t row) {
    const std::string text = section_text(grid_, row);
    if (names_commune(text)) {
        commune_ = text;
    } else if (names_district(text)) {
        district_ = text;
        commune_.clear();
    } else {
        cause_ = words_.cause(text);
    }
}

bool ListReader::refuses(std::size_t row) {
    return std::any_of(read_for_words_.begin(), read_for_words_.end(), [&](std::size_t column) {
        return !refusals_(grid_.at(row, column), [&](std::string_view text) {
                    return std::string(words_.is_refused(text) ? "x" : "");
                }).empty();
    });
}

void ListReader::take_place(std::size_t row) {
    std::string commune(cell(row, commune_at_));
    std::string district(cell(row, district_at_));
    const At x = at(Meaning::x);
    if (address_at_) {
        const TableTitle units = units_in(grid_.at(row, *address_at_));
        commune = units.commune;
        district = units.district;
    }
    if (district.empty() && (fill_district_ || !district_at_)) {
        district = district_;
    } else if (district != district_) {
        district_ = district;
        commune_ = fill_commune_ ? "" : commune_;
    }
    if (commune.empty() && cell(row, x).empty() && (fill_commune_ || !commune_at_)) {
        commune = commune_.empty() ? title_.commune : commune_;
    } else if (fill_commune_ && !commune.empty()) {
        commune_ = commune;
    }
    const At named = commune_at_ ? commune_at_ : address_at_;
    cells_.emplace_back(builder_.column(&IncidentSource::unit_name, name_of(named)),
                        std::move(commune));
    if (!district.empty() || district_at_) {
        cells_.emplace_back(builder_.column(&IncidentSource::parent_name, name_of(district_at_)),
                            std::move(district));
    }
    if (const At code = at(Meaning::commune_code)) {
        cells_.emplace_back(builder_.column(&IncidentSource::unit_code, name_of(code)),
                            cell(row, code));
    }
    if (const At y = at(Meaning::y); x && y) {
        cells_.emplace_back(builder_.column(&IncidentSource::x, name_of(x)), cell(row, x));
        cells_.emplace_back(builder_.column(&IncidentSource::y, name_of(y)), cell(row, y));
    }
}

void ListReader::take_person(std::size_t row, const std::string& date) {
    std::string sex = sexes_(cell(row, at(Meaning::sex)), [&](std::string_view text) {
        const std::string word = words_.sex(text);
        return word.empty() ? std::string(text) : word;
    });
    std::string_view birth = cell(row, at(Meaning::birth));
    std::string_view told = cell(row, at(Meaning::age));
    const std::string_view male = cell(row, at(Meaning::male));
    const std::string_view female = cell(row, at(Meaning::female));
    if (sex.empty() && male.empty() != female.empty()) {
        sex = male.empty() ? "female" : "male";
        const std::string_view mark = male.empty() ? female : male;
        const bool ticked = words_.is_mark(mark) || mark == "1";
        const HeaderColumn& of = *header_.find(male.empty() ? Meaning::female : Meaning::male);
        if (!ticked && (of.group == Meaning::birth || is_birth_year(mark))) {
            birth = mark;
        } else if (!ticked) {
            told = mark;
        }
    }
    if (at(Meaning::sex) || at(Meaning::male) || at(Meaning::female)) {
        const At column = at(Meaning::sex) ? at(Meaning::sex) : at(Meaning::male);
        cells_.emplace_back(
            builder_.column(&IncidentSource::sex, name_of(column ? column : at(Meaning::female))),
            std::move(sex));
    }
    if (is_birth_year(told)) {
        birth = told;
        told = {};
    }
    std::string age(told);
    if (age.empty() && !birth.empty()) {
        const auto years = age_at(birth, date.empty() ? title_.period : date);
        age = years ? std::to_string(*years) : hidden_cell;
    }
    const At column = at(Meaning::age) ? at(Meaning::age) : at(Meaning::birth);
    if (column || !age.empty()) {
        cells_.emplace_back(
            builder_.column(&IncidentSource::age, name_of(column ? column : at(Meaning::male))),
            std::move(age));
    }
}

Outcome ListReader::outcome(std::size_t row) {
    Outcome result;
    if (const At pairs = at(Meaning::pairs); !cell(row, pairs).empty()) {
        const auto pair = read_pair(cell(row, pairs));
        if (!pair) {
            result.unreadable = cell(row, pairs);
        } else {
            result.deaths = pair->deaths;
            result.injuries = pair->has_deaths ? pair->cases - pair->deaths : 0;
            result.unknown = pair->has_deaths ? 0 : pair->cases;
        }
        return result;
    }
    const auto deaths = counted(cell(row, at(Meaning::deaths)), words_);
    const auto injuries = counted(cell(row, at(Meaning::injuries)), words_);
    const auto cases = counted(cell(row, at(Meaning::cases)), words_);
    if (!deaths || !injuries || !cases) {
        const At bad = !deaths     ? at(Meaning::deaths)
                       : !injuries ? at(Meaning::injuries)
                                   : at(Meaning::cases);
        result.unreadable = cell(row, bad);
        return result;
    }
    if (!at(Meaning::deaths) && !at(Meaning::injuries)) {
        result.unknown = at(Meaning::cases) ? *cases : 1;
        return result;
    }
    result.deaths = *deaths;
    result.injuries = std::max(*injuries, *cases - *deaths);
    if (result.deaths + result.injuries == 0) {
        result.unknown = 1;
    }
    return result;
}

void ListReader::write(const Outcome& outcome, std::int64_t source_row) {
    const bool ticks =
        at(Meaning::deaths) || at(Meaning::injuries) || at(Meaning::pairs) || at(Meaning::cases);
    const At column = at(Meaning::pairs)    ? at(Meaning::pairs)
                      : at(Meaning::deaths) ? at(Meaning::deaths)
                      : at(Meaning::cases)  ? at(Meaning::cases)
                                            : at(Meaning::injuries);
    const auto one = [&](const char* severity, int people, const std::string& event) {
        builder_.row(source_row);
        for (const auto& [field, text] : cells_) {
            builder_.set(field, text);
        }
        if (ticks && !at(Meaning::severity)) {
            builder_.set(builder_.column(&IncidentSource::severity, name_of(column)), severity);
        }
        if (people != 1) {
            builder_.set(builder_.column(&IncidentSource::victims, name_of(column)),
                         std::to_string(people));
        }
        if (!event.empty()) {
            builder_.set(builder_.column(&IncidentSource::event, "vụ / event"), event);
        }
    };
    if (!outcome.unreadable.empty()) {
        one("", 1, "");
        builder_.set(builder_.column(&IncidentSource::victims, name_of(column)),
                     outcome.unreadable);
        return;
    }
    const bool both = outcome.deaths > 0 && outcome.injuries > 0;
    const std::string event = both ? fmt::format("{}:{}", grid_.sheet, source_row) : "";
    if (outcome.deaths > 0) {
        one("death", outcome.deaths, event);
    }
    if (outcome.injuries > 0) {
        one("injury", outcome.injuries, event);
    }
    if (outcome.unknown > 0) {
        one("", outcome.unknown, "");
    }
}

void ListReader::take(std::size_t row) {
    cells_.clear();
    const std::string year =
        at(Meaning::year) ? std::string(cell(row, at(Meaning::year))) : title_.period.substr(0, 4);
    std::string date = plain_date(cell(row, at(Meaning::date)), year);
    const At dated = at(Meaning::date) ? at(Meaning::date) : at(Meaning::year);
    if (date.empty()) {
        date = at(Meaning::year) ? year : title_.period;
    }
    take_person(row, date);
    cells_.emplace_back(builder_.column(&IncidentSource::date, name_of(dated)), std::move(date));
    if (const At time = at(Meaning::time)) {
        cells_.emplace_back(builder_.column(&IncidentSource::time, name_of(time)), cell(row, time));
    }
    std::string cause = causes_(cell(row, at(Meaning::cause)), [&](std::string_view text) {
        const std::string word = words_.cause(text);
        return word.empty() ? std::string(text) : word;
    });
    cause = cause.empty() ? cause_ : cause;
    if (!cause.empty() || at(Meaning::cause)) {
        cells_.emplace_back(builder_.column(&IncidentSource::cause, name_of(at(Meaning::cause))),
                            std::move(cause));
    }
    if (const At severity = at(Meaning::severity)) {
        cells_.emplace_back(builder_.column(&IncidentSource::severity, name_of(severity)),
                            severities_(cell(row, severity), [&](std::string_view text) {
                                const std::string word = words_.severity(text);
                                return word.empty() ? std::string(text) : word;
                            }));
    }
    take_place(row);
    for (const auto& [from, to] : kept_) {
        cells_.emplace_back(to, grid_.at(row, from));
    }
    const std::size_t before = table_.layer.size();
    const Outcome people = outcome(row);
    write(people, grid_.source_row(row));
    if (refuses(row)) {
        for (std::size_t each = before; each < table_.layer.size(); ++each) {
            table_.refused.push_back(
                {each,
                 grid_.source_row(row),
                 {"incident.protected-kind",
                  "",
                  "",
                  {"dòng về xâm hại tình dục trẻ em: không được đưa vào phân tích này",
                   "a row about sexual abuse of a child: not taken into this analysis"},
                  {"xoá dòng này khỏi tệp và lưu ở nơi được phép",
                   "remove the row from the file and keep it where that is allowed"}}});
        }
    }
}

void ListReader::read(const std::vector<RowKind>& kinds) {
    choose_columns(kinds);
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        if (kinds[i] == RowKind::section) {
            section(header_.end + i);
        } else if (kinds[i] == RowKind::data) {
            take(header_.end + i);
        }
    }
}

}  // namespace

void read_list(OfficeTable& table,
               const domain::TextGrid& grid,
               const TableHeader& header,
               const std::vector<RowKind>& kinds,
               const TableTitle& title,
               const OfficeWords& words) {
    ListReader(table, grid, header, title, words).read(kinds);
}

}  // namespace riskmap::intake
