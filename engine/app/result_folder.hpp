#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "domain/layer.hpp"
#include "hazard/hazard_spec.hpp"
#include "plan/plan_basis.hpp"
#include "publish/csv_text.hpp"

namespace riskmap::app {

/// A result folder as later commands read it, without the study it came from.
struct ResultFolder {
    std::filesystem::path path;
    domain::Layer communes;  ///< cells typed as the dictionary says, in unit order
    std::vector<hazard::HazardSpec> hazards;
    std::string notice_vi;  ///< printed with every number that comes from it
    std::string notice_en;
    std::uint64_t seed = 1;
    bool internal = false;  ///< made with exact counts: what comes from it carries the stamp

    /// The text of a cell; "" for no data.
    std::string text(const std::string& field, std::size_t row) const;
};

/// Reads communes.csv, dictionary.csv and run.json. Throws an input `Error`: no
/// result of riskmap, a file missing or damaged.
ResultFolder read_result(const std::filesystem::path& folder);

/// The rows of a table of a result folder, its header first, all of one length. Throws an input
/// `Error` when the file is missing, empty or damaged.
std::vector<publish::CsvRow> csv_rows(const std::filesystem::path& file);

/// A published table of the folder, cells typed as its dictionary says; none
/// when it was not written.
std::optional<domain::Layer> read_result_table(const std::filesystem::path& folder,
                                               const std::string& name);

}  // namespace riskmap::app
