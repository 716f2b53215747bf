#pragma once

#include <string>
#include <vector>

#include "publish/report/commune_map.hpp"
#include "publish/report/commune_table.hpp"
#include "publish/report/report.hpp"

namespace riskmap::publish {

/// What every part of the page reads from.
struct ReportView {
    const ReportInput* input;
    TableView communes;
    std::vector<HazardView> hazards;
    CommuneMap map;

    explicit ReportView(const ReportInput& input);
    /// Null when the layer was not published.
    const domain::Layer* layer(const std::string& name) const;
};

/// One numbered part of the report; an empty body leaves it out.
struct Section {
    std::string id;
    Text title;
    std::string body;
};

Section data_section(const ReportView& view);
Section maps_section(const ReportView& view);
Section search_section(const ReportView& view);
Section ranking_section(const ReportView& view);
Section levels_section(const ReportView& view);
Section time_section(const ReportView& view);
/// The hazards' lists of places in the order to act.
Section lists_section(const ReportView& view);
Section places_section(const ReportView& view);
Section burden_section(const ReportView& view);
Section proposal_section(const ReportView& view);
Section targets_section(const ReportView& view);
Section method_section(const ReportView& view);
Section doubts_section(const ReportView& view);
Section record_section(const ReportView& view);

/// What the script of the page needs of every unit, as JSON.
std::string page_data(const ReportView& view);

// Small pieces that sections share.

std::string paragraph(const Text& text, const char* kind = "");
std::string heading(const Text& text);
/// What a source is, for readers who never saw the study file.
Text source_words(const std::string& source, const ReportInput& input);
/// The name of a place, or its kind and identifier where it has none.
Text place_name(const TableView& sites, std::size_t row);
/// A level as a coloured word.
std::string chip(risk::Level level);
/// The name of a unit as a link to its sheet.
std::string unit_link(const ReportView& view, std::size_t row);
/// A link to the sheet of the unit with this code.
std::string sheet_address(const std::string& code);

/// A table with a caption; cells are HTML already.
class HtmlTable {
  public:
    HtmlTable(const Text& caption, const std::vector<Text>& header, const char* kind = "");
    void add(const std::vector<std::string>& cells);
    /// A row of one cell across the table.
    void add_wide(const std::string& cell);
    std::string html() const;

  private:
    std::string html_;
    std::size_t columns_;
};

}  // namespace riskmap::publish
