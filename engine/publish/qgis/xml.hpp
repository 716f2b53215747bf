#pragma once

#include <string>
#include <utility>
#include <vector>

namespace riskmap::publish {

/// One element of an XML document: attributes in the order added, then its text, then its children.
class Xml {
  public:
    explicit Xml(std::string name) : name_(std::move(name)) {}

    Xml& set(std::string attribute, std::string value);
    Xml& text(std::string text);
    Xml& add(Xml child);
    /// Adds a child that holds only a text.
    Xml& add(std::string name, std::string text);

    /// The element, indented. Signs of markup are escaped; control characters, which XML 1.0 cannot
    /// hold, are left out.
    std::string str() const;

  private:
    void append_to(std::string& out, std::size_t depth) const;

    std::string name_;
    std::vector<std::pair<std::string, std::string>> attributes_;
    std::string text_;
    std::vector<Xml> children_;
};

}  // namespace riskmap::publish
