#include "publish/qgis/layer_style.hpp"

#include <gtest/gtest.h>

#include "publish/qgis/qml.hpp"
#include "publish/qgis/sld.hpp"
#include "publish/qgis/xml.hpp"

namespace riskmap::publish {
namespace {

domain::Field field(const std::string& name, const std::string& short_name) {
    return {name, short_name, domain::FieldType::text, "", {"Tên <cột>", "Column"}, {}, "", 0};
}

/// Eight communes with the columns of the hazard "falls".
PublishedLayer communes() {
    PublishedLayer layer;
    layer.name = "communes";
    layer.rows = 8;
    layer.fields = {field("name", "ten"),
                    field("falls_level", "fa_muc"),
                    field("falls_rate", "fa_ts"),
                    field("falls_rank_lower", "fa_hg_d"),
                    field("falls_rank_upper", "fa_hg_t")};
    LonLatShape shape;
    shape.shape = geo::Shape::polygons;
    layer.shapes.assign(layer.rows, shape);
    return layer;
}

const std::vector<MapHazard> hazards{{"falls", {"Ngã", "Falls"}}};

TEST(LayerStyle, CommunesShowLevelsFirstThenRates) {
    const auto styles = layer_styles(communes(), hazards);
    ASSERT_EQ(styles.size(), 3U);
    EXPECT_EQ(styles[0].name, "falls_level");
    EXPECT_EQ(styles[0].rules.size(), 7U) << "six levels and the hatching";
    EXPECT_EQ(styles[1].rules.size(), rate_edges().size() + 2) << "classes and no data";
    EXPECT_EQ(styles[2].name, "outline");
}

TEST(LayerStyle, NoTwoLevelsShareAColour) {
    const auto styles = layer_styles(communes(), hazards);
    for (std::size_t a = 0; a < 6; ++a) {
        for (std::size_t b = a + 1; b < 6; ++b) {
            EXPECT_FALSE(styles[0].rules[a].symbol.color == styles[0].rules[b].symbol.color);
        }
    }
}

TEST(LayerStyle, WideRankIntervalsAreHatched) {
    const auto style = layer_styles(communes(), hazards).front();
    EXPECT_TRUE(style.rules.back().symbol.hatched);
    EXPECT_EQ(expression(communes(), style.rules.back(), Names::full),
              "\"falls_rank_upper\" - \"falls_rank_lower\" > 6 OR \"falls_level\" = "
              "'undetermined'");
}

TEST(LayerStyle, ShapefilesAreAskedByTheirShortNames) {
    const auto style = layer_styles(communes(), hazards).front();
    EXPECT_EQ(expression(communes(), style.rules.front(), Names::brief),
              "\"fa_muc\" = 'confirmed'");
    const std::string brief = qml(communes(), style, Names::brief);
    EXPECT_EQ(brief.find("falls_level"), std::string::npos);
    EXPECT_EQ(sld(communes(), style, Names::brief).find("falls_level"), std::string::npos);
}

TEST(LayerStyle, UnknownLayersAndTablesHaveNone) {
    PublishedLayer other = communes();
    other.name = "something";
    EXPECT_TRUE(layer_styles(other, hazards).empty());
    PublishedLayer table = communes();
    table.shapes.clear();
    EXPECT_TRUE(layer_styles(table, hazards).empty());
}

TEST(Xml, EscapesMarkupAndDropsControlCharacters) {
    Xml element("a");
    element.set("b", "<\"&\n").text("x<y>\x01 z");
    EXPECT_EQ(element.str(), "<a b=\"&lt;&quot;&amp;&#10;\">x&lt;y&gt; z</a>\n");
}

TEST(Qml, NamesOfColumnsCannotBreakTheFile) {
    const auto style = layer_styles(communes(), hazards).front();
    const std::string text = qml(communes(), style, Names::full);
    EXPECT_NE(text.find("Tên &lt;cột&gt;"), std::string::npos);
    EXPECT_EQ(text.find("<cột>"), std::string::npos);
}

}  // namespace
}  // namespace riskmap::publish
