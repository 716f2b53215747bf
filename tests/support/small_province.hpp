#pragma once

#include <random>
#include <string>
#include <vector>

#include "cases/case_table.hpp"
#include "support/study_nouns.hpp"

namespace riskmap::test {

/// Three districts of eight communes, five years, one hazard: for what is printed of counts.
struct SmallProvince {
    domain::AdminUnits units = named_units(24);
    domain::Population people;
    Period period{Date{std::chrono::year(2019), std::chrono::month(1), std::chrono::day(1)},
                  Date{std::chrono::year(2023), std::chrono::month(12), std::chrono::day(31)}};
    hazard::HazardSpec spec;
    IncidentList list;

    SmallProvince() {
        std::vector<std::string> parents;
        std::vector<double> young;
        std::vector<double> old;
        for (std::size_t i = 0; i < units.size(); ++i) {
            parents.push_back("D" + std::to_string(i / 8));
            young.push_back(100 + 30 * static_cast<double>(i % 5));
            old.push_back(200 + 10 * static_cast<double>(i % 7));
        }
        units.parent = PerUnit<std::string>(parents);
        people = population({{0, 5}, {5, 16}}, {young, old});
        spec.incidents.ages = {0, 16};
    }

    void add(std::size_t unit, int year, unsigned month = 6, double age = 3) {
        domain::Incident& row = list.add(unit);
        row.date = Date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(2)};
        row.age = age;
        row.sex = "male";
        row.severity = "death";
        row.hour = 10;
    }
    cases::CaseTable counted() {
        IssueLog log;
        return cases::count_cases(spec, list.table(), people, units, period, log);
    }
};

/// Many cases, with communes of none, one, two and more.
inline SmallProvince random_province(unsigned seed) {
    std::mt19937 random(seed);
    SmallProvince province;
    for (std::size_t unit = 0; unit < 24; ++unit) {
        constexpr int counts[] = {0, 1, 2, 2, 3, 7};
        const int cases = counts[random() % 6];
        for (int i = 0; i < cases; ++i) {
            const int year = 2019 + static_cast<int>(random() % 5);
            const auto month = static_cast<unsigned>(1 + random() % 12);
            province.add(unit, year, month, static_cast<double>(random() % 16));
        }
    }
    return province;
}

}  // namespace riskmap::test
