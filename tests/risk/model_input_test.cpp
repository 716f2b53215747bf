#include "risk/model_input.hpp"

#include <gtest/gtest.h>

#include "support/graphs.hpp"

namespace riskmap::risk {
namespace {

TEST(Priors, PenalisedSigmaExceedsItsLimitAsRarelyAsAsked) {
    hazard::ModelSpec model;
    model.sigma_prior = "pc";
    model.sigma_limit = 0.8;
    model.sigma_tail = 0.05;
    const stats::Icar icar(test::lattice(3, 3));
    EXPECT_NEAR(prior_of(model, icar, false).sigma.cdf(0.8), 0.95, 1e-12);
}

TEST(Priors, PhiIsOfTheFamilyAskedFor) {
    const stats::Icar icar(test::lattice(4, 4));
    hazard::ModelSpec model;
    EXPECT_NEAR(prior_of(model, icar, true).phi.mean(), 0.5, 1e-12);
    model.phi_prior = "beta";
    model.phi_a = 1;
    model.phi_b = 3;
    EXPECT_NEAR(prior_of(model, icar, true).phi.mean(), 0.25, 1e-3);
    model.phi_prior = "pc";
    model.phi_limit = 0.5;
    model.phi_below = 0.6;
    EXPECT_GT(prior_of(model, icar, true).phi.cdf(0), 0.6);
}

TEST(Priors, WithoutNeighboursPhiStaysUniform) {
    const stats::Icar icar(Graph(3, {}));
    hazard::ModelSpec model;
    model.phi_prior = "pc";
    EXPECT_EQ(prior_of(model, icar, true).phi.mean(), 0.5);
}

TEST(Priors, SlopeIsLeftOutWithoutAnIndex) {
    const stats::Icar icar(test::lattice(2, 2));
    const hazard::ModelSpec model;
    EXPECT_EQ(prior_of(model, icar, false).fixed_mean.size(), 1u);
    EXPECT_EQ(prior_of(model, icar, true).fixed_mean[1], 0.5);
}

}  // namespace
}  // namespace riskmap::risk
