#include "intake/crs_trials.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/number_text.hpp"
#include "geo/projector.hpp"

namespace riskmap::intake {
namespace {

// VN-2000: the zones of the provinces, UTM, degrees. WGS 84: degrees, UTM.
constexpr std::array<const char*, 24> in_use{
    "EPSG:9212", "EPSG:5899", "EPSG:3405", "EPSG:5897",  "EPSG:9210", "EPSG:4756",
    "EPSG:4326", "EPSG:5896", "EPSG:5898", "EPSG:9205",  "EPSG:9206", "EPSG:9207",
    "EPSG:9208", "EPSG:9209", "EPSG:9211", "EPSG:9213",  "EPSG:9214", "EPSG:9215",
    "EPSG:9216", "EPSG:9217", "EPSG:9218", "EPSG:32648", "EPSG:3406", "EPSG:32649"};
constexpr double least_share = 0.8;
constexpr double least_lead = 10;
constexpr double least_deviations = 3.3;

using geo::PointM;

bool in_degrees(const std::string& name) {
    if (std::find(in_use.begin(), in_use.end(), name) != in_use.end()) {
        return name == "EPSG:4756" || name == "EPSG:4326";
    }
    return geo::describe_crs(name).geographic;
}

/// A system ready to place points.
struct System {
    System(const std::string& name, const std::string& study_crs)
        : crs(name), degrees(in_degrees(name)), projector(name, study_crs) {}

    std::optional<PointM> place(PointM point) const {
        if (degrees && (std::abs(point.x) > 180 || std::abs(point.y) > 90)) {
            return std::nullopt;
        }
        try {
            projector.to_study(std::span(&point, 1));
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::input) {
                throw;
            }
            return std::nullopt;
        }
        return point;
    }

    std::string crs;
    bool degrees;
    geo::Projector projector;
};

CrsTrial tried(const std::vector<PointM>& points,
               const System& system,
               bool swapped,
               const JudgeTrial& judge) {
    CrsTrial trial;
    trial.candidate.crs = system.crs;
    trial.candidate.swapped = swapped;
    trial.at.reserve(points.size());
    for (const PointM& point : points) {
        trial.at.push_back(system.place(swapped ? PointM{point.y, point.x} : point));
    }
    judge(trial);
    return trial;
}

/// How far apart two trials put the points at most; none when one of them puts one nowhere.
std::optional<double> apart_m(const CrsTrial& a, const CrsTrial& b) {
    double most = 0;
    for (std::size_t i = 0; i < a.at.size(); ++i) {
        if (!a.at[i] || !b.at[i]) {
            return std::nullopt;
        }
        most = std::max(most, std::hypot(a.at[i]->x - b.at[i]->x, a.at[i]->y - b.at[i]->y));
    }
    return most;
}

/// Whether the places that only one of two trials puts right speak clearly for the first.
bool clearly_better(const CrsTrial& first, const CrsTrial& second) {
    double only_first = 0;
    double only_second = 0;
    for (std::size_t i = 0; i < first.agrees.size(); ++i) {
        only_first += first.agrees[i] && !second.agrees[i] ? 1 : 0;
        only_second += second.agrees[i] && !first.agrees[i] ? 1 : 0;
    }
    const double lead = only_first - only_second;
    return lead >= least_lead && lead >= least_deviations * std::sqrt(only_first + only_second);
}

bool most_agree(const CrsTrial& trial) {
    return !trial.agrees.empty() && static_cast<double>(trial.candidate.agreeing) >=
                                        least_share * static_cast<double>(trial.agrees.size());
}

CrsVerdict compared(std::vector<CrsTrial> trials) {
    std::stable_sort(trials.begin(), trials.end(), [](const CrsTrial& a, const CrsTrial& b) {
        return a.candidate.agreeing > b.candidate.agreeing;
    });
    const CrsTrial& first = trials.front();
    CrsVerdict verdict;
    verdict.places = first.agrees.size();
    verdict.clear = most_agree(first);
    for (CrsTrial& trial : trials) {
        trial.candidate.off = apart_m(first, trial);
        verdict.clear =
            verdict.clear && (trial.candidate.same_as_first() || clearly_better(first, trial));
        verdict.candidates.push_back(trial.candidate);
    }
    return verdict;
}

}  // namespace

