#include "intake/key_vintage.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "core/error.hpp"
#include "intake/place_name.hpp"

namespace riskmap::intake {
namespace {

using Keys = std::set<std::string>;

constexpr std::size_t most_examples = 3;

/// How well a set of units fits the keys.
struct Fit {
    std::size_t vintage = 0;
    std::size_t known = 0;  ///< keys that it has
    double listed = 0;      ///< share of its units that the keys name
};

bool fits_as_well(const Fit& a, const Fit& b) { return a.known == b.known && a.listed == b.listed; }

bool fits_better(const Fit& a, const Fit& b) {
    return a.known != b.known ? a.known > b.known : a.listed > b.listed;
}

[[noreturn]] void ask(const KeyedTable& table, const Text& why, const std::string& plan) {
    throw Error(
        ErrorKind::input,
        Text{fmt::format("{}: cột \"{}\": {}; ghi {}: ngày của bộ đơn vị mà bảng này dùng, là "
                         "\"{}\" nếu bảng đã tính lại theo đơn vị của nghiên cứu",
                         table.file,
                         table.column,
                         why.vi,
                         table.option,
                         plan),
             fmt::format("{}: column \"{}\": {}; state {}: the date of the units the table is "
                         "keyed by, which is \"{}\" if it was worked out for the units of the "
                         "study",
                         table.file,
                         table.column,
                         why.en,
                         table.option,
                         plan)});
}

/// The keys of one table beside the units of every vintage.
class Fits {
  public:
    Fits(const KeyedTable& table, const DatedUnits& dated) : table_(table), dated_(dated) {
        for (const std::string& key : table.keys) {
            if (!key.empty()) {
                keys_.insert(normal(key));
            }
        }
    }

    const Keys& keys() const { return keys_; }

    Fit with(std::size_t vintage) const {
        const std::vector<domain::NamedUnit>& units = units_of(vintage);
        std::size_t listed = 0;
        Keys known;
        for (const domain::NamedUnit& unit : units) {
            const std::string key = normal(table_.by_name ? unit.name : unit.code);
            if (keys_.contains(key)) {
                known.insert(key);
                ++listed;
            }
        }
        return {
            vintage, known.size(), static_cast<double>(listed) / static_cast<double>(units.size())};
    }

    /// Whether each key leads to the same units of the plan from either set.
    bool lead_alike(std::size_t a, std::size_t b) const {
        return std::all_of(keys_.begin(), keys_.end(), [&](const std::string& key) {
            return parts_of(key, a) == parts_of(key, b);
        });
    }

  private:
    const std::vector<domain::NamedUnit>& units_of(std::size_t vintage) const {
        return dated_.crosswalk()->vintages()[vintage].units;
    }
    std::string normal(const std::string& key) const {
        return table_.by_name ? folded_name(key) : key;
    }
    std::vector<std::vector<PlanShare>> parts_of(const std::string& key,
                                                 std::size_t vintage) const {
        std::vector<std::vector<PlanShare>> parts;
        const std::vector<domain::NamedUnit>& units = units_of(vintage);
        for (std::size_t unit = 0; unit < units.size(); ++unit) {
            if (normal(table_.by_name ? units[unit].name : units[unit].code) == key) {
                parts.push_back(dated_.targets(vintage, unit));
            }
        }
        return parts;
    }

