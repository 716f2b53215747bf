#include "core/run_context.hpp"

#include "core/error.hpp"

namespace riskmap {

void RunContext::stage(const Text& name) const {
    check_stop();
    if (reporter != nullptr) {
        reporter->stage(name);
    }
}

void RunContext::progress(double share) const {
    if (reporter != nullptr) {
        reporter->progress(share);
    }
}

void RunContext::check_stop() const {
    if (stop.stop_requested()) {
        throw Error(ErrorKind::usage,
                    Text{"đã dừng theo yêu cầu trước khi xong; không có gì được ghi",
                         "stopped before the end; nothing was written"});
    }
}

}  // namespace riskmap