const CrsCandidate& CrsVerdict::stated(const std::string& crs) const {
    const auto found = std::find_if(candidates.begin(), candidates.end(), [&](const auto& one) {
        return one.crs == crs && !one.swapped;
    });
    expects(found != candidates.end(), "CrsVerdict::stated: the system was tried");
    return *found;
}

CrsVerdict try_systems(const std::vector<PointM>& points,
                       const std::string& study_crs,
                       const std::string& stated,
                       const JudgeTrial& judge) {
    std::vector<std::string> names;
    for (const std::string& name : {stated, study_crs}) {
        if (!name.empty()) {
            names.push_back(name);
        }
    }
    names.insert(names.end(), in_use.begin(), in_use.end());
    std::vector<CrsTrial> trials;
    for (auto name = names.begin(); name != names.end(); ++name) {
        if (std::find(names.begin(), name, *name) != name) {
            continue;
        }
        const System system(*name, study_crs);
        for (const bool swapped : {false, true}) {
            trials.push_back(tried(points, system, swapped, judge));
            const CrsTrial& first = trials.front();
            if (trials.size() == 1 && !stated.empty() &&
                static_cast<double>(first.agrees.size() - first.candidate.agreeing) < least_lead) {
                return compared(std::move(trials));
            }
        }
    }
    return compared(std::move(trials));
}

std::string system_name(const std::string& crs) {
    const geo::CrsInfo info = geo::describe_crs(crs);
    return info.authority.empty() ? info.name : info.authority;
}

Text whereabouts(PointM point, const std::string& study_crs) {
    const geo::GeographicProjector degrees(study_crs);
    Text table;
    for (const char* name : in_use) {
        const System system(name, study_crs);
        for (const bool swapped : {false, true}) {
            const auto at = system.place(swapped ? PointM{point.y, point.x} : point);
            const geo::LonLat where = at ? degrees.to_lonlat(*at) : geo::LonLat{};
            if (where.lon < 102 || where.lon > 110 || where.lat < 8 || where.lat > 24) {
                continue;
            }
            table.vi += fmt::format("\n  {}, {} trước: {} Đ, {} B",
                                    name,
                                    swapped ? "bắc" : "đông",
                                    number_text(where.lon, 2, Language::vi),
                                    number_text(where.lat, 2, Language::vi));
            table.en += fmt::format("\n  {}, {} first: {} E, {} N",
                                    name,
                                    swapped ? "north" : "east",
                                    number_text(where.lon, 2, Language::en),
                                    number_text(where.lat, 2, Language::en));
        }
    }
    return table;
}

Text candidates_table(const CrsVerdict& verdict, const Text& agreeing, const Text& inside) {
    Text table;
    for (const CrsCandidate& candidate : verdict.candidates) {
        if (candidate.inside == 0) {
            continue;
        }
        const std::string name = system_name(candidate.crs);
        const bool apart = candidate.off && !candidate.same_as_first();
        const double off_km = candidate.off.value_or(0) / 1000;
        table.vi += fmt::format(
            "\n  {}, {} trước: {} trong {} {}, {} {}{}",
            name,
            candidate.swapped ? "bắc" : "đông",
            candidate.agreeing,
            verdict.places,
            agreeing.vi,
            candidate.inside,
            inside.vi,
            apart ? fmt::format("; cách hệ đứng đầu {} km", number_text(off_km, 2, Language::vi))
                  : "");
        table.en += fmt::format(
            "\n  {}, {} first: {} of {} {}, {} {}{}",
            name,
            candidate.swapped ? "north" : "east",
            candidate.agreeing,
            verdict.places,
            agreeing.en,
            candidate.inside,
            inside.en,
            apart ? fmt::format("; {} km from the first", number_text(off_km, 2, Language::en))
                  : "");
    }
    if (table.en.empty()) {
        return {"\n  không hệ toạ độ nào đưa điểm nào vào một đơn vị",
                "\n  no candidate puts any point into a unit"};
    }
    return table;
}

}  // namespace riskmap::intake
