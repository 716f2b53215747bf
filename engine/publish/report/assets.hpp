#pragma once

#include <string_view>

/// The files of maps/report/, embedded when the program is built.
namespace riskmap::publish::assets {

extern const std::string_view page;    ///< report.html, a template
extern const std::string_view style;   ///< report.css
extern const std::string_view script;  ///< report.js

}  // namespace riskmap::publish::assets
