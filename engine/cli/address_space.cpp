#include "cli/address_space.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include "core/error.hpp"

namespace riskmap::cli {

void require_address_space() {
    rlimit limit{};
    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY ||
        limit.rlim_cur >= least_address_space) {
        return;
    }
    const unsigned long long allowed = limit.rlim_cur >> 20;
    constexpr unsigned long long least = least_address_space >> 20;
    throw Error(
        ErrorKind::internal,
        Text{fmt::format("chương trình chỉ được dùng {} MB bộ nhớ (ulimit -v), cần ít nhất "
                         "{} MB; không có gì được ghi. Hãy nâng giới hạn, ví dụ ulimit -v "
                         "unlimited.",
                         allowed,
                         least),
             fmt::format("only {} MB of memory are allowed (ulimit -v) where at least {} MB "
                         "are needed; nothing was written. Lift the limit, for example by "
                         "ulimit -v unlimited.",
                         allowed,
                         least)});
}

}  // namespace riskmap::cli
