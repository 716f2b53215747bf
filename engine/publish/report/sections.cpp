#include "publish/report/sections.hpp"

#include <fmt/format.h>

#include "core/error.hpp"
#include "plan/kind_words.hpp"
#include "publish/report/html.hpp"

namespace riskmap::publish {
namespace {

const domain::Layer& communes_of(const ReportInput& input) {
    for (const domain::Layer& layer : input.publication->layers) {
        if (layer.name == "communes") {
            return layer;
        }
    }
    throw Error(ErrorKind::internal, "report: no published layer of communes");
}

}  // namespace

ReportView::ReportView(const ReportInput& report_input)
    : input(&report_input), communes(communes_of(report_input)), map(communes.layer().shapes) {
    for (const plan::HazardResult& hazard : *input->hazards) {
        hazards.emplace_back(communes, hazard.spec);
    }
}

const domain::Layer* ReportView::layer(const std::string& name) const {
    for (const domain::Layer& layer : input->publication->layers) {
        if (layer.name == name) {
            return &layer;
        }
    }
    return nullptr;
}

std::string paragraph(const Text& text, const char* kind) {
    return (*kind == '\0' ? std::string("<p>") : fmt::format("<p class=\"{}\">", kind)) +
           both(text) + "</p>\n";
}

std::string heading(const Text& text) { return "<h3>" + both(text) + "</h3>\n"; }

std::string chip(risk::Level level) {
    return fmt::format(
        "<span class=\"chip c{}\">{}</span>", static_cast<int>(level), both(risk::label(level)));
}

std::string sheet_address(const std::string& code) {
    std::string address = "#xa=";
    for (const char c : code) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                           (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '.';
        address +=
            plain ? std::string(1, c)
                  : fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
    return address;
}

std::string unit_link(const ReportView& view, std::size_t row) {
    const std::string parent = view.communes.text("parent", row);
    std::string html = fmt::format("<a href=\"{}\">{}</a>",
                                   sheet_address(view.communes.text("code", row)),
                                   escape_html(view.communes.text("name", row)));
    if (!parent.empty()) {
        html += "<br><small>" + escape_html(parent) + "</small>";
    }
    return html;
}

Text source_words(const std::string& source, const ReportInput& input) {
    const auto label = input.publication->source_labels.find(source);
    return label == input.publication->source_labels.end() ? Text{source, source} : label->second;
}

Text place_name(const TableView& sites, std::size_t row) {
    if (const std::string name = sites.text("name", row); !name.empty()) {
        return {name, name};
    }
    const Text kind = plan::kind_words(sites.text("kind", row));
    const std::string id = sites.text("id", row);
    return {fmt::format("{} ({})", kind.vi, id), fmt::format("{} ({})", kind.en, id)};
}

HtmlTable::HtmlTable(const Text& caption, const std::vector<Text>& header, const char* kind)
    : columns_(header.size()) {
    html_ = fmt::format(
        "<div class=\"scroll\"><table class=\"{}\"><caption><span "
        "class=\"stay\">{}</span></caption><thead><tr>",
        kind,
        both(caption));
    for (const Text& title : header) {
        html_ += "<th scope=\"col\">" + both(title) + "</th>";
    }
    html_ += "</tr></thead><tbody>\n";
}

void HtmlTable::add(const std::vector<std::string>& cells) {
    expects(cells.size() == columns_, "HtmlTable: as many cells as columns");
    html_ += "<tr>";
    for (const std::string& cell : cells) {
        html_ += "<td>" + cell + "</td>";
    }
    html_ += "</tr>\n";
}

void HtmlTable::add_wide(const std::string& cell) {
    html_ += fmt::format(
        "<tr class=\"why\"><td></td><td colspan=\"{}\"><div class=\"stay\">{}</div></td></tr>\n",
        columns_ - 1,
        cell);
}

std::string HtmlTable::html() const { return html_ + "</tbody></table></div>\n"; }

}  // namespace riskmap::publish
