#include "stats/sparse_cholesky.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "stats/selected_inverse.hpp"
#include "support/graphs.hpp"

namespace riskmap::stats {
namespace {

struct Case {
    Graph graph;
    std::vector<double> diagonal;
    std::vector<double> edges;
};

Case random_case(const Graph& graph, std::uint64_t seed) {
    RandomStream random(seed, 1, 0);
    Case result{graph, std::vector<double>(graph.size()), {}};
    for (std::size_t row = 0; row < graph.size(); ++row) {
        result.diagonal[row] =
            static_cast<double>(graph.neighbours(row).size()) + 0.05 + random.uniform();
    }
    for (std::size_t edge = 0; edge < graph.edge_count(); ++edge) {
        result.edges.push_back(random.uniform() * 2 - 1);
    }
    return result;
}

std::vector<Case> cases() {
    std::vector<Case> result;
    result.push_back(random_case(Graph(1, {}), 1));
    result.push_back(random_case(Graph(7, {}), 2));
    result.push_back(random_case(test::lattice(3, 4), 3));
    result.push_back(random_case(test::lattice(17, 23), 4));
    result.push_back(random_case(test::random_graph(60, 90, 5), 5));
    result.push_back(random_case(test::random_graph(80, 900, 6), 6));
    return result;
}

TEST(SparseCholesky, AgreesWithTheDenseMatrix) {
    for (const Case& c : cases()) {
        const Eigen::MatrixXd matrix = test::dense(c.graph, c.diagonal, c.edges);
        const SparsePattern pattern(c.graph);
        SparseCholesky factor(pattern);
        ASSERT_TRUE(factor.factor(c.diagonal, c.edges));

        const Eigen::LLT<Eigen::MatrixXd> dense(matrix);
        const Eigen::MatrixXd root = dense.matrixL();
        EXPECT_NEAR(factor.log_determinant(), 2 * root.diagonal().array().log().sum(), 1e-9);

        const Eigen::VectorXd wanted = Eigen::VectorXd::LinSpaced(matrix.rows(), -1, 2);
        const Eigen::VectorXd right = matrix * wanted;
        std::vector<double> x(right.data(), right.data() + right.size());
        factor.solve(x);
        for (std::size_t i = 0; i < x.size(); ++i) {
            EXPECT_NEAR(x[i], wanted[static_cast<Eigen::Index>(i)], 1e-10);
        }

        std::vector<double> diagonal(c.graph.size());
        SelectedInverse().diagonal(factor, diagonal);
        const Eigen::MatrixXd inverse = matrix.inverse();
        for (std::size_t i = 0; i < diagonal.size(); ++i) {
            const auto k = static_cast<Eigen::Index>(i);
            EXPECT_NEAR(diagonal[i], inverse(k, k), 1e-11 * std::max(1.0, inverse(k, k)));
        }
    }
}

TEST(SparseCholesky, ColouredNormalsHaveTheInverseAsCovariance) {
    const Case c = random_case(test::lattice(4, 5), 7);
    const SparsePattern pattern(c.graph);
    SparseCholesky factor(pattern);
    ASSERT_TRUE(factor.factor(c.diagonal, c.edges));
    // The columns of the root R of the inverse come from unit vectors; R R' is the covariance.
    const auto n = static_cast<Eigen::Index>(c.graph.size());
    Eigen::MatrixXd root(n, n);
    for (Eigen::Index i = 0; i < n; ++i) {
        std::vector<double> unit(c.graph.size(), 0);
        unit[static_cast<std::size_t>(i)] = 1;
        factor.colour(unit);
        root.col(i) = Eigen::Map<Eigen::VectorXd>(unit.data(), n);
    }
    const Eigen::MatrixXd product =
        root * root.transpose() * test::dense(c.graph, c.diagonal, c.edges);
    EXPECT_LT((product - Eigen::MatrixXd::Identity(n, n)).norm(), 1e-11);
}

TEST(SparseCholesky, ColumnsSolvedTogetherAreThoseSolvedAlone) {
    const Case c = random_case(test::lattice(9, 9), 8);
    const SparsePattern pattern(c.graph);
    SparseCholesky factor(pattern);
    ASSERT_TRUE(factor.factor(c.diagonal, c.edges));
    RandomStream random(8, 2, 0);
    for (std::size_t columns = 1; columns <= 11; ++columns) {
        std::vector<double> together(81 * columns);
        for (double& value : together) {
            value = random.normal();
        }
        std::vector<double> alone = together;
        factor.solve(together);
        for (std::size_t k = 0; k < columns; ++k) {
            factor.solve(std::span(alone).subspan(81 * k, 81));
        }
        EXPECT_EQ(together, alone) << columns;
    }
}

TEST(SparseCholesky, LargeFrontsAgreeWithTheDenseMatrix) {
    // A nearly full graph is one block of far more columns than small fronts have.
    const Case c = random_case(test::random_graph(150, 9000, 9), 9);
    const SparsePattern pattern(c.graph);
    SparseCholesky factor(pattern);
    std::vector<double> diagonal = c.diagonal;
    ASSERT_TRUE(factor.factor(diagonal, c.edges));
    const Eigen::LLT<Eigen::MatrixXd> dense(test::dense(c.graph, diagonal, c.edges));
    const Eigen::MatrixXd root = dense.matrixL();
    EXPECT_NEAR(factor.log_determinant(), 2 * root.diagonal().array().log().sum(), 1e-9);
    diagonal.assign(150, -1);
    EXPECT_FALSE(factor.factor(diagonal, c.edges));
}

TEST(SparseCholesky, IndefiniteMatrixIsToldNotFactored) {
    const Graph graph = test::lattice(2, 2);
    const SparsePattern pattern(graph);
    SparseCholesky factor(pattern);
    EXPECT_FALSE(factor.factor(std::vector<double>(4, 1.0), std::vector<double>(4, -2.0)));
    EXPECT_THROW(
        static_cast<void>(factor.factor(std::vector<double>(3, 1.0), std::vector<double>(4, 0.0))),
        Error);
}

}  // namespace
}  // namespace riskmap::stats
