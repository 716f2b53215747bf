#include "app/explain.hpp"
#include "app/result_folder.hpp"
#include "fuzz/doors.hpp"
#include "gdal/read.hpp"
#include "publish/plan_basis_file.hpp"
#include "publish/recorded_run.hpp"

namespace riskmap::fuzz {

void raster(std::string_view bytes) {
    const geo::Raster read = gdal::read_raster(file_of(bytes, "grid.asc"));
    promised(read.values.size() == read.columns * read.rows, "a raster has all its cells");
}

/// The bytes are run.json, then a line "====", communes.csv, the same line, dictionary.csv.
void run_record(std::string_view bytes) {
    constexpr std::string_view cut = "\n====\n";
    std::filesystem::path folder;
    for (const char* name : {"result/run.json", "result/communes.csv", "result/dictionary.csv"}) {
        const std::size_t end = bytes.find(cut);
        folder = file_of(bytes.substr(0, end), name).parent_path();
        bytes = end == std::string_view::npos ? "" : bytes.substr(end + cut.size());
    }
    publish::read_recorded_run(folder);
    app::explain(folder, "001");
    const app::ResultFolder result = app::read_result(folder);
    for (const auto& column : result.communes.columns) {
        promised(column.size() == result.communes.size(), "every column is as long as the table");
    }
}

void plan_basis(std::string_view bytes) {
    // The fuzzer cannot guess a check sum, so it may leave it to us by a first byte of 1.
    std::string file(bytes);
    if (file.size() > 25 && file[0] == '\x01') {
        file = file.substr(1);
        file.replace(0, 8, "RISKMAP\x01", 8);
        std::uint64_t hash = 14695981039346656037U;
        for (std::size_t i = 24; i < file.size(); ++i) {
            hash = (hash ^ static_cast<unsigned char>(file[i])) * 1099511628211U;
        }
        const std::uint64_t length = file.size() - 24;
        for (unsigned i = 0; i < 8; ++i) {
            file[8 + i] = static_cast<char>(length >> (8 * i) & 0xFFU);
            file[16 + i] = static_cast<char>(hash >> (8 * i) & 0xFFU);
        }
    }
    const plan::PlanBasis basis = publish::read_plan_basis(file_of(file, "draws.bin"));
    for (const plan::EventDraws& hazard : basis.hazards) {
        promised(hazard.rate_ratio.size() == basis.units() * hazard.draws, "draws of every unit");
    }
}

}  // namespace riskmap::fuzz
