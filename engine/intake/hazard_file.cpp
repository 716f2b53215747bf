#include "intake/hazard_file.hpp"

#include <regex>
#include <set>

#include "core/nearest_word.hpp"
#include "intake/common_keys.hpp"
#include "intake/file_list.hpp"
#include "intake/hazard_keys.hpp"
#include "intake/toml_reader.hpp"

namespace riskmap::intake {
namespace {

using hazard::HazardSpec;
using hazard::IncidentRule;
using hazard::Reference;

/// A second use of a word that must be used once.
template <class Items, class Name>
void check_unique(const Items& items,
                  Name Items::value_type::*name,
                  const std::string& list,
                  const std::string& key,
                  const ConfigNode& root,
                  const Scope& scope) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (!seen.insert(items[i].*name).second) {
            const std::string path = fmt::format("{}[{}].{}", list, i + 1, key);
            scope.problem(mark_at(root, path),
                          {fmt::format("{} = \"{}\" đã được dùng", path, items[i].*name),
                           fmt::format("{} = \"{}\" is used already", path, items[i].*name)});
        }
    }
}

/// Every source id ("S56") in a text under `source` or `evidence` must be among the references.
void check_cited(const ConfigNode& node,
                 const std::string& key,
                 const std::vector<std::string>& known,
                 const Scope& scope) {
    static const std::regex source_id("\\bS[0-9]+[a-z]?\\b");
    if (const auto* items = std::get_if<ConfigNode::Array>(&node.content)) {
        for (const ConfigNode& item : *items) {
            check_cited(item, key, known, scope);
        }
    } else if (node.is_table()) {
        for (const ConfigEntry& entry : node.table()) {
            if (entry.key != "interventions") {
                check_cited(entry.value, entry.key, known, scope);
            }
        }
    } else if (const auto* text = std::get_if<std::string>(&node.content);
               text != nullptr && (key == "source" || key == "evidence")) {
        for (std::sregex_iterator it(text->begin(), text->end(), source_id), end; it != end; ++it) {
            const std::string id = it->str();
            if (std::find(known.begin(), known.end(), id) == known.end()) {
                scope.problem(node.mark,
                              {fmt::format("nguồn {} không có trong references", id),
                               fmt::format("source {} is not among the references", id)},
                              nearest_word(id, known));
            }
        }
    }
}

void check_hazard(const HazardSpec& spec, const ConfigNode& root, const Scope& scope) {
    check_unique(spec.exposure, &hazard::ExposureTerm::name, "exposure", "name", root, scope);
    check_unique(
        spec.exposure, &hazard::ExposureTerm::short_name, "exposure", "short", root, scope);
    check_unique(spec.index, &hazard::IndexTerm::name, "index", "name", root, scope);
    check_unique(spec.interventions, &hazard::Intervention::id, "interventions", "id", root, scope);
    check_unique(spec.references, &Reference::id, "references", "id", root, scope);
    check_cited(root, spec.references, scope);
    for (std::size_t i = 0; i < spec.interventions.size(); ++i) {
        const auto& effects = spec.interventions[i].effects;
        if (!effects.empty() && !effects.contains(spec.id)) {
            const std::string path = fmt::format("interventions[{}].effects", i + 1);
            scope.problem(
                mark_at(root, path),
                {fmt::format(
                     "biện pháp {} không có tác dụng với {}", spec.interventions[i].id, spec.id),
                 fmt::format("the intervention {} has no effect on {}",
                             spec.interventions[i].id,
                             spec.id)});
        }
    }
}

Shape<Reference> reference_shape() {
    return {{
        key("id",
            &Reference::id,
            id_kind("[A-Za-z][A-Za-z0-9_-]*"),
            {"mã nguồn", "id"},
            Need::required),
        key("text", &Reference::text, text_kind(), {"tài liệu", "the document"}, Need::required),
    }};
}

}  // namespace

void check_cited(const ConfigNode& root,
                 const std::vector<Reference>& references,
                 const Scope& scope) {
    std::vector<std::string> ids;
    for (const Reference& reference : references) {
        ids.push_back(reference.id);
    }
    check_cited(root, "", ids, scope);
}

