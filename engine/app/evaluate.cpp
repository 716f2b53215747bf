#include "app/evaluate.hpp"

#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "core/error.hpp"
#include "domain/fold.hpp"
#include "gdal/delimited_text.hpp"

namespace riskmap::app {
namespace {

[[noreturn]] void bad_cell(const domain::Layer& table,
                           std::size_t row,
                           const std::string& column,
                           const std::string& value,
                           const Text& wanted) {
    const std::string place =
        fmt::format("{}:{} {} \"{}\"", table.file, table.source_rows[row], column, value);
    throw Error(ErrorKind::input,
                Text{place + ": cần " + wanted.vi, place + ": needs " + wanted.en});
}

std::size_t column_of(const domain::Layer& table, const std::string& name) {
    const auto column = table.find(name);
    if (!column) {
        throw Error(
            ErrorKind::input,
            Text{table.file + ": thiếu cột " + name, table.file + ": there is no column " + name});
    }
    return *column;
}

double number_at(const domain::Layer& table,
                 std::size_t column,
                 std::size_t row,
                 double least,
                 const Text& wanted) {
    const domain::Value& cell = table.at(column, row);
    const double number = domain::as_number(cell);
    if (!std::isfinite(number) || number < least) {
        bad_cell(table, row, table.fields[column].name, domain::as_text(cell), wanted);
    }
    return number;
}

bool is_treated(const domain::Layer& table, std::size_t column, std::size_t row) {
    const std::string text = domain::as_text(table.at(column, row));
    const std::string word = domain::fold(text);
    for (const char* yes : {"1", "true", "yes", "có", "x"}) {
        if (word == domain::fold(yes)) {
            return true;
        }
    }
    for (const char* no : {"0", "false", "no", "không", ""}) {
        if (word == domain::fold(no)) {
            return false;
        }
    }
    bad_cell(table, row, table.fields[column].name, text, {"1 hoặc 0", "1 or 0"});
}

}  // namespace

plan::Evaluation evaluate(const std::filesystem::path& file,
                          double years_before,
                          double years_after) {
    if (!(years_before > 0) || !(years_after > 0)) {
        throw Error(ErrorKind::usage,
                    Text{"số năm trước và sau phải lớn hơn 0",
                         "the years before and after must be above 0"});
    }
    std::vector<gdal::RowFault> faults;
    domain::Layer table = gdal::read_delimited_text(file, "", faults);
    table.file = file.string();
    if (!faults.empty()) {
        bad_cell(table,
                 faults.front().row,
                 "",
                 "",
                 {"đúng số ô như dòng đầu", "as many cells as the header has"});
    }
    const std::size_t treated = column_of(table, "treated");
    const std::size_t before = column_of(table, "before");
    const std::size_t after = column_of(table, "after");
    const auto exposure = table.find("exposure");
    const auto site = table.find("site");
    const Text count{"số vụ, từ 0 trở lên", "a count, 0 or more"};
    const Text above_zero{"một số lớn hơn 0", "a number above 0"};
    std::vector<plan::BeforeAfter> places;
    for (std::size_t row = 0; row < table.size(); ++row) {
        plan::BeforeAfter place;
        place.site = site ? domain::as_text(table.at(*site, row)) : "";
        place.treated = is_treated(table, treated, row);
        place.before = number_at(table, before, row, 0, count);
        place.after = number_at(table, after, row, 0, count);
        if (exposure) {
            constexpr double least = 1e-12;
            place.exposure = number_at(table, *exposure, row, least, above_zero);
        }
        places.push_back(std::move(place));
    }
    return plan::evaluate(places, years_before, years_after);
}

}  // namespace riskmap::app
