#pragma once

#include <memory>
#include <string>

#include <proj.h>

namespace riskmap::geo::detail {

struct ProjDeleter {
    void operator()(PJ* object) const noexcept { proj_destroy(object); }
    void operator()(PJ_CONTEXT* context) const noexcept { proj_context_destroy(context); }
    void operator()(PJ_OBJ_LIST* list) const noexcept { proj_list_destroy(list); }
};
using Pj = std::unique_ptr<PJ, ProjDeleter>;

/// A PROJ context that never goes to the network and keeps complaints to itself. Must outlive what
/// is made in it; one thread at a time.
class ProjContext {
  public:
    ProjContext();

    /// That of the thread that asks, kept as long as the thread and as anyone holds it: what PROJ
    /// has looked up for one system serves the next.
    static std::shared_ptr<const ProjContext> of_thread();

    PJ_CONTEXT* get() const { return handle_.get(); }
    /// What PROJ has complained about since `parse_crs` began, at last; empty when it never did.
    const std::string& complaint() const { return *complaint_; }
    void forget_complaint() const { complaint_->clear(); }

  private:
    std::unique_ptr<std::string> complaint_;
    std::unique_ptr<PJ_CONTEXT, ProjDeleter> handle_;
};

/// The horizontal coordinate system a text means: a code, a name, WKT or a PROJ string. Heights of
/// a compound system are left out. Throws an input `Error` with advice when PROJ does not know the
/// text, or when it names something without a place on Earth (a local grid, a height, an
/// operation).
Pj parse_crs(const ProjContext& context, const std::string& text);

/// The system without a datum shift attached to it by its file.
Pj without_shift(const ProjContext& context, const PJ* crs);

/// Whether a system is tied to the datum of decree 05/2007: by its code, by the name of the system
/// or of its datum in any spelling ("VN_2000", "D_Vietnam_2000"), or because it carries the
/// decree's shift to WGS 84, with the rotations in either sign.
bool is_vn2000(const ProjContext& context, const PJ* crs);

}  // namespace riskmap::geo::detail
