#include "geo/projector.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/error.hpp"
#include "geo/detail/crs.hpp"

namespace riskmap::geo {
namespace {

using detail::Pj;
using detail::ProjContext;

/// "EPSG:9212"; empty when the object carries no code.
std::string code_of(const PJ* crs) {
    const char* authority = proj_get_id_auth_name(crs, 0);
    const char* code = authority == nullptr ? nullptr : proj_get_id_code(crs, 0);
    return code == nullptr ? std::string() : std::string(authority) + ':' + code;
}

/// The code of a system that a file describes without naming it, when PROJ has no doubt.
std::string identified(const ProjContext& context, const PJ* crs) {
    constexpr int sure = 90;  // same definition; at 70 only the name or the datum agrees
    int* confidence = nullptr;
    const std::unique_ptr<PJ_OBJ_LIST, detail::ProjDeleter> candidates(
        proj_identify(context.get(), crs, "EPSG", nullptr, &confidence));
    std::string code;
    if (candidates && proj_list_get_count(candidates.get()) > 0 && confidence[0] >= sure) {
        const Pj best(proj_list_get(context.get(), candidates.get(), 0));
        code = code_of(best.get());
    }
    proj_int_list_destroy(confidence);
    return code;
}

bool axes_in_metres(const ProjContext& context, const PJ* crs) {
    const Pj axes(proj_crs_get_coordinate_system(context.get(), crs));
    double factor = 0;
    return axes &&
           proj_cs_get_axis_info(context.get(),
                                 axes.get(),
                                 0,
                                 nullptr,
                                 nullptr,
                                 nullptr,
                                 &factor,
                                 nullptr,
                                 nullptr,
                                 nullptr) != 0 &&
           factor == 1;
}

CrsInfo describe(const ProjContext& context, const PJ* crs) {
    const Pj plain = detail::without_shift(context, crs);
    const char* wkt = proj_as_wkt(context.get(), crs, PJ_WKT2_2019, nullptr);
    const char* name = proj_get_name(plain.get());
    CrsInfo info;
    info.definition = wkt == nullptr ? "" : wkt;
    info.name = name == nullptr ? "" : name;
    info.authority = code_of(plain.get());
    if (info.authority.empty()) {
        info.authority = identified(context, plain.get());
    }
    const bool projected = proj_get_type(plain.get()) == PJ_TYPE_PROJECTED_CRS;
    info.geographic = !projected;
    info.metres = projected && axes_in_metres(context, plain.get());
    return info;
}

/// A transformation with east before north on both sides, in degrees or the unit of the axes.
Pj east_first(const ProjContext& context, Pj operation) {
    Pj result(operation ? proj_normalize_for_visualization(context.get(), operation.get())
                        : nullptr);
    if (!result) {
        throw Error(ErrorKind::internal, "PROJ made no transformation: " + context.complaint());
    }
    return result;
}

Pj between(const ProjContext& context, const PJ* from, const PJ* to) {
    return east_first(
        context, Pj(proj_create_crs_to_crs_from_pj(context.get(), from, to, nullptr, nullptr)));
}

}  // namespace

CrsInfo describe_crs(const std::string& text) {
    const auto context = ProjContext::of_thread();
    return describe(*context, detail::parse_crs(*context, text).get());
}

/// Steps from source to study, each run forward or backward. Systems on VN-2000 meet others on
/// WGS 84, through one operation; two systems on VN-2000 meet on VN-2000 itself.
struct Projector::Impl {
    struct Step {
        Pj operation;
        bool forward = true;
    };

    Impl(const std::string& source_text, const std::string& study_text) {
        const Pj source = detail::parse_crs(context, source_text);
        const Pj study = detail::parse_crs(context, study_text);
        const CrsInfo study_info = describe(context, study.get());
        if (!study_info.metres) {
            throw Error(
                ErrorKind::input,
                Text{fmt::format("hệ toạ độ của nghiên cứu, {} {}, {}; chọn hệ phẳng tính bằng "
                                 "mét, như \"EPSG:9210\" (VN-2000 / TM-3 105-45)",
                                 study_info.name,
                                 study_info.authority,
                                 study_info.geographic ? "tính bằng độ" : "không tính bằng mét"),
                     fmt::format("the coordinate system of the study, {} {}, is {}; choose "
                                 "a projected one in metres, such as \"EPSG:9210\" "
                                 "(VN-2000 / TM-3 105-45)",
                                 study_info.name,
                                 study_info.authority,
                                 study_info.geographic ? "in degrees" : "not in metres")});
        }
        const char* name = proj_get_name(detail::without_shift(context, source.get()).get());
        source_name = name == nullptr ? "" : name;
        study_name = study_info.name;
        plan(source.get(), study.get());
    }

