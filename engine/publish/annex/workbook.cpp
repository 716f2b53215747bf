#include "publish/annex/workbook.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <memory>

#include <fmt/format.h>
#include <xlsxwriter.h>

#include "core/error.hpp"
#include "publish/file_bytes.hpp"
#include "publish/new_workbook.hpp"

namespace riskmap::publish {
namespace {

constexpr int most_decimals = 4;
constexpr std::time_t fixed_instant = 946684800;  // 2000-01-01, as `FixedDate` says

/// The formats of one workbook; the workbook owns them.
class Formats {
  public:
    explicit Formats(lxw_workbook* book) : book_(book) {
        title = make(14, true, false);
        note = make(9, false, false);
        format_set_italic(note);
        head = make(9, true, true);
        format_set_align(head, LXW_ALIGN_CENTER);
        format_set_bg_color(head, 0xDDE8F0);
        format_set_text_wrap(head);
        text = make(9, false, true);
        format_set_text_wrap(text);
        format_set_num_format(text, "@");
        mark = make(9, false, true);
        format_set_align(mark, LXW_ALIGN_RIGHT);
        percent = make(9, false, true);
        format_set_num_format(percent, "[$-42A]0%");
        to_fill = make(9, false, true);
        format_set_bg_color(to_fill, 0xFFF2AA);
        total_text = make(9, true, true);
        warning = make(11, true, false);
        format_set_font_color(warning, 0xAA1414);
        centred = make(10, true, false);
        format_set_align(centred, LXW_ALIGN_CENTER);
        format_set_text_wrap(centred);
        plain = make(10, false, false);
        format_set_text_wrap(plain);
        for (int decimals = 0; decimals <= most_decimals; ++decimals) {
            numbers_[static_cast<std::size_t>(decimals)] = number_format(decimals, false);
            totals_[static_cast<std::size_t>(decimals)] = number_format(decimals, true);
        }
    }

    lxw_format* number(int decimals, bool total) const {
        const auto index = static_cast<std::size_t>(std::clamp(decimals, 0, most_decimals));
        return total ? totals_[index] : numbers_[index];
    }

    lxw_format* title = nullptr;
    lxw_format* note = nullptr;
    lxw_format* head = nullptr;
    lxw_format* text = nullptr;
    lxw_format* mark = nullptr;
    lxw_format* percent = nullptr;
    lxw_format* to_fill = nullptr;
    lxw_format* total_text = nullptr;
    lxw_format* warning = nullptr;
    lxw_format* centred = nullptr;
    lxw_format* plain = nullptr;

  private:
    lxw_format* make(double size, bool bold, bool border) {
        lxw_format* format = workbook_add_format(book_);
        format_set_font_name(format, "Times New Roman");
        format_set_font_size(format, size);
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
        if (bold) {
            format_set_bold(format);
        }
        if (border) {
            format_set_border(format, LXW_BORDER_THIN);
            format_set_border_color(format, 0x999999);
        }
        return format;
    }

    lxw_format* number_format(int decimals, bool bold) {
        lxw_format* format = make(9, bold, true);
        const std::string places =
            decimals > 0 ? "." + std::string(static_cast<std::size_t>(decimals), '0') : "";
        format_set_num_format(format, ("[$-42A]#,##0" + places).c_str());
        return format;
    }

    lxw_workbook* book_;
    std::array<lxw_format*, most_decimals + 1> numbers_{};
    std::array<lxw_format*, most_decimals + 1> totals_{};
};

lxw_row_t row_at(std::size_t index) { return static_cast<lxw_row_t>(index); }
lxw_col_t column_at(std::size_t index) { return static_cast<lxw_col_t>(index); }

void require(lxw_error error, const std::filesystem::path& file) {
    if (error != LXW_NO_ERROR) {
        fail_to_write(file, lxw_strerror(error));
    }
}

/// Writes one cell in the format of its column.
struct CellWriter {
    lxw_worksheet* sheet;
    lxw_row_t row;
    lxw_col_t column;
    int decimals;
    bool total;
    const Formats& formats;

    lxw_format* words() const { return total ? formats.total_text : formats.text; }

