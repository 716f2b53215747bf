#pragma once

#include <string>
#include <utility>
#include <vector>

#include "intake/config_problem.hpp"

namespace riskmap::intake {

/// The lists of words in a words file, by dotted path. Faults become problems with their place.
class OfficeWordText {
  public:
    /// Both must outlive this. Tables the file format does not know are problems.
    OfficeWordText(const ConfigNode& root, Problems& problems);

    /// The words at a path; a path that is not there, or no list of texts, is a problem.
    std::vector<std::string> list(const std::string& path);
    /// All lists below a path, in the order of the file.
    std::vector<std::pair<std::string, std::vector<std::string>>> lists(const std::string& path);

    void unknown(const std::string& path);
    void twice(const std::string& path, const std::string& spelling);

  private:
    const ConfigNode* at(const std::string& path);

    const ConfigNode& root_;
    Problems& problems_;
};

}  // namespace riskmap::intake
