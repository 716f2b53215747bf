#include "publish/ogr/operation.hpp"

#include <utility>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <fmt/format.h>

#include "core/error.hpp"
#include "gdal/read.hpp"

namespace riskmap::publish {
namespace {

void CPL_STDCALL keep_complaint(CPLErr level, CPLErrorNum /*number*/, const char* message) {
    if (level >= CE_Warning) {
        auto& complaints = *static_cast<std::string*>(CPLGetErrorHandlerUserData());
        complaints += complaints.empty() ? "" : "; ";
        complaints += message;
    }
}

}  // namespace

OgrOperation::OgrOperation(std::filesystem::path file) : file_(std::move(file)) {
    gdal::register_drivers();
    CPLPushErrorHandlerEx(keep_complaint, &complaints_);
}

OgrOperation::~OgrOperation() { CPLPopErrorHandler(); }

void OgrOperation::require(bool done, const std::string& doing) const {
    if (!done) {
        throw Error(ErrorKind::output,
                    fmt::format("{}: {} failed{}{}",
                                file_.string(),
                                doing,
                                complaints_.empty() ? "" : ": ",
                                complaints_));
    }
}

void OgrOperation::require_quiet(const std::string& doing) const {
    require(complaints_.empty(), doing);
}

ConfigOption::ConfigOption(const char* key, const char* value) : key_(key) {
    const char* before = CPLGetThreadLocalConfigOption(key, nullptr);
    was_set_ = before != nullptr;
    before_ = was_set_ ? before : "";
    CPLSetThreadLocalConfigOption(key, value);
}

ConfigOption::~ConfigOption() {
    CPLSetThreadLocalConfigOption(key_, was_set_ ? before_.c_str() : nullptr);
}

}  // namespace riskmap::publish
