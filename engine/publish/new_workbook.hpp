#pragma once

#include <cstddef>
#include <filesystem>
#include <new>
#include <string>

#include <xlsxwriter.h>

namespace riskmap::publish {

/// A workbook to be filled with about that many cells, whose passing files lie beside it and
/// nowhere else on the disk; null when there is no memory.
///
/// libxlsxwriter writes into blocks without looking whether it got them (4 KB for each attribute of
/// its XML, some hundred bytes for a cell). So that a limit of memory ends in a message and not in
/// a crash, room for them is asked for, and given back, before it begins: throws `std::bad_alloc`.
inline lxw_workbook* new_workbook(const std::filesystem::path& file, std::size_t cells) {
    constexpr std::size_t passing = std::size_t{16} << 20;
    constexpr std::size_t of_cell = 256;
    ::operator delete(::operator new(passing + of_cell * cells));
    std::string folder = file.parent_path().string();
    lxw_workbook_options options{};
    options.tmpdir = folder.data();
    return workbook_new_opt(file.c_str(), &options);
}

}  // namespace riskmap::publish
