#include "gdal/text_decoder.hpp"

#include <memory>

#include <fmt/format.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include "core/error.hpp"
#include "domain/fold.hpp"
#include "domain/utf8.hpp"
#include "gdal/vietnamese_bytes.hpp"

namespace riskmap::gdal {
namespace {

constexpr std::size_t shown_bytes = 40;

/// The bytes that are not ASCII as "\xE1", a point for each other one, cut short: a cell may hold
/// what must not be shown.
std::string readable(std::string_view bytes) {
    std::string text;
    for (const char c : bytes.substr(0, shown_bytes)) {
        const auto byte = static_cast<unsigned char>(c);
        text +=
            byte < 0x80 ? std::string(".") : fmt::format("\\x{:02X}", static_cast<unsigned>(byte));
    }
    return text + (bytes.size() > shown_bytes ? "..." : "");
}

struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};

std::shared_ptr<UConverter> open_converter(const std::string& encoding) {
    UErrorCode status = U_ZERO_ERROR;
    std::shared_ptr<UConverter> converter(ucnv_open(encoding.c_str(), &status), CloseConverter());
    if (U_FAILURE(status) != 0 || converter == nullptr) {
        throw Error(
            ErrorKind::input,
            Text{fmt::format("\"{}\" không phải bảng mã chữ mà riskmap biết; thường gặp: UTF-8, "
                             "windows-1258, TCVN3, VNI, VISCII, windows-1252",
                             encoding),
                 fmt::format("\"{}\" is not a text encoding that riskmap knows; usual ones "
                             "are UTF-8, windows-1258, TCVN3, VNI, VISCII, windows-1252",
                             encoding)});
    }
    ucnv_setToUCallBack(
        converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    expects(U_SUCCESS(status) != 0, "text_decoder: ICU takes a callback");
    return converter;
}

std::string decoded(UConverter* converter, const std::string& encoding, std::string_view bytes) {
    UErrorCode status = U_ZERO_ERROR;
    ucnv_reset(converter);
    const icu::UnicodeString text(
        bytes.data(), static_cast<int32_t>(bytes.size()), converter, status);
    if (U_FAILURE(status) != 0) {
        throw Error(
            ErrorKind::input,
            Text{fmt::format("các byte \"{}\" không phải chữ {}", readable(bytes), encoding),
                 fmt::format("the bytes \"{}\" are not {} text", readable(bytes), encoding)});
    }
    std::string utf8;
    text.toUTF8String(utf8);
    return domain::to_nfc(utf8);
}

}  // namespace

TextDecoder text_decoder(const std::string& encoding) {
    const std::string name = encoding.empty() ? "UTF-8" : encoding;
    if (std::optional<TextDecoder> vietnamese = vietnamese_decoder(name)) {
        return *vietnamese;
    }
    const bool plain = ucnv_compareNames(name.c_str(), "UTF-8") == 0;
    return [converter = open_converter(name), name, plain](std::string_view bytes) {
        if (domain::is_ascii(bytes)) {
            return std::string(bytes);
        }
        return plain && domain::is_utf8(bytes) ? domain::to_nfc(std::string(bytes))
                                               : decoded(converter.get(), name, bytes);
    };
}

std::string without_byte_order_mark(std::string bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        bytes.erase(0, 3);
    } else if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        return decoded(open_converter("UTF-16").get(), "UTF-16", bytes);
    }
    return bytes;
}

}  // namespace riskmap::gdal
