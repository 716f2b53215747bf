#include <algorithm>
#include <array>

#include "core/nearest_word.hpp"
#include "hazard/vocabulary.hpp"
#include "intake/common_keys.hpp"
#include "intake/hazard_keys.hpp"

namespace riskmap::intake {
namespace {

using hazard::ExposureTerm;
using hazard::IndexTerm;
using hazard::Kernel;
using hazard::Measure;
using hazard::MeasureWord;
using hazard::Multiplier;
using hazard::Weights;

Kind<Measure> measure_kind() {
    static const std::vector<hazard::Word<Measure>> table = [] {
        std::vector<hazard::Word<Measure>> words;
        for (const MeasureWord& row : hazard::measure_words()) {
            words.push_back({row.word, row.value, row.meaning});
        }
        return words;
    }();
    return word_kind(std::span<const hazard::Word<Measure>>(table));
}

Kind<std::vector<Multiplier>> multipliers_kind() {
    return list_kind(table_kind(Shape<Multiplier>{{
        list_always_written(key("where",
                                &Multiplier::where,
                                predicate_kind(),
                                {"đối tượng được nhân", "the features that are multiplied"},
                                Need::required)),
        key("factor",
            &Multiplier::factor,
            sourced_kind(not_negative),
            {"nhân trọng số với số này", "multiplies their weight"},
            Need::required),
    }}));
}

/// Keys that exposure terms and parts of the index have alike.
template <class Term>
Keys<Term> shared_keys() {
    return {
        key("layer",
            &Term::layer,
            id_kind(name_pattern),
            {"Mã lớp trong nghiên cứu, ví dụ water, roads, schools.",
             "Id of a layer of the study, such as water, roads, schools."},
            Need::required),
        key("where",
            &Term::where,
            predicate_kind(),
            {"Chỉ tính các đối tượng thoả mọi điều kiện này.",
             "Only the features for which all of these hold."}),
        key("from",
            &Term::origin,
            word_kind(hazard::origin_words()),
            {"Khoảng cách tính từ đâu: people, schools hay incidents.",
             "From where distances are taken: people, schools or incidents."}),
        key("ages",
            &Term::ages,
            ages_kind(),
            {"Trẻ ở tuổi nào (khi from = people).", "Whose homes weigh (from = people)."}),
        written_if<Term>(key("weights",
                             &Term::weights,
                             weights_kind(),
                             {"Trọng số theo loại đối tượng.", "Weights by kind of feature."}),
                         [](const Term& term) { return !term.weights.empty(); }),
        key("multipliers",
            &Term::multipliers,
            multipliers_kind(),
            {"Hệ số nhân thêm, ví dụ vùng nước đã rào.", "Further factors, such as fenced water."}),
        key("source",
            &Term::source,
            text_kind(),
            {"Nguồn của cách đo này.", "Where this way of measuring comes from."},
            Need::required),
        key("assumption",
            &Term::assumption,
            flag_kind(),
            {"true: nhận định của chuyên gia, không nguồn nào xác nhận.",
             "true: an expert setting that no source supports."}),
    };
}

/// Whether a measure takes a key, and whether it cannot do without.
struct Use {
    const char* key;
    bool used;
    bool needed;
};

std::array<Use, 6> uses_of(const ExposureTerm& term) {
    const MeasureWord& measure = hazard::word_of(term.measure);
    return {{
        {"from", measure.takes_origin, false},
        {"within_m", measure.takes_within, measure.takes_within},
        {"ages", measure.takes_ages && term.origin == hazard::Origin::people, false},
        {"weights", measure.takes_weights, false},
        {"multipliers", measure.takes_weights, false},
        {"kernel", measure.takes_kernel, measure.takes_kernel},
    }};
}

/// Keys that the term's measure has no use for are not written back.
Keys<ExposureTerm> written_where_used(Keys<ExposureTerm> keys) {
    for (Key<ExposureTerm>& key : keys) {
        const auto used = [name = key.name](const ExposureTerm& term) {
            const auto uses = uses_of(term);
            return std::all_of(uses.begin(), uses.end(), [&](const Use& use) {
                return use.key != name || use.used;
            });
        };
        key = written_if<ExposureTerm>(std::move(key), used);
    }
    return keys;
}

void check_needs(const ExposureTerm& term, const ConfigNode& node, const Scope& scope) {
    const MeasureWord& measure = hazard::word_of(term.measure);
    for (const Use& use : uses_of(term)) {
        const ConfigNode* found = node.find(use.key);
        if (found == nullptr && use.needed) {
            scope.problem(
                node.mark,
                {fmt::format("{}: cách đo {} cần khoá \"{}\"", scope.path, measure.word, use.key),
                 fmt::format("{}: the measure {} needs the key \"{}\"",
                             scope.path,
                             measure.word,
                             use.key)});
        }
        if (found != nullptr && !use.used) {
            scope.problem(
                found->mark,
                {fmt::format(
                     "{}: cách đo {} không dùng \"{}\" ở đây", scope.path, measure.word, use.key),
                 fmt::format("{}: the measure {} has no use for \"{}\" here",
                             scope.path,
                             measure.word,
                             use.key)});
        }
    }
}

}  // namespace

Kind<Kernel> kernel_kind() {
    return table_kind(Shape<Kernel>{
        {
            key("plateau_m",
                &Kernel::plateau_m,
                number_kind(not_negative),
                {"đến khoảng cách này (m) thì trọng số vẫn là 1",
                 "up to this distance in metres the weight stays 1"}),
            key("scale_m",
                &Kernel::scale_m,
                number_kind(positive),
                {"sau đó giảm theo exp(-(d - plateau)/scale), m",
                 "beyond, the weight falls as exp(-(d - plateau)/scale), metres"},
                Need::required),
            key("floor",
                &Kernel::floor,
                number_kind(share),
                {"không xuống dưới mức này", "never below this"}),
            key("limit_m",
                &Kernel::limit_m,
                number_kind(positive),
                {"xa hơn khoảng cách này (m) thì bằng 0", "0 past this distance in metres"},
                Need::required),
            key("every_feature",
                &Kernel::every_feature,
                flag_kind(),
                {"true: cộng mọi đối tượng trong giới hạn; false: chỉ đối tượng gần nhất của mỗi "
                 "loại",
                 "true: sum over all features within the limit; false: the nearest of each class"}),
        },
        [](const Kernel& kernel, const ConfigNode& node, const Scope& scope) {
            if (kernel.limit_m < kernel.plateau_m) {
                scope.problem(
                    node.mark,
                    {fmt::format("{}: limit_m không được nhỏ hơn plateau_m", scope.path),
                     fmt::format("{}: limit_m must not be less than plateau_m", scope.path)});
            }
        }});
}

Kind<Weights> weights_kind() {
    return table_kind(Shape<Weights>{{
        key("field",
            &Weights::field,
            text_kind(),
            {"cột của lớp quyết định trọng số", "column of the layer that decides the weight"},
            Need::required),
        key("values",
            &Weights::by_value,
            map_kind(sourced_kind(not_negative)),
            {"trọng số theo giá trị của cột", "weight by value of the column"},
            Need::required),
        key("otherwise",
            &Weights::otherwise,
            sourced_kind(not_negative),
            {"trọng số khi giá trị không có trong danh sách",
             "weight when the value is not listed"},
            Need::required),
    }});
}

Shape<ExposureTerm> exposure_term_shape() {
    const Keys<ExposureTerm> own{
        key("name",
            &ExposureTerm::name,
            id_kind(name_pattern),
            {"Tên cột, sau tiền tố của loại tai nạn.", "Name of the column, after the prefix."},
            Need::required),
        key("short",
            &ExposureTerm::short_name,
            id_kind("[a-z][a-z0-9_]{0,9}"),
            {"Tên cột trong shapefile, nhiều nhất 10 ký tự.",
             "Name of the column in shapefiles, at most 10 characters."},
            Need::required),
        key("label",
            &ExposureTerm::label,
            both_languages_kind(),
            {"Tên hiển thị.", "Name shown to people."},
            Need::required),
        key("measure",
            &ExposureTerm::measure,
            measure_kind(),
            {"Đo cái gì.", "What is measured."},
            Need::required),
        key("within_m",
            &ExposureTerm::within_m,
            number_kind(positive),
            {"Bán kính, m.", "Radius in metres."}),
        key("kernel",
            &ExposureTerm::kernel,
            kernel_kind(),
            {"Hàm suy giảm theo khoảng cách (weighted_access).",
             "Distance decay (weighted_access)."}),
    };
    return {written_where_used(joined(own, shared_keys<ExposureTerm>())),
            [](const ExposureTerm& term, const ConfigNode& node, const Scope& scope) {
                check_needs(term, node, scope);
                check_assumption(term.source, term.assumption, node, scope);
            }};
}

Shape<IndexTerm> index_term_shape() {
    const Keys<IndexTerm> own{
        key("name",
            &IndexTerm::name,
            id_kind(name_pattern),
            {"Tên phần này của chỉ số.", "Name of this part of the index."},
            Need::required),
        key("kernel",
            &IndexTerm::kernel,
            kernel_kind(),
            {"Hàm suy giảm theo khoảng cách.", "Distance decay."},
            Need::required),
        key("weight",
            &IndexTerm::weight,
            number_kind(positive),
            {"Trọng số của cả phần này.", "Weight of the whole part."}),
        key("by_length",
            &IndexTerm::by_length,
            flag_kind(),
            {"true: cộng theo km đường; weight là phần của một trẻ trung bình.",
             "true: sums kilometres of line; weight is what the average child gets."}),
    };
    return {joined(own, shared_keys<IndexTerm>()),
            [](const IndexTerm& term, const ConfigNode& node, const Scope& scope) {
                check_assumption(term.source, term.assumption, node, scope);
                if (term.origin == hazard::Origin::incidents) {
                    scope.problem(
                        node.find("from")->mark,
                        {fmt::format("{}: chỉ số môi trường không được tính từ các vụ đã xảy ra",
                                     scope.path),
                         fmt::format("{}: the exposure index must not be built from incidents",
                                     scope.path)});
                }
            }};
}

}  // namespace riskmap::intake
