#include <utility>

#include "publish/utf8.hpp"
#include "publish/write.hpp"

namespace riskmap::publish {
namespace {

using domain::Field;
using domain::FieldType;
using domain::Layer;
using domain::Value;

Layer empty_table(std::string name, Text label, std::vector<Field> fields) {
    Layer table;
    table.name = std::move(name);
    table.label = std::move(label);
    table.columns.resize(fields.size());
    table.fields = std::move(fields);
    return table;
}

void add_row(Layer& table, const std::vector<Value>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        table.columns[i].push_back(cells[i]);
    }
    table.source_rows.push_back(static_cast<std::int64_t>(table.source_rows.size() + 1));
}

Field field(const char* name, const char* short_name, FieldType type, Text label, Text meaning) {
    return {name, short_name, type, "", std::move(label), std::move(meaning), "riskmap", 0};
}

Field text(const char* name, const char* short_name, Text label, Text meaning) {
    return field(name, short_name, FieldType::text, std::move(label), std::move(meaning));
}

Field count(const char* name, const char* short_name, Text label, Text meaning) {
    return field(name, short_name, FieldType::integer, std::move(label), std::move(meaning));
}

const char* to_word(FieldType type) {
    switch (type) {
        case FieldType::text:
            return "text";
        case FieldType::integer:
            return "integer";
        case FieldType::real:
            return "real";
        case FieldType::boolean:
            return "boolean";
        case FieldType::date:
            return "date";
    }
    return "text";
}

const char* to_word(Severity severity) {
    switch (severity) {
        case Severity::note:
            return "note";
        case Severity::warning:
            return "warning";
        case Severity::rejected:
            return "rejected";
    }
    return "warning";
}

/// Text that is empty because there is nothing to say is no data.
Value told(const std::string& words) { return words.empty() ? Value() : made_carriable(words); }

Value counted(std::int64_t number) { return number == 0 ? Value() : Value(number); }

std::vector<Field> dictionary_fields() {
    return {text("layer", "lop", {"Lớp", "Layer"}, {"Tên lớp dữ liệu.", "Name of the layer."}),
            text("field", "truong", {"Trường", "Field"}, {"Tên cột.", "Name of the column."}),
            text("short_name",
                 "ten_ngan",
                 {"Tên ngắn", "Short name"},
                 {"Tên cột trong tệp shapefile.", "Name of the column in shapefiles."}),
            text("type", "kieu", {"Kiểu", "Type"}, {"Kiểu dữ liệu.", "Kind of value."}),
            text("unit", "don_vi", {"Đơn vị", "Unit"}, {"Đơn vị đo.", "Unit of measure."}),
            text("vi", "nhan_vi", {"Nhãn tiếng Việt", "Vietnamese label"}, {"Nhãn.", "Label."}),
            text("en", "nhan_en", {"Nhãn tiếng Anh", "English label"}, {"Nhãn.", "Label."}),
            text("meaning_vi",
                 "nghia_vi",
                 {"Ý nghĩa", "Meaning (Vietnamese)"},
                 {"Một câu giải thích.", "One sentence."}),
            text("meaning_en",
                 "nghia_en",
                 {"Ý nghĩa (tiếng Anh)", "Meaning"},
                 {"Một câu giải thích.", "One sentence."}),
            text("source",
                 "nguon_sl",
                 {"Nguồn số liệu", "Source"},
                 {"Nơi con số được lấy hoặc tính.", "Where the number comes from."})};
}

std::vector<Field> ledger_fields() {
    return {
        text("file", "tep", {"Tệp", "File"}, {"Tệp đầu vào.", "Input file."}),
        text("source",
             "nguon_sl",
             {"Nguồn", "Source"},
             {"Mã nguồn trong tệp cấu hình.", "Id of the source in the study."}),
        text(
            "sheet", "trang", {"Trang tính", "Sheet"}, {"Trang tính hoặc lớp.", "Sheet or layer."}),
        count(
            "row",
            "dong",
            {"Dòng", "Row"},
            {"Số dòng như phần mềm của tệp hiển thị.", "Row as the file's own program shows it."}),
        text("column", "cot", {"Cột", "Column"}, {"Tên cột.", "Name of the column."}),
        text("value", "gia_tri", {"Giá trị", "Value"}, {"Giá trị tìm thấy.", "The value found."}),
        text("severity",
             "muc_do",
             {"Mức độ", "Severity"},
             {"tally: tổng hợp; rejected: dòng bị loại; warning: cảnh báo; note: ghi chú.",
              "tally: sums of a source; rejected: row left out; warning; note."}),
        text("slug",
             "ma_loi",
             {"Mã vấn đề", "Slug"},
             {"Mã cố định của loại vấn đề.", "Stable word for the kind of issue."}),
        text("message_vi",
             "noidung_vi",
             {"Nội dung", "Message (Vietnamese)"},
             {"Điều không ổn.", "What is wrong."}),
        text("message_en",
             "noidung_en",
             {"Nội dung (tiếng Anh)", "Message"},
             {"Điều không ổn.", "What is wrong."}),
        text("repair_vi",
             "cachsua_vi",
             {"Cách sửa", "Repair (Vietnamese)"},
             {"Việc người dùng có thể làm.", "What the reader can do."}),
        text("repair_en",
             "cachsua_en",
             {"Cách sửa (tiếng Anh)", "Repair"},
             {"Việc người dùng có thể làm.", "What the reader can do."}),
        count("rows_in",
              "dong_vao",
              {"Số dòng đọc được", "Rows in"},
              {"Số dòng trong nguồn.", "Rows of the source."}),
        count("rows_used",
              "dong_dung",
              {"Số dòng sử dụng", "Rows used"},
              {"Số dòng được dùng.", "Rows that count."}),
        count("rows_not_selected",
              "dong_ngoai",
              {"Số dòng ngoài điều kiện", "Rows not selected"},
              {"Số dòng không thuộc điều kiện chọn của nguồn.",
               "Rows outside the conditions of the source."}),
        count("rows_rejected",
              "dong_loai",
              {"Số dòng bị loại", "Rows rejected"},
              {"Số dòng bị loại, mỗi dòng có một lý do.", "Rows left out, each with one reason."})};
}

std::vector<Value> tally_row(const SourceTally& tally) {
    // What a source's own conditions leave out is neither used nor rejected.
    const std::int64_t not_selected = tally.rows_in - tally.rows_used - tally.rows_rejected;
    return {told(tally.file),
            told(tally.source),
            {},
            {},
            {},
            {},
            "tally",
            "source.tally",
            "Số dòng đọc được, sử dụng, ngoài điều kiện chọn và bị loại của nguồn này.",
            "Rows of this source: in, used, not selected by its conditions, rejected.",
            {},
            {},
            tally.rows_in,
            tally.rows_used,
            not_selected,
            tally.rows_rejected};
}

std::vector<Value> issue_row(const Issue& issue) {
    return {told(issue.place.file),
            told(issue.source),
            told(issue.place.sheet),
            counted(issue.place.row),
            told(issue.place.column),
            told(issue.place.value),
            to_word(issue.severity),
            told(issue.slug),
            told(issue.message.vi),
            told(issue.message.en),
            told(issue.repair.vi),
            told(issue.repair.en),
            {},
            {},
            {},
            {}};
}

}  // namespace

Layer dictionary(const std::vector<Layer>& layers) {
    Layer table =
        empty_table("dictionary", {"Từ điển dữ liệu", "Data dictionary"}, dictionary_fields());
    for (const Layer& layer : layers) {
        for (const Field& published : layer.fields) {
            add_row(table,
                    {layer.name,
                     published.name,
                     told(published.short_name),
                     to_word(published.type),
                     told(published.unit),
                     told(published.label.vi),
                     told(published.label.en),
                     told(published.meaning.vi),
                     told(published.meaning.en),
                     told(published.source)});
        }
    }
    return table;
}

Layer ledger(const IssueLog& log) {
    Layer table =
        empty_table("ledger", {"Sổ theo dõi dữ liệu", "Ledger of the data"}, ledger_fields());
    for (const SourceTally& tally : log.tallies()) {
        add_row(table, tally_row(tally));
    }
    for (const Issue& issue : log.issues()) {
        add_row(table, issue_row(issue));
    }
    return table;
}

}  // namespace riskmap::publish
