#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "hazard/model_settings.hpp"
#include "hazard/vocabulary.hpp"
#include "intake/hazard_file.hpp"
#include "support/source_folder.hpp"

namespace riskmap::intake {
namespace {

const std::vector<hazard::HazardSpec>& shipped() {
    static const std::vector<hazard::HazardSpec> hazards = [] {
        const std::filesystem::path folder = test::source_folder() / "data" / "hazards";
        std::set<std::filesystem::path> files;
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            if (entry.path().extension() == ".toml") {
                files.insert(entry.path());
            }
        }
        std::vector<hazard::HazardSpec> read;
        for (const auto& file : files) {
            read.push_back(read_hazard(file));
        }
        return read;
    }();
    return hazards;
}

TEST(ShippedHazards, LoadWithoutAProblem) {
    ASSERT_GE(shipped().size(), 2U);
    for (const hazard::HazardSpec& spec : shipped()) {
        EXPECT_FALSE(spec.exposure.empty()) << spec.id;
        EXPECT_FALSE(spec.index.empty()) << spec.id;
        EXPECT_FALSE(spec.interventions.empty()) << spec.id;
    }
}

TEST(ShippedHazards, ShareNoColumnNames) {
    std::map<std::string, std::string> owner;
    for (const hazard::HazardSpec& spec : shipped()) {
        EXPECT_TRUE(owner.emplace(spec.short_prefix, spec.id).second);
        for (const hazard::ExposureTerm& term : spec.exposure) {
            EXPECT_LE(term.short_name.size(), 10U) << term.name;
            const auto [twin, fresh] = owner.emplace(term.short_name, spec.id);
            EXPECT_TRUE(fresh) << term.short_name << " is a column of " << twin->second;
        }
    }
}

TEST(ShippedHazards, GiveEveryNumberOfTheModelASource) {
    for (const hazard::HazardSpec& spec : shipped()) {
        for (const hazard::ModelSetting& setting : hazard::settings_in_force(spec.model)) {
            EXPECT_FALSE(setting.source.empty()) << spec.id << " " << setting.key;
        }
    }
}

TEST(ShippedHazards, CiteAReferenceOrOwnUpToAnAssumption) {
    for (const hazard::HazardSpec& spec : shipped()) {
        const auto supported = [&](const std::string& source, bool assumption) {
            bool cited = assumption;
            for (const hazard::Reference& reference : spec.references) {
                cited = cited || source.find(reference.id) != std::string::npos;
            }
            return cited;
        };
        for (const hazard::IndexTerm& term : spec.index) {
            EXPECT_TRUE(supported(term.source, term.assumption)) << term.name;
            for (const auto& [word, weight] : term.weights.by_value) {
                EXPECT_TRUE(supported(weight.source, weight.assumption)) << term.name << word;
            }
        }
        for (const hazard::ExposureTerm& term : spec.exposure) {
            EXPECT_TRUE(supported(term.source, term.assumption)) << term.name;
        }
    }
}

TEST(ShippedInterventions, CiteTheirOwnReferencesOrOwnUpToAnAssumption) {
    for (const hazard::HazardSpec& spec : shipped()) {
        for (const hazard::Intervention& row : spec.interventions) {
            const auto supported = [&](const hazard::Sourced& number) {
                bool cited = number.assumption;
                for (const hazard::Reference& reference : row.references) {
                    cited = cited || number.source.find(reference.id) != std::string::npos;
                }
                return cited;
            };
            EXPECT_FALSE(row.references.empty()) << row.id;
            for (const auto& [hazard_id, effect] : row.effects) {
                EXPECT_TRUE(supported(effect.best)) << row.id;
                EXPECT_LT(effect.least(), effect.most()) << row.id << ": no range";
            }
            for (const auto& number :
                 {row.completion, row.share_of_cases, row.years, row.unit_cost}) {
                EXPECT_TRUE(!number || supported(number->best)) << row.id;
            }
        }
    }
}

TEST(ShippedInterventions, HaveNoPriceThatNobodyFound) {
    std::set<std::string> priced;
    for (const hazard::HazardSpec& spec : shipped()) {
        for (const hazard::Intervention& row : spec.interventions) {
            if (row.unit_cost) {
                priced.insert(row.id);
            }
        }
    }
    EXPECT_EQ(priced, (std::set<std::string>{"portable_pool", "survival_swimming"}));
}

/// A condition of an intervention that names no published column would never hold.
TEST(ShippedHazards, InterventionsAskForColumnsOfTheirHazard) {
    for (const hazard::HazardSpec& spec : shipped()) {
        std::set<std::string> columns{spec.prefix + "_level"};
        for (const hazard::ExposureTerm& term : spec.exposure) {
            columns.insert(spec.prefix + "_" + term.name);
        }
        for (const hazard::Intervention& row : spec.interventions) {
            for (const domain::Condition& condition : row.applies_when) {
                EXPECT_EQ(columns.count(condition.field), 1U) << row.id << " " << condition.field;
            }
        }
    }
}

}  // namespace
}  // namespace riskmap::intake
