#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/result_folder.hpp"
#include "core/run_context.hpp"
#include "plan/allocation.hpp"

namespace riskmap::app {

/// How the command line asks for a plan.
struct AllocateConfig {
    std::filesystem::path result;
    double budget = 0;
    plan::Outcome outcome = plan::Outcome::deaths;
    std::vector<std::string> must;    ///< "CODE=INTERVENTION"
    std::vector<std::string> forbid;  ///< "CODE=INTERVENTION"
    std::vector<std::string> prices;  ///< "INTERVENTION=AMOUNT", instead of the file's own
    std::filesystem::path remote;     ///< table with a column "code": units called remote
    double min_share_remote = 0;      ///< of the budget, set aside for them
    double min_share_parent = 0;      ///< of the budget, set aside for the parents by children
    std::filesystem::path
        out;  ///< table to write, as a workbook when it ends in .xlsx; may be empty
};

/// An intervention that no plan could buy, and why.
struct LeftOut {
    std::string intervention;
    Text label;
    Text reason;  ///< with what to do about it
};

struct AllocationReport {
    ResultFolder result;
    std::vector<hazard::Intervention> interventions;  ///< on offer
    std::vector<LeftOut> left_out;
    plan::Allocation plan;
    std::string currency;
    domain::Layer table;  ///< allocation.csv: one row per unit and intervention bought
};

/// Plans a budget over a result folder alone. Throws `Error`: what
/// `read_result` throws; usage for a budget that is no amount, an unknown unit
/// or intervention (with the nearest), prices in several currencies, wishes
/// that cannot be met.
AllocationReport allocate(const AllocateConfig&, const RunContext&);

}  // namespace riskmap::app
