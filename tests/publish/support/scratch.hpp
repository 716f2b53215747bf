#pragma once

#include "support/scratch.hpp"

namespace riskmap::publish {

using test::contains;
using test::error_of;
using test::Scratch;

}  // namespace riskmap::publish
