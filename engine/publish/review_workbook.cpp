#include "publish/review_workbook.hpp"

#include <ctime>
#include <string>

#include <fmt/format.h>
#include <xlsxwriter.h>

#include "core/error.hpp"
#include "domain/review_columns.hpp"
#include "publish/file_bytes.hpp"
#include "publish/new_workbook.hpp"

namespace riskmap::publish {
namespace {

namespace columns = domain::review;

constexpr std::time_t fixed_time =
    315532800;  // 1980-01-01: the workbook carries no date of its own
constexpr double narrow = 14;
constexpr double wide = 38;

/// One sheet with a header that stays in sight, filled row by row.
class Sheet {
  public:
    template <class Columns>
    Sheet(lxw_workbook* book, const char* name, const Columns& headers)
        : sheet_(workbook_add_worksheet(book, name)),
          header_(workbook_add_format(book)),
          open_(workbook_add_format(book)) {
        expects(sheet_ != nullptr, "write_review: the workbook takes the sheet");
        format_set_bold(header_);
        format_set_text_wrap(header_);
        format_set_bg_color(open_, 0xFFF2CC);
        format_set_border(open_, LXW_BORDER_THIN);
        format_set_num_format(open_, "@");
        lxw_col_t at = 0;
        for (const char* text : headers) {
            const bool answer = static_cast<std::size_t>(at) + 1 == headers.size();
            worksheet_set_column(sheet_, at, at, answer || at > 4 ? wide : narrow, nullptr);
            worksheet_write_string(sheet_, 0, at, text, header_);
            ++at;
        }
        worksheet_freeze_panes(sheet_, 1, 0);
    }

    void start_row() {
        ++row_;
        column_ = 0;
    }
    void add(const std::string& text) {
        worksheet_write_string(sheet_, row_, column_++, text.c_str(), nullptr);
    }
    void add(std::int64_t number) {
        worksheet_write_number(sheet_, row_, column_++, static_cast<double>(number), nullptr);
    }
    void add_answer() { worksheet_write_blank(sheet_, row_, column_++, open_); }

  private:
    lxw_worksheet* sheet_;
    lxw_format* header_;
    lxw_format* open_;
    lxw_row_t row_ = 0;
    lxw_col_t column_ = 0;
};

std::string both(const Text& text) { return text.vi + " / " + text.en; }

void add_places(lxw_workbook* book, const domain::ReviewList& review) {
    Sheet sheet(book, domain::review_places, columns::place_columns);
    for (const domain::ReviewRow& open : review.rows) {
        sheet.start_row();
        sheet.add(open.source);
        sheet.add(open.file);
        sheet.add(open.sheet);
        sheet.add(open.row);
        sheet.add(open.place);
        sheet.add(open.told);
        sheet.add(open.year == 0 ? "" : std::to_string(open.year));
        sheet.add(both(open.reason));
        for (std::size_t i = 0; i < 3; ++i) {
            sheet.add(i < open.candidates.size() ? open.candidates[i] : "");
        }
        sheet.add_answer();
    }
}

void add_pairs(lxw_workbook* book, const domain::ReviewList& review) {
    Sheet sheet(book, domain::review_pairs, columns::pair_columns);
    for (const domain::ReviewPair& pair : review.pairs) {
        sheet.start_row();
        sheet.add(pair.first_source);
        sheet.add(pair.first_row);
        sheet.add(pair.second_source);
        sheet.add(pair.second_row);
        sheet.add(pair.when);
        sheet.add(pair.unit);
        sheet.add(both(pair.reason));
        sheet.add_answer();
    }
}

void write_once(const domain::ReviewList& review, const std::filesystem::path& file) {
    lxw_workbook* book = new_workbook(file, 12 * (review.rows.size() + review.pairs.size()));
    if (book == nullptr) {
        fail_to_write(file, "");
    }
    lxw_doc_properties properties{};
    properties.created = fixed_time;
    workbook_set_properties(book, &properties);
    add_places(book, review);
    add_pairs(book, review);
    if (const lxw_error error = workbook_close(book); error != LXW_NO_ERROR) {
        fail_to_write(file, lxw_strerror(error));
    }
}

}  // namespace

void write_review(const domain::ReviewList& review, const std::filesystem::path& file) {
    write_surely(file, [&](const std::filesystem::path& path) { write_once(review, path); });
}

}  // namespace riskmap::publish
