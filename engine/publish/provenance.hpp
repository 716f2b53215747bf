#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/text.hpp"

namespace riskmap::publish {

inline constexpr const char* run_record_name = "run.json";
inline constexpr const char* run_record_format = "riskmap-run/1";
inline constexpr const char* timings_name = "timings.json";

/// Degrees of WGS 84, or units of the input's own system.
struct Extent {
    double west = 0;
    double south = 0;
    double east = 0;
    double north = 0;
};

/// One file that the run read.
struct InputRecord {
    std::string id;     ///< id of the source in the study: "units", "layers.water"
    std::string file;   ///< as the study names it
    std::string layer;  ///< layer or sheet; empty when the file has only one
    std::string sha256;
    std::uint64_t bytes = 0;
    std::optional<std::int64_t> rows;
    std::string crs;  ///< authority code or WKT; empty for a table
    std::optional<Extent> extent;
};

/// All that decides a result. Two runs with equal records give equal bytes.
struct RunRecord {
    std::string study_id;
    Text study_name;
    std::string period_from;  ///< "2020-01-01"
    std::string period_to;
    std::string settings;  ///< the study as resolved, every default filled in
    std::uint64_t seed = 0;
    std::vector<InputRecord> inputs;
    std::vector<std::pair<std::string, std::string>> versions;  ///< "GDAL", "3.6.2"
};

/// Writes run.json into the folder, after everything else: what was used, what was generated from
/// it, by which software, in the words of W3C PROV (PROV-JSON), with the SHA-256 of every other
/// file in the folder. Texts that are not UTF-8 are repaired with U+FFFD. Throws an output `Error`
/// when a file cannot be read or written.
void write_run_record(const RunRecord&, const std::filesystem::path& folder);

struct StageTiming {
    std::string stage;
    double seconds = 0;      ///< by the clock
    double cpu_seconds = 0;  ///< of all threads
    double peak_mb = 0;      ///< most memory the program has had so far
};

/// How and where a run took place: all that may differ between two equal runs.
struct RunCircumstances {
    std::vector<StageTiming> stages;
    unsigned threads = 1;
    std::string started;  ///< the moment the run began, in ISO 8601
    /// Where the study and the what-if file lay, seen from the result folder; "" for none.
    std::string study;
    std::string scenario;
};

/// Writes timings.json, the one file that differs between two equal runs; run.json leaves it out.
void write_timings(const RunCircumstances&, const std::filesystem::path& folder);

}  // namespace riskmap::publish