    const KeyedTable& table_;
    const DatedUnits& dated_;
    Keys keys_;
};

/// Sets of units that figures of a year can be of: those in force in it, and the plan's.
std::vector<std::size_t> in_force(const DatedUnits& dated, std::optional<int> year) {
    const domain::Crosswalk& crosswalk = *dated.crosswalk();
    std::vector<std::size_t> result;
    std::size_t first = 0;
    std::size_t last = crosswalk.vintages().size() - 1;
    if (year) {
        using namespace std::chrono;
        first = crosswalk.vintage_at(Date{std::chrono::year(*year), January, day(1)});
        last = crosswalk.vintage_at(Date{std::chrono::year(*year), December, day(31)});
    }
    for (std::size_t vintage = first; vintage <= last; ++vintage) {
        result.push_back(vintage);
    }
    if (dated.plan_vintage() < first || dated.plan_vintage() > last) {
        result.push_back(dated.plan_vintage());
    }
    return result;
}

std::size_t vintage_in_year(const KeyedTable& table,
                            const Fits& fits,
                            const DatedUnits& dated,
                            std::optional<int> year,
                            const std::string& plan) {
    std::vector<Fit> best;
    for (const std::size_t vintage : in_force(dated, year)) {
        const Fit fit = fits.with(vintage);
        if (best.empty() || fits_better(fit, best.front())) {
            best = {fit};
        } else if (fits_as_well(fit, best.front())) {
            best.push_back(fit);
        }
    }
    // The plan's own comes first where it fits as well, so that nothing is carried without need.
    std::stable_partition(best.begin(), best.end(), [&](const Fit& fit) {
        return fit.vintage == dated.plan_vintage();
    });
    for (const Fit& other : best) {
        if (!fits.lead_alike(best.front().vintage, other.vintage)) {
            const auto name = [&](const Fit& fit) {
                return dated.crosswalk()->vintages()[fit.vintage].name();
            };
            ask(table,
                {fmt::format("các khoá{} khớp như nhau với đơn vị có hiệu lực từ \"{}\" và từ "
                             "\"{}\", là những vùng khác nhau",
                             year ? fmt::format(" của năm {}", *year) : "",
                             name(best.front()),
                             name(other)),
                 fmt::format("the keys{} fit the units valid from \"{}\" and from \"{}\" alike, "
                             "which are other areas",
                             year ? fmt::format(" of the year {}", *year) : "",
                             name(best.front()),
                             name(other))},
                plan);
        }
    }
    return best.front().vintage;
}

void check_without_crosswalk(const KeyedTable& table,
                             const Fits& fits,
                             const domain::AdminUnits& plan) {
    const auto from = vintage_date(plan.vintage);
    const int first = from ? static_cast<int>(from->year()) : 0;
    const auto early = std::find_if(
        table.years.begin(), table.years.end(), [&](int year) { return year < first; });
    if (early != table.years.end()) {
        ask(table,
            {fmt::format("năm {} trước khi có các đơn vị của nghiên cứu (từ {}); mã và tên đơn vị "
                         "có thể đã được dùng lại",
                         *early,
                         plan.vintage),
             fmt::format("the year {} is before the units of the study (from {}); codes and names "
                         "may have been used again since",
                         *early,
                         plan.vintage)},
            plan.vintage);
    }
    Keys own;
    for (const std::string& key : table.by_name ? plan.name : plan.code) {
        own.insert(table.by_name ? folded_name(key) : key);
    }
    std::vector<std::string> unknown;
    std::set_difference(fits.keys().begin(),
                        fits.keys().end(),
                        own.begin(),
                        own.end(),
                        std::back_inserter(unknown));
    const std::size_t known = fits.keys().size() - unknown.size();
    if (known == 0 || unknown.size() <= known) {
        return;  // rows of unknown units are told one by one
    }
    const std::size_t all = unknown.size();
    unknown.resize(std::min(all, most_examples));
    ask(table,
        {fmt::format("{} trong {} khoá không phải là đơn vị của nghiên cứu ({}, …); bảng có thể "
                     "ghi theo bộ đơn vị khác, mà mã và tên được dùng lại cho vùng khác",
                     all,
                     fits.keys().size(),
                     fmt::join(unknown, ", ")),
         fmt::format("{} of {} keys are no units of the study ({}, …); the table may be of another "
                     "set of units, whose codes and names are used again for other areas",
                     all,
                     fits.keys().size(),
                     fmt::join(unknown, ", "))},
        plan.vintage);
}

}  // namespace

std::optional<std::size_t> vintage_stated(const std::string& stated,
                                          const std::string& option,
                                          const DatedUnits& dated,
                                          const domain::AdminUnits& plan) {
    const auto said = vintage_date(stated);
    const auto from = vintage_date(plan.vintage);
    if (stated == plan.vintage || (said && from && *said >= *from)) {
        return std::nullopt;
    }
    const auto vintage = dated.vintage_of(stated);
    if (!vintage) {
        throw Error(
            ErrorKind::input,
            Text{
                fmt::format("{} = \"{}\": cần một ngày, như \"2019-04-01\", và một [crosswalk] dẫn "
                            "từ bộ đơn vị đó tới các đơn vị của nghiên cứu",
                            option,
                            stated),
                fmt::format("{} = \"{}\": needs a date, such as \"2019-04-01\", and a [crosswalk] "
                            "that leads from there to the units",
                            option,
                            stated)});
    }
    return vintage;
}

std::optional<std::size_t> vintage_of_keys(const KeyedTable& table,
                                           const DatedUnits& dated,
                                           const domain::AdminUnits& plan) {
    const Fits fits(table, dated);
    if (dated.crosswalk() == nullptr) {
        check_without_crosswalk(table, fits, plan);
        return std::nullopt;
    }
    std::vector<std::optional<int>> years(table.years.begin(), table.years.end());
    if (years.empty()) {
        years.emplace_back();
    }
    std::optional<std::size_t> found;
    for (const std::optional<int> year : years) {
        const std::size_t vintage = vintage_in_year(table, fits, dated, year, plan.vintage);
        if (found && *found != vintage && !fits.lead_alike(*found, vintage)) {
            ask(table,
                {fmt::format(
                     "các năm {} và {} thuộc hai bộ đơn vị khác nhau", table.years.front(), *year),
                 fmt::format(
                     "the years {} and {} are of two sets of units", table.years.front(), *year)},
                plan.vintage);
        }
        found = found.value_or(vintage);
    }
    return *found == dated.plan_vintage() ? std::nullopt : found;
}

}  // namespace riskmap::intake
