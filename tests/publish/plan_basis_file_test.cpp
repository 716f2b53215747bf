#include "publish/plan_basis_file.hpp"

#include <cmath>
#include <fstream>

#include <gtest/gtest.h>

#include "core/random.hpp"
#include "publish/file_bytes.hpp"
#include "support/scratch.hpp"

namespace riskmap::publish {
namespace {

plan::PlanBasis small_basis() {
    plan::PlanBasis basis;
    basis.vintage = "2022-10-01";
    basis.code = PerUnit<std::string>({"00001", "00002", "25280"});
    basis.bands = {{0, 5}, {5, 16}};
    basis.children = {PerUnit<double>({10.5, 20, std::nan("")}), PerUnit<double>({1, 2, 3})};
    plan::EventDraws hazard;
    hazard.hazard_id = "harm";
    hazard.ages = {0, 16};
    hazard.cases = 21;
    hazard.deaths = 7;
    hazard.years = 1.25;
    hazard.base = PerUnit<double>({0.1, 0.2, std::nan("")});
    hazard.rate_ratio = {1, 2, 0.5F, 3, std::nanf(""), 1e-30F};
    hazard.draws = 2;
    basis.hazards.push_back(hazard);
    return basis;
}

TEST(PlanBasisFile, ReadsBackWhatWasWritten) {
    const test::Scratch scratch;
    const auto file = scratch / "draws.bin";
    write_plan_basis(small_basis(), file);
    const plan::PlanBasis read = read_plan_basis(file);
    EXPECT_EQ(read.vintage, "2022-10-01");
    EXPECT_EQ(read.code, small_basis().code);
    EXPECT_EQ(read.bands, small_basis().bands);
    EXPECT_TRUE(std::isnan(read.children[0][UnitIndex(2)]));
    EXPECT_EQ(read.children[1][UnitIndex(2)], 3);
    const plan::EventDraws& hazard = read.hazards.at(0);
    EXPECT_EQ(hazard.hazard_id, "harm");
    EXPECT_EQ(hazard.cases, 21);
    EXPECT_EQ(hazard.deaths, 7);
    EXPECT_EQ(hazard.years, 1.25);
    EXPECT_EQ(hazard.events(UnitIndex(1), 1), 0.2 * 3);
    EXPECT_EQ(hazard.events(UnitIndex(2), 1), 0);
    EXPECT_EQ(hazard.mean_events(UnitIndex(0)), 0.1 * 1.5);
    write_plan_basis(read, scratch / "again.bin");
    EXPECT_EQ(read_bytes(file), read_bytes(scratch / "again.bin"));
}

TEST(PlanBasisFile, EveryCutAndEveryChangedByteIsRefused) {
    const test::Scratch scratch;
    const auto file = scratch / "draws.bin";
    write_plan_basis(small_basis(), file);
    const std::string whole = read_bytes(file);
    for (std::size_t length = 0; length < whole.size(); length += 3) {
        write_bytes(file, whole.substr(0, length));
        test::error_of(ErrorKind::input, [&] { read_plan_basis(file); });
    }
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0x55);
        write_bytes(file, changed);
        test::error_of(ErrorKind::input, [&] { read_plan_basis(file); });
    }
    write_bytes(file, whole + "x");
    EXPECT_TRUE(test::contains(test::error_of(ErrorKind::input, [&] { read_plan_basis(file); }),
                               "longer than it says"));
}

/// A file whose hash is right but whose counts lie must not be believed.
TEST(PlanBasisFile, CountsBeyondTheFileAreRefused) {
    const test::Scratch scratch;
    const auto file = scratch / "draws.bin";
    const auto seal = [](const std::string& body) {
        std::string bytes("RISKMAP\x01", 8);
        std::uint64_t hash = 14695981039346656037U;
        for (const char c : body) {
            hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
        }
        for (const std::uint64_t number : {static_cast<std::uint64_t>(body.size()), hash}) {
            for (int i = 0; i < 8; ++i) {
                bytes += static_cast<char>(number >> (8 * i) & 0xFFU);
            }
        }
        return bytes + body;
    };
    write_plan_basis(small_basis(), file);
    const std::string body = read_bytes(file).substr(24);
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        RandomStream random(seed, 1, 0);
        std::string changed = body;
        for (int i = 0; i < 4; ++i) {
            const std::size_t at = random.below(static_cast<std::uint32_t>(changed.size()));
            changed[at] = static_cast<char>(random.below(256));
        }
        write_bytes(file, seal(changed));
        try {
            const plan::PlanBasis basis = read_plan_basis(file);
            for (const plan::EventDraws& hazard : basis.hazards) {
                EXPECT_EQ(hazard.rate_ratio.size(), basis.units() * hazard.draws);
            }
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::input);
        }
    }
}

}  // namespace
}  // namespace riskmap::publish
