#include "stats/bym2_system.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "core/random.hpp"
#include "stats/support/dense_bym2.hpp"

namespace riskmap::stats {
namespace {

using test::DenseBym2;
using test::SmallBym2;

const std::vector<double> weight{0.8, 3, 0.4, 2, 5, 0, 1.5, 2.5, 0.6};
const std::vector<double> pull{-1, 2, 0.5, 3, -0.7, 0, 1, 4, -2};

struct Hyper {
    double sigma;
    double phi;
};
const Hyper hypers[] = {{0.6, 0.3}, {1.7, 0.9}, {0.5, 0}, {0.8, 1}, {0, 0.4}};

void expect_same(const Eigen::VectorXd& ours, const Eigen::VectorXd& wanted) {
    EXPECT_LT((ours - wanted).cwiseAbs().maxCoeff(), 1e-10) << ours.transpose() << "\n"
                                                            << wanted.transpose();
}

TEST(Bym2System, AgreesWithTheDenseMatrix) {
    const SmallBym2 small;
    Bym2System system(small.problem, small.icar, small.prior);
    EXPECT_EQ(system.width(), 3U);
    Bym2Effect effect(9, 3);
    for (const auto& [sigma, phi] : hypers) {
        SCOPED_TRACE(sigma);
        const DenseBym2 dense(small, sigma, phi, weight, pull);
        system.set(sigma, phi);
        system.solve(weight, pull, effect);
        expect_same(DenseBym2::joined(effect), dense.mode);
        expect_same(DenseBym2::as_vector(effect.eta), dense.design * dense.mode);

        std::vector<double> variances(9);
        system.variances(variances);
        expect_same(DenseBym2::as_vector(variances),
                    (dense.design * dense.covariance * dense.design.transpose()).diagonal());
        expect_same(DenseBym2::as_vector(system.fixed_variances()),
                    dense.covariance.diagonal().head(3));

        // The pull of the likelihood alone: without the means of the prior.
        system.respond(weight, effect);
        expect_same(DenseBym2::joined(effect),
                    dense.covariance * dense.design.transpose() * DenseBym2::as_vector(weight));
    }
}

TEST(Bym2System, DeterminantFollowsWeightsAndHyperParameters) {
    const SmallBym2 small;
    Bym2System system(small.problem, small.icar, small.prior);
    Bym2Effect effect(9, 3);
    std::vector<double> off;
    for (const auto& [sigma, phi] : hypers) {
        for (const double scale : {0.1, 1.0, 30.0}) {
            std::vector<double> weights = weight;
            for (double& value : weights) {
                value *= scale;
            }
            system.set(sigma, phi);
            system.solve(weights, pull, effect);
            off.push_back(system.log_determinant() -
                          DenseBym2(small, sigma, phi, weights, pull).log_determinant);
        }
    }
    for (const double constant : off) {
        EXPECT_NEAR(constant, off.front(), 1e-9);
    }
}

TEST(Bym2System, PenaltyIsTheQuadraticFormOfThePrior) {
    const SmallBym2 small;
    const Bym2System system(small.problem, small.icar, small.prior);
    Bym2Effect effect(9, 3);
    RandomStream random(1, 2, 3);
    for (auto* part : {&effect.fixed, &effect.u, &effect.v}) {
        for (double& value : *part) {
            value = random.normal();
        }
    }
    const DenseBym2 dense(small, 1, 0.5, weight, pull);
    const Eigen::VectorXd off = DenseBym2::joined(effect) - dense.prior_mean;
    EXPECT_NEAR(system.penalty(effect), off.dot(dense.prior_precision * off), 1e-10);
}

/// Effects made of one vector of standard normals: fixed effects, field, components, noise.
Bym2Effect completed(const Bym2System& system,
                     const std::vector<double>& normals,
                     double* quadratic) {
    Bym2Effect effect(9, 3);
    const auto from = normals.begin();
    effect.fixed.assign(from, from + 3);
    effect.u.assign(from + 3, from + 12);
    effect.v.assign(from + 14, from + 23);
    system.colour(effect.u, std::vector<double>(from + 12, from + 14));
    *quadratic = system.complete(effect);
    return effect;
}

TEST(Bym2System, DrawsHaveTheCovarianceAndTellTheirQuadraticForm) {
    const SmallBym2 small;
    ASSERT_EQ(small.icar.component_count(), 2U);
    Bym2System system(small.problem, small.icar, small.prior);
    for (const auto& [sigma, phi] : hypers) {
        SCOPED_TRACE(sigma);
        Bym2Effect effect(9, 3);
        system.set(sigma, phi);
        system.solve(weight, pull, effect);
        const DenseBym2 dense(small, sigma, phi, weight, pull);
        Eigen::MatrixXd covariance = Eigen::MatrixXd::Zero(21, 21);
        double quadratic = 0;
        for (std::size_t i = 0; i < 23; ++i) {
            std::vector<double> unit(23, 0);
            unit[i] = 1;
            const Eigen::VectorXd column = DenseBym2::joined(completed(system, unit, &quadratic));
            covariance += column * column.transpose();
        }
        EXPECT_LT((covariance - dense.covariance).cwiseAbs().maxCoeff(), 1e-10);
        RandomStream random(5, 0, 0);
        std::vector<double> normals(23);
        for (double& value : normals) {
            value = random.normal();
        }
        const Bym2Effect drawn = completed(system, normals, &quadratic);
        const Eigen::VectorXd all = DenseBym2::joined(drawn);
        EXPECT_NEAR(quadratic, all.dot(dense.precision * all), 1e-9);
        expect_same(DenseBym2::as_vector(drawn.eta), dense.design * all);
    }
}

TEST(Bym2System, WithoutNeighboursTheShareDoesNotCount) {
    SmallBym2 small;
    small.graph = Graph(9, {});
    small.icar = Icar(small.graph);
    Bym2System system(small.problem, small.icar, small.prior);
    Bym2Effect effect(9, 3);
    Bym2Effect dropped(9, 3);
    system.set(0.6, 0.7);
    system.solve(weight, pull, effect);
    system.set(0.6, 0);
    system.solve(weight, pull, dropped);
    EXPECT_EQ(effect.eta, dropped.eta);
    expect_same(DenseBym2::as_vector(dropped.eta),
                DenseBym2(small, 0.6, 0, weight, pull).design *
                    DenseBym2(small, 0.6, 0, weight, pull).mode);
}

TEST(Bym2Effect, AddsPartByPart) {
    Bym2Effect sum(2, 1);
    sum.fixed = {1};
    sum.u = {1, 2};
    sum.v = {3, 4};
    sum.eta = {5, 6};
    const Bym2Effect change = sum;
    sum += change;
    EXPECT_EQ(sum.fixed, (std::vector<double>{2}));
    EXPECT_EQ(sum.u, (std::vector<double>{2, 4}));
    EXPECT_EQ(sum.v, (std::vector<double>{6, 8}));
    EXPECT_EQ(sum.eta, (std::vector<double>{10, 12}));
}

TEST(Bym2System, OneVarianceForEachRowIsAskedFor) {
    const SmallBym2 small;
    Bym2System system(small.problem, small.icar, small.prior);
    std::vector<double> few(8);
    EXPECT_THROW(system.variances(few), Error);
}

}  // namespace
}  // namespace riskmap::stats
