#pragma once

namespace riskmap::disclosure {

/// Who reads what a run writes.
enum class Audience {
    everyone,  ///< nothing that points at a person
    internal,  ///< the offices that hold the records: exact, and every file says so
};

}  // namespace riskmap::disclosure
