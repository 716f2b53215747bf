#include "support/source_folder.hpp"

namespace riskmap::test {

std::filesystem::path source_folder() { return RISKMAP_SOURCE_DIR; }

}  // namespace riskmap::test
