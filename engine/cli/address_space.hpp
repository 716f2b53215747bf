#pragma once

namespace riskmap::cli {

/// Throws an internal `Error` when the process may map less than `least_address_space` bytes
/// (RLIMIT_AS, `ulimit -v`). The libraries a run loads take most of it, and below some of them
/// crash instead of saying that they are out of memory.
void require_address_space();

inline constexpr unsigned long long least_address_space = 320ull << 20;

}  // namespace riskmap::cli
