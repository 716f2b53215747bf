#include "core/error.hpp"

namespace riskmap {

Error::Error(ErrorKind kind, const std::string& message) : Error(kind, Text{message, message}) {}

Error::Error(ErrorKind kind, const Text& message)
    : std::runtime_error(message.en), kind_(kind), message_(message) {}

Error Error::within(const std::string& context) const {
    return {kind_, Text{context + ": " + message_.vi, context + ": " + message_.en}};
}

void expects(bool condition, const char* what) {
    if (!condition) {
        throw Error(ErrorKind::internal, std::string("broken precondition: ") + what);
    }
}

}  // namespace riskmap