    void plan(const PJ* source, const PJ* study) {
        const bool source_vn = detail::is_vn2000(context, source);
        const bool study_vn = detail::is_vn2000(context, study);
        const Pj plain_source = detail::without_shift(context, source);
        const Pj plain_study = detail::without_shift(context, study);
        if (source_vn == study_vn &&
            proj_is_equivalent_to_with_ctx(context.get(),
                                           source_vn ? plain_source.get() : source,
                                           study_vn ? plain_study.get() : study,
                                           PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) != 0) {
            return;
        }
        if (!source_vn && !study_vn) {
            steps.push_back({between(context, source, study), true});
            return;
        }
        std::vector<Step> back;
        climb(source, source_vn, !study_vn, steps);
        climb(study, study_vn, !source_vn, back);
        for (auto step = back.rbegin(); step != back.rend(); ++step) {
            steps.push_back({std::move(step->operation), !step->forward});
        }
    }

    /// Steps from a system to longitude and latitude on the datum where the two meet.
    void climb(const PJ* crs, bool vn2000, bool meet_on_wgs84, std::vector<Step>& path) const {
        if (!vn2000) {
            const Pj wgs84(proj_create(context.get(), "EPSG:4326"));
            path.push_back({between(context, crs, wgs84.get()), true});
            return;
        }
        const Pj plain = detail::without_shift(context, crs);
        const Pj geodetic(proj_crs_get_geodetic_crs(context.get(), plain.get()));
        path.push_back({between(context, plain.get(), geodetic.get()), true});
        if (meet_on_wgs84) {
            Pj decree(proj_create_from_database(
                context.get(), "EPSG", "6960", PJ_CATEGORY_COORDINATE_OPERATION, 0, nullptr));
            path.push_back({east_first(context, std::move(decree)), true});
        }
    }

    void run(std::span<PointM> points, bool to_study) const {
        constexpr std::size_t block = 1024;
        std::array<PointM, block> given;
        for (std::size_t first = 0; first < points.size(); first += block) {
            const std::span<PointM> some =
                points.subspan(first, std::min(block, points.size() - first));
            std::copy(some.begin(), some.end(), given.begin());
            if (to_study) {
                for (auto step = steps.begin(); step != steps.end(); ++step) {
                    apply(*step, step->forward, some);
                }
            } else {
                for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
                    apply(*step, !step->forward, some);
                }
            }
            for (std::size_t i = 0; i < some.size(); ++i) {
                if (!std::isfinite(some[i].x) || !std::isfinite(some[i].y)) {
                    refuse(first + i, points.size(), given[i], to_study);
                }
            }
        }
    }

    static void apply(const Step& step, bool forward, std::span<PointM> points) {
        proj_trans_generic(step.operation.get(),
                           forward ? PJ_FWD : PJ_INV,
                           &points.front().x,
                           sizeof(PointM),
                           points.size(),
                           &points.front().y,
                           sizeof(PointM),
                           points.size(),
                           nullptr,
                           0,
                           0,
                           nullptr,
                           0,
                           0);
    }

    [[noreturn]] void refuse(std::size_t row, std::size_t rows, PointM point, bool to_study) const {
        throw Error(
            ErrorKind::input,
            Text{fmt::format("vị trí {} trong {}, ({:.10g}, {:.10g}) đông trước bắc, không chuyển "
                             "được từ {} sang {}; kiểm tra hai toạ độ có bị đổi chỗ và tệp có ghi "
                             "đúng hệ toạ độ không",
                             row + 1,
                             rows,
                             point.x,
                             point.y,
                             to_study ? source_name : study_name,
                             to_study ? study_name : source_name),
                 fmt::format("position {} of {}, ({:.10g}, {:.10g}) east before north, cannot be "
                             "brought from {} to {}; check whether the two coordinates are "
                             "exchanged and whether the file names the right coordinate system",
                             row + 1,
                             rows,
                             point.x,
                             point.y,
                             to_study ? source_name : study_name,
                             to_study ? study_name : source_name)});
    }

    // First, because what is made in it must go before it.
    std::shared_ptr<const ProjContext> shared = ProjContext::of_thread();
    const ProjContext& context = *shared;
    std::vector<Step> steps;
    std::string source_name;
    std::string study_name;
};

Projector::Projector(const std::string& source, const std::string& study)
    : impl_(std::make_unique<Impl>(source, study)) {}
Projector::~Projector() = default;
Projector::Projector(Projector&&) noexcept = default;
Projector& Projector::operator=(Projector&&) noexcept = default;

void Projector::to_study(std::span<PointM> points) const { impl_->run(points, true); }

void Projector::from_study(std::span<PointM> points) const { impl_->run(points, false); }

LonLat GeographicProjector::to_lonlat(PointM point) const {
    projector_.from_study({&point, 1});
    return {point.x, point.y};
}

PointM GeographicProjector::to_study(LonLat position) const {
    PointM point{position.lon, position.lat};
    projector_.to_study({&point, 1});
    return point;
}

}  // namespace riskmap::geo
