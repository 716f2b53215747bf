#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>
#include <xlsxwriter.h>

#include "domain/text_grid.hpp"

namespace riskmap::test {

/// A workbook as people make it, to be written for a test. Rows and columns count from 1, as the
/// messages do.
class WorkbookFile {
  public:
    explicit WorkbookFile(std::filesystem::path file)
        : file_(std::move(file)), book_(workbook_new(file_.c_str())) {
        day_ = workbook_add_format(book_);
        format_set_num_format(day_, "dd/mm/yyyy");
    }
    WorkbookFile(const WorkbookFile&) = delete;
    WorkbookFile& operator=(const WorkbookFile&) = delete;
    ~WorkbookFile() {
        if (book_ != nullptr) {
            workbook_close(book_);
        }
    }

    WorkbookFile& sheet(const char* name) {
        sheet_ = workbook_add_worksheet(book_, name);
        sheet_name_ = name;
        next_ = 1;
        return *this;
    }
    /// The next row of text cells; "" leaves a cell out.
    WorkbookFile& row(const std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (!cells[i].empty()) {
                worksheet_write_string(sheet_, at(next_), column(i + 1), cells[i].c_str(), nullptr);
                texts_[{sheet_name_, next_, domain::column_letters(i)}] = cells[i];
            }
        }
        ++next_;
        return *this;
    }
    WorkbookFile& number(int row, std::size_t col, double value) {
        worksheet_write_number(sheet_, at(row), column(col), value, nullptr);
        return *this;
    }
    WorkbookFile& day(int row, std::size_t col, int year, int month, int of_month) {
        lxw_datetime when{year, month, of_month, 0, 0, 0};
        worksheet_write_datetime(sheet_, at(row), column(col), &when, day_);
        return *this;
    }
    WorkbookFile& answer(int row, std::size_t col, bool value) {
        worksheet_write_boolean(sheet_, at(row), column(col), value ? 1 : 0, nullptr);
        return *this;
    }
    WorkbookFile& formula(int row, std::size_t col, const char* formula, const char* result) {
        worksheet_write_formula_str(sheet_, at(row), column(col), formula, nullptr, result);
        return *this;
    }
    WorkbookFile& formula(int row, std::size_t col, const char* formula, double result) {
        worksheet_write_formula_num(sheet_, at(row), column(col), formula, nullptr, result);
        return *this;
    }
    WorkbookFile& merge(int first, int last, std::size_t col, const char* text) {
        worksheet_merge_range(sheet_, at(first), column(col), at(last), column(col), text, nullptr);
        return *this;
    }
    /// The text written into a cell, by sheet, row and letters of the column; "" for no text.
    std::string text(const std::string& sheet, std::int64_t row, const std::string& letters) const {
        const auto found = texts_.find({sheet, row, letters});
        return found == texts_.end() ? "" : found->second;
    }
    std::filesystem::path write() {
        EXPECT_EQ(workbook_close(book_), LXW_NO_ERROR);
        book_ = nullptr;
        return file_;
    }

  private:
    static lxw_row_t at(int row) { return static_cast<lxw_row_t>(row - 1); }
    static lxw_col_t column(std::size_t col) { return static_cast<lxw_col_t>(col - 1); }

    std::filesystem::path file_;
    lxw_workbook* book_;
    lxw_worksheet* sheet_ = nullptr;
    lxw_format* day_ = nullptr;
    int next_ = 1;
    std::string sheet_name_;
    std::map<std::tuple<std::string, std::int64_t, std::string>, std::string> texts_;
};

}  // namespace riskmap::test
