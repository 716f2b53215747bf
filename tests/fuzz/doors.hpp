#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace riskmap::fuzz {

/// A door of the engine through which bytes of strangers come in.
struct Door {
    std::string_view name;
    /// Hands the bytes to the engine. May throw `Error`; anything else, and a broken promise, is a
    /// finding and ends the process.
    void (*enter)(std::string_view bytes);
};

std::span<const Door> doors();

/// Enters with `Error` taken as an answer.
void knock(const Door&, std::string_view bytes);

/// Ends the process when a promise is broken.
void promised(bool holds, const char* what);

/// A file in memory (of this process) that holds the bytes.
std::filesystem::path file_of(std::string_view bytes, const std::string& name);

// By room.
void study(std::string_view);
void hazard(std::string_view);
void delimited_text(std::string_view);
void office_sheet(std::string_view);
void text_decoders(std::string_view);
void coordinates(std::string_view);
void dates(std::string_view);
void unit_names(std::string_view);
void crosswalk(std::string_view);
void geometry_repair(std::string_view);
void geometry_joins(std::string_view);
void raster(std::string_view);
void run_record(std::string_view);
void plan_basis(std::string_view);

}  // namespace riskmap::fuzz
