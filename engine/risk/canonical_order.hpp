#pragma once

#include <cstdint>
#include <vector>

#include "cases/case_table.hpp"
#include "core/graph.hpp"
#include "exposure/exposure_table.hpp"

namespace riskmap::risk {

/// What a model is fitted to, its rows in an order that neither codes nor files decide.
///
/// Random numbers meet units by their row, so the same study with other codes would get other
/// draws. Here rows are put in order by what is known of a unit (cases, expected cases, index,
/// whether it reported), then by its neighbours, their neighbours and so on, island by island and
/// from neighbour to neighbour. Invariant: order of files and rows, codes, order of islands, edges
/// given twice, person-years in another unit. Not invariant: units that nothing tells apart, with
/// surroundings that nothing tells apart, stay in the order of their codes and may trade their
/// draws with each other. Numbers are compared to nine digits, so that the last bits of a sum
/// decide nothing.
struct CanonicalStudy {
    std::vector<std::uint32_t> row_of;  ///< per row of the canonical order: row of the study
    cases::CaseTable cases;             ///< what `model_input` reads, no more
    exposure::ExposureTable exposure;   ///< the index alone
    Graph neighbours;
};

/// `index` may be empty.
std::vector<std::uint32_t> canonical_order(const cases::CaseTable&,
                                           const PerUnit<double>& index,
                                           const Graph& neighbours);

CanonicalStudy canonical_study(const cases::CaseTable&,
                               const exposure::ExposureTable&,
                               const Graph& neighbours);

}  // namespace riskmap::risk
