#include <gtest/gtest.h>

#include "intake/common_keys.hpp"
#include "intake/config_text.hpp"
#include "intake/toml_reader.hpp"

namespace riskmap::intake {
namespace {

using domain::Comparison;
using domain::Predicate;
using domain::Value;

/// The predicate of "where = TEXT", and the problems met.
std::optional<Predicate> read(const std::string& text, Problems& problems) {
    const auto tree = parse_toml("where = " + text, "t.toml", problems);
    const Scope scope{&problems, "", "where"};
    return tree ? predicate_kind().read(*tree->find("where"), scope) : std::nullopt;
}

Predicate good(const std::string& text) {
    Problems problems;
    auto predicate = read(text, problems);
    EXPECT_EQ(problem_lines(problems, Language::en), "");
    return predicate.value_or(Predicate());
}

std::string bad(const std::string& text) {
    Problems problems;
    EXPECT_FALSE(read(text, problems).has_value());
    return problem_lines(problems, Language::en);
}

TEST(ConditionKeys, EachWordIsItsComparison) {
    const std::vector<std::pair<std::string, Comparison>> words{
        {"equals = 1", Comparison::equals},
        {"not_equals = \"a\"", Comparison::not_equals},
        {"in = [1, \"a\"]", Comparison::in},
        {"not_in = [true]", Comparison::not_in},
        {"at_least = 2", Comparison::at_least},
        {"at_most = 2.5", Comparison::at_most},
        {"above = 0", Comparison::above},
        {"below = -1", Comparison::below},
        {"present = true", Comparison::present},
        {"absent = true", Comparison::absent},
    };
    for (const auto& [word, comparison] : words) {
        const Predicate predicate = good("[{ field = \"f\", " + word + " }]");
        ASSERT_EQ(predicate.size(), 1U) << word;
        EXPECT_EQ(predicate[0].field, "f") << word;
        EXPECT_EQ(predicate[0].comparison, comparison) << word;
    }
}

TEST(ConditionKeys, ValuesKeepTheirType) {
    const Predicate predicate = good("[{ field = \"f\", in = [1, 1.5, true, \"a\", 2021-03-31] }]");
    ASSERT_EQ(predicate.size(), 1U);
    EXPECT_EQ(predicate[0].values,
              (std::vector<Value>{Value(std::int64_t{1}),
                                  Value(1.5),
                                  Value(true),
                                  Value(std::string("a")),
                                  Value(std::string("2021-03-31"))}));
}

TEST(ConditionKeys, DecomposedLettersAreComposed) {
    const Predicate predicate = good("[{ field = \"f\", equals = \"ao ca\u0301\" }]");
    EXPECT_EQ(predicate.at(0).values.at(0), Value(std::string("ao c\u00e1")));
}

TEST(ConditionKeys, AChoiceHoldsConditions) {
    const Predicate predicate =
        good("[{ any = [{ field = \"a\", equals = 1 }, { field = \"b\", absent = true }] }]");
    ASSERT_EQ(predicate.at(0).any.size(), 2U);
    EXPECT_EQ(predicate[0].any[1].comparison, Comparison::absent);
}

TEST(ConditionKeys, ReadBackAsWritten) {
    const Predicate predicate = good(
        "[{ field = \"f\", in = [1, 1.5, true, \"a\"] }, { field = \"g\", at_least = 2 }, "
        "{ any = [{ field = \"a\", not_equals = false }, { any = [{ field = \"b\", absent = true "
        "}] "
        "}] }]");
    const std::string text = to_toml(config_table({{"where", predicate_kind().write(predicate)}}));
    Problems problems;
    const auto tree = parse_toml(text, "t.toml", problems);
    ASSERT_TRUE(tree.has_value()) << text;
    const Scope scope{&problems, "", "where"};
    EXPECT_EQ(predicate_kind().read(*tree->find("where"), scope), predicate) << text;
}

TEST(ConditionKeys, NeedExactlyOneComparison) {
    const std::string all =
        "equals, not_equals, in, not_in, at_least, at_most, above, below, present, absent";
    EXPECT_EQ(bad("[{ field = \"f\" }]"),
              "t.toml:1:10: where[1]: needs exactly one comparison out of: " + all);
    EXPECT_EQ(bad("[{ field = \"f\", above = 1, below = 2 }]"),
              "t.toml:1:10: where[1]: needs exactly one comparison out of: " + all);
}

TEST(ConditionKeys, ProblemsHaveTheirPlaceAndNearestWord) {
    EXPECT_EQ(bad("[{ field = \"f\", equal = 1 }]"),
              "t.toml:1:25: unknown key \"where[1].equal\" (did you mean \"equals\"?)");
    EXPECT_EQ(bad("[{ equals = 1 }]"), "t.toml:1:10: missing key \"where[1].field\"");
    EXPECT_EQ(bad("[{ field = \"f\", at_least = \"2\" }]"),
              "t.toml:1:36: where[1].at_least must be a number, not text");
    EXPECT_EQ(bad("[{ field = \"f\", in = 1 }]"),
              "t.toml:1:30: where[1].in must be a list [ ... ], not a whole number");
    EXPECT_EQ(bad("[{ field = \"f\", in = [] }]"),
              "t.toml:1:30: where[1].in needs at least 1 item(s)");
    EXPECT_EQ(bad("[{ field = \"f\", present = false }]"),
              "t.toml:1:35: where[1].present must be true, not true/false");
    EXPECT_EQ(bad("[{ field = \"f\", equals = [1] }]"),
              "t.toml:1:34: where[1].equals must be text, a number or true/false, not a list");
    EXPECT_EQ(bad("[\"f\"]"),
              "t.toml:1:10: where[1] must be a condition { field = ..., ... }, not text");
    EXPECT_EQ(bad("[{ any = [{ field = \"f\", absent = true }], field = \"g\" }]"),
              "t.toml:1:10: where[1]: any stands alone in a condition");
    EXPECT_EQ(bad("[{ any = [] }]"), "t.toml:1:18: where[1].any needs at least 1 item(s)");
}

TEST(ConditionKeys, SeveralProblemsAreListedTogether) {
    EXPECT_EQ(bad("[{ feld = \"f\", equals = 1 }, { field = \"g\", above = true }]"),
              "t.toml:1:12: unknown key \"where[1].feld\" (did you mean \"field\"?)\n"
              "t.toml:1:61: where[2].above must be a number, not true/false");
}

}  // namespace
}  // namespace riskmap::intake
