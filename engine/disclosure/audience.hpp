#pragma once

namespace riskmap::disclosure {

/// Who reads what a run writes.
enum class Audience {
    everyone,  ///< nothing that points at a person
    internal,  ///< the offices that hold the records: exact, and every file says so
};

/// What every internal file says ("for internal circulation"), and the name of the text beside
/// files that cannot say it.
inline constexpr const char* internal_stamp = "LƯU HÀNH NỘI BỘ";
inline constexpr const char* internal_stamp_file = "LUU_HANH_NOI_BO.txt";

}  // namespace riskmap::disclosure
