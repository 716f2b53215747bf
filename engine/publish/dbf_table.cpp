#include "publish/dbf_table.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/error.hpp"
#include "publish/plain_number.hpp"
#include "publish/utf8.hpp"

namespace riskmap::publish {
namespace {

using domain::Field;
using domain::FieldType;
using domain::Value;

constexpr std::size_t widest_text = 254;
constexpr std::size_t widest_number = 18;

std::string number_text(const Field& field, const Value& value) {
    const auto* real = std::get_if<double>(&value);
    return real != nullptr ? fixed_text(*real, field.decimals) : domain::as_text(value);
}

std::size_t longest_number(const Field& field, const domain::Cells& column) {
    std::size_t longest = 1;
    for (const Value value : column) {
        longest = std::max(longest, number_text(field, value).size());
    }
    return longest;
}

/// Fills in a column of `table`, whose fields already bear their short names.
class ColumnFitting {
  public:
    ColumnFitting(DbfTable& table, const Field& field, std::size_t at)
        : table_(table),
          field_(field),
          column_(table.layer.columns[at]),
          type_(table.layer.fields[at].type) {}

    void fit() {
        switch (field_.type) {
            case FieldType::text:
                return fit_text();
            case FieldType::boolean:
                return fit_flags();
            case FieldType::date:
                return add_width(0, 0);
            case FieldType::integer:
            case FieldType::real:
                return fit_numbers();
        }
    }

  private:
    void add_width(std::size_t width, int decimals) {
        table_.widths.push_back({static_cast<int>(width), decimals});
    }

    void fit_text() {
        std::size_t longest = 1;
        DbfChange cuts{DbfChange::Kind::text_cut, field_.name, field_.short_name};
        for (std::size_t row = 0; row < column_.size(); ++row) {
            if (!column_.is_text(row)) {
                continue;
            }
            std::size_t size = column_.text(row).size();
            if (size > widest_text) {
                const std::string shorter = cut(std::string(column_.text(row)), widest_text);
                column_.set(row, shorter);
                cuts.first_row = cuts.rows++ == 0 ? row : cuts.first_row;
                size = shorter.size();
            }
            longest = std::max(longest, size);
        }
        if (cuts.rows > 0) {
            table_.changes.push_back(cuts);
        }
        add_width(longest, 0);
    }

    void fit_flags() {
        type_ = FieldType::integer;
        for (std::size_t row = 0; row < column_.size(); ++row) {
            const Value value = column_[row];
            if (const bool* flag = std::get_if<bool>(&value)) {
                column_.set(row, static_cast<std::int64_t>(*flag));
            }
        }
        add_width(1, 0);
    }

    void fit_numbers() {
        const std::size_t longest = longest_number(field_, column_);
        if (longest <= widest_number) {
            // One more place, so that no reader takes a full column for an overflow.
            return add_width(longest + 1, field_.type == FieldType::real ? field_.decimals : 0);
        }
        type_ = FieldType::text;
        for (std::size_t row = 0; row < column_.size(); ++row) {
            if (!column_.is_missing(row)) {
                column_.set(row, number_text(field_, column_[row]));
            }
        }
        table_.changes.push_back(
            {DbfChange::Kind::number_as_text, field_.name, field_.short_name, column_.size(), 0});
        fit_text();
    }

    DbfTable& table_;
    const Field& field_;
    domain::Cells& column_;
    FieldType& type_;
};

}  // namespace

DbfTable to_dbf(const PublishedLayer& layer) {
    DbfTable table;
    table.layer = layer;
    for (std::size_t i = 0; i < layer.fields.size(); ++i) {
        const Field& field = layer.fields[i];
        expects(!field.short_name.empty(), "to_dbf: every field has a short name");
        table.layer.fields[i].name = field.short_name;
        ColumnFitting(table, field, i).fit();
    }
    return table;
}

void report_changes(const DbfTable& table, const std::string& file, IssueLog& log) {
    for (const DbfChange& change : table.changes) {
        Issue issue;
        issue.severity = Severity::note;
        issue.source = "output." + table.layer.name;
        issue.place.file = file;
        issue.place.row = static_cast<std::int64_t>(change.first_row + 1);
        issue.place.column = change.short_name;
        if (change.kind == DbfChange::Kind::text_cut) {
            issue.slug = "output.text-cut";
            issue.message = {
                fmt::format("{} ô dài hơn {} byte bị cắt bớt vì định dạng DBF không chứa hết",
                            change.rows,
                            widest_text),
                fmt::format("{} cells longer than {} bytes were cut: DBF holds no more",
                            change.rows,
                            widest_text)};
        } else {
            issue.slug = "output.number-as-text";
            issue.message = {
                fmt::format("cột số cần hơn {} chữ số nên được ghi dạng chữ trong tệp DBF",
                            widest_number),
                fmt::format("the numbers need more than {} digits and are text in the DBF file",
                            widest_number)};
        }
        issue.repair = {
            fmt::format("Xem cột {} đầy đủ trong tệp GeoPackage, GeoJSON hoặc CSV.", change.field),
            fmt::format("Read the column {} whole in the GeoPackage, GeoJSON or CSV file.",
                        change.field)};
        log.add(std::move(issue));
    }
}

}  // namespace riskmap::publish
