#include "fuzz/doors.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>
#include <unistd.h>

#include "core/error.hpp"
#include "publish/file_bytes.hpp"

namespace riskmap::fuzz {

std::span<const Door> doors() {
    static constexpr std::array all{Door{"study", study},
                                    Door{"hazard", hazard},
                                    Door{"delimited_text", delimited_text},
                                    Door{"office_sheet", office_sheet},
                                    Door{"text_decoders", text_decoders},
                                    Door{"coordinates", coordinates},
                                    Door{"dates", dates},
                                    Door{"unit_names", unit_names},
                                    Door{"crosswalk", crosswalk},
                                    Door{"geometry_repair", geometry_repair},
                                    Door{"geometry_joins", geometry_joins},
                                    Door{"raster", raster},
                                    Door{"run_record", run_record},
                                    Door{"plan_basis", plan_basis}};
    return all;
}

void knock(const Door& door, std::string_view bytes) {
    try {
        door.enter(bytes);
    } catch (const Error& error) {
        promised(error.kind() != ErrorKind::internal, error.what());
        promised(!error.message().vi.empty() && !error.message().en.empty(), "a message");
    }
}

void promised(bool holds, const char* what) {
    if (!holds) {
        std::fprintf(stderr, "broken promise: %s\n", what);
        std::abort();
    }
}

std::filesystem::path file_of(std::string_view bytes, const std::string& name) {
    static const std::filesystem::path folder =
        std::filesystem::path("/dev/shm") / fmt::format("riskmap-fuzz-{}", ::getpid());
    std::filesystem::create_directories(folder / std::filesystem::path(name).parent_path());
    static const int at_end = std::atexit([] {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    });
    promised(at_end == 0, "file_of: the folder goes with the process");
    publish::write_bytes(folder / name, bytes);
    return folder / name;
}

}  // namespace riskmap::fuzz
