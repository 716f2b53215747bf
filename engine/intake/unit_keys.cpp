#include "intake/common_keys.hpp"
#include "intake/study_keys.hpp"

namespace riskmap::intake {

Shape<UnitSource> unit_source_shape() {
    Keys<UnitSource> own{
        key("code",
            &UnitSource::code,
            text_kind(),
            {"Cột mã đơn vị hành chính; mỗi mã một lần.",
             "Column of the units' codes; each code once."},
            Need::required),
        key("name",
            &UnitSource::name,
            text_kind(),
            {"Cột tên.", "Column of the names."},
            Need::required),
        key("parent",
            &UnitSource::parent,
            text_kind(),
            {"Cột tên cấp trên (huyện, tỉnh).",
             "Column of the name of the level above (district, province)."}),
        key("parent_code",
            &UnitSource::parent_code,
            text_kind(),
            {"Cột mã cấp trên.", "Column of the code of the level above."}),
        key("vintage",
            &UnitSource::vintage,
            text_kind(),
            {"Bộ ranh giới có hiệu lực từ khi nào, ví dụ \"2025-07-01\".",
             "The set of boundaries, by the date it is of, such as \"2025-07-01\"."}),
        key("where",
            &UnitSource::where,
            predicate_kind(),
            {"Chỉ lấy các đơn vị thoả mọi điều kiện này.",
             "Only the units for which all of these hold."}),
    };
    const Keys<domain::UnitNoun> noun{
        key("one",
            &domain::UnitNoun::one,
            both_languages_kind(),
            {"một đơn vị", "one unit"},
            Need::required),
        key("many",
            &domain::UnitNoun::many,
            both_languages_kind(),
            {"nhiều đơn vị", "several units"},
            Need::required),
    };
    own.push_back(written_if<UnitSource>(
        key("noun",
            &UnitSource::noun,
            table_kind(Shape<domain::UnitNoun>{noun}),
            {"Gọi đơn vị là gì; mặc định là xã.", "What units are called; communes by default."}),
        [](const UnitSource& units) { return !units.noun.usual(); }));
    return {joined(keys_of(&UnitSource::source, file_keys(Need::required)), own)};
}

Shape<StatusTable> status_table_shape(WithTime time) {
    Keys<StatusTable> own{
        key("key",
            &StatusTable::key,
            text_kind(),
            {"Cột cho biết dòng nói về đơn vị nào.",
             "Column that tells which unit a row is about."},
            Need::required),
        key("key_holds",
            &StatusTable::key_holds,
            word_kind({"code", "name", "parent_code", "parent_name"}),
            {"Cột key chứa gì: mã (code), tên (name), hoặc mã, tên cấp trên (parent_code, "
             "parent_name: dòng nói về mọi đơn vị của cấp đó).",
             "What the key column holds: code, name, or the level above (parent_code, parent_name: "
             "the row is about all its units)."}),
        key("status",
            &StatusTable::status,
            text_kind(),
            {"Cột tình trạng.", "Column of the status."},
            Need::required),
        key("vintage",
            &StatusTable::vintage,
            text_kind(),
            {"Bảng ghi theo đơn vị của bộ ranh giới nào, ví dụ \"2019-04-01\"; bỏ trống: theo thời "
             "gian của từng dòng, hoặc theo các khoá của bảng.",
             "The set of boundaries whose units the table names, such as \"2019-04-01\"; left out: "
             "that of the time of each row, or of the keys."}),
    };
    if (time == WithTime::yes) {
        own.push_back(key("when",
                          &StatusTable::when,
                          text_kind(),
                          {"Cột năm, tháng hoặc ngày; bỏ trống: cả kỳ nghiên cứu.",
                           "Column of the year, month or day; left out: the whole period."}));
    }
    return {joined(keys_of(&StatusTable::source, file_keys(Need::required)), own)};
}

Shape<CrosswalkSource> crosswalk_source_shape() {
    return {keys_of(&CrosswalkSource::source, file_keys(Need::required))};
}

Shape<ReviewSource> review_source_shape() {
    return {keys_of(&ReviewSource::source, file_keys(Need::required))};
}

Shape<PeopleSource> people_source_shape() {
    return {keys_of(&PeopleSource::source, file_keys(Need::required))};
}

}  // namespace riskmap::intake
