#include <gtest/gtest.h>

#include "intake/config_keys.hpp"
#include "intake/config_text.hpp"
#include "intake/frame_keys.hpp"
#include "intake/toml_reader.hpp"

namespace riskmap::intake {
namespace {

ConfigNode tree_of(const std::string& text) {
    Problems problems;
    auto tree = parse_toml(text, "t.toml", problems);
    EXPECT_EQ(problem_lines(problems, Language::en), "");
    return tree.value_or(ConfigNode());
}

/// The problem that a kind finds in "v = TEXT"; "" when it reads it.
template <class Value>
std::string problem_of(const Kind<Value>& kind, const std::string& text) {
    Problems problems;
    const ConfigNode tree = tree_of("v = " + text);
    const auto value = kind.read(*tree.find("v"), Scope{&problems, "", "v"});
    EXPECT_EQ(value.has_value(), problems.empty()) << text;
    return problem_lines(problems, Language::en);
}

TEST(TomlReader, KeepsTheOrderOfTheFileAndPlaces) {
    const ConfigNode tree = tree_of("z = 1\na = \"x\"\n[m]\nb = 1.5\n[c]\n");
    std::vector<std::string> keys;
    for (const ConfigEntry& entry : tree.table()) {
        keys.push_back(entry.key);
    }
    EXPECT_EQ(keys, (std::vector<std::string>{"z", "a", "m", "c"}));
    EXPECT_EQ(tree.find("a")->mark, (Mark{"t.toml", 2, 5}));
    EXPECT_EQ(tree.table()[1].mark, (Mark{"t.toml", 2, 1}));
    EXPECT_EQ(mark_at(tree, "m.b"), (Mark{"t.toml", 4, 5}));
}

TEST(TomlReader, ASyntaxErrorIsOneProblem) {
    Problems problems;
    EXPECT_FALSE(parse_toml("a = 1\nb = \n", "t.toml", problems).has_value());
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].mark.line, 2);
}

TEST(MarkAt, StopsWhereThePathLeavesTheTree) {
    const ConfigNode tree = tree_of("[[a]]\nb = 1\n[[a]]\nc = { d = 2 }\n");
    EXPECT_EQ(mark_at(tree, "a[2].c.d"), (Mark{"t.toml", 4, 11}));
    EXPECT_EQ(mark_at(tree, "a[2].c.x.y"), mark_at(tree, "a[2].c"));
    EXPECT_EQ(mark_at(tree, "a[3].b"), mark_at(tree, "a"));
    EXPECT_EQ(mark_at(tree, "a[0]"), mark_at(tree, "a"));
    EXPECT_EQ(mark_at(tree, ""), (Mark{"t.toml", 1, 1}));
}

TEST(Kinds, NameTheTypeTheyWanted) {
    EXPECT_EQ(problem_of(text_kind(), "1"),
              "t.toml:1:5: v must be text in quotes, not a whole number");
    EXPECT_EQ(problem_of(text_kind(), "\"\""), "t.toml:1:5: v must not be empty");
    EXPECT_EQ(problem_of(flag_kind(), "1"),
              "t.toml:1:5: v must be true or false, not a whole number");
    EXPECT_EQ(problem_of(number_kind(), "\"1\""), "t.toml:1:5: v must be a number, not text");
    EXPECT_EQ(problem_of(whole_kind(0, 9), "1.0"),
              "t.toml:1:5: v must be a whole number, not a decimal number");
    EXPECT_EQ(problem_of(seed_kind(), "true"),
              "t.toml:1:5: v must be a whole number, not true/false");
    EXPECT_EQ(problem_of(list_kind(flag_kind()), "{}"),
              "t.toml:1:5: v must be a list [ ... ], not a table");
    EXPECT_EQ(problem_of(map_kind(flag_kind()), "[]"),
              "t.toml:1:5: v must be a table { ... }, not a list");
    EXPECT_EQ(problem_of(date_kind(), "07:32:00"),
              "t.toml:1:5: v must be a date such as 2021-03-31 (year-month-day), not a kind of "
              "value that has no use here");
}

TEST(Kinds, NumbersStayInTheirBounds) {
    EXPECT_EQ(problem_of(number_kind(positive), "0"), "t.toml:1:5: v must be above 0");
    EXPECT_EQ(problem_of(number_kind(not_negative), "0"), "");
    EXPECT_EQ(problem_of(number_kind(not_negative), "-0.1"), "t.toml:1:5: v must be at least 0");
    EXPECT_EQ(problem_of(number_kind(share), "1"), "");
    EXPECT_EQ(problem_of(number_kind(share), "1.01"), "t.toml:1:5: v must be from 0 to 1");
    EXPECT_EQ(problem_of(number_kind(), "nan"), "t.toml:1:5: v must be a finite number");
    EXPECT_EQ(problem_of(number_kind(), "-inf"), "t.toml:1:5: v must be a finite number");
    EXPECT_EQ(problem_of(whole_kind(1, 3), "4"), "t.toml:1:5: v must be from 1 to 3");
}

TEST(Kinds, EveryBadItemOfAListIsNamed) {
    EXPECT_EQ(problem_of(list_kind(flag_kind()), "[true, 1, \"a\"]"),
              "t.toml:1:12: v[2] must be true or false, not a whole number\n"
              "t.toml:1:15: v[3] must be true or false, not text");
    EXPECT_EQ(problem_of(list_kind(flag_kind(), 2), "[true]"),
              "t.toml:1:5: v needs at least 2 item(s)");
}

TEST(Kinds, TextIsComposed) {
    Problems problems;
    const ConfigNode tree = tree_of("v = \"e\u0302\u0301\"");
    EXPECT_EQ(text_kind().read(*tree.find("v"), Scope{&problems, "", "v"}), "\u1ebf");
}

TEST(Problems, AreSortedByFileLineAndColumnAndSaidOnce) {
    const Text message{"vi", "en"};
    Problems problems;
    const auto add = [&](const char* file, int line, int column, const char* nearest) {
        problems.push_back({{file, line, column}, message, nearest});
    };
    add("b", 2, 1, "");
    add("a", 1, 1, "");
    add("b", 1, 9, "word");
    add("b", 2, 1, "");
    add("b", 1, 2, "");
    EXPECT_EQ(problem_lines(problems, Language::en),
              "b:1:2: en\nb:1:9: en (did you mean \"word\"?)\nb:2:1: en\na:1:1: en");
    EXPECT_EQ(problem_line(problems[2], Language::vi), "b:1:9: vi (có phải \"word\" không?)");
}

TEST(JsonText, EscapesWhatJsonMust) {
    const ConfigNode root =
        config_table({{"a\"b", config_text("x\\\n\x01ế")},
                      {"list", config_list({config_whole(1), config_number(0.5)})},
                      {"none", config_list({})},
                      {"flag", config_flag(false)},
                      {"nothing", ConfigNode()}});
    EXPECT_EQ(to_json(root),
              "{\n  \"a\\\"b\": \"x\\\\\\n\\u0001ế\",\n  \"list\": [\n    1,\n    0.5\n  ],\n"
              "  \"none\": [],\n  \"flag\": false,\n  \"nothing\": null\n}\n");
}

}  // namespace
}  // namespace riskmap::intake
