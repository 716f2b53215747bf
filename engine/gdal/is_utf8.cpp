#include "gdal/is_utf8.hpp"

#include <cstdint>

#include <unicode/utf8.h>

namespace riskmap::gdal {

bool is_utf8(std::string_view text) {
    const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
    const auto length = static_cast<int64_t>(text.size());
    for (int64_t at = 0; at < length;) {
        if (bytes[at] < 0x80) {
            ++at;
            continue;
        }
        UChar32 point = 0;
        U8_NEXT(bytes, at, length, point);
        if (point < 0) {
            return false;
        }
    }
    return true;
}

}  // namespace riskmap::gdal
