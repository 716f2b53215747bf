#include "gdal/operation.hpp"

#include <utility>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <fmt/format.h>

#include "gdal/read.hpp"

namespace riskmap::gdal {
namespace {

void CPL_STDCALL keep_complaint(CPLErr level, CPLErrorNum /*number*/, const char* message) {
    if (level >= CE_Warning) {
        auto& heard = *static_cast<Operation::Heard*>(CPLGetErrorHandlerUserData());
        heard.words += heard.words.empty() ? "" : "; ";
        heard.words += message;
        heard.failed = heard.failed || level >= CE_Failure;
    }
}

}  // namespace

Operation::Operation(std::filesystem::path file, ErrorKind kind)
    : file_(std::move(file)), kind_(kind) {
    register_drivers();
    CPLPushErrorHandlerEx(keep_complaint, &heard_);
}

Operation::~Operation() { CPLPopErrorHandler(); }

void Operation::require(bool done, const std::string& doing) const {
    if (!done) {
        const std::string why = (heard_.words.empty() ? "" : ": ") + heard_.words;
        throw Error(kind_,
                    Text{fmt::format("{}: không {} được ({}){}",
                                     file_.string(),
                                     kind_ == ErrorKind::output ? "ghi" : "đọc",
                                     doing,
                                     why),
                         fmt::format("{}: {} failed{}", file_.string(), doing, why)});
    }
}

void Operation::require_quiet(const std::string& doing) const {
    require(heard_.words.empty(), doing);
}

ConfigOption::ConfigOption(std::string key, const char* value) : key_(std::move(key)) {
    const char* before = CPLGetThreadLocalConfigOption(key_.c_str(), nullptr);
    was_set_ = before != nullptr;
    before_ = was_set_ ? before : "";
    CPLSetThreadLocalConfigOption(key_.c_str(), value);
}

ConfigOption::~ConfigOption() {
    CPLSetThreadLocalConfigOption(key_.c_str(), was_set_ ? before_.c_str() : nullptr);
}

}  // namespace riskmap::gdal
