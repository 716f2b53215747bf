#pragma once

#include <vector>

#include "core/text.hpp"

namespace riskmap::exposure {

/// Sentences a reader needs beside a column, in the order found, each once.
class Notes {
  public:
    /// Empty texts are passed over.
    void add(const Text& sentence);
    /// All sentences, with a blank between them.
    Text text() const;

  private:
    std::vector<Text> sentences_;
};

}  // namespace riskmap::exposure
