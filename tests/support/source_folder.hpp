#pragma once

#include <filesystem>

namespace riskmap::test {

/// The project's own folder, wherever the tests run.
std::filesystem::path source_folder();

}  // namespace riskmap::test