Shape<IncidentRule> incident_rule_shape() {
    // An event can be counted where it happened or where the victim lived; where a victim was found
    // is neither.
    return {{
        key("count",
            &IncidentRule::counting,
            word_kind(hazard::counting_words()),
            {"Đếm vụ (events) hay nạn nhân (victims).", "Count events or victims."}),
        key("place",
            &IncidentRule::place,
            word_kind(place_words().first(2)),
            {"Tính theo nơi xảy ra hay nơi cư trú.",
             "Count where it happened or where the victim lived."}),
        key("ages",
            &IncidentRule::ages,
            ages_kind(),
            {"Nạn nhân ở tuổi nào.", "Ages of the victims that count."}),
        key("count_unknown_age",
            &IncidentRule::count_unknown_age,
            flag_kind(),
            {"Có đếm nạn nhân không rõ tuổi không.", "Whether victims of unknown age count."}),
        list_always_written(
            key("where",
                &IncidentRule::where,
                predicate_kind(),
                {"Vụ nào được tính; [] là mọi vụ.", "Which incidents count; [] is all of them."},
                Need::required)),
    }};
}

const Shape<HazardSpec>& hazard_shape() {
    static const Shape<HazardSpec> shape{
        {
            format_key<HazardSpec>(),
            key("id",
                &HazardSpec::id,
                id_kind(name_pattern),
                {"Mã loại tai nạn.", "Id of the hazard."},
                Need::required),
            key("prefix",
                &HazardSpec::prefix,
                id_kind("[a-z][a-z0-9]*"),
                {"Tiền tố của các cột; mặc định là id.", "Prefix of columns; the id by default."}),
            key("short_prefix",
                &HazardSpec::short_prefix,
                id_kind("[a-z]{2}"),
                {"Tiền tố hai chữ cái của các cột trong shapefile.",
                 "Two letters that begin its columns in shapefiles."},
                Need::required),
            key("label",
                &HazardSpec::label,
                both_languages_kind(),
                {"Tên hiển thị.", "Name shown to people."},
                Need::required),
            key("events",
                &HazardSpec::events,
                both_languages_kind(),
                {"Danh từ trong câu: \"vụ ... trẻ em\".", "Noun for sentences: \"child ...\"."},
                Need::required),
            key("incidents",
                &HazardSpec::incidents,
                table_kind(incident_rule_shape()),
                {"Vụ nào được tính và tính thế nào.", "Which incidents count, and how."},
                Need::required),
            key("exposure",
                &HazardSpec::exposure,
                list_kind(table_kind(exposure_term_shape())),
                {"Các cột đo môi trường của xã.",
                 "Columns that measure the environment of a unit."}),
            key("index",
                &HazardSpec::index,
                list_kind(table_kind(index_term_shape())),
                {"Các phần của chỉ số môi trường mà mô hình dùng.",
                 "Parts of the exposure index the model uses."}),
            key("model",
                &HazardSpec::model,
                table_kind(model_shape()),
                {"Mô hình và các ngưỡng.", "The model and its thresholds."}),
            key("places",
                &HazardSpec::places,
                table_kind(place_rules_shape()),
                {"Từng nơi: trường, vùng nước, đoạn đường.",
                 "Single places: schools, water, pieces of road."}),
            key("interventions",
                &HazardSpec::interventions,
                interventions_kind(),
                {"Biện pháp có thể cấp kinh phí: mỗi biện pháp một tệp, tính từ thư mục của tệp "
                 "này.",
                 "What can be funded: one file each, from the folder of this file."}),
            key("references",
                &HazardSpec::references,
                list_kind(table_kind(reference_shape())),
                {"Tài liệu được dẫn.", "The documents that are cited."}),
        },
        check_hazard};
    return shape;
}

std::optional<HazardFile> read_hazard(ConfigNode tree,
                                      const std::string& file,
                                      Problems& problems) {
    const Scope scope{&problems, std::filesystem::path(file).parent_path(), ""};
    HazardFile hazard{{}, std::move(tree)};
    if (!read_table(hazard_shape(), hazard.tree, scope, hazard.spec)) {
        return std::nullopt;
    }
    if (hazard.spec.prefix.empty()) {
        hazard.spec.prefix = hazard.spec.id;
    }
    hazard.spec.file = file;
    return hazard;
}

std::optional<HazardFile> read_hazard(const std::filesystem::path& file, Problems& problems) {
    auto tree = read_toml(file, problems);
    if (tree) {
        open_files(*tree, "interventions", Scope{&problems, file.parent_path(), ""});
    }
    return tree ? read_hazard(std::move(*tree), file.string(), problems) : std::nullopt;
}

hazard::HazardSpec read_hazard(const std::filesystem::path& file) {
    Problems problems;
    auto hazard = read_hazard(file, problems);
    throw_problems(problems);
    expects(hazard.has_value(), "read_hazard: a hazard or a problem");
    return std::move(hazard->spec);
}

}  // namespace riskmap::intake
