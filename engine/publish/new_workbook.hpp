#pragma once

#include <filesystem>
#include <string>

#include <xlsxwriter.h>

namespace riskmap::publish {

/// A workbook to be filled, whose passing files lie beside it and nowhere else on the disk; null
/// when there is no memory.
inline lxw_workbook* new_workbook(const std::filesystem::path& file) {
    std::string folder = file.parent_path().string();
    lxw_workbook_options options{};
    options.tmpdir = folder.data();
    return workbook_new_opt(file.c_str(), &options);
}

}  // namespace riskmap::publish
