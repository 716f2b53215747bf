#pragma once

#include <filesystem>

#include "domain/layer.hpp"

namespace riskmap::app {

/// Writes a table as CSV to a file that is not there yet, whole or not at all;
/// nothing when the path is empty. Throws an output `Error` when it exists or
/// cannot be written.
void write_table_file(const domain::Layer& table, const std::filesystem::path& file);
/// A column of the stamp in every row: for tables of exact counts that may leave their folder.
void stamp_table(domain::Layer& table);
/// Throws the same `Error` when the file exists: to be asked before work
/// begins.
void check_new_file(const std::filesystem::path& file);

}  // namespace riskmap::app
