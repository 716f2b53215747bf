#include <cmath>

#include <gtest/gtest.h>

#include "stats/bym2.hpp"
#include "support/reference_data.hpp"

// Published data sets fitted with long Markov chains; the fits here must agree within the noise of
// those chains and the error of the approximation.

namespace riskmap::stats {
namespace {

struct Fitted {
    std::string folder;
    std::string name;
    Bym2Problem problem;
    Graph graph;
    Bym2Prior prior;
};

void expect_reference(const Fitted& fitted) {
    const auto folder = test::reference_folder() / fitted.folder;
    RunContext context;
    context.threads = 2;
    const Icar icar(fitted.graph);
    const Bym2Fit fit = fit_bym2(fitted.problem, icar, fitted.prior, {}, context);
    EXPECT_TRUE(fit.converged);

    const test::Table areas(folder / ("ref_" + fitted.name + "_areas.csv"));
    const std::vector<double> mean = areas.numbers("lrr_mean");
    const std::vector<double> sd = areas.numbers("lrr_sd");
    const std::vector<std::pair<double, std::vector<double>>> thresholds{
        {1, areas.numbers("P_gt_1")},
        {1.25, areas.numbers("P_gt_1.25")},
        {1.5, areas.numbers("P_gt_1.5")},
        {2, areas.numbers("P_gt_2")}};
    double worst_mean = 0, worst_sd = 0, worst_probability = 0;
    for (std::size_t row = 0; row < mean.size(); ++row) {
        const MeanSd& mine = fit.log_risk[row];
        const double off = (mine.mean - mean[row]) / sd[row];
        worst_mean = std::max(worst_mean, std::abs(off));
        worst_sd = std::max(worst_sd, std::abs(mine.sd / sd[row] - 1));
        EXPECT_NEAR(off, 0, 0.03) << fitted.name << " row " << row + 1;
        EXPECT_NEAR(mine.sd / sd[row], 1, 0.03) << fitted.name << " row " << row + 1;
        for (const auto& [threshold, probability] : thresholds) {
            const double p = fit.exceedance(row, threshold);
            worst_probability = std::max(worst_probability, std::abs(p - probability[row]));
            EXPECT_NEAR(p, probability[row], 0.02) << fitted.name << " row " << row + 1;
        }
    }
    const test::Table hyper(folder / ("ref_" + fitted.name + "_hyper.csv"));
    const std::vector<double> hyper_mean = hyper.numbers("mean");
    const std::vector<double> hyper_sd = hyper.numbers("sd");
    std::vector<std::pair<double, double>> own;  // mean, tolerance in sd
    for (const MeanSd& effect : fit.fixed) {
        own.emplace_back(effect.mean, 0.02);
    }
    own.emplace_back(fit.sigma.mean, 0.05);
    own.emplace_back(fit.phi.mean, 0.10);
    std::string line;
    for (std::size_t i = 0; i < own.size(); ++i) {
        const double off = (own[i].first - hyper_mean[i]) / hyper_sd[i];
        EXPECT_NEAR(off, 0, own[i].second) << fitted.name << " " << hyper.text("par")[i];
        line += " " + hyper.text("par")[i] + " " + std::to_string(off);
    }
    std::printf("%s: %zu evaluations, %zu cells; worst mean %.4f sd, sd ratio %.4f, P %.4f;%s\n",
                fitted.name.c_str(),
                fit.evaluations,
                fit.cells.size(),
                worst_mean,
                worst_sd,
                worst_probability,
                line.c_str());
}

Bym2Prior prior_of(std::vector<double> mean, std::vector<double> sd) {
    Bym2Prior prior;
    prior.fixed_mean = std::move(mean);
    prior.fixed_sd = std::move(sd);
    prior.sigma = {SigmaPrior::Kind::exponential, 1 / 4.60517018598809};
    return prior;
}

using Bym2Reference = test::Reference;

Fitted scotland(const std::string& edges, const std::string& name) {
    const auto folder = test::reference_folder() / "scotland";
    const test::Table counts(folder / "input_counts.csv");
    Fitted fitted;
    fitted.folder = "scotland";
    fitted.name = name;
    fitted.problem.observed = counts.numbers("observed");
    fitted.problem.expected = counts.numbers("expected");
    fitted.graph = test::reference_graph(folder / edges, 56);
    fitted.prior = prior_of({0}, {10});
    return fitted;
}

Fitted sparse(const std::string& count, const std::string& name, double alpha_sd) {
    const auto folder = test::reference_folder() / "sparse111";
    const test::Table counts(folder / "input_counts.csv");
    const test::Table areas(folder / "input_areas.csv");
    Fitted fitted;
    fitted.folder = "sparse111";
    fitted.name = name;
    fitted.problem.observed = counts.numbers("y" + count);
    fitted.problem.expected = counts.numbers("E" + count);
    fitted.problem.covariates = {areas.numbers("log_exposure")};
    fitted.graph = test::reference_graph(folder / "input_edges.csv", 111);
    fitted.prior = prior_of({0, 1}, {alpha_sd, 0.5});
    return fitted;
}

TEST_F(Bym2Reference, ScotlandWithIslands) {
    expect_reference(scotland("input_edges_islands.csv", "S2_islands_intercept"));
}

TEST_F(Bym2Reference, ScotlandConnected) {
    expect_reference(scotland("input_edges_connected.csv", "S4_connected_intercept"));
}

TEST_F(Bym2Reference, SparseProvinceWithTwentyOneEvents) {
    expect_reference(sparse("21", "T21_exposure", 1));
}

TEST_F(Bym2Reference, SparseProvinceWithoutEvents) {
    expect_reference(sparse("0", "T0_exposure", 0.5));
}

TEST_F(Bym2Reference, NorthCarolina) {
    const auto carolina = folder / "nc_sids";
    const test::Table areas(carolina / "ref_N1_sid74_queen_intercept_areas.csv");
    Fitted fitted;
    fitted.folder = "nc_sids";
    fitted.name = "N1_sid74_queen_intercept";
    fitted.problem.observed = areas.numbers("y");
    fitted.problem.expected = areas.numbers("E");
    fitted.graph = test::reference_graph(carolina / "input_edges_queen_directed.csv", 100);
    fitted.prior = prior_of({0}, {10});
    expect_reference(fitted);
}

TEST_F(Bym2Reference, ScotlandsScaledVariances) {
    const auto scotland_folder = folder / "scotland";
    const test::Table variances(scotland_folder / "ref_icar_scaled_marginal_variance.csv");
    const std::vector<std::array<std::string, 2>> graphs{{"input_edges_connected.csv", "connected"},
                                                         {"input_edges_islands.csv", "islands"}};
    const std::vector<double> scales{0.4853177, 0.4504357};
    for (std::size_t k = 0; k < graphs.size(); ++k) {
        const Icar icar(test::reference_graph(scotland_folder / graphs[k][0], 56));
        EXPECT_NEAR(icar.scales()[0], scales[k], 1e-7);
        const std::vector<double> wanted = variances.numbers("C_diag_" + graphs[k][1]);
        for (std::size_t row = 0; row < wanted.size(); ++row) {
            EXPECT_NEAR(icar.variances()[row] / wanted[row], 1, 1e-8) << row + 1;
        }
    }
}

TEST_F(Bym2Reference, PenalisedRatesOfTheFourGraphs) {
    const auto rate = [&](const std::string& edges, std::size_t size) {
        const Icar icar(test::reference_graph(folder / edges, size));
        return PhiPrior::penalised(icar, 0.5, 2.0 / 3).rate();
    };
    EXPECT_NEAR(rate("scotland/input_edges_islands.csv", 56), 0.323188495608678, 1e-8);
    EXPECT_NEAR(rate("scotland/input_edges_connected.csv", 56), 0.285542220050129, 1e-8);
    EXPECT_NEAR(rate("sparse111/input_edges.csv", 111), 0.218801819189358, 1e-8);
    EXPECT_NEAR(rate("nc_sids/input_edges_queen_directed.csv", 100), 0.200459920677637, 1e-8);
}

}  // namespace
}  // namespace riskmap::stats