    lxw_error operator()(std::monostate) const {
        return worksheet_write_blank(sheet, row, column, words());
    }
    lxw_error operator()(std::int64_t number) const {
        return worksheet_write_number(
            sheet, row, column, static_cast<double>(number), formats.number(0, total));
    }
    lxw_error operator()(double number) const {
        return worksheet_write_number(sheet, row, column, number, formats.number(decimals, total));
    }
    lxw_error operator()(Percent number) const {
        return worksheet_write_number(sheet, row, column, number.share, formats.percent);
    }
    lxw_error operator()(const std::string& text) const {
        const bool stands_for_number = text == "<3" || text == "…";
        return worksheet_write_string(
            sheet, row, column, text.c_str(), stands_for_number ? formats.mark : words());
    }
    lxw_error operator()(const Formula& formula) const {
        if (std::isnan(formula.value)) {
            return worksheet_write_formula_str(
                sheet, row, column, formula.text.c_str(), formats.number(decimals, total), "");
        }
        return worksheet_write_formula_num(sheet,
                                           row,
                                           column,
                                           formula.text.c_str(),
                                           formats.number(decimals, total),
                                           formula.value);
    }
    lxw_error operator()(ToFill) const {
        return worksheet_write_blank(sheet, row, column, formats.to_fill);
    }
};

/// Lines that a text takes in a column, broken between words; `letter` in units of width.
double lines_of(const std::string& text, double width, double letter) {
    double lines = 1;
    double used = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const auto letters =
            std::count_if(text.begin() + static_cast<std::ptrdiff_t>(at),
                          text.begin() + static_cast<std::ptrdiff_t>(end),
                          [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
        const double word = letter * static_cast<double>(letters);
        if (used > 0 && used + word > width) {
            ++lines;
            used = 0;
        }
        lines += std::floor(word / (width + 1));
        used += word + letter;
        at = end + 1;
    }
    return lines;
}

/// Lines of the highest cell of a row.
double lines_of(const AnnexSheet& content, const std::vector<AnnexCell>& cells) {
    constexpr double letter = 0.78;
    double most = 1;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (const auto* text = std::get_if<std::string>(&cells[i])) {
            most = std::max(most, lines_of(*text, content.columns[i].width, letter));
        }
    }
    return most;
}

double head_lines(const AnnexSheet& content) {
    constexpr double bold_letter = 0.85;
    constexpr double button = 1;  // of the filter
    double most = 1;
    for (const AnnexColumn& column : content.columns) {
        most = std::max(most, lines_of(column.head, column.width - button, bold_letter));
    }
    return most;
}

constexpr double line_points = 12.5;

void set_paper(lxw_worksheet* sheet, const AnnexSheet& content) {
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9);  // A4
    worksheet_set_margins(sheet, 0.4, 0.4, 0.6, 0.7);
    worksheet_fit_to_pages(sheet, static_cast<std::uint16_t>(content.pages_across), 0);
    if (content.naming > 0) {
        worksheet_repeat_columns(sheet, 0, column_at(content.naming - 1));
    }
    if (content.printed_rows > 0 && content.printed_rows < content.rows.size()) {
        worksheet_print_area(sheet,
                             0,
                             0,
                             row_at(AnnexSheet::first_row - 2 + content.printed_rows),
                             column_at(content.columns.size() - 1));
    }
    worksheet_set_footer(sheet, "&C&9&A · &P/&N");
}

void write_row(lxw_worksheet* sheet,
               const AnnexSheet& content,
               const std::vector<AnnexCell>& cells,
               std::size_t row,
               bool total,
               const Formats& formats,
               const std::filesystem::path& file) {
    worksheet_set_row(sheet, row_at(row), line_points * lines_of(content, cells) + 1, nullptr);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const CellWriter writer{
            sheet, row_at(row), column_at(i), content.columns[i].decimals, total, formats};
        require(std::visit(writer, cells[i]), file);
    }
}

void lay_out(lxw_worksheet* sheet, const AnnexSheet& content, const Formats& formats) {
    for (std::size_t i = 0; i < content.columns.size(); ++i) {
        worksheet_set_column(sheet, column_at(i), column_at(i), content.columns[i].width, nullptr);
        worksheet_write_string(sheet,
                               AnnexSheet::first_row - 2,
                               column_at(i),
                               content.columns[i].head.c_str(),
                               formats.head);
    }
    worksheet_set_row(
        sheet, AnnexSheet::first_row - 2, line_points * head_lines(content) + 3, nullptr);
    worksheet_freeze_panes(sheet, AnnexSheet::first_row - 1, column_at(content.naming));
    worksheet_repeat_rows(sheet, AnnexSheet::first_row - 2, AnnexSheet::first_row - 2);
    set_paper(sheet, content);
    if (!content.rows.empty()) {
        worksheet_autofilter(sheet,
                             AnnexSheet::first_row - 2,
                             0,
                             row_at(AnnexSheet::first_row - 2 + content.rows.size()),
                             column_at(content.columns.size() - 1));
    }
}

