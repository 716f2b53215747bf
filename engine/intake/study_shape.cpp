#include <algorithm>

#include "core/nearest_word.hpp"
#include "intake/common_keys.hpp"
#include "intake/config_text.hpp"
#include "intake/frame_keys.hpp"
#include "intake/hazard_keys.hpp"
#include "intake/study_keys.hpp"

namespace riskmap::intake {
namespace {

Shape<StudySpec> head_shape() {
    return {{
        key("id",
            &StudySpec::id,
            id_kind("[a-z][a-z0-9_-]*"),
            {"Mã nghiên cứu: chữ thường không dấu, số, dấu _ và -.",
             "Id of the study: lower case letters, digits, _ and -."},
            Need::required),
        key("name",
            &StudySpec::name,
            both_languages_kind(),
            {"Tên nghiên cứu, tiếng Việt và tiếng Anh.", "Name, in Vietnamese and in English."},
            Need::required),
        key("notice",
            &StudySpec::notice,
            both_languages_kind(),
            {"Lời lưu ý in kèm mọi kết quả, ví dụ số liệu là giả định.",
             "Printed with every result, such as that the data are invented."}),
        key("period",
            &StudySpec::period,
            period_kind(),
            {"Kỳ nghiên cứu, từ ngày đầu đến hết ngày cuối.",
             "The period, from the first to the last day, both included."},
            Need::required),
        key("crs",
            &StudySpec::crs,
            metric_crs_kind(),
            {"Hệ toạ độ phẳng tính bằng mét để đo khoảng cách và diện tích, ví dụ \"EPSG:9212\".",
             "Projected coordinate system in metres for distances and areas, such as "
             "\"EPSG:9212\"."},
            Need::required),
        key("seed",
            &StudySpec::seed,
            seed_kind(),
            {"Số gieo của phép mô phỏng; cùng số cho cùng kết quả.",
             "Seed of the simulation; the same seed gives the same result."}),
    }};
}

Kind<std::vector<std::string>> formats_kind() {
    Kind<std::vector<std::string>> kind =
        list_kind(word_kind({"gpkg", "qgis", "geojson", "shapefile", "csv", "annex", "report"}), 1);
    kind.schema.set("uniqueItems", config_flag(true));
    kind.read = [read = kind.read](const ConfigNode& node, const Scope& scope) {
        auto formats = read(node, scope);
        for (std::size_t i = 0; formats && i < formats->size(); ++i) {
            const std::string& word = (*formats)[i];
            const auto here = formats->begin() + static_cast<std::ptrdiff_t>(i);
            if (std::find(formats->begin(), here, word) != here) {
                scope.problem(std::get<ConfigNode::Array>(node.content)[i].mark,
                              {fmt::format("{}: \"{}\" ghi hai lần", scope.path, word),
                               fmt::format("{}: \"{}\" is listed twice", scope.path, word)});
                return decltype(formats)();
            }
        }
        return formats;
    };
    return kind;
}

}  // namespace

Shape<OutputChoices> output_shape() {
    static const std::vector<hazard::Word<Language>> languages{
        {"vi", Language::vi, {"tiếng Việt", "Vietnamese"}},
        {"en", Language::en, {"tiếng Anh", "English"}},
    };
    return {{
        key("formats",
            &OutputChoices::formats,
            formats_kind(),
            {"Ghi ra các dạng tệp nào: gpkg, qgis, geojson, shapefile, csv, annex, report.",
             "Which kinds of files to write: gpkg, qgis, geojson, shapefile, csv, annex, report."}),
        key("language",
            &OutputChoices::language,
            word_kind(std::span<const hazard::Word<Language>>(languages)),
            {"Ngôn ngữ của câu trả lời: vi hoặc en.", "Language of the answer: vi or en."}),
        key("internal",
            &OutputChoices::internal,
            flag_kind(),
            {"Kết quả nội bộ: số liệu đúng từng vụ, có điểm xảy ra; mọi tệp ghi LƯU HÀNH NỘI BỘ.",
             "Internal result: exact counts, points of incidents; every file is stamped."}),
        key("top",
            &OutputChoices::top,
            whole_kind(1, 100000),
            {"Câu trả lời liệt kê bao nhiêu xã đầu bảng; mặc định theo từng loại tai nạn.",
             "How many units the answer lists; each hazard's own number by default."}),
    }};
}

Kind<std::vector<HazardFile>> hazards_kind() {
    const ConfigNode path =
        config_table({{"type", config_text("string")}, {"minLength", config_whole(1)}});
    const ConfigNode spelled_out = config_table({{"$ref", config_text("#/$defs/hazard")}});
    Kind<std::vector<HazardFile>> kind;
    kind.schema =
        config_table({{"type", config_text("array")},
                      {"items", config_table({{"anyOf", config_list({path, spelled_out})}})},
                      {"minItems", config_whole(1)}});
    kind.read = [](const ConfigNode& node,
                   const Scope& scope) -> std::optional<std::vector<HazardFile>> {
        const auto* items = std::get_if<ConfigNode::Array>(&node.content);
        if (items == nullptr) {
            scope.wrong_type(node, {"danh sách đường dẫn", "a list of paths"});
            return std::nullopt;
        }
        if (items->empty()) {
            scope.problem(node.mark,
                          {fmt::format("{} cần ít nhất một tệp", scope.path),
                           fmt::format("{} needs at least one file", scope.path)});
        }
        std::vector<HazardFile> hazards;
        for (std::size_t i = 0; i < items->size(); ++i) {
            const ConfigNode& item = (*items)[i];
            if (item.is_table()) {
                if (auto hazard = read_hazard(item, item.mark.file, *scope.problems)) {
                    hazards.push_back(std::move(*hazard));
                }
            } else if (!std::holds_alternative<std::string>(item.content)) {
                scope.at(i).wrong_type(item, {"đường dẫn trong dấu nháy", "a path in quotes"});
            }
        }
        return hazards;
    };
    kind.write = [](const std::vector<HazardFile>& hazards) {
        ConfigNode::Array items;
        for (const HazardFile& hazard : hazards) {
            items.push_back(write_table(hazard_shape(), hazard.spec));
        }
        return config_list(std::move(items));
    };
    return kind;
}

const Shape<StudySpec>& study_shape() {
    static const Shape<StudySpec> shape{{
        format_key<StudySpec>(),
        key("without_layers",
            &StudySpec::without_layers,
            list_kind(id_kind(name_pattern)),
            {"Các lớp mà loại tai nạn cần nhưng tỉnh không có; kết quả ghi rõ là thiếu.",
             "Layers that hazards ask for and the study runs without; results say so."}),
        key("hazards",
            &StudySpec::hazards,
            hazards_kind(),
            {"Các loại tai nạn: mỗi loại một tệp, tính từ thư mục của tệp này.",
             "The hazards: one file each, from the folder of this file."},
            Need::required),
        key("targets",
            &StudySpec::targets,
            target_files_kind(),
            {"Chỉ tiêu của các văn bản, mỗi văn bản một tệp, tính từ thư mục của tệp này.",
             "Official targets, one file per document, from the folder of this file."}),
        section("study",
                head_shape(),
                {"Nghiên cứu này là gì.", "What this study is."},
                Need::required),
        key("units",
            &StudySpec::units,
            table_kind(unit_source_shape()),
            {"Đơn vị hành chính mà nguy cơ được ước tính (xã).",
             "The administrative units for which risk is estimated."},
            Need::required),
        key("crosswalk",
            &StudySpec::crosswalk,
            table_kind(crosswalk_source_shape()),
            {"Bảng chuyển đổi giữa các bộ ranh giới theo thời gian; ngày xảy ra quyết định mã và "
             "tên "
             "thuộc bộ nào.",
             "Table of how units became other units over time; the date of an event decides which "
             "set its code or name is of."}),
        key("review",
            &StudySpec::review,
            table_kind(review_source_shape()),
            {"Tệp to_review.xlsx của lần chạy trước, đã điền.",
             "The file to_review.xlsx of an earlier run, filled in."}),
        key("reporting",
            &StudySpec::reporting,
            table_kind(status_table_shape(WithTime::yes)),
            {"Đơn vị nào có báo cáo, báo cáo không có vụ, hay không báo cáo (reported, "
             "zero_reported, not_reported); đơn vị không có trong bảng là không báo cáo.",
             "Which units reported, reported none, or did not report (reported, zero_reported, "
             "not_reported); units that are not listed did not."}),
        key("population",
            &StudySpec::population,
            table_kind(population_source_shape()),
            {"Số trẻ theo đơn vị và nhóm tuổi: mẫu số của tỷ suất.",
             "Children by unit and age band: the denominators of rates."}),
        key("people",
            &StudySpec::people,
            table_kind(people_source_shape()),
            {"Ảnh dân cư (số người mỗi ô), để đo khoảng cách từ nơi trẻ sống.",
             "Raster of people per cell, for distances from where children live."}),
        key("layers",
            &StudySpec::layers,
            layers_kind(),
            {"Các lớp môi trường; tên do các tệp loại tai nạn đặt (water, roads, schools...).",
             "Layers of the environment, by the names hazards use (water, roads, schools...)."}),
        key("incidents",
            &StudySpec::incidents,
            list_kind(table_kind(incident_source_shape())),
            {"Các nguồn số liệu vụ việc.", "The sources of incidents."}),
        key("output",
            &StudySpec::output,
            table_kind(output_shape()),
            {"Kết quả được ghi ra thế nào.", "What is written."}),
    }};
    return shape;
}

std::string resolved_toml(const StudySpec& spec) {
    return to_toml(write_table(study_shape(), spec));
}

}  // namespace riskmap::intake
