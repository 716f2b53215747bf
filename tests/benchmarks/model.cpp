#include <cmath>
#include <cstdlib>
#include <ctime>
#include <string>

#include <fmt/format.h>
#include <sys/resource.h>

#include "core/random.hpp"
#include "risk/risk_surface.hpp"
#include "stats/scan.hpp"

// Times the model of a run (both fits, draws, ranks, levels) and the scan on one thread, on
// made-up studies whose units have six neighbours on average. An argument keeps to the rows whose
// name holds it.

namespace riskmap::benchmarks {
namespace {

double cpu_seconds() {
    return static_cast<double>(std::clock()) / static_cast<double>(CLOCKS_PER_SEC);
}

double peak_megabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

struct Study {
    cases::CaseTable cases;
    exposure::ExposureTable exposure;
    Graph graph;
};

/// Squares with one diagonal each, drawn at random.
Graph net(std::uint32_t across, std::uint32_t units, RandomStream& random) {
    std::vector<Graph::Edge> edges;
    const auto join = [&](std::uint32_t a, std::uint32_t b) {
        if (a < units && b < units) {
            edges.emplace_back(a, b);
        }
    };
    for (std::uint32_t here = 0; here < units; ++here) {
        join(here, here + across);
        if (here % across + 1 < across) {
            join(here, here + 1);
            random.below(2) == 0 ? join(here, here + across + 1) : join(here + 1, here + across);
        }
    }
    return Graph(units, edges);
}

/// True slope 0.6, residual SD 0.5, half of it smooth.
Study make_study(std::uint32_t units, double events) {
    RandomStream random(11, 1, units);
    const auto across = static_cast<std::uint32_t>(std::ceil(std::sqrt(units)));
    Study study;
    study.graph = net(across, units, random);
    study.cases.observed = PerUnit<std::int64_t>(units, 0);
    study.cases.reported = PerUnit<bool>(units, true);
    study.cases.person_years = PerUnit<double>(units, 0);
    study.cases.expected = PerUnit<double>(units, 0);
    study.cases.years = 1;
    study.exposure.index = PerUnit<double>(units, 0);
    const double phase = 6.28 * random.uniform();
    double people = 0;
    std::vector<double> risk(units);
    for (std::uint32_t row = 0; row < units; ++row) {
        const UnitIndex unit(row);
        study.exposure.index[unit] = 0.6 * random.normal();
        study.cases.person_years[unit] = 10000 * std::exp(0.4 * random.normal());
        const double wave = std::sin(phase + 0.35 * (row % across)) * std::cos(0.3 * row / across);
        risk[row] =
            std::exp(0.6 * study.exposure.index[unit] + 0.35 * random.normal() + 0.7 * wave);
        people += study.cases.person_years[unit];
    }
    double expected = 0;
    for (std::uint32_t row = 0; row < units; ++row) {
        expected += study.cases.person_years[UnitIndex(row)] / people * risk[row];
    }
    double total = 0;
    for (std::uint32_t row = 0; row < units; ++row) {
        const UnitIndex unit(row);
        const double mean = events * study.cases.person_years[unit] / people * risk[row] / expected;
        study.cases.observed[unit] = random.poisson(mean);
        total += static_cast<double>(study.cases.observed[unit]);
    }
    for (std::uint32_t row = 0; row < units; ++row) {
        const UnitIndex unit(row);
        study.cases.expected[unit] = total * study.cases.person_years[unit] / people;
    }
    return study;
}

bool time_fit(const std::string& name, std::uint32_t units, double events, double target) {
    const Study study = make_study(units, events);
    hazard::HazardSpec hazard;
    hazard.id = "falls";
    RunContext context;
    context.threads = 1;
    const double start = cpu_seconds();
    const risk::RiskSurface surface =
        risk::estimate_risk(hazard, study.cases, study.exposure, study.graph, context);
    const double seconds = cpu_seconds() - start;
    fmt::print("{:<40}{:>10.2f}{:>10.1f}{:>10.0f}{}\n",
               name,
               seconds,
               target,
               peak_megabytes(),
               surface.fit.usable ? "" : "  not usable");
    return surface.fit.usable && seconds < target;
}

bool time_scan(const std::string& name, std::uint32_t units, double events, double target) {
    const Study study = make_study(units, events);
    std::vector<std::int64_t> cases;
    std::vector<double> expected, x, y;
    RandomStream random(12, 1, 0);
    for (std::uint32_t row = 0; row < units; ++row) {
        cases.push_back(study.cases.observed[UnitIndex(row)]);
        expected.push_back(study.cases.expected[UnitIndex(row)]);
        x.push_back(random.uniform());
        y.push_back(random.uniform());
    }
    RunContext context;
    context.threads = 1;
    const double start = cpu_seconds();
    const stats::ScanResult scan = stats::scan_circular({cases, expected, x, y}, {}, context);
    const double seconds = cpu_seconds() - start;
    fmt::print("{:<40}{:>10.2f}{:>10.1f}{:>10.0f}\n", name, seconds, target, peak_megabytes());
    return scan.replicates == 9999 && seconds < target;
}

}  // namespace
}  // namespace riskmap::benchmarks

int main(int argc, char** argv) {
    using namespace riskmap::benchmarks;
    const std::string wanted = argc > 1 ? argv[1] : "";
    fmt::print("{:<40}{:>10}{:>10}{:>10}\n", "one thread", "seconds", "target", "peak MB");
    bool good = true;
    const auto row = [&](const std::string& name, const auto& work) {
        if (name.find(wanted) != std::string::npos) {
            good = work(name) && good;
        }
    };
    row("both fits, 111 units, 21 events",
        [](const std::string& name) { return time_fit(name, 111, 21, 0.3); });
    row("both fits, 1,921 units, 15,490 events",
        [](const std::string& name) { return time_fit(name, 1921, 15490, 4); });
    row("scan, 281 units, 592 cases, 9,999 worlds",
        [](const std::string& name) { return time_scan(name, 281, 592, 2); });
    row("both fits, 10,000 units, 100,000 events",
        [](const std::string& name) { return time_fit(name, 10000, 100000, 20); });
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
