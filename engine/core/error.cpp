#include "core/error.hpp"

namespace riskmap {

Error::Error(ErrorKind kind, const std::string& message)
    : std::runtime_error(message), kind_(kind) {}

Error Error::within(const std::string& context) const { return {kind_, context + ": " + what()}; }

void expects(bool condition, const char* what) {
    if (!condition) {
        throw Error(ErrorKind::internal, std::string("broken precondition: ") + what);
    }
}

}  // namespace riskmap
