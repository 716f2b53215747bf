#include "stats/icar.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "support/graphs.hpp"

namespace riskmap::stats {
namespace {

/// Inverse of K on the space of zero sums per component, by brute force.
Eigen::MatrixXd constrained_inverse(const Icar& icar,
                                    const Graph& graph,
                                    const std::vector<double>& information,
                                    double* log_determinant) {
    Eigen::MatrixXd precision = test::dense(graph, icar.diagonal(), icar.edges());
    for (std::size_t i = 0; i < information.size(); ++i) {
        const auto k = static_cast<Eigen::Index>(i);
        precision(k, k) += information[i];
    }
    Eigen::MatrixXd sums =
        Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(icar.component_count()), precision.rows());
    for (std::size_t i = 0; i < icar.size(); ++i) {
        if (icar.component()[i] != Icar::alone) {
            sums(icar.component()[i], static_cast<Eigen::Index>(i)) = 1;
        }
    }
    const Eigen::MatrixXd basis = Eigen::FullPivLU<Eigen::MatrixXd>(sums).kernel();
    const Eigen::MatrixXd free =
        icar.component_count() == 0
            ? Eigen::MatrixXd(Eigen::MatrixXd::Identity(precision.rows(), precision.rows()))
            : Eigen::MatrixXd(Eigen::HouseholderQR<Eigen::MatrixXd>(basis).householderQ() *
                              Eigen::MatrixXd::Identity(basis.rows(), basis.cols()));
    const Eigen::MatrixXd inner = free.transpose() * precision * free;
    *log_determinant = std::log(inner.determinant());
    return free * inner.inverse() * free.transpose();
}

Graph with_islands() {
    // A chain of four, a pair, two rows alone.
    const std::vector<Graph::Edge> edges{{0, 2}, {2, 3}, {3, 5}, {1, 6}};
    return Graph(8, edges);
}

TEST(Icar, GeometricMeanOfVariancesIsOneInEachComponent) {
    const Icar icar(with_islands());
    EXPECT_EQ(icar.component_count(), 2u);
    EXPECT_EQ(icar.component()[4], Icar::alone);
    double first = 1;
    for (const std::size_t row : {0u, 2u, 3u, 5u}) {
        first *= icar.variances()[row];
    }
    EXPECT_NEAR(first, 1, 1e-12);
    EXPECT_NEAR(icar.variances()[1], 1, 1e-12);
    EXPECT_EQ(icar.variances()[7], 1);
    // A pair: u = (x, -x), precision of x 4, variance 1/4.
    EXPECT_NEAR(icar.scales()[1], 0.25, 1e-13);
}

TEST(Icar, EnergyIsTheQuadraticForm) {
    const Graph graph = with_islands();
    const Icar icar(graph);
    const Eigen::MatrixXd matrix = test::dense(graph, icar.diagonal(), icar.edges());
    const Eigen::VectorXd x = Eigen::VectorXd::LinSpaced(8, -1, 3);
    EXPECT_NEAR(icar.energy(std::span(x.data(), 8)), x.dot(matrix * x), 1e-12);
}

TEST(Icar, GraphWithoutEdgesHasNoNeighbours) {
    const Icar icar(Graph(3, {}));
    EXPECT_FALSE(icar.has_neighbours());
    EXPECT_EQ(icar.variances(), std::vector<double>(3, 1.0));
}

TEST(IcarPosterior, AgreesWithBruteForceForAnyInformation) {
    for (const Graph& graph : {with_islands(), test::lattice(5, 6), Graph(4, {})}) {
        const Icar icar(graph);
        IcarPosterior field(icar);
        double constant = 0;
        bool first = true;
        for (const double strength : {0.0, 1e-9, 0.03, 2.0, 1e4}) {
            std::vector<double> information(graph.size());
            for (std::size_t i = 0; i < information.size(); ++i) {
                information[i] = strength * static_cast<double>(i % 3);
            }
            field.condition(information);
            double log_determinant = 0;
            const Eigen::MatrixXd expected =
                constrained_inverse(icar, graph, information, &log_determinant);
            const double difference = field.log_determinant() - log_determinant;
            if (first) {
                constant = difference;
                first = false;
            }
            EXPECT_NEAR(difference, constant, 1e-8) << strength;

            std::vector<double> variances(graph.size());
            field.variances(variances);
            std::vector<double> right(graph.size());
            Eigen::VectorXd b(expected.rows());
            for (std::size_t i = 0; i < right.size(); ++i) {
                right[i] = std::sin(static_cast<double>(i));
                b[static_cast<Eigen::Index>(i)] = right[i];
            }
            const Eigen::VectorXd wanted = expected * b;
            field.solve(right);
            for (std::size_t i = 0; i < right.size(); ++i) {
                const auto k = static_cast<Eigen::Index>(i);
                EXPECT_NEAR(variances[i], expected(k, k), 1e-10);
                EXPECT_NEAR(right[i], wanted[k], 1e-10);
            }
        }
    }
}

TEST(IcarPosterior, DrawsHaveTheConstrainedCovariance) {
    const Graph graph = with_islands();
    const Icar icar(graph);
    IcarPosterior field(icar);
    const std::vector<double> information{0.4, 0, 1, 0.2, 3, 0, 0.7, 0};
    field.condition(information);
    double log_determinant = 0;
    const Eigen::MatrixXd expected =
        constrained_inverse(icar, graph, information, &log_determinant);
    Eigen::MatrixXd covariance = Eigen::MatrixXd::Zero(8, 8);
    for (std::size_t i = 0; i < 10; ++i) {
        std::vector<double> normals(8, 0);
        std::vector<double> more(2, 0);
        (i < 8 ? normals[i] : more[i - 8]) = 1;
        field.draw(normals, more);
        const Eigen::Map<Eigen::VectorXd> column(normals.data(), 8);
        covariance += column * column.transpose();
    }
    EXPECT_LT((covariance - expected).norm(), 1e-11);
}

}  // namespace
}  // namespace riskmap::stats
