#include "publish/qgis/xml.hpp"

namespace riskmap::publish {
namespace {

std::string escaped(const std::string& text, bool attribute) {
    std::string result;
    for (const char c : text) {
        switch (c) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '"':
                result += "&quot;";
                break;
            case '\n':
                result += attribute ? "&#10;" : "\n";
                break;
            default:
                if (static_cast<unsigned char>(c) >= 0x20 || c == '\t') {
                    result += c;
                }
        }
    }
    return result;
}

}  // namespace

Xml& Xml::set(std::string attribute, std::string value) {
    attributes_.emplace_back(std::move(attribute), std::move(value));
    return *this;
}

Xml& Xml::text(std::string text) {
    text_ = std::move(text);
    return *this;
}

Xml& Xml::add(Xml child) {
    children_.push_back(std::move(child));
    return *this;
}

Xml& Xml::add(std::string name, std::string text) {
    children_.emplace_back(std::move(name));
    children_.back().text(std::move(text));
    return *this;
}

std::string Xml::str() const {
    std::string out;
    append_to(out, 0);
    return out;
}

void Xml::append_to(std::string& out, std::size_t depth) const {
    out.append(depth, ' ');
    out += "<" + name_;
    for (const auto& [attribute, value] : attributes_) {
        out += " " + attribute + "=\"" + escaped(value, true) + "\"";
    }
    if (text_.empty() && children_.empty()) {
        out += "/>\n";
        return;
    }
    out += ">" + escaped(text_, false);
    if (!children_.empty()) {
        out += "\n";
        for (const Xml& child : children_) {
            child.append_to(out, depth + 1);
        }
        out.append(depth, ' ');
    }
    out += "</" + name_ + ">\n";
}

}  // namespace riskmap::publish
