#include "publish/report/commune_table.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/number_text.hpp"
#include "publish/level_style.hpp"

namespace riskmap::publish {

TableView::TableView(const domain::Layer& layer) : layer_(&layer) {
    for (std::size_t field = 0; field < layer.fields.size(); ++field) {
        columns_.emplace(layer.fields[field].name, field);
    }
}

domain::Value TableView::cell(const std::string& column, std::size_t row) const {
    const auto found = columns_.find(column);
    expects(found != columns_.end(), ("report: a published column " + column).c_str());
    return layer_->at(found->second, row);
}

std::optional<double> TableView::number(const std::string& column, std::size_t row) const {
    const double number = domain::as_number(cell(column, row));
    return std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::string TableView::text(const std::string& column, std::size_t row) const {
    return domain::as_text(cell(column, row));
}

risk::Level HazardView::level(std::size_t row) const {
    const std::string word = communes_->text(spec_->prefix + "_level", row);
    for (const LevelStyle& style : level_styles()) {
        if (word == risk::to_word(style.level)) {
            return style.level;
        }
    }
    return risk::Level::insufficient_data;
}

Text HazardView::reason(std::size_t row) const {
    return {communes_->text(spec_->prefix + "_reason_vi", row),
            communes_->text(spec_->prefix + "_reason_en", row)};
}

Text HazardView::observed(std::size_t row) const {
    if (const auto cases = number("observed", row)) {
        return number_text(*cases, 0);
    }
    const std::string told = communes_->text(spec_->prefix + "_observed_shown", row);
    return told.empty() ? Text{"không báo cáo", "not reported"} : Text{told, told};
}

std::vector<std::size_t> HazardView::ranked() const {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < communes_->rows(); ++row) {
        if (number("rank", row)) {
            rows.push_back(row);
        }
    }
    std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
        return *number("rank", a) < *number("rank", b);
    });
    return rows;
}

Text telling(const std::optional<double>& number) {
    return number ? number_text(*number, telling_decimals(*number)) : Text{"–", "–"};
}

Text setting_text(double number) {
    Text text{fmt::format("{:g}", number), fmt::format("{:g}", number)};
    std::replace(text.vi.begin(), text.vi.end(), '.', ',');
    return text;
}

Text range(const std::optional<double>& low, const std::optional<double>& high) {
    if (!low || !high) {
        return {"–", "–"};
    }
    const int decimals = telling_decimals(std::max(*high, 1e-9));
    const Text from = number_text(*low, decimals);
    const Text to = number_text(*high, decimals);
    return {from.vi + "–" + to.vi, from.en + "–" + to.en};
}

}  // namespace riskmap::publish
