#include "intake/common_keys.hpp"

#include <algorithm>
#include <array>

#include "core/nearest_word.hpp"
#include "intake/frame_keys.hpp"

namespace riskmap::intake {
namespace {

/// Names of the files beside a path that is not there.
std::vector<std::string> neighbours(const std::filesystem::path& file) {
    std::vector<std::string> names;
    std::error_code none;
    const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
    for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
        names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

/// GDAL's own file systems ("/vsizip/a.zip/b.shp") are looked into when the file is opened.
bool is_virtual(const std::string& written) { return written.starts_with("/vsi"); }

void read_file_key(const ConfigNode& node, const Scope& scope, FileSource& source) {
    const auto* written = std::get_if<std::string>(&node.content);
    if (written == nullptr || written->empty()) {
        scope.wrong_type(node, {"đường dẫn trong dấu nháy", "a path in quotes"});
        return;
    }
    source.written = *written;
    const std::filesystem::path path(*written);
    source.file = path.is_absolute() ? path : (scope.folder / path).lexically_normal();
    std::error_code none;
    if (is_virtual(*written) || std::filesystem::exists(source.file, none)) {
        return;
    }
    const std::string name = path.filename().string();
    const std::string near = nearest_word(name, neighbours(source.file));
    scope.problem(node.mark,
                  {fmt::format("{}: không có tệp \"{}\"", scope.path, *written),
                   fmt::format("{}: there is no file \"{}\"", scope.path, *written)},
                  near.empty() ? "" : (path.parent_path() / near).string());
}

}  // namespace

Kind<Text> both_languages_kind() {
    return table_kind(Shape<Text>{{
        key("vi", &Text::vi, text_kind(), {"tiếng Việt", "in Vietnamese"}, Need::required),
        key("en", &Text::en, text_kind(), {"tiếng Anh", "in English"}, Need::required),
    }});
}

Keys<domain::AgeBand> ages_keys() {
    using domain::AgeBand;
    return {
        key("from",
            &AgeBand::from,
            whole_kind(0, 150),
            {"từ tuổi này (tuổi tròn)", "from this age in completed years"},
            Need::required),
        key("below",
            &AgeBand::below,
            whole_kind(1, 151),
            {"đến dưới tuổi này", "to below this age"},
            Need::required),
    };
}

void check_ages(const domain::AgeBand& ages, const ConfigNode& node, const Scope& scope) {
    if (ages.from >= ages.below) {
        scope.problem(
            node.mark,
            {fmt::format(
                 "{}: from = {} phải nhỏ hơn below = {}", scope.path, ages.from, ages.below),
             fmt::format(
                 "{}: from = {} must be less than below = {}", scope.path, ages.from, ages.below)});
    }
}

Kind<domain::AgeBand> ages_kind() {
    return table_kind(Shape<domain::AgeBand>{ages_keys(), check_ages});
}

bool is_judgement(const std::string& source) {
    return source.starts_with("[A]") || source.starts_with("[J]");
}

void check_assumption(const std::string& source,
                      bool assumption,
                      const ConfigNode& node,
                      const Scope& scope) {
    if (is_judgement(source) && !assumption) {
        scope.problem(
            node.mark,
            {fmt::format(
                 "{}: nguồn \"{}\" là nhận định, phải ghi assumption = true", scope.path, source),
             fmt::format("{}: the source \"{}\" is a judgement, so say assumption = true",
                         scope.path,
                         source)});
    }
}

Keys<hazard::Sourced> sourced_keys(Bounds bounds) {
    using hazard::Sourced;
    return {
        key("value",
            &Sourced::value,
            number_kind(bounds),
            {"con số", "the number"},
            Need::required),
        key("source",
            &Sourced::source,
            text_kind(),
            {"nguồn: mã trong references, hoặc [A]/[J] và lý do",
             "where it comes from: an id of the references, or [A]/[J] and why"},
            Need::required),
        key("assumption",
            &Sourced::assumption,
            flag_kind(),
            {"true: do chuyên gia đặt, không nguồn nào xác nhận",
             "true: an expert setting that no source supports"}),
    };
}

Kind<hazard::Sourced> sourced_kind(Bounds bounds) {
    return table_kind(Shape<hazard::Sourced>{
        sourced_keys(bounds),
        [](const hazard::Sourced& number, const ConfigNode& node, const Scope& scope) {
            check_assumption(number.source, number.assumption, node, scope);
        }});
}

std::span<const hazard::Word<domain::EventPlace>> place_words() {
    using domain::EventPlace;
    static const std::array<hazard::Word<EventPlace>, 3> table{{
        {"occurrence", EventPlace::occurrence, {"nơi xảy ra", "where it happened"}},
        {"residence", EventPlace::residence, {"nơi cư trú của nạn nhân", "where the victim lived"}},
        {"recovery", EventPlace::recovery, {"nơi tìm thấy nạn nhân", "where the victim was found"}},
    }};
    return table;
}

std::span<const hazard::Word<domain::Precision>> precision_words() {
    using domain::Precision;
    static const std::array<hazard::Word<Precision>, 4> table{{
        {"gps", Precision::gps, {"toạ độ đo tại chỗ", "measured coordinates"}},
        {"named_feature",
         Precision::named_feature,
         {"vị trí của một nơi có tên", "position of a named place"}},
        {"hamlet", Precision::hamlet, {"biết đến thôn, ấp", "known to the hamlet"}},
        {"commune", Precision::commune, {"chỉ biết xã", "known to the commune only"}},
    }};
    return table;
}

Keys<FileSource> file_keys(Need need_of_file) {
    return {
        {"file",
         {"Tệp, tính từ thư mục của tệp nghiên cứu.", "The file, from the folder of the study."},
         config_table({{"type", config_text("string")}, {"minLength", config_whole(1)}}),
         need_of_file,
         read_file_key,
         [](const FileSource& source) {
             return source.written.empty() ? ConfigNode() : config_text(source.written);
         }},
        key("layer",
            &FileSource::layer,
            text_kind(),
            {"Lớp trong tệp có nhiều lớp; mặc định là lớp đầu.",
             "Layer of a file with several; the first by default."}),
        key("crs",
            &FileSource::crs,
            crs_kind(),
            {"Hệ toạ độ, thay cho hệ ghi trong tệp hoặc khi tệp không ghi.",
             "Coordinate system, instead of the file's own or when it has none."}),
        key("encoding",
            &FileSource::encoding,
            text_kind(),
            {"Bảng mã chữ của tệp, ví dụ \"windows-1258\".",
             "Text encoding of the file, such as \"windows-1258\"."}),
    };
}

}  // namespace riskmap::intake
