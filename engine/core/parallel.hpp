#pragma once

#include <cstddef>
#include <functional>

#include "core/run_context.hpp"

namespace riskmap {

/// Calls `body(first, last)` for blocks of `block` rows that cover 0..size-1, on `context.threads`
/// threads. Blocks are cut by `block` alone, so each row meets the same neighbours for any number
/// of threads; a body writes only the slots of its own rows and sums are taken afterwards in row
/// order. If bodies throw, the error of the lowest block leaves here. Stops between blocks when
/// asked to.
void parallel_for(const RunContext& context,
                  std::size_t size,
                  std::size_t block,
                  const std::function<void(std::size_t first, std::size_t last)>& body);

/// Into how many blocks `parallel_for` cuts: for slots that bodies write by `first / block`.
std::size_t block_count(std::size_t size, std::size_t block);

}  // namespace riskmap
