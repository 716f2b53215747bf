#include "app/write_table.hpp"

#include "core/error.hpp"
#include "publish/write.hpp"

namespace riskmap::app {

void check_new_file(const std::filesystem::path& file) {
    if (!file.empty() && std::filesystem::exists(file)) {
        throw Error(ErrorKind::output,
                    Text{file.string() + ": đã có; hãy chọn tệp khác",
                         file.string() + ": exists already; choose another file"});
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
