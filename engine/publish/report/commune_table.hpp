#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "domain/layer.hpp"
#include "hazard/hazard_spec.hpp"
#include "risk/level.hpp"

namespace riskmap::publish {

/// Cells of a published layer by the names of their columns. The layer outlives the table.
class TableView {
  public:
    explicit TableView(const domain::Layer& layer);

    std::size_t rows() const { return layer_->size(); }
    const domain::Layer& layer() const { return *layer_; }
    bool has(const std::string& column) const { return columns_.contains(column); }
    /// Throws an internal `Error` when there is no such column.
    domain::Value cell(const std::string& column, std::size_t row) const;
    /// None for no data and for a cell that holds no number.
    std::optional<double> number(const std::string& column, std::size_t row) const;
    std::string text(const std::string& column, std::size_t row) const;

  private:
    const domain::Layer* layer_;
    std::map<std::string, std::size_t> columns_;
};

/// What the published layer of units says under one hazard.
class HazardView {
  public:
    HazardView(const TableView& communes, const hazard::HazardSpec& spec)
        : communes_(&communes), spec_(&spec) {}

    const hazard::HazardSpec& spec() const { return *spec_; }
    std::optional<double> number(const std::string& suffix, std::size_t row) const {
        return communes_->number(spec_->prefix + "_" + suffix, row);
    }
    risk::Level level(std::size_t row) const;
    Text reason(std::size_t row) const;
    /// Recorded cases as the audience gets them: "12", "<3", "…", "not reported".
    Text observed(std::size_t row) const;
    /// Rows that have a rank, the first first; ties by row.
    std::vector<std::size_t> ranked() const;

  private:
    const TableView* communes_;
    const hazard::HazardSpec* spec_;
};

/// A number with at least two telling digits; an en dash for none.
Text telling(const std::optional<double>& number);
/// A number of a setting as short as it goes: "1,25" and "1.25".
Text setting_text(double number);
/// "0,9–5,3".
Text range(const std::optional<double>& low, const std::optional<double>& high);

}  // namespace riskmap::publish
