#include "property/random_study.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace riskmap::test {
namespace {

using geo::PointM;

constexpr std::array names{"Xã An Bình",
                           "Xã Bàu Sen",
                           "Phường Cầu Đất",
                           "Xã Đồng Tâm",
                           "Xã Gia Hội",
                           "Thị trấn Hòa Lợi",
                           "Xã Kim Sơn",
                           "Xã Long Phú",
                           "Xã Mỹ Thạnh",
                           "Xã Ninh Quới",
                           "Xã Phước Vĩnh",
                           "Xã Quảng Tiên"};

/// To the millimetre, as survey files hold coordinates.
double rounded(double metres) { return std::round(metres * 1000) / 1000; }
PointM rounded(PointM point) { return {rounded(point.x), rounded(point.y)}; }

/// Day 0 is 1 January 2023.
std::string day_text(int day, int year = 2023) {
    using namespace std::chrono;
    const year_month_day date(sys_days(std::chrono::year(year) / 1 / 1) + days(day));
    return fmt::format("{:04}-{:02}-{:02}",
                       static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

}  // namespace

struct RandomStudy::Row {
    std::uint32_t unit = 0;  ///< that it is counted for
    std::string x, y, code, name, date, age, sex, cause = "fall", event;
    std::string behind;  ///< cells beyond the last column
};

/// One way for a row to be wrong, and what must become of the row.
struct Fault {
    using Row = RandomStudy::Row;
    enum class Fate { rejected, warned };
    const char* slug;
    Fate fate;
    void (*spoil)(RandomStudy&, Row&);
    bool twice = false;  ///< the row is written whole before it is written again

    static void no_place(RandomStudy&, Row& row) { row.x = row.y = row.code = row.name = ""; }
    static void by_code(RandomStudy& study, Row& row) {
        no_place(study, row);
        row.code = study.codes[row.unit];
    }
    static void far_away(RandomStudy& study, Row& row) {
        row.x = fmt::format("{}", study.corner_.x + 80000);
        row.y = fmt::format("{}", study.corner_.y + study.uniform(0, 1000));
        row.code = row.name = "";
    }
    static std::uint32_t another(RandomStudy& study, std::uint32_t unit) {
        const auto count = static_cast<std::uint32_t>(study.codes.size());
        return (unit + 1 + study.below(count - 1)) % count;
    }
    static const std::vector<Fault>& table();
};

const std::vector<Fault>& Fault::table() {
    using Study = RandomStudy;
    static const std::vector<Fault> faults{
        {"incident.no-date", Fate::rejected, [](Study&, Row& row) { row.date = ""; }},
        {"incident.unreadable-date",
         Fate::rejected,
         [](Study&, Row& row) { row.date = "2023-02-31"; }},
        {"incident.outside-period",
         Fate::rejected,
         [](Study& study, Row& row) {
             row.date = day_text(static_cast<int>(study.below(365)), study.below(2) ? 2022 : 2024);
         }},
        {"incident.unreadable-age", Fate::rejected, [](Study&, Row& row) { row.age = "bé"; }},
        {"incident.impossible-age",
         Fate::rejected,
         [](Study& study, Row& row) { row.age = study.below(2) ? "-3" : "250"; }},
        {"incident.outside-study-area", Fate::rejected, far_away},
        {"incident.unknown-unit",
         Fate::rejected,
         [](Study& study, Row& row) {
             no_place(study, row);
             row.code = "99999";
         }},
        {"incident.unknown-unit",
         Fate::rejected,
         [](Study& study, Row& row) {
             no_place(study, row);
             row.name = "Xã Chưa Hề Có";
         }},
        {"incident.code-of-another-name",
         Fate::rejected,
         [](Study& study, Row& row) {
             by_code(study, row);
             row.name = study.names_[another(study, row.unit)];
         }},
        {"incident.no-place", Fate::rejected, no_place},
        {"incident.unreadable-coordinates",
         Fate::rejected,
         [](Study& study, Row& row) {
             no_place(study, row);
             row.x = row.y = "chưa rõ";
         }},
        {"incident.unreadable-coordinates",
         Fate::warned,
         [](Study& study, Row& row) {
             by_code(study, row);
             row.x = row.y = "chưa rõ";
         }},
        {"incident.swapped-axes",
         Fate::warned,
         [](Study&, Row& row) {
             std::swap(row.x, row.y);
             row.code = row.name = "";
         }},
        {"incident.point-outside-units",
         Fate::warned,
         [](Study& study, Row& row) {
             far_away(study, row);
             row.code = study.codes[row.unit];
         }},
        {"incident.point-in-another-unit",
         Fate::warned,
         [](Study& study, Row& row) { row.code = study.codes[another(study, row.unit)]; }},
        {"row.too-many-cells", Fate::rejected, [](Study&, Row& row) { row.behind = ",thừa"; }},
        {"incident.duplicate", Fate::rejected, [](Study&, Row&) {}, true},
        {"incident.possible-duplicate",
         Fate::warned,
         [](Study& study, Row& row) {
             by_code(study, row);
             row.age = "";
         },
         true},
    };
    return faults;
}

RandomStudy::RandomStudy(std::uint64_t seed) : random_(seed, 0, 0) {
    draw_units();
    draw_layers();
    draw_people();
    draw_incidents();
}

double RandomStudy::uniform(double from, double to) {
    return from + random_.uniform() * (to - from);
}

/// Well inside: a mean of the corners in which each has its share.
PointM RandomStudy::inside(const Convex& polygon) {
    PointM sum{0, 0};
    double weights = 0;
    for (const PointM corner : polygon) {
        const double weight = uniform(0.05, 1);
        sum.x += weight * corner.x;
        sum.y += weight * corner.y;
        weights += weight;
    }
    return rounded(PointM{sum.x / weights, sum.y / weights});
}

void RandomStudy::draw_units() {
    corner_ = {std::round(uniform(450000, 600000)), std::round(uniform(1190000, 1300000))};
    side_ = std::round(uniform(500, 4000));
    across_ = 2 + below(3);
    up_ = 1 + below(3);
    // Corners moved by less than a quarter of the side leave every unit convex.
    std::vector<PointM> corners;
    for (std::uint32_t row = 0; row <= up_; ++row) {
        for (std::uint32_t column = 0; column <= across_; ++column) {
            corners.push_back(rounded(PointM{corner_.x + side_ * (column + uniform(-0.2, 0.2)),
                                             corner_.y + side_ * (row + uniform(-0.2, 0.2))}));
        }
    }
    const auto corner = [&](std::uint32_t column, std::uint32_t row) {
        return corners[row * (across_ + 1) + column];
    };
    for (std::uint32_t row = 0; row < up_; ++row) {
        for (std::uint32_t column = 0; column < across_; ++column) {
            codes.push_back(fmt::format("0{:04}", 100 + 7 * codes.size()));
            names_.emplace_back(names[units.size()]);
            units.push_back({corner(column, row),
                             corner(column + 1, row),
                             corner(column + 1, row + 1),
                             corner(column, row + 1)});
        }
    }
}

void RandomStudy::draw_layers() {
    // Water keeps to cells of a fine grid that reaches beyond the units, so that no two overlap.
    const std::uint32_t cells = 6;
    const double width = side_ * (across_ + 1) / cells;
    const double height = side_ * (up_ + 1) / cells;
    for (std::uint32_t cell = 0; cell < cells * cells; ++cell) {
        if (below(3) != 0) {
            continue;
        }
        const double left = corner_.x - side_ / 2 + width * (cell % cells + uniform(0.05, 0.3));
        const double low = corner_.y - side_ / 2 + height * (cell / cells + uniform(0.05, 0.3));
        const PointM a = rounded(PointM{left, low});
        const PointM c = rounded(PointM{left + width * 0.6, low + height * 0.6});
        const PointM b{c.x, rounded(a.y + height * uniform(0, 0.3))};
        const PointM d{a.x, rounded(c.y - height * uniform(0, 0.2))};
        if (below(8) == 0) {
            // Two triangles that meet where a-c and d-b would cross: drawn a, c, b', d'.
            const PointM right_low{c.x, a.y};
            const PointM left_high{a.x, c.y};
            const PointM middle{(a.x + c.x) / 2, (a.y + c.y) / 2};
            water.push_back({{{a, right_low, middle}, {middle, c, left_high}}, true});
        } else {
            water.push_back({{{a, b, c, d}}, false});
        }
    }
    shapeless_water_ = below(4) == 0;
    if (shapeless_water_) {
        // The row of a layer is its feature id, which GeoJSON counts from 0.
        const auto last = static_cast<std::int64_t>(water.size()) + 1;
        rejected.insert({"layers.water", last, "layer.no-shape"});
    }
    const auto anywhere = [&] {
        return rounded(PointM{corner_.x + side_ * uniform(-0.5, across_ + 0.5),
                              corner_.y + side_ * uniform(-0.5, up_ + 0.5)});
    };
    for (std::uint32_t road = below(7); road > 0; --road) {
        Path path{anywhere()};
        for (std::uint32_t more = 1 + below(4); more > 0; --more) {
            path.push_back(anywhere());
        }
        roads.push_back(path);
    }
    for (std::uint32_t school = below(12); school > 0; --school) {
        schools.push_back(anywhere());
    }
}

void RandomStudy::draw_people() {
    people_ = "unit,children\n";
    std::int64_t line = 1;
    const auto add_people = [&](const std::string& code, double count) {
        people_ += fmt::format("{},{}\n", code, count);
        ++line;
    };
    for (const std::string& code : codes) {
        children.push_back(static_cast<double>(below(10) == 0 ? 0 : 50 + below(5000)));
        add_people(code, children.back());
    }
    if (below(3) == 0) {
        add_people("88888", 12);
        rejected.insert({"population", line, "population.unknown-unit"});
    }
    if (below(3) == 0) {
        add_people(codes[below(static_cast<std::uint32_t>(codes.size()))], 7);
        rejected.insert({"population", line, "population.repeated-row"});
    }
    rows["population"] = line - 1;
}

RandomStudy::Row RandomStudy::clean_row(std::uint32_t unit, bool with_point) {
    Row row;
    row.unit = unit;
    if (with_point) {
        const PointM at = inside(units[unit]);
        row.x = fmt::format("{}", at.x);
        row.y = fmt::format("{}", at.y);
    }
    if (!with_point && below(2) == 0) {
        row.name = names_[unit];
    } else if (!with_point || below(2) == 0) {
        row.code = codes[unit];
    }
    row.date = day_text(days_.back());
    days_.pop_back();
    row.age = std::to_string(below(16));
    row.sex = below(2) == 0 ? "nam" : "nữ";
    return row;
}

void RandomStudy::add(const Row& row) {
    incidents_ += fmt::format("{},{},{},{},{},{},{},{},{}{}\n",
                              row.x,
                              row.y,
                              row.code,
                              row.name,
                              row.date,
                              row.age,
                              row.sex,
                              row.cause,
                              row.event,
                              row.behind);
    ++line_;
}

void RandomStudy::draw_incidents() {
    incidents_ = "x,y,code,name,date,age,sex,cause,event\n";
    days_.resize(365);
    std::iota(days_.begin(), days_.end(), 0);
    for (std::uint32_t i = 365; i > 1; --i) {
        std::swap(days_[i - 1], days_[below(i)]);
    }
    events.assign(units.size(), 0);
    const std::vector<Fault>& faults = Fault::table();
    for (std::uint32_t left = below(60); left > 0; --left) {
        const std::uint32_t unit = below(static_cast<std::uint32_t>(units.size()));
        Row row = clean_row(unit, below(2) == 0);
        switch (below(8)) {
            case 0:  // an adult
                row.age = "40";
                add(row);
                break;
            case 1:  // another cause
                row.cause = "burn";
                add(row);
                break;
            case 2:  // two victims of one event
                row.event = fmt::format("vu-{}", line_);
                row.age = "3";
                add(row);
                row.age = "9";
                add(row);
                ++events[unit];
                break;
            case 3:
            case 4: {
                const Fault& fault = faults[below(static_cast<std::uint32_t>(faults.size()))];
                row = clean_row(unit, true);
                fault.spoil(*this, row);
                if (fault.twice) {
                    add(row);
                    ++events[unit];
                }
                add(row);
                const Planted planted{"incidents.list", line_, fault.slug};
                if (fault.fate == Fault::Fate::rejected) {
                    rejected.insert(planted);
                } else {
                    warned.insert(planted);
                    ++events[unit];
                }
                break;
            }
            default:
                add(row);
                ++events[unit];
        }
    }
    rows["incidents.list"] = line_ - 1;
}

}  // namespace riskmap::test
