#include "intake/study_template.hpp"

#include "intake/config_text.hpp"
#include "intake/study.hpp"

namespace riskmap::intake {
namespace {

constexpr const char* heading =
    "# Tệp này mô tả một nghiên cứu của riskmap. Sửa các giá trị, rồi chạy:  riskmap run "
    "study.toml "
    "--out out\n"
    "# Kiểm tra trước khi chạy:  riskmap check study.toml   (mọi lỗi được liệt kê với dòng và "
    "cột)\n"
    "# Khoá nào chưa dùng thì đứng sau dấu #. Đường dẫn tính từ thư mục của tệp này.\n"
    "#\n"
    "# This file describes a study of riskmap. Change the values, then:  riskmap run study.toml "
    "--out out\n"
    "# To look before the run:  riskmap check study.toml   (lists every problem by line and "
    "column)\n"
    "# Keys not in use stand behind a #. Paths start at the folder of this file.\n\n";

}  // namespace

std::string commented_study(const ConfigNode& tree) {
    return heading + to_commented_toml(tree, schema_of(study_shape()));
}

}  // namespace riskmap::intake
