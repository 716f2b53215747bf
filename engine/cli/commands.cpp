#include <array>

#include "cli/command.hpp"

namespace riskmap::cli {

std::span<const Command> commands() {
    static const std::array rows{run_command(),
                                 check_command(),
                                 init_command(),
                                 validate_command(),
                                 explain_command(),
                                 allocate_command(),
                                 compare_command(),
                                 evaluate_command(),
                                 report_command(),
                                 reproduce_command(),
                                 fields_command(),
                                 schema_command(),
                                 doctor_command(),
                                 plan_command(),
                                 reduce_command(),
                                 cache_command()};
    return rows;
}

}  // namespace riskmap::cli