void add_signatures(lxw_worksheet* sheet,
                    std::size_t row,
                    const AnnexSheet& content,
                    const Formats& formats) {
    const std::size_t half = content.columns.size() / 2;
    const std::size_t last = content.columns.size() - 1;
    const auto put = [&](std::size_t line, bool right, const char* text, lxw_format* format) {
        worksheet_merge_range(sheet,
                              row_at(row + line),
                              column_at(right ? half : 0),
                              row_at(row + line),
                              column_at(right ? last : half - 1),
                              text,
                              format);
    };
    put(0, true, "…………, ngày …… tháng …… năm ………", formats.centred);
    put(1, false, "NGƯỜI LẬP BIỂU", formats.centred);
    put(1, true, "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ", formats.centred);
    put(2, true, "(Chữ ký của người có thẩm quyền, dấu của cơ quan)", formats.centred);
    put(6, false, "Họ và tên", formats.centred);
    put(6, true, "Họ và tên", formats.centred);
    put(8, false, "Nơi nhận:", formats.plain);
    put(9, false, "- Như trên;", formats.plain);
    put(10, false, "- Lưu: VT, ………", formats.plain);
}

void write_sheet(lxw_workbook* book,
                 const AnnexSheet& content,
                 const Formats& formats,
                 const std::filesystem::path& file) {
    lxw_worksheet* sheet = workbook_add_worksheet(book, content.name.c_str());
    expects(sheet != nullptr, "write_workbook: names of sheets are valid");
    worksheet_set_row(sheet, 0, 22, nullptr);
    worksheet_write_string(sheet, 0, 0, content.title.c_str(), formats.title);
    worksheet_write_string(sheet, 1, 0, content.note.c_str(), formats.note);
    worksheet_write_string(sheet, 2, 0, ("Nguồn: " + content.source).c_str(), formats.note);
    lay_out(sheet, content, formats);
    std::size_t row = AnnexSheet::first_row - 1;
    for (const std::vector<AnnexCell>& cells : content.rows) {
        write_row(sheet, content, cells, row++, false, formats, file);
    }
    if (!content.totals.empty()) {
        write_row(sheet, content, content.totals, row++, true, formats, file);
    }
    if (content.signatures) {
        add_signatures(sheet, row + 2, content, formats);
    }
}

void write_cover(lxw_workbook* book,
                 const AnnexCover& cover,
                 const std::vector<AnnexSheet>& sheets,
                 const Formats& formats) {
    lxw_worksheet* sheet = workbook_add_worksheet(book, "Bìa");
    worksheet_set_column(sheet, 0, 0, 48, nullptr);
    worksheet_set_column(sheet, 1, 1, 52, nullptr);
    worksheet_set_paper(sheet, 9);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_write_string(sheet, 0, 0, "TÊN CƠ QUAN, TỔ CHỨC CHỦ QUẢN", formats.centred);
    worksheet_write_string(sheet, 1, 0, "TÊN CƠ QUAN, TỔ CHỨC", formats.centred);
    worksheet_write_string(sheet, 2, 0, "Số: …… /PL-……", formats.centred);
    worksheet_write_string(sheet, 0, 1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", formats.centred);
    worksheet_write_string(sheet, 1, 1, "Độc lập - Tự do - Hạnh phúc", formats.centred);
    worksheet_merge_range(sheet, 4, 0, 4, 1, "PHỤ LỤC", formats.centred);
    worksheet_merge_range(sheet, 5, 0, 5, 1, cover.title.c_str(), formats.centred);
    worksheet_write_string(sheet, 6, 0, cover.notice.c_str(), formats.warning);
    lxw_row_t row = 8;
    for (const AnnexSheet& content : sheets) {
        worksheet_write_url(sheet, row, 0, ("internal:'" + content.name + "'!A1").c_str(), nullptr);
        worksheet_write_string(sheet, row, 0, content.name.c_str(), formats.plain);
        worksheet_write_string(sheet, row++, 1, content.title.c_str(), formats.plain);
    }
    ++row;
    for (const std::string& line : cover.lines) {
        worksheet_merge_range(sheet, row, 0, row, 1, line.c_str(), formats.plain);
        worksheet_set_row(sheet, row++, 30, nullptr);
    }
}

}  // namespace

void write_workbook(const AnnexCover& cover,
                    const std::vector<AnnexSheet>& sheets,
                    const std::filesystem::path& file) {
    std::size_t cells = 0;
    for (const AnnexSheet& sheet : sheets) {
        cells += sheet.rows.size() * sheet.columns.size();
    }
    std::unique_ptr<lxw_workbook, decltype(&lxw_workbook_free)> owner(new_workbook(file, cells),
                                                                      lxw_workbook_free);
    lxw_workbook* book = owner.get();
    if (book == nullptr) {
        fail_to_write(file, "");
    }
    lxw_doc_properties properties{};
    std::string title = cover.title;
    properties.title = title.data();
    properties.created = fixed_instant;
    workbook_set_properties(book, &properties);
    const Formats formats(book);
    write_cover(book, cover, sheets, formats);
    for (const AnnexSheet& sheet : sheets) {
        write_sheet(book, sheet, formats, file);
    }
    require(workbook_close(owner.release()), file);
}

}  // namespace riskmap::publish
