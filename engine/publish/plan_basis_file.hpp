#pragma once

#include <filesystem>

#include "plan/plan_basis.hpp"

namespace riskmap::publish {

/// Where a result folder keeps what plans need.
inline constexpr const char* plan_basis_name = "model/draws.bin";

/// Writes the basis of plans: joint draws of every unit and hazard, children per age band.
///
/// Little endian, in this order: the eight bytes "RISKMAP" 1; the length of the rest and its
/// FNV-1a hash (64 bits each); then vintage, units (32 bits), codes; bands (32 bits) as from, below
/// (32 bits each) and children per unit (64-bit reals); hazards (32 bits), each as id, ages from,
/// below, draws (32 bits each), cases, deaths (64 bits each), years (64-bit real), base per unit
/// (64-bit reals), and draws per unit (32-bit reals, all draws of the first unit first). A text is
/// its length (32 bits) and its bytes. Same basis, same bytes. Throws an output `Error`.
void write_plan_basis(const plan::PlanBasis&, const std::filesystem::path& file);

/// Reads it back. Whatever the bytes are, the answer is a whole basis or an input `Error` that
/// names the file and what is wrong: not such a file, another version, cut short, damaged, counts
/// beyond its length.
plan::PlanBasis read_plan_basis(const std::filesystem::path& file);

}  // namespace riskmap::publish
