#include "app/write_table.hpp"

#include "core/error.hpp"
#include "disclosure/audience.hpp"
#include "publish/write.hpp"

namespace riskmap::app {

void check_new_file(const std::filesystem::path& file) {
    if (!file.empty() && std::filesystem::exists(file)) {
        throw Error(ErrorKind::output,
                    Text{file.string() + ": đã có; hãy chọn tệp khác",
                         file.string() + ": exists already; choose another file"});
    }
}

void stamp_table(domain::Layer& table) {
    table.fields.push_back({"stamp",
                            "dau",
                            domain::FieldType::text,
                            "",
                            {"Dấu", "Stamp"},
                            {"Có số liệu nội bộ: không đưa ra ngoài cơ quan giữ hồ sơ.",
                             "Holds internal figures: not for anybody but the offices that hold "
                             "the records."},
                            "riskmap",
                            0});
    domain::Cells& stamps = table.columns.emplace_back();
    for (std::size_t row = 0; row < table.size(); ++row) {
        stamps.push_back(std::string(disclosure::internal_stamp));
    }
}

void write_table_file(const domain::Layer& table, const std::filesystem::path& file) {
    if (file.empty()) {
        return;
    }
    check_new_file(file);
    std::filesystem::path fresh = file;
    fresh += ".partial";
    std::filesystem::remove(fresh);
    publish::write_csv(table, fresh);
    std::filesystem::rename(fresh, file);
}

}  // namespace riskmap::app
