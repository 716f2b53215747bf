#include "domain/layer.hpp"

namespace riskmap::domain {

std::optional<std::size_t> Layer::find(const std::string& field) const {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].name == field) {
            return i;
        }
    }
    return std::nullopt;
}

}  // namespace riskmap::domain
