#pragma once

#include <filesystem>

#include "domain/review.hpp"

namespace riskmap::publish {

/// Writes what people must decide as a workbook: a sheet of rows whose unit is open, with up to
/// three candidates and one cell to fill, and a sheet of pairs of rows that may be one event.
/// Filled in, it is an input of the next run. Same input, same bytes. Throws an output `Error`.
void write_review(const domain::ReviewList& review, const std::filesystem::path& file);

}  // namespace riskmap::publish
