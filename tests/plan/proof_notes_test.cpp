#include "plan/proof_notes.hpp"

#include <gtest/gtest.h>

namespace riskmap::plan {
namespace {

std::vector<ProofNote> notes_for(std::size_t units) {
    HazardResult result;
    result.cases.person_years = PerUnit<double>(units, 1000);
    return proof_notes(result);
}

TEST(ProofNotes, SayWhyNothingWasTested) {
    const auto notes = notes_for(5);
    ASSERT_EQ(notes.size(), 2u);
    EXPECT_EQ(notes[0].topic, "back_test");
    EXPECT_NE(notes[0].sentence.en.find("two years"), std::string::npos);
    EXPECT_NE(notes[1].sentence.en.find("no commune is ranked"), std::string::npos);
}

TEST(ProofNotes, SayThatALargeStudyWasSkipped) {
    for (const ProofNote& note : notes_for(risk::most_tested_units + 1)) {
        EXPECT_NE(note.sentence.en.find("3,000 communes"), std::string::npos) << note.topic;
        EXPECT_NE(note.sentence.vi.find("3.000 xã"), std::string::npos) << note.topic;
    }
}

TEST(ProofNotes, SayThatATestIsHiddenRatherThanImpossible) {
    HazardResult result;
    result.back_test_hidden = true;
    EXPECT_NE(proof_notes(result)[0].sentence.en.find("not published"), std::string::npos);
    EXPECT_NE(proof_notes(result)[0].sentence.vi.find("không công bố"), std::string::npos);
}

TEST(ProofNotes, SayWhatStandsForHiddenCounts) {
    HazardResult result;
    result.shown.by_unit = PerUnit<ShownCount>(2, {0, disclosure::Shown::fewer});
    const auto notes = proof_notes(result);
    EXPECT_EQ(notes.back().topic, "published_counts");
    EXPECT_NE(notes.back().sentence.en.find("uses the internal result"), std::string::npos);
    EXPECT_NE(notes.back().sentence.vi.find("trung bình"), std::string::npos);
}

TEST(ProofNotes, RepeatTheSentencesOfWhatWasDone) {
    HazardResult result;
    result.cases.person_years = PerUnit<double>(3, 1000);
    result.sensitivity.emplace();
    result.sensitivity->sentence = {"nhạy", "sensitive"};
    result.second_opinion.emplace();
    result.second_opinion->verdict = {"ít", "too few cases to say"};
    const auto notes = proof_notes(result);
    ASSERT_EQ(notes.size(), 3u);
    EXPECT_EQ(notes[1].sentence.en, "sensitive");
    EXPECT_EQ(notes[2].topic, "second_opinion");
    EXPECT_EQ(notes[2].sentence.en, "too few cases to say");
}

TEST(ProofNotes, TheLargestStudyThatIsTestedIsNotCalledLarge) {
    for (const ProofNote& note : notes_for(risk::most_tested_units)) {
        EXPECT_EQ(note.sentence.en.find("3,000 communes"), std::string::npos) << note.topic;
    }
}

}  // namespace
}  // namespace riskmap::plan
