#include "plan/hazard_notes.hpp"

#include <gtest/gtest.h>

#include "plan/hazard_columns.hpp"

namespace riskmap::plan {
namespace {

const Text thin{"Lớp thiếu.", "The layer is thin."};

exposure::ExposureColumn column(const std::string& name, const Text& note) {
    exposure::ExposureColumn result;
    result.field.name = name;
    result.field.short_name = name;
    result.field.meaning = {"Nghĩa.", "Meaning."};
    result.values = PerUnit<std::optional<double>>(1);
    result.note = note;
    return result;
}

HazardResult with_notes() {
    HazardResult result;
    result.spec.id = "falls";
    result.spec.prefix = "fall";
    result.spec.short_prefix = "fa";
    result.risk.units = PerUnit<risk::UnitRisk>(1);
    result.cases.observed = PerUnit<std::int64_t>(1, 0);
    result.shown.by_unit = PerUnit<ShownCount>(1);
    result.cases.expected = PerUnit<double>(1, 1);
    result.cases.reported = PerUnit<bool>(1, true);
    result.risk.fit.usable = true;
    result.risk.fit.verdict = {"Dùng được.", "Usable."};
    result.exposure.index_note = {"Chỉ số. Lớp thiếu.", "Index. The layer is thin."};
    result.exposure.columns = {column("trees", thin),
                               column("walls", thin),
                               column("stairs", {"Khác.", "Another."}),
                               column("roofs", {})};
    return result;
}

TEST(HazardNotes, TellEachCaveatOnce) {
    const HazardResult result = with_notes();
    const std::vector<Text> wanted{
        result.risk.fit.verdict, result.exposure.index_note, {"Khác.", "Another."}};
    EXPECT_EQ(hazard_notes(result), wanted);
}

TEST(HazardNotes, ReachTheLedgerColumnByColumn) {
    IssueLog log;
    log_notes(with_notes(), log);
    std::vector<std::string> found;
    for (const Issue& issue : log.issues()) {
        EXPECT_EQ(issue.source, "hazards.falls");
        EXPECT_NE(issue.severity, Severity::rejected);
        found.push_back(issue.slug + " " + issue.place.column);
    }
    const std::vector<std::string> wanted{"model.verdict ",
                                          "exposure.index fall_environment",
                                          "exposure.column fall_trees",
                                          "exposure.column fall_walls",
                                          "exposure.column fall_stairs"};
    EXPECT_EQ(found, wanted);
    EXPECT_EQ(log.issues().front().severity, Severity::note);
}

TEST(HazardNotes, AFitThatCannotBeUsedIsAWarning) {
    HazardResult result = with_notes();
    result.risk.fit.usable = false;
    IssueLog log;
    log_notes(result, log);
    EXPECT_EQ(log.issues().front().severity, Severity::warning);
}

TEST(HazardNotes, ReachTheDictionaryWithTheColumn) {
    const domain::Layer table = hazard_columns(with_notes());
    const domain::Field& trees = table.fields[*table.find("fall_trees")];
    EXPECT_EQ(trees.meaning, (Text{"Nghĩa. Lớp thiếu.", "Meaning. The layer is thin."}));
    EXPECT_EQ(table.fields[*table.find("fall_roofs")].meaning, (Text{"Nghĩa.", "Meaning."}));
}

}  // namespace
}  // namespace riskmap::plan
