#include "intake/input_parts.hpp"

#include <algorithm>
#include <string>
#include <system_error>

namespace riskmap::intake {

namespace fs = std::filesystem;

std::vector<fs::path> parts_of(const fs::path& file) {
    std::vector<fs::path> parts;
    std::error_code ignored;
    if (fs::is_directory(file, ignored)) {
        for (const fs::directory_entry& entry : fs::directory_iterator(file, ignored)) {
            parts.push_back(entry.path());
        }
    } else if (file.extension() == ".shp" || file.extension() == ".SHP") {
        const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
        for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
            std::string extension = entry.path().extension().string();
            std::transform(extension.begin(), extension.end(), extension.begin(), [](char c) {
                return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            });
            const bool is_part = extension == ".shp" || extension == ".shx" ||
                                 extension == ".dbf" || extension == ".prj" || extension == ".cpg";
            if (is_part && entry.path().stem() == file.stem()) {
                parts.push_back(entry.path());
            }
        }
    } else {
        parts.push_back(file);
    }
    std::sort(parts.begin(), parts.end());
    return parts;
}

}  // namespace riskmap::intake
