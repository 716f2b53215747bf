#include "intake/list_table.hpp"

#include <algorithm>
#include <functional>
#include <memory>

#include <fmt/format.h>

#include "intake/list_places.hpp"
#include "intake/remembered.hpp"
#include "intake/row_outcome.hpp"
#include "intake/table_cells.hpp"

namespace riskmap::intake {
namespace {

class ListReader : private TableReader {
  public:
    explicit ListReader(const TableParts& parts) : TableReader(parts) {}

    bool next(std::size_t most);

  private:
    void choose_columns();
    void take(std::size_t row);
    void take_main(std::size_t row);
    void take_other(std::size_t row, domain::EventPlace place, const PlaceAt& at);
    std::string precision(std::size_t row, const PlaceAt& at) const;
    void take_person(std::size_t row, const std::string& date);
    OutcomeCells outcome_cells(std::size_t row) const;
    void write(const RowOutcome& outcome, std::int64_t source_row, std::string_view told_event);
    At refused_at(std::size_t row);
    std::size_t hash_of(std::size_t row) const;

    Remembered causes_, severities_, sexes_, refusals_;

    ListPlaces places_;
    bool fill_commune_ = false;
    bool fill_district_ = false;
    std::vector<std::pair<std::size_t, std::size_t>> kept_;  ///< column of the grid, of the layer
    std::vector<std::size_t> read_for_words_;
    std::vector<std::pair<std::size_t, std::string>> cells_;  ///< of the row being read
    std::size_t whole_row_ = 0;                               ///< its hash
    std::size_t next_ = 0;                                    ///< of `kinds_`
};

void ListReader::choose_columns() {
    places_ = find_places(header_, table_.source.told);
    table_.source.told = places_.told;
    const PlaceAt& main = places_.main;
    fill_commune_ = main.commune && fills_down(grid_, *main.commune, header_.end, kinds_);
    fill_district_ = main.district && fills_down(grid_, *main.district, header_.end, kinds_);
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

/// The cell for which a row must not be read; none for any other row.
ListReader::At ListReader::refused_at(std::size_t row) {
    const auto found =
        std::find_if(read_for_words_.begin(), read_for_words_.end(), [&](std::size_t column) {
            return !refusals_(grid_.at(row, column), [&](std::string_view text) {
                        return std::string(words_.is_refused(text) ? "x" : "");
                    }).empty();
        });
    return found == read_for_words_.end() ? At() : At(*found);
}

/// "hamlet" where a row names one and has no point; "" otherwise.
std::string ListReader::precision(std::size_t row, const PlaceAt& at) const {
    const bool pointed = !cell(row, at.x).empty() || !cell(row, at.position).empty();
    return cell(row, at.hamlet).empty() || pointed ? "" : to_word(domain::Precision::hamlet);
}

/// The place that rows are known by; sections, cells above and the title speak for blank cells.
void ListReader::take_main(std::size_t row) {
    const PlaceAt& at = places_.main;
    std::string commune(cell(row, at.commune));
    std::string district(cell(row, at.district));
    if (at.address) {
        const TableTitle units = units_in(grid_.at(row, *at.address));
        commune = units.commune;
        district = units.district;
    }
    if (district.empty() && (fill_district_ || !at.district)) {
        district = district_;
    } else if (!at.address && district != district_) {
        district_ = district;
        commune_ = fill_commune_ ? "" : commune_;
    }
    if (commune.empty() && cell(row, at.x).empty() && (fill_commune_ || !at.commune)) {
        commune = commune_.empty() ? title_.commune : commune_;
    } else if (fill_commune_ && !commune.empty()) {
        commune_ = commune;
    }
    const auto add = [&](OfficeBuilder::Member member, At column, std::string text) {
        cells_.emplace_back(builder_.column(member, name_of(column)), std::move(text));
    };
    add(&IncidentSource::unit_name, at.named(), std::move(commune));
    if (!district.empty() || at.district) {
        add(&IncidentSource::parent_name, at.district, std::move(district));
    }
    if (at.commune_code) {
        add(&IncidentSource::unit_code, at.commune_code, std::string(cell(row, at.commune_code)));
    }
    if (at.position && !at.x) {
        add(&IncidentSource::position, at.position, std::string(cell(row, at.position)));
    }
    if (at.x && at.y) {
        add(&IncidentSource::x, at.x, std::string(cell(row, at.x)));
        add(&IncidentSource::y, at.y, std::string(cell(row, at.y)));
    }
    if (at.hamlet) {
        add(&IncidentSource::precision, at.hamlet, precision(row, at));
    }
}

/// Another place of the row, as its own cells tell it. Of texts only commune and district are
/// taken.
void ListReader::take_other(std::size_t row, domain::EventPlace place, const PlaceAt& at) {
    std::string commune(cell(row, at.commune));
    std::string district(cell(row, at.district));
    if (at.address) {
        TableTitle units = units_in(grid_.at(row, *at.address));
        commune = std::move(units.commune);
        district = district.empty() ? std::move(units.district) : district;
    }
    const auto add = [&](std::string PlaceColumns::*member, At column, std::string text) {
        if (column) {
            cells_.emplace_back(builder_.column(place, member, name_of(column)), std::move(text));
        }
    };
    const At district_at = at.district || district.empty() ? at.district : at.address;
    add(&PlaceColumns::precision, at.hamlet, precision(row, at));
    add(&PlaceColumns::unit_name, at.named(), std::move(commune));
    add(&PlaceColumns::parent_name, district_at, std::move(district));
    add(&PlaceColumns::unit_code, at.commune_code, std::string(cell(row, at.commune_code)));
    if (at.x && at.y) {
        add(&PlaceColumns::x, at.x, std::string(cell(row, at.x)));
        add(&PlaceColumns::y, at.y, std::string(cell(row, at.y)));
    } else {
        add(&PlaceColumns::position, at.position, std::string(cell(row, at.position)));
    }
}

void ListReader::take_person(std::size_t row, const std::string& date) {
    std::string sex = sexes_(cell(row, Meaning::sex), [&](std::string_view text) {
        const std::string word = words_.sex(text);
        return word.empty() ? std::string(text) : word;
    });
    std::string_view birth = cell(row, Meaning::birth);
    std::string_view told = cell(row, Meaning::age);
    const std::string_view male = cell(row, Meaning::male);
    const std::string_view female = cell(row, Meaning::female);
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

OutcomeCells ListReader::outcome_cells(std::size_t row) const {
    OutcomeCells cells;
    cells.pairs = cell(row, Meaning::pairs);
    cells.deaths = cell(row, Meaning::deaths);
    cells.injuries = cell(row, Meaning::injuries);
    cells.cases = cell(row, Meaning::cases);
    cells.tells_outcomes = at(Meaning::deaths) || at(Meaning::injuries);
    cells.counts_cases = at(Meaning::cases).has_value();
    return cells;
}

void ListReader::write(const RowOutcome& outcome,
                       std::int64_t source_row,
                       std::string_view told_event) {
    const At column =
        first_of({Meaning::pairs, Meaning::deaths, Meaning::cases, Meaning::injuries});
    const bool ticks = column.has_value();
    const auto one = [&](const char* severity, int people, const std::string& event) {
        builder_.row(source_row);
        table_.whole_rows.push_back(whole_row_);
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
        one("", 1, std::string(told_event));
        builder_.set(builder_.column(&IncidentSource::victims, name_of(column)),
                     outcome.unreadable);
        return;
    }
    const bool both = outcome.deaths > 0 && outcome.injuries > 0;
    std::string event(told_event);
    if (event.empty() && both) {
        event = fmt::format("{}:{}", grid_.sheet, source_row);
    }
    if (outcome.deaths > 0) {
        one("death", outcome.deaths, event);
    }
    if (outcome.injuries > 0) {
        one("injury", outcome.injuries, event);
    }
    if (outcome.unknown > 0) {
        one("", outcome.unknown, event);
    }
}

/// All cells of a row but its number as one number.
std::size_t ListReader::hash_of(std::size_t row) const {
    std::string text;
    for (const HeaderColumn& column : header_.columns) {
        if (column.meaning != Meaning::number) {
            text += grid_.at(row, column.column);
            text += '\x1f';
        }
    }
    return std::hash<std::string>()(text);
}

void ListReader::take(std::size_t row) {
    cells_.clear();
    whole_row_ = hash_of(row);
    const std::string year =
        at(Meaning::year) ? std::string(cell(row, Meaning::year)) : title_.period.substr(0, 4);
    std::string date = plain_date(cell(row, Meaning::date), year);
    const At dated = at(Meaning::date) ? at(Meaning::date) : at(Meaning::year);
    if (date.empty()) {
        date = at(Meaning::year) ? year : title_.period;
    }
    take_person(row, date);
    cells_.emplace_back(builder_.column(&IncidentSource::date, name_of(dated)), std::move(date));
    if (const At time = at(Meaning::time)) {
        cells_.emplace_back(builder_.column(&IncidentSource::time, name_of(time)), cell(row, time));
    }
    std::string cause = causes_(cell(row, Meaning::cause), [&](std::string_view text) {
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
    take_main(row);
    for (const auto& [place, at] : places_.others) {
        take_other(row, place, at);
    }
    for (const auto& [from, to] : kept_) {
        cells_.emplace_back(to, grid_.at(row, from));
    }
    const std::size_t before = table_.layer.size();
    write(
        read_outcome(outcome_cells(row), words_), grid_.source_row(row), cell(row, Meaning::event));
    if (const At cell_at = refused_at(row)) {
        for (std::size_t each = before; each < table_.layer.size(); ++each) {
            table_.refused.push_back(
                {each,
                 grid_.source_row(row),
                 {"incident.protected-kind",
                  name_of(cell_at),
                  hidden_cell,
                  {"dòng về xâm hại tình dục trẻ em: không được đưa vào phân tích này",
                   "a row about sexual abuse of a child: not taken into this analysis"},
                  {"xoá dòng này khỏi tệp và lưu ở nơi được phép",
                   "remove the row from the file and keep it where that is allowed"}}});
        }
    }
}

bool ListReader::next(std::size_t most) {
    if (next_ == 0) {
        builder_.reserve(std::min(most, kinds_.size()));
        choose_columns();
    }
    builder_.clear();
    for (; next_ < kinds_.size() && table_.layer.size() < most; ++next_) {
        if (kinds_[next_] == RowKind::section) {
            section(header_.end + next_);
        } else if (kinds_[next_] == RowKind::data) {
            take(header_.end + next_);
        }
    }
    return table_.layer.size() > 0;
}

}  // namespace

std::function<bool(std::size_t)> list_rows(const TableParts& parts) {
    return [reader = std::make_shared<ListReader>(parts)](std::size_t most) {
        return reader->next(most);
    };
}

}  // namespace riskmap::intake
