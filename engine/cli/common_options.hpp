#pragma once

#include "cli/command.hpp"

namespace riskmap::cli {

// Options that several commands take, said in the same words by each.

Option study_option();
Option set_option();
Option threads_option();
Option no_cache_option();
Option overwrite_option();
Option json_option();
Option out_option(Option::Kind, Text help, std::string placeholder);

}  // namespace riskmap::cli
