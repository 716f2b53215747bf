#include "core/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "core/error.hpp"

namespace riskmap {

void parallel_for(const RunContext& context,
                  std::size_t size,
                  std::size_t block,
                  const std::function<void(std::size_t, std::size_t)>& body) {
    expects(block > 0, "parallel_for: block is positive");
    const std::size_t blocks = block_count(size, block);
    std::atomic<std::size_t> next{0};
    std::atomic<bool> failed{false};
    std::mutex mutex;
    std::size_t failed_block = blocks;
    std::exception_ptr failure;

    const auto work = [&] {
        while (!failed && !context.stop.stop_requested()) {
            const std::size_t mine = next++;
            if (mine >= blocks) {
                return;
            }
            try {
                body(mine * block, std::min(size, (mine + 1) * block));
            } catch (...) {
                const std::lock_guard lock(mutex);
                failed = true;
                if (mine < failed_block) {
                    failed_block = mine;
                    failure = std::current_exception();
                }
            }
        }
    };

    {
        std::vector<std::jthread> helpers;
        const std::size_t threads = std::min<std::size_t>(std::max(1u, context.threads), blocks);
        for (std::size_t i = 1; i < threads; ++i) {
            helpers.emplace_back(work);
        }
        work();
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
    context.check_stop();
}

std::size_t block_count(std::size_t size, std::size_t block) { return (size + block - 1) / block; }

}  // namespace riskmap
