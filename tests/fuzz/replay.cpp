// replay CORPUS: hands every file of CORPUS/DOOR/ to its door. Ends well when no promise is broken.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <vector>

#include "core/file_bytes.hpp"
#include "fuzz/doors.hpp"

int main(int argc, char** argv) {
    namespace fs = std::filesystem;
    if (argc != 2) {
        std::fputs("usage: replay CORPUS\n", stderr);
        return 2;
    }
    std::size_t total = 0;
    for (const riskmap::fuzz::Door& door : riskmap::fuzz::doors()) {
        std::vector<fs::path> files;
        for (const fs::directory_entry& entry :
             fs::directory_iterator(fs::path(argv[1]) / door.name)) {
            files.push_back(entry.path());
        }
        std::sort(files.begin(), files.end());
        for (const fs::path& file : files) {
            const std::string bytes = riskmap::file_bytes(file).value_or("");
            riskmap::fuzz::knock(door, bytes);
            // Cut short at a few places: what a broken download looks like.
            for (std::size_t part = 1; part < 8; ++part) {
                riskmap::fuzz::knock(door,
                                     std::string_view(bytes).substr(0, bytes.size() * part / 8));
            }
        }
        riskmap::fuzz::promised(!files.empty(), "a door has a corpus");
        std::printf("%-16s %zu inputs\n", std::string(door.name).c_str(), files.size());
        total += files.size();
    }
    std::printf("%zu inputs replayed, each whole and cut at seven places\n", total);
    return 0;
}
