#include "intake/common_keys.hpp"
#include "intake/study_keys.hpp"

namespace riskmap::intake {

Shape<UnitSource> unit_source_shape() {
    const Keys<UnitSource> own{
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
    return {joined(keys_of(&UnitSource::source, file_keys(Need::required)), own)};
}

Shape<PeopleSource> people_source_shape() {
    return {keys_of(&PeopleSource::source, file_keys(Need::required))};
}

}  // namespace riskmap::intake
