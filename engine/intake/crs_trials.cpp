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
constexpr std::size_t least_lead = 10;
constexpr double least_deviations = 3.3;

using geo::PointM;

bool in_degrees(const std::string& name) {
    if (std::find(in_use.begin(), in_use.end(), name) != in_use.end()) {
        return name == "EPSG:4756" || name == "EPSG:4326";
    }
    return geo::describe_crs(name).geographic;
}

}  // namespace

/// A system ready to place points.
struct TrialSystems::System {
    System(const std::string& name, const std::string& study_crs)
        : crs(name), degrees(in_degrees(name)), projector(name, study_crs) {}

    std::optional<PointM> place(PointM point, bool swapped) const {
        if (swapped) {
            std::swap(point.x, point.y);
        }
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

namespace {

/// One candidate at work.
struct Trial {
    CrsCandidate candidate;
    std::vector<std::optional<PointM>> at;  ///< study metres
    std::vector<bool> agrees;               ///< by place
};

Trial tried(const TriedPlaces& places,
            const TrialSystems::System& system,
            bool swapped,
            const JudgePoint& judge) {
    Trial trial;
    trial.candidate.crs = system.crs;
    trial.candidate.swapped = swapped;
    trial.at.reserve(places.points.size());
    for (std::size_t place = 0; place < places.size(); ++place) {
        PointFound all{false, true};
        for (std::size_t i = places.first(place); i < places.ends[place]; ++i) {
            trial.at.push_back(system.place(places.points[i], swapped));
            const auto& at = trial.at.back();
            const PointFound found = at ? judge(place, *at) : PointFound();
            all = {all.touches || found.touches, all.agrees && found.agrees};
        }
        trial.agrees.push_back(all.agrees);
        trial.candidate.inside += all.touches ? 1 : 0;
        trial.candidate.agreeing += all.agrees ? 1 : 0;
    }
    return trial;
}

/// Whether the system puts ten or more of some places right.
bool may_be_better(const std::vector<std::size_t>& wrong,
                   const TriedPlaces& places,
                   const TrialSystems::System& system,
                   bool swapped,
                   const JudgePoint& judge) {
    std::size_t right = 0;
    for (std::size_t k = 0; k < wrong.size() && right + (wrong.size() - k) >= least_lead; ++k) {
        bool agrees = true;
        for (std::size_t i = places.first(wrong[k]); agrees && i < places.ends[wrong[k]]; ++i) {
            const auto at = system.place(places.points[i], swapped);
            agrees = at && judge(wrong[k], *at).agrees;
        }
        right += agrees ? 1 : 0;
        if (right >= least_lead) {
            return true;
        }
    }
    return false;
}

/// How far apart two trials put the points at most; none when one of them puts one nowhere.
std::optional<double> apart_m(const Trial& a, const Trial& b) {
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
bool clearly_better(const Trial& first, const Trial& second) {
    double only_first = 0;
    double only_second = 0;
    for (std::size_t i = 0; i < first.agrees.size(); ++i) {
        only_first += first.agrees[i] && !second.agrees[i] ? 1 : 0;
        only_second += second.agrees[i] && !first.agrees[i] ? 1 : 0;
    }
    const double lead = only_first - only_second;
    return lead >= static_cast<double>(least_lead) &&
           lead >= least_deviations * std::sqrt(only_first + only_second);
}

bool most_agree(const Trial& trial) {
    return !trial.agrees.empty() && static_cast<double>(trial.candidate.agreeing) >=
                                        least_share * static_cast<double>(trial.agrees.size());
}

CrsVerdict compared(std::vector<Trial> trials) {
    std::stable_sort(trials.begin(), trials.end(), [](const Trial& a, const Trial& b) {
        return a.candidate.agreeing > b.candidate.agreeing;
    });
    const Trial& first = trials.front();
    CrsVerdict verdict;
    verdict.places = first.agrees.size();
    verdict.clear = most_agree(first);
    for (Trial& trial : trials) {
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

TrialSystems::TrialSystems(std::string study_crs) : study_crs_(std::move(study_crs)) {}
TrialSystems::~TrialSystems() = default;
TrialSystems::TrialSystems(TrialSystems&&) noexcept = default;
TrialSystems& TrialSystems::operator=(TrialSystems&&) noexcept = default;

const TrialSystems::System& TrialSystems::system(const std::string& crs) {
    std::unique_ptr<System>& made = made_[crs];
    if (!made) {
        made = std::make_unique<System>(crs, study_crs_);
    }
    return *made;
}

CrsVerdict try_systems(const TriedPlaces& places,
                       TrialSystems& systems,
                       const std::string& stated,
                       const JudgePoint& judge) {
    std::vector<std::pair<std::string, bool>> names;  // and whether north comes first
    const auto add = [&](const std::string& name) {
        if (!name.empty() &&
            std::find(names.begin(), names.end(), std::pair(name, false)) == names.end()) {
            names.emplace_back(name, false);
            names.emplace_back(name, true);
        }
    };
    add(stated);
    add(systems.study_crs());
    std::for_each(in_use.begin(), in_use.end(), add);
    const auto trial_of = [&](const auto& name) {
        return tried(places, systems.system(name.first), name.second, judge);
    };
    std::vector<Trial> trials;
    auto first_other = names.begin();
    if (!stated.empty()) {
        trials.push_back(trial_of(*first_other++));
        const Trial& as_stated = trials.front();
        std::vector<std::size_t> wrong;
        for (std::size_t place = 0; place < places.size(); ++place) {
            if (!as_stated.agrees[place]) {
                wrong.push_back(place);
            }
        }
        const bool any_better =
            wrong.size() >= least_lead &&
            std::any_of(first_other, names.end(), [&](const auto& name) {
                return may_be_better(
                           wrong, places, systems.system(name.first), name.second, judge) &&
                       clearly_better(trial_of(name), as_stated);
            });
        if (!any_better) {
            return compared(std::move(trials));
        }
    }
    for (auto name = first_other; name != names.end(); ++name) {
        trials.push_back(trial_of(*name));
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
        const TrialSystems::System system(name, study_crs);
        for (const bool swapped : {false, true}) {
            const auto at = system.place(point, swapped);
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
