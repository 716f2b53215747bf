#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace riskmap::app {

/// What of a report is printed.
enum class PrintedPart { report, sheets, one_sheet };

/// The first Chromium-like browser on the PATH; none when there is none.
std::optional<std::filesystem::path> find_browser();

/// The page of a result folder. Throws an input `Error` when the folder is no result of a format
/// that is read, or has no report.
std::filesystem::path report_page(const std::filesystem::path& folder);

/// Prints report.html of a result folder to report.pdf beside it (the sheets of all units to
/// communes.pdf, that of one unit to commune_CODE.pdf) and returns the new file. No shell is
/// involved and the browser gets no network address. The file is there whole or not at all; an old
/// one is replaced. Throws what `report_page` throws, an output `Error` when there is no browser
/// (the message says how to print by hand) or when it does not print within two minutes, a usage
/// one for an unknown unit.
std::filesystem::path print_report(const std::filesystem::path& folder,
                                   PrintedPart part,
                                   const std::string& unit = "");

}  // namespace riskmap::app
