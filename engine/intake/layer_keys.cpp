#include <algorithm>
#include <array>
#include <regex>

#include "core/nearest_word.hpp"
#include "intake/common_keys.hpp"
#include "intake/hazard_keys.hpp"
#include "intake/study_keys.hpp"

namespace riskmap::intake {
namespace {

/// The word for a layer that is published under no role of its own.
constexpr const char* no_role = "other";

bool is_role(const std::string& word) {
    const auto words = role_words();
    return std::any_of(
        words.begin(), words.end(), [&](const auto& row) { return row.word == word; });
}

Key<LayerSource> role_key() {
    std::vector<std::string> words;
    for (const auto& row : role_words()) {
        words.push_back(row.word);
    }
    words.emplace_back(no_role);
    const Kind<std::string> kind = word_kind(words);
    return {"role",
            {"Lớp được công bố dưới tên nào: water, roads, schools, hoặc other (không công bố "
             "riêng). Mặc định theo mã lớp.",
             "Published under which name: water, roads, schools, or other (not by itself). The "
             "layer's id decides when this is left out."},
            kind.schema,
            Need::optional,
            [kind](const ConfigNode& node, const Scope& scope, LayerSource& layer) {
                const auto word = kind.read(node, scope);
                layer.role = word.value_or(no_role) == no_role ? "" : *word;
            },
            [](const LayerSource& layer) {
                return config_text(layer.role.empty() ? no_role : layer.role);
            }};
}

Keys<LayerSource> vector_keys() {
    return {
        key("where",
            &LayerSource::where,
            predicate_kind(),
            {"Chỉ lấy các đối tượng thoả mọi điều kiện này.",
             "Only the features for which all of these hold."}),
        key("x",
            &LayerSource::x,
            text_kind(),
            {"Bảng (Excel, CSV): tiêu đề cột toạ độ đông hoặc kinh độ; cần crs.",
             "A table (workbook, CSV): header of the column of the coordinate eastwards, or "
             "longitude; needs crs."}),
        key("y",
            &LayerSource::y,
            text_kind(),
            {"Bảng (Excel, CSV): tiêu đề cột toạ độ bắc hoặc vĩ độ.",
             "A table (workbook, CSV): header of the column of the coordinate northwards, or "
             "latitude."}),
        key("name_field",
            &LayerSource::name_field,
            text_kind(),
            {"Cột tên của đối tượng.", "Column of the features' names."}),
        key("class_field",
            &LayerSource::class_field,
            text_kind(),
            {"Cột loại (ao, sông, quốc lộ, tiểu học...); trong nghiên cứu mang tên class.",
             "Column of the class (pond, river, national road, primary...); named class in the "
             "study."}),
        key("classes",
            &LayerSource::classes,
            map_kind(text_kind()),
            {"Từ trong cột loại của tệp = từ mà các tệp loại tai nạn dùng.",
             "Word in the file's class column = the word hazards use."}),
        key("rename",
            &LayerSource::rename,
            map_kind(text_kind()),
            {"Tên cột trong tệp = tên cột mà các tệp loại tai nạn dùng.",
             "Name of a column in the file = the name hazards use."}),
        key("major",
            &LayerSource::major,
            predicate_kind(),
            {"Đường nào là đường chính.", "Which roads are major."}),
    };
}

Shape<LayerSource> layer_shape() {
    const Keys<LayerSource> own{
        key("label",
            &LayerSource::label,
            both_languages_kind(),
            {"Tên hiển thị.", "Name shown to people."}),
        role_key(),
        key("survey_status",
            &LayerSource::survey_status,
            word_kind({"surveyed", "partly", "not_surveyed"}),
            {"Đã khảo sát hết (surveyed), một phần (partly) hay chưa (not_surveyed): chỗ trống "
             "trên bản đồ là không có, hay chưa biết.",
             "surveyed, partly or not_surveyed: whether a blank on the map means nothing there, or "
             "nobody looked."}),
        key("survey",
            &LayerSource::survey,
            table_kind(status_table_shape(WithTime::no)),
            {"Bảng cho biết đơn vị nào đã được khảo sát (surveyed, partly, not_surveyed); nơi chưa "
             "khảo sát không có số liệu, không phải là 0.",
             "Table of what was surveyed (surveyed, partly, not_surveyed), by unit; where nobody "
             "looked there are no data, which is not 0."}),
        key("raster",
            &LayerSource::raster,
            flag_kind(),
            {"true: lớp là ảnh (các cách đo raster_sum, raster_mean).",
             "true: the layer is a raster (measures raster_sum, raster_mean)."}),
    };
    const Keys<LayerSource> file = keys_of(&LayerSource::source, file_keys(Need::required));
    return {
        joined(joined(file, own), vector_keys()),
        [](const LayerSource& layer, const ConfigNode& node, const Scope& scope) {
            for (const Key<LayerSource>& key : vector_keys()) {
                const ConfigNode* found = node.find(key.name);
                if (layer.raster && found != nullptr) {
                    scope.problem(
                        found->mark,
                        {fmt::format("{}: ảnh không dùng \"{}\"", scope.path, key.name),
                         fmt::format("{}: a raster has no use for \"{}\"", scope.path, key.name)});
                }
            }
            if (layer.x.empty() != layer.y.empty()) {
                missing_key(node, scope, layer.x.empty() ? "x" : "y");
            }
            if (!layer.classes.empty() && layer.class_field.empty()) {
                missing_key(node, scope, "class_field");
            }
        }};
}

std::optional<LayerSource> read_layer_table(const ConfigEntry& entry,
                                            const Shape<LayerSource>& shape,
                                            const Scope& scope) {
    const std::size_t before = scope.problems->size();
    if (!std::regex_match(entry.key, std::regex(name_pattern))) {
        scope.problem(entry.mark,
                      {fmt::format("mã lớp \"{}\" phải gồm chữ thường không dấu, số và dấu _, bắt "
                                   "đầu bằng chữ",
                                   entry.key),
                       fmt::format("the layer id \"{}\" must be lower case letters, digits and _, "
                                   "beginning with a letter",
                                   entry.key)});
    }
    LayerSource layer;
    layer.id = entry.key;
    layer.role = is_role(entry.key) ? entry.key : "";
    read_table(shape, entry.value, scope.at(entry.key), layer);
    return scope.problems->size() == before ? std::optional(layer) : std::nullopt;
}

}  // namespace

std::span<const hazard::Word<std::string>> role_words() {
    static const std::array<hazard::Word<std::string>, 3> table{{
        {"water", "water", {"mặt nước", "water"}},
        {"roads", "roads", {"đường", "roads"}},
        {"schools", "schools", {"trường học", "schools"}},
    }};
    return table;
}

Kind<std::vector<LayerSource>> layers_kind() {
    const Shape<LayerSource> shape = layer_shape();
    return {
        config_table({{"type", config_text("object")},
                      {"propertyNames",
                       config_table({{"pattern", config_text(fmt::format("^{}$", name_pattern))}})},
                      {"additionalProperties", schema_of(shape)}}),
        [shape](const ConfigNode& node,
                const Scope& scope) -> std::optional<std::vector<LayerSource>> {
            if (!node.is_table()) {
                scope.wrong_type(node,
                                 {"bảng, ví dụ [layers.water]", "a table, such as [layers.water]"});
                return std::nullopt;
            }
            std::vector<LayerSource> layers;
            for (const ConfigEntry& entry : node.table()) {
                if (auto layer = read_layer_table(entry, shape, scope)) {
                    layers.push_back(std::move(*layer));
                }
            }
            return layers;
        },
        [shape](const std::vector<LayerSource>& layers) {
            ConfigNode table = config_table({});
            for (const LayerSource& layer : layers) {
                table.set(layer.id, write_table(shape, layer));
            }
            return layers.empty() ? ConfigNode() : table;
        }};
}

}  // namespace riskmap::intake
