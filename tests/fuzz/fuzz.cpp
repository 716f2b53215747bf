// The libFuzzer program of all doors: fuzz --door=NAME [libFuzzer's options] CORPUS.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "fuzz/doors.hpp"

namespace {

const riskmap::fuzz::Door* chosen = nullptr;

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
    constexpr std::string_view option = "--door=";
    const auto doors = riskmap::fuzz::doors();
    for (int i = 1; i < *argc; ++i) {
        const std::string_view word((*argv)[i]);
        if (word.starts_with(option)) {
            const auto door = std::find_if(doors.begin(), doors.end(), [&](const auto& candidate) {
                return candidate.name == word.substr(option.size());
            });
            chosen = door == doors.end() ? nullptr : &*door;
        }
    }
    if (chosen == nullptr) {
        std::fputs("--door= must be one of:", stderr);
        for (const auto& door : doors) {
            std::fprintf(stderr, " %s", std::string(door.name).c_str());
        }
        std::fputs("\n", stderr);
        std::exit(2);
    }
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    riskmap::fuzz::knock(*chosen, {reinterpret_cast<const char*>(bytes), size});
    return 0;
}
