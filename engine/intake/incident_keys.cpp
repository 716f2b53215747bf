#include <algorithm>
#include <array>
#include <cctype>

#include "core/nearest_word.hpp"
#include "intake/common_keys.hpp"
#include "intake/hazard_keys.hpp"
#include "intake/study_keys.hpp"

namespace riskmap::intake {
namespace {

using Words = std::map<std::string, std::string>;

struct Column {
    const char* word;
    std::string IncidentSource::*member;
    const char* meaning_vi;
    const char* meaning_en;
};
constexpr std::array<Column, 16> columns{{
    {"x",
     &IncidentSource::x,
     "kinh độ, hay toạ độ về phía đông",
     "longitude, or the coordinate eastwards"},
    {"y",
     &IncidentSource::y,
     "vĩ độ, hay toạ độ về phía bắc",
     "latitude, or the coordinate northwards"},
    {"position",
     &IncidentSource::position,
     "cả hai toạ độ trong một ô, hoặc đường dẫn bản đồ",
     "both coordinates in one cell, or a map link"},
    {"unit_code", &IncidentSource::unit_code, "mã xã", "code of the unit"},
    {"unit_name", &IncidentSource::unit_name, "tên xã", "name of the unit"},
    {"parent_name",
     &IncidentSource::parent_name,
     "tên cấp trên, để phân biệt các xã trùng tên",
     "name of the level above, which tells units of one name apart"},
    {"date", &IncidentSource::date, "ngày xảy ra", "date of the event"},
    {"time", &IncidentSource::time, "giờ xảy ra", "time of day"},
    {"year", &IncidentSource::year, "năm, khi không có ngày", "year, where there is no date"},
    {"age", &IncidentSource::age, "tuổi nạn nhân", "age of the victim"},
    {"sex", &IncidentSource::sex, "giới tính nạn nhân", "sex of the victim"},
    {"cause", &IncidentSource::cause, "nguyên nhân", "cause"},
    {"severity", &IncidentSource::severity, "hậu quả", "outcome"},
    {"victims", &IncidentSource::victims, "số nạn nhân của dòng", "people hurt in the row"},
    {"event",
     &IncidentSource::event,
     "mã vụ: các dòng cùng mã là một vụ",
     "id of the event: rows with the same one are one event"},
    {"precision",
     &IncidentSource::precision,
     "độ chính xác của vị trí",
     "how exactly the place is known"},
}};

struct PlaceColumn {
    const char* word;
    std::string PlaceColumns::*member;
};
constexpr std::array<PlaceColumn, 7> place_columns{{
    {"x", &PlaceColumns::x},
    {"y", &PlaceColumns::y},
    {"position", &PlaceColumns::position},
    {"unit_code", &PlaceColumns::unit_code},
    {"unit_name", &PlaceColumns::unit_name},
    {"parent_name", &PlaceColumns::parent_name},
    {"precision", &PlaceColumns::precision},
}};

/// The columns of one place beside the one that the source tells, under the words of that one.
Key<IncidentSource> place_key(domain::EventPlace place) {
    Keys<PlaceColumns> keys;
    for (const PlaceColumn& row : place_columns) {
        const auto same = std::find_if(columns.begin(), columns.end(), [&](const Column& column) {
            return std::string_view(column.word) == row.word;
        });
        keys.push_back(
            key(row.word, row.member, text_kind(), {same->meaning_vi, same->meaning_en}));
    }
    const Kind<PlaceColumns> kind =
        table_kind(Shape<PlaceColumns>{keys, [](const auto& read, const auto& node, auto& scope) {
                                           if (read.x.empty() != read.y.empty()) {
                                               missing_key(node, scope, read.x.empty() ? "x" : "y");
                                           }
                                       }});
    const std::size_t at = domain::index_of(place);
    return {to_word(place),
            {fmt::format("Các cột của {}, khi told là nơi khác.", label(place).vi),
             fmt::format("Columns of the place of {}, where told is another.", label(place).en)},
            kind.schema,
            Need::optional,
            [kind, at](const ConfigNode& node, const Scope& scope, IncidentSource& source) {
                if (auto read = kind.read(node, scope)) {
                    source.elsewhere[at] = std::move(*read);
                }
            },
            [kind, at](const IncidentSource& source) { return kind.write(source.elsewhere[at]); }};
}

Shape<IncidentSource> columns_shape() {
    Keys<IncidentSource> keys;
    for (const Column& row : columns) {
        keys.push_back(key(row.word, row.member, text_kind(), {row.meaning_vi, row.meaning_en}));
    }
    for (const domain::EventPlace place : domain::event_places) {
        keys.push_back(place_key(place));
    }
    return {keys};
}

std::vector<std::string> precision_names() {
    std::vector<std::string> names;
    for (const auto& row : precision_words()) {
        names.push_back(row.word);
    }
    return names;
}

Kind<Words> words_to(const std::vector<std::string>& words) {
    return map_kind(words.empty() ? text_kind() : word_kind(words));
}

Shape<IncidentSource> values_shape() {
    return {{
        key("cause",
            &IncidentSource::causes,
            words_to({}),
            {"từ trong tệp = nguyên nhân mà các tệp loại tai nạn dùng",
             "word of the file = the cause that hazards name"}),
        key("severity",
            &IncidentSource::severities,
            words_to({"death", "injury", "none"}),
            {"từ trong tệp = death, injury hoặc none", "word of the file = death, injury or none"}),
        key("sex",
            &IncidentSource::sexes,
            words_to({"male", "female", "unknown"}),
            {"từ trong tệp = male, female hoặc unknown",
             "word of the file = male, female or unknown"}),
        key("precision",
            &IncidentSource::precisions,
            words_to(precision_names()),
            {"từ trong tệp = gps, named_feature, hamlet hoặc commune",
             "word of the file = gps, named_feature, hamlet or commune"}),
    }};
}

/// Words whose value may be said once for all rows of a source.
constexpr std::array<const char*, 7> constant_words{
    "cause", "severity", "age", "sex", "victims", "precision", "year"};

Kind<Words> constants_kind() {
    Kind<Words> kind = map_kind(any_scalar_kind());
    const std::vector<std::string> words(constant_words.begin(), constant_words.end());
    ConfigNode properties = config_table({});
    for (const std::string& word : words) {
        properties.set(word, any_scalar_kind().schema);
    }
    kind.schema = config_table({{"type", config_text("object")},
                                {"properties", properties},
                                {"additionalProperties", config_flag(false)}});
    kind.read = [words, read = kind.read](const ConfigNode& node,
                                          const Scope& scope) -> std::optional<Words> {
        if (!node.is_table()) {
            return read(node, scope);
        }
        for (const ConfigEntry& entry : node.table()) {
            if (std::find(words.begin(), words.end(), entry.key) == words.end()) {
                unknown_key(entry, scope, words);
            }
        }
        return read(node, scope);
    };
    return kind;
}

Keys<IncidentSource> manner_keys() {
    return {
        key("recognise",
            &IncidentSource::recognise,
            flag_kind(),
            {"true: bảng văn phòng (.xlsx, .ods, .xls, .csv); tìm dòng tiêu đề, các cột và dòng số "
             "liệu theo tệp từ; cột ghi trong columns được lấy theo tiêu đề của nó.",
             "true: an office table (.xlsx, .ods, .xls, .csv); header, columns and rows of data "
             "are "
             "found by words; columns named in columns are taken by their header."}),
        key("vintage",
            &IncidentSource::vintage,
            text_kind(),
            {"Nguồn ghi theo đơn vị của bộ ranh giới nào, ví dụ \"2025-07-01\"; mặc định là bộ có "
             "hiệu lực vào ngày xảy ra.",
             "The set of boundaries whose units the source names, such as \"2025-07-01\"; by "
             "default the one in force on the date of each event."}),
        key("date_format",
            &IncidentSource::date_format,
            word_kind({"iso", "dmy", "mdy"}),
            {"Thứ tự trong cột ngày: iso (2021-03-31), dmy (31/03/2021) hay mdy (03/31/2021).",
             "Order in the date column: iso (2021-03-31), dmy (31/03/2021) or mdy (03/31/2021)."}),
        key("keep",
            &IncidentSource::keep,
            list_kind(text_kind()),
            {"Các cột khác mà tệp loại tai nạn hỏi đến.", "Further columns that hazards test."}),
        key("told",
            &IncidentSource::told,
            word_kind(place_words()),
            {"Vị trí trong các cột chung là nơi xảy ra (occurrence), nơi cư trú (residence) hay "
             "nơi "
             "tìm thấy nạn nhân (recovery); các nơi khác có cột riêng. Dòng mà nơi này không thuộc "
             "vùng nghiên cứu bị loại.",
             "The place that the plain columns tell: occurrence, residence, or recovery (where the "
             "victim was found); other places have columns of their own. A row whose place is in "
             "no unit of the study is rejected."}),
        key("default_precision",
            &IncidentSource::default_precision,
            word_kind(precision_words()),
            {"Độ chính xác của các dòng có toạ độ mà không ghi độ chính xác.",
             "How exactly the place is known in rows with coordinates that do not say."}),
        key("undated_in_period",
            &IncidentSource::undated_in_period,
            flag_kind(),
            {"true: biết chắc cả nguồn thuộc kỳ nghiên cứu, dòng không có ngày vẫn được tính.",
             "true: the whole source is known to be of the period, so rows without a date count."}),
        key("assume_no_duplicates",
            &IncidentSource::assume_no_duplicates,
            flag_kind(),
            {"true: các dòng giống nhau là các vụ khác nhau.",
             "true: rows that look alike are different events."}),
    };
}

void check_place(const IncidentSource& source, const ConfigNode& node, const Scope& scope) {
    if (source.recognise) {
        return;
    }
    if (source.x.empty() != source.y.empty()) {
        missing_key(*node.find("columns"), scope.at("columns"), source.x.empty() ? "x" : "y");
    }
    std::string extension = source.source.file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    constexpr std::array<const char*, 4> tables{".csv", ".tsv", ".xlsx", ".ods"};
    const bool is_table = std::find(tables.begin(), tables.end(), extension) != tables.end();
    if (is_table && source.x.empty() && source.y.empty() && source.position.empty() &&
        source.unit_code.empty() && source.unit_name.empty()) {
        scope.problem(
            node.mark,
            {fmt::format("{}: bảng cần columns.x và columns.y, hoặc columns.unit_code, hoặc "
                         "columns.unit_name để biết vụ xảy ra ở đâu",
                         scope.path),
             fmt::format("{}: a table needs columns.x and columns.y, or columns.unit_code, or "
                         "columns.unit_name to tell where things happened",
                         scope.path)});
    }
}

void check_elsewhere(const IncidentSource& source, const ConfigNode& node, const Scope& scope) {
    if (source.elsewhere[domain::index_of(source.told)] == PlaceColumns()) {
        return;
    }
    const std::string word = to_word(source.told);
    scope.problem(
        node.find("columns")->find(word)->mark,
        {fmt::format("{}: nguồn đã ghi {} ở các cột chung (told); bỏ columns.{}, hoặc đổi "
                     "told",
                     scope.path,
                     label(source.told).vi,
                     word),
         fmt::format("{}: the plain columns tell the place of {} already (told); leave "
                     "columns.{} out, or change told",
                     scope.path,
                     word,
                     word)});
}

void check_time(const IncidentSource& source, const ConfigNode& node, const Scope& scope) {
    if (!source.recognise && source.date.empty() && source.year.empty() &&
        !source.constants.contains("year") && !source.undated_in_period) {
        scope.problem(node.mark,
                      {fmt::format("{}: cần columns.date hoặc columns.year; nếu biết chắc cả nguồn "
                                   "thuộc kỳ nghiên cứu thì ghi undated_in_period = true",
                                   scope.path),
                       fmt::format("{}: needs columns.date or columns.year; say undated_in_period "
                                   "= true if the whole source is known to be of the period",
                                   scope.path)});
    }
}

void check_words(const IncidentSource& source, const ConfigNode& node, const Scope& scope) {
    const ConfigNode* values = node.find("values");
    const ConfigNode* constants = node.find("constants");
    for (const Column& row : columns) {
        const bool has_column = !(source.*row.member).empty();
        if (!source.recognise && values != nullptr && values->find(row.word) != nullptr &&
            !has_column) {
            scope.problem(
                values->find(row.word)->mark,
                {fmt::format("{}: values.{} cần columns.{}", scope.path, row.word, row.word),
                 fmt::format("{}: values.{} needs columns.{}", scope.path, row.word, row.word)});
        }
        if (constants != nullptr && constants->find(row.word) != nullptr && has_column) {
            scope.problem(
                constants->find(row.word)->mark,
                {fmt::format("{}: {} vừa có cột vừa có hằng số", scope.path, row.word),
                 fmt::format("{}: {} has both a column and a constant", scope.path, row.word)});
        }
    }
}

}  // namespace

Shape<IncidentSource> incident_source_shape() {
    const Keys<IncidentSource> id{
        key("id",
            &IncidentSource::id,
            id_kind(name_pattern),
            {"Mã nguồn số liệu, dùng trong sổ cái.", "Id of the source, used in the ledger."},
            Need::required),
        written_if<IncidentSource>(
            key("label",
                &IncidentSource::label,
                both_languages_kind(),
                {"Tên hiển thị của nguồn.", "Name of the source shown to people."}),
            [](const IncidentSource& source) { return !source.label.vi.empty(); }),
    };
    const Keys<IncidentSource> content{
        key("where",
            &IncidentSource::where,
            predicate_kind(),
            {"Dòng nào là một vụ (tên cột của tệp).",
             "Which rows are incidents at all (the file's columns)."}),
        section("columns",
                columns_shape(),
                {"Thông tin nào ở cột nào của tệp.", "Which column of the file holds what."},
                Need::optional),
        section("values",
                values_shape(),
                {"Đổi từ trong tệp thành từ của nghiên cứu.",
                 "Turns the words of the file into the words of the study."},
                Need::optional),
        key("constants",
            &IncidentSource::constants,
            constants_kind(),
            {"Giá trị chung cho mọi dòng, khi tệp không có cột đó.",
             "Values for every row, where the file has no such column."}),
    };
    return {joined(joined(id, keys_of(&IncidentSource::source, file_keys(Need::required))),
                   joined(content, manner_keys())),
            [](const IncidentSource& source, const ConfigNode& node, const Scope& scope) {
                check_place(source, node, scope);
                check_elsewhere(source, node, scope);
                check_time(source, node, scope);
                check_words(source, node, scope);
            }};
}

}  // namespace riskmap::intake
