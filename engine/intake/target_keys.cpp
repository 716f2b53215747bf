#include "intake/target_keys.hpp"

#include "hazard/vocabulary.hpp"
#include "intake/common_keys.hpp"
#include "intake/file_list.hpp"
#include "intake/hazard_keys.hpp"

namespace riskmap::intake {
namespace {

using hazard::Target;
using hazard::TargetKind;

Shape<Target> target_shape() {
    constexpr int first_year = 1900;
    constexpr int last_year = 2200;
    return {{
                key("id",
                    &Target::id,
                    id_kind(name_pattern),
                    {"Mã chỉ tiêu.", "Id of the target."},
                    Need::required),
                key("label",
                    &Target::label,
                    both_languages_kind(),
                    {"Nội dung chỉ tiêu.", "What it says."},
                    Need::required),
                key("hazard",
                    &Target::hazard,
                    id_kind(name_pattern),
                    {"Mã loại tai nạn.", "Id of the hazard."}),
                key("severity",
                    &Target::severity,
                    text_kind(),
                    {"Chỉ tính hậu quả này, ví dụ death; bỏ trống là mọi vụ.",
                     "Counts this outcome only, such as death; all cases when left out."}),
                key("kind",
                    &Target::kind,
                    word_kind(hazard::target_kind_words()),
                    {"Chỉ tiêu đặt ra thế nào.", "How the target is set."},
                    Need::required),
                written_if<Target>(
                    key("from_year",
                        &Target::from_year,
                        whole_kind(first_year, last_year),
                        {"Năm gốc (change_from_year).", "Year of reference (change_from_year)."}),
                    [](const Target& target) { return target.from_year != 0; }),
                key("year",
                    &Target::year,
                    whole_kind(first_year, last_year),
                    {"Năm phải đạt.", "Year by which it holds."},
                    Need::required),
                key("value",
                    &Target::value,
                    number_kind(),
                    {"Trên 100.000, hoặc phần thay đổi (-0.1 là giảm 10 %).",
                     "Per 100,000, or a change (-0.1 is 10 % fewer)."},
                    Need::required),
            },
            [](const Target& target, const ConfigNode& node, const Scope& scope) {
                if (target.kind == TargetKind::change_from_year && target.from_year == 0) {
                    missing_key(node, scope, "from_year");
                }
                if (target.kind != TargetKind::other && target.hazard.empty()) {
                    missing_key(node, scope, "hazard");
                }
            }};
}

}  // namespace

Kind<std::vector<TargetFile>> target_files_kind() {
    const Shape<TargetFile> shape{{
        format_key<TargetFile>(),
        key("document",
            &TargetFile::document,
            text_kind(),
            {"Văn bản, có ngày.", "The document, with its date."},
            Need::required),
        key("source",
            &TargetFile::source,
            text_kind(),
            {"Nơi đọc được.", "Where it was read."},
            Need::required),
        key("targets",
            &TargetFile::targets,
            list_kind(table_kind(target_shape()), 1),
            {"Các chỉ tiêu.", "The targets."},
            Need::required),
    }};
    Kind<TargetFile> one = table_kind(shape);
    one.read = [read = one.read](const ConfigNode& node,
                                 const Scope& scope) -> std::optional<TargetFile> {
        auto file = read(node, scope);
        if (file) {
            for (Target& target : file->targets) {
                target.document = file->document;
                target.source = file->source;
            }
        }
        return file;
    };
    return file_list_kind(one, &TargetFile::file);
}

}  // namespace riskmap::intake
