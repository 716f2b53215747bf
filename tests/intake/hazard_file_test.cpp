#include "intake/hazard_file.hpp"

#include "intake/config_text.hpp"
#include "intake/support/study_folder.hpp"
#include "intake/toml_reader.hpp"

namespace riskmap::intake {
namespace {

std::optional<HazardFile> read(const std::string& text, Problems& problems) {
    auto tree = parse_toml(text, "h.toml", problems);
    return tree ? read_hazard(std::move(*tree), "h.toml", problems) : std::nullopt;
}

hazard::HazardSpec good(const std::string& text) {
    Problems problems;
    auto hazard = read(text, problems);
    EXPECT_EQ(problem_lines(problems, Language::en), "");
    return hazard ? hazard->spec : hazard::HazardSpec();
}

/// Problems of the small hazard of `StudyFolder` with one piece replaced.
std::string bad(const std::string& piece, const std::string& by) {
    Problems problems;
    read(StudyFolder::replaced(StudyFolder::hazard, piece, by), problems);
    return problem_lines(problems, Language::en);
}

/// Problems of the small hazard with something appended (from line 19).
std::string bad_with(const std::string& more) {
    Problems problems;
    read(StudyFolder::hazard + more, problems);
    return problem_lines(problems, Language::en);
}

TEST(HazardFile, FillsInDefaults) {
    const hazard::HazardSpec spec = good(StudyFolder::hazard);
    EXPECT_EQ(spec.prefix, "fall");
    EXPECT_EQ(spec.file, "h.toml");
    EXPECT_EQ(spec.incidents.counting, hazard::Counting::events);
    EXPECT_EQ(spec.incidents.ages, (domain::AgeBand{0, 16}));
    EXPECT_TRUE(spec.incidents.count_unknown_age);
    EXPECT_EQ(spec.model.exceedance_threshold, 1.25);
    EXPECT_EQ(spec.exposure.at(0).measure, hazard::Measure::share_within);
    EXPECT_EQ(spec.exposure.at(0).within_m, 100);
}

TEST(HazardFile, KeysHaveTheirForm) {
    EXPECT_EQ(bad("id = \"fall\"", "id = \"Fall\""),
              "h.toml:2:6: id = \"Fall\" does not have the form [a-z][a-z0-9_]*");
    EXPECT_EQ(bad("\"fa\"", "\"fal\""),
              "h.toml:3:16: short_prefix = \"fal\" does not have the form [a-z]{2}");
    EXPECT_EQ(bad("short = \"nw\"", "short = \"near_water_1\""),
              "h.toml:12:9: exposure[1].short = \"near_water_1\" does not have the form "
              "[a-z][a-z0-9_]{0,9}");
    EXPECT_EQ(bad(", en = \"Fall\"", ""), "h.toml:4:9: missing key \"label.en\"");
}

TEST(HazardFile, AMeasureTakesItsKeysAndNoOthers) {
    EXPECT_EQ(bad("within_m = 100\n", ""),
              "h.toml:10:1: exposure[1]: the measure share_within needs the key \"within_m\"");
    EXPECT_EQ(bad("within_m = 100", "within_m = 100\nkernel = { scale_m = 1, limit_m = 2 }"),
              "h.toml:17:10: exposure[1]: the measure share_within has no use for \"kernel\" here");
    EXPECT_EQ(bad("within_m = 100",
                  "within_m = 100\nfrom = \"schools\"\nages = { from = 0, below "
                  "= 5 }"),
              "h.toml:18:8: exposure[1]: the measure share_within has no use for \"ages\" here");
    EXPECT_EQ(bad("\"share_within\"", "\"share_witin\""),
              "h.toml:15:11: exposure[1].measure = \"share_witin\" is none of: count, "
              "count_per_km2, length_km, length_per_km2, area_share, shoreline_per_km2, "
              "distance_mean, distance_median, share_within, people_within, schools_within, "
              "weighted_access, junctions_per_km2, raster_sum, raster_mean (did you mean "
              "\"share_within\"?)");
}

TEST(HazardFile, AJudgementOwnsUpToIt) {
    EXPECT_EQ(bad("assumption = true", "assumption = false"),
              "h.toml:10:1: exposure[1]: the source \"[A] for the test\" is a judgement, so say "
              "assumption = true");
}

TEST(HazardFile, CitesOnlyItsReferences) {
    EXPECT_EQ(bad("\"[A] for the test\"", "\"S12 and S2\""),
              "h.toml:17:10: source S12 is not among the references\n"
              "h.toml:17:10: source S2 is not among the references");
    Problems problems;
    EXPECT_TRUE(read(StudyFolder::replaced(StudyFolder::hazard, "[A] for the test", "S12") +
                         "[[references]]\nid = \"S12\"\ntext = \"A report\"\n",
                     problems)
                    .has_value());
}

TEST(HazardFile, NamesAreUsedOnce) {
    const std::string term = std::string(StudyFolder::hazard)
                                 .substr(std::string(StudyFolder::hazard).find("[[exposure]]"));
    EXPECT_EQ(bad_with(term),
              "h.toml:20:8: exposure[2].name = \"near_water\" is used already\n"
              "h.toml:21:9: exposure[2].short = \"nw\" is used already");
}

TEST(HazardFile, TheIndexIsNotBuiltFromIncidents) {
    EXPECT_EQ(bad_with("[[index]]\nname = \"a\"\nlayer = \"water\"\nfrom = \"incidents\"\n"
                       "kernel = { scale_m = 1, limit_m = 2 }\nsource = \"[A] x\"\n"
                       "assumption = true\n"),
              "h.toml:22:8: index[1]: the exposure index must not be built from incidents");
}

TEST(HazardFile, KernelsReachAsFarAsTheirPlateau) {
    EXPECT_EQ(bad_with("[[index]]\nname = \"a\"\nlayer = \"water\"\n"
                       "kernel = { plateau_m = 5, scale_m = 1, limit_m = 2 }\n"
                       "source = \"[A] x\"\nassumption = true\n"),
              "h.toml:22:10: index[1].kernel: limit_m must not be less than plateau_m");
}

TEST(HazardFile, ModelSettingsAreBareOrWithTheirSource) {
    const hazard::HazardSpec spec =
        good(std::string(StudyFolder::hazard) +
             "[model]\ntop = 3\nbeta_sd = { value = 0.2, source = \"[J] narrow\" }\n");
    EXPECT_EQ(spec.model.top, 3);
    EXPECT_EQ(spec.model.beta_sd, 0.2);
    EXPECT_EQ(spec.model.sources.at("beta_sd"), "[J] narrow");
    EXPECT_EQ(bad_with("[model]\ntop = 1.5\ncredible_mass = 1\nrank_mas = 0.9\n"
                       "beta_sd = { value = 0 }\n"),
              "h.toml:20:7: model.top must be a whole number, not a decimal number\n"
              "h.toml:21:17: model.credible_mass must be above 0 and at most 0.999\n"
              "h.toml:22:1: unknown key \"model.rank_mas\" (did you mean \"rank_mass\"?)\n"
              "h.toml:23:11: missing key \"model.beta_sd.source\"\n"
              "h.toml:23:21: model.beta_sd.value must be above 0");
}

TEST(HazardFile, FamiliesOfPriorsAreWords) {
    const hazard::HazardSpec spec =
        good(std::string(StudyFolder::hazard) +
             "[model]\nsigma_prior = { value = \"pc\", source = \"[J] few differences\" }\n"
             "sigma_tail = 0.05\nphi_prior = \"beta\"\nphi_a = 2\n");
    EXPECT_EQ(spec.model.sigma_prior, "pc");
    EXPECT_EQ(spec.model.sigma_tail, 0.05);
    EXPECT_EQ(spec.model.sources.at("sigma_prior"), "[J] few differences");
    EXPECT_EQ(spec.model.phi_prior, "beta");
    EXPECT_EQ(spec.model.phi_a, 2);
}

TEST(HazardFile, AnEffectLiesInItsRange) {
    const std::string head =
        "[[interventions]]\nid = \"rail\"\nlabel = { vi = \"a\", en = \"b\" }\nevidence = "
        "\"none\"\n";
    EXPECT_EQ(bad_with(head + "effects.fall = { value = 0.5, low = 0.6, source = \"x\" }\n"),
              "h.toml:23:16: interventions[1].effects.fall: needs low <= value <= high");
    EXPECT_EQ(bad_with(head + "unit_cost = { value = 5, source = \"x\" }\n"),
              "h.toml:19:1: missing key \"interventions[1].currency\"\n"
              "h.toml:19:1: missing key \"interventions[1].unit\"");
    EXPECT_EQ(bad_with(head + "effects.fall = { value = 2, source = \"x\" }\n"),
              "h.toml:23:26: interventions[1].effects.fall.value must be from -1 to 1");
}

TEST(HazardFile, KeysOfNoUseToTheMeasureAreNotWritten) {
    const std::string text = to_toml(write_table(hazard_shape(), good(StudyFolder::hazard)));
    EXPECT_EQ(text.find("kernel"), std::string::npos);
    EXPECT_EQ(text.find("weights"), std::string::npos);
    EXPECT_NE(text.find("within_m = 100.0"), std::string::npos);
}

TEST(HazardFile, ThrowsOneErrorWithAllProblems) {
    const StudyFolder folder;
    folder.write("bad.toml", "format = 1\nid = 3\n");
    try {
        read_hazard(folder / "bad.toml");
        FAIL() << "nothing was thrown";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::config);
        const std::string text = error.what();
        for (const char* part : {":2:6: id must be text in quotes, not a whole number",
                                 ":1:1: missing key \"label\"",
                                 ":1:1: missing key \"short_prefix\"",
                                 ":1:1: missing key \"incidents\""}) {
            EXPECT_NE(text.find(part), std::string::npos) << part << "\nin\n" << text;
        }
    }
}

}  // namespace
}  // namespace riskmap::intake
