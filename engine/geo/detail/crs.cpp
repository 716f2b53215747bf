#include "geo/detail/crs.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <string_view>

#include "core/error.hpp"

namespace riskmap::geo::detail {
namespace {

Text examples() {
    constexpr const char* codes =
        "\"EPSG:9210\" (VN-2000 / TM-3 105-45), \"EPSG:4326\" (WGS 84, GPS)";
    return {std::string("ghi mã như ") + codes, std::string("write a code such as ") + codes};
}

void hear(void* complaint, int /*level*/, const char* message) {
    *static_cast<std::string*>(complaint) = message;
}

bool only_digits(const std::string& text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return std::isdigit(c) != 0;
    });
}

/// A WKT can be pages long; a message shows its beginning.
std::string shown(const std::string& text) {
    constexpr std::size_t enough = 60;
    return '"' + (text.size() > enough ? text.substr(0, enough) + "..." : text) + '"';
}

/// PROJ takes a bare projection for an operation unless told that it is a system.
std::string as_crs_text(const std::string& text) {
    const auto has = [&](std::string_view word) { return text.find(word) != std::string::npos; };
    const bool bare = has("+proj=") && !has("+type=crs") && !has("=pipeline");
    return bare ? text + " +type=crs" : text;
}

bool is_horizontal(PJ_TYPE type) {
    return type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS ||
           type == PJ_TYPE_PROJECTED_CRS;
}

bool names_vn2000(const PJ* object) {
    const char* name = object == nullptr ? nullptr : proj_get_name(object);
    std::string letters;
    for (const char sign : std::string_view(name == nullptr ? "" : name)) {
        const auto c = static_cast<unsigned char>(sign);
        if (std::isalnum(c) != 0) {
            letters.push_back(static_cast<char>(std::tolower(c)));
        }
    }
    return letters.find("vn2000") != std::string::npos ||
           letters.find("vietnam2000") != std::string::npos;
}

bool has_code(const PJ* object, std::string_view code) {
    const char* authority = object == nullptr ? nullptr : proj_get_id_auth_name(object, 0);
    const char* id = authority == nullptr ? nullptr : proj_get_id_code(object, 0);
    return id != nullptr && std::string_view(authority) == "EPSG" && code == id;
}

bool carries_decree_shift(PJ_CONTEXT* context, const PJ* crs) {
    if (proj_get_type(crs) != PJ_TYPE_BOUND_CRS) {
        return false;
    }
    const Pj shift(proj_crs_get_coordoperation(context, crs));
    std::array<double, 7> values{};
    if (!shift ||
        proj_coordoperation_get_towgs84_values(
            context, shift.get(), values.data(), static_cast<int>(values.size()), 0) == 0) {
        return false;
    }
    constexpr double rounding_m = 0.01;  // files print two or more decimals
    return std::abs(values[0] + 191.90441429) < rounding_m &&
           std::abs(values[1] + 39.30318279) < rounding_m &&
           std::abs(values[2] + 111.45032835) < rounding_m;
}

}  // namespace

ProjContext::ProjContext()
    : complaint_(std::make_unique<std::string>()), handle_(proj_context_create()) {
    proj_log_func(handle_.get(), complaint_.get(), &hear);
    proj_context_set_enable_network(handle_.get(), 0);
}

std::shared_ptr<const ProjContext> ProjContext::of_thread() {
    static thread_local const auto context = std::make_shared<const ProjContext>();
    return context;
}

Pj parse_crs(const ProjContext& context, const std::string& text) {
    context.forget_complaint();
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
        throw Error(ErrorKind::input,
                    Text{"chưa ghi hệ toạ độ; " + examples().vi,
                         "no coordinate reference system is given; " + examples().en});
    }
    Pj crs(proj_create(context.get(), as_crs_text(text).c_str()));
    if (!crs) {
        const Text advice = only_digits(text)
                                ? Text{"mã cần có cơ quan ban hành: \"EPSG:" + text + '"',
                                       "a code needs its authority: \"EPSG:" + text + '"'}
                                : examples();
        throw Error(ErrorKind::input,
                    Text{"không có hệ toạ độ " + shown(text) + " (" + context.complaint() + "); " +
                             advice.vi,
                         "unknown coordinate reference system " + shown(text) + " (" +
                             context.complaint() + "); " + advice.en});
    }
    if (proj_get_type(crs.get()) == PJ_TYPE_COMPOUND_CRS) {
        crs.reset(proj_crs_get_sub_crs(context.get(), crs.get(), 0));
    }
    const Pj plain = crs ? without_shift(context, crs.get()) : Pj();
    if (!plain || !is_horizontal(proj_get_type(plain.get()))) {
        throw Error(
            ErrorKind::input,
            Text{shown(text) + " không cho biết vị trí trên Trái Đất; " + examples().vi,
                 shown(text) + " does not say where on Earth a position is; " + examples().en});
    }
    return crs;
}

Pj without_shift(const ProjContext& context, const PJ* crs) {
    Pj plain(proj_clone(context.get(), crs));
    while (plain && proj_get_type(plain.get()) == PJ_TYPE_BOUND_CRS) {
        plain.reset(proj_get_source_crs(context.get(), plain.get()));
    }
    return plain;
}

bool is_vn2000(const ProjContext& context, const PJ* crs) {
    const Pj plain = without_shift(context, crs);
    const Pj geodetic(proj_crs_get_geodetic_crs(context.get(), plain.get()));
    const Pj datum(geodetic ? proj_crs_get_datum(context.get(), geodetic.get()) : nullptr);
    return has_code(geodetic.get(), "4756") || has_code(datum.get(), "6756") ||
           names_vn2000(plain.get()) || names_vn2000(geodetic.get()) || names_vn2000(datum.get()) ||
           carries_decree_shift(context.get(), crs);
}

}  // namespace riskmap::geo::detail
