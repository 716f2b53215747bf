#include <gtest/gtest.h>

#include "core/error.hpp"
#include "publish/report/commune_table.hpp"
#include "publish/report/figures.hpp"
#include "publish/report/html.hpp"
#include "publish/report/sections.hpp"

namespace riskmap::publish {
namespace {

TEST(EscapeHtml, TurnsMarkupIntoText) {
    EXPECT_EQ(escape_html("<script>alert('x')</script>&\""),
              "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;");
}

TEST(EscapeHtml, DropsControlAndDirectionMarksAndRepairsUtf8) {
    EXPECT_EQ(escape_html("a\x01z\x7F"), "az");
    EXPECT_EQ(escape_html("Lộc\xE2\x80\xAE Thạnh\xE2\x81\xA6\xD8\x9C"), "Lộc Thạnh");
    EXPECT_EQ(escape_html("x\xFFy"), "x\xEF\xBF\xBDy");
    EXPECT_EQ(escape_html("Đồng Tâm – “ba”"), "Đồng Tâm – “ba”");
}

TEST(Both, SaysOnceWhatIsTheSameInBothLanguages) {
    EXPECT_EQ(both(Text{"12", "12"}), "12");
    EXPECT_EQ(both(2.34, 1), "<span lang=\"vi\">2,3</span><span lang=\"en\">2.3</span>");
    EXPECT_EQ(both(Text{"<b>", "&"}),
              "<span lang=\"vi\">&lt;b&gt;</span><span lang=\"en\">&amp;</span>");
}

TEST(FillTemplate, EscapesTwoBracesAndKeepsThree) {
    EXPECT_EQ(fill_template("<p>{{a}}</p>{{{a}}}{{a}}", {{"a", "<i>"}}),
              "<p>&lt;i&gt;</p><i>&lt;i&gt;");
}

TEST(FillTemplate, DoesNotLookIntoValues) {
    EXPECT_EQ(fill_template("{{{a}}}", {{"a", "{{b}}"}}), "{{b}}");
}

TEST(FillTemplate, RefusesUnknownKeysAndOpenBraces) {
    EXPECT_THROW(fill_template("{{b}}", {{"a", ""}}), Error);
    EXPECT_THROW(fill_template("{{a", {{"a", ""}}), Error);
}

TEST(SheetAddress, CarriesAnyCode) {
    EXPECT_EQ(sheet_address("00101"), "#xa=00101");
    EXPECT_EQ(sheet_address("a b\"<Đ"), "#xa=a%20b%22%3C%C4%90");
}

TEST(WhiskerSvg, StaysInsideItsCell) {
    const std::string svg = whisker_svg({-5, 50, 500}, {0, 100, {}, false});
    EXPECT_NE(svg.find("x1=\"3.0\""), std::string::npos);
    EXPECT_NE(svg.find("x2=\"117.0\""), std::string::npos);
    EXPECT_NE(svg.find("cx=\"60.0\""), std::string::npos);
}

TEST(WhiskerSvg, PutsOneInTheMiddleOfALogarithmicScale) {
    EXPECT_NE(whisker_svg({1, 1, 1}, {0.1, 10, 1.0, true}).find("cx=\"60.0\""), std::string::npos);
}

TEST(BarChartSvg, HidesTheHeightOfSmallCounts) {
    const BarChart chart{{"a", "b"},
                         {"c", "d"},
                         {{{"1", "1"}, 7, 5, 9, disclosure::Shown::fewer},
                          {{"2", "2"}, 7, 5, 9, disclosure::Shown::withheld}},
                         {},
                         {}};
    const std::string svg = bar_chart_svg(chart);
    EXPECT_NE(svg.find("&lt;3"), std::string::npos);
    EXPECT_NE(svg.find("…"), std::string::npos);
    EXPECT_EQ(svg.find("<rect"), std::string::npos);
}

TEST(Range, HasTheDecimalsOfItsUpperEnd) {
    EXPECT_EQ(range(0.91, 5.34).vi, "0,9–5,3");
    EXPECT_EQ(range({}, 5.3).en, "–");
    EXPECT_EQ(setting_text(1.25).vi, "1,25");
    EXPECT_EQ(telling({}).vi, "–");
}

}  // namespace
}  // namespace riskmap::publish
