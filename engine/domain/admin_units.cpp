#include "domain/admin_units.hpp"

#include <algorithm>

namespace riskmap::domain {

std::optional<UnitIndex> AdminUnits::find(const std::string& unit_code) const {
    const auto at = std::lower_bound(code.begin(), code.end(), unit_code);
    if (at == code.end() || *at != unit_code) {
        return std::nullopt;
    }
    return UnitIndex(static_cast<std::size_t>(at - code.begin()));
}

}  // namespace riskmap::domain
