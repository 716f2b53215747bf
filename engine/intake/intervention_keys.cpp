#include "hazard/vocabulary.hpp"
#include "intake/common_keys.hpp"
#include "intake/file_list.hpp"
#include "intake/hazard_keys.hpp"

namespace riskmap::intake {
namespace {

using hazard::CountedBy;
using hazard::Intervention;
using hazard::Quantity;
using hazard::Ranged;

Kind<Ranged> ranged_kind(Bounds bounds) {
    const Keys<Ranged> range{
        key("low", &Ranged::low, number_kind(bounds), {"cận thấp", "low end"}),
        key("high", &Ranged::high, number_kind(bounds), {"cận cao", "high end"}),
    };
    return table_kind(Shape<Ranged>{
        joined(keys_of(&Ranged::best, sourced_keys(bounds)), range),
        [](const Ranged& number, const ConfigNode& node, const Scope& scope) {
            check_assumption(number.best.source, number.best.assumption, node, scope);
            if (number.least() > number.best.value || number.most() < number.best.value) {
                scope.problem(node.mark,
                              {fmt::format("{}: cần low ≤ value ≤ high", scope.path),
                               fmt::format("{}: needs low <= value <= high", scope.path)});
            }
        }});
}

Shape<Quantity> quantity_shape() {
    return {{
                key("by",
                    &Quantity::by,
                    word_kind(hazard::counted_by_words()),
                    {"Mua theo đầu gì.", "What it is bought by the piece for."},
                    Need::required),
                key("ages",
                    &Quantity::ages,
                    ages_kind(),
                    {"Trẻ ở tuổi nào (children).", "Ages of the children."}),
                key("column",
                    &Quantity::column,
                    text_kind(),
                    {"Cột của lớp communes cho biết số lượng (column).",
                     "Column of communes that says how many there are."}),
                key("layer",
                    &Quantity::layer,
                    text_kind(),
                    {"Lớp kết quả có các điểm (sites).", "Published layer that has the sites."}),
                key("where",
                    &Quantity::where,
                    predicate_kind(),
                    {"Những điểm nào của lớp đó.", "Which of its sites."}),
            },
            [](const Quantity& per, const ConfigNode& node, const Scope& scope) {
                if (per.by == CountedBy::column && per.column.empty()) {
                    missing_key(node, scope, "column");
                }
                if (per.by == CountedBy::sites && per.layer.empty()) {
                    missing_key(node, scope, "layer");
                }
            }};
}

Shape<hazard::Reference> cited_shape() {
    return {{
        key("id",
            &hazard::Reference::id,
            id_kind("[A-Za-z][A-Za-z0-9_-]*"),
            {"mã nguồn", "id"},
            Need::required),
        key("text",
            &hazard::Reference::text,
            text_kind(),
            {"tài liệu", "the document"},
            Need::required),
    }};
}

void check_intervention(const Intervention& intervention,
                        const ConfigNode& node,
                        const Scope& scope) {
    if (intervention.unit_cost && intervention.currency.empty()) {
        missing_key(node, scope, "currency");
    }
    if (intervention.unit_cost && intervention.unit.en.empty()) {
        missing_key(node, scope, "unit");
    }
    if (!intervention.references.empty()) {
        check_cited(node, intervention.references, scope);
    }
}

Key<Intervention> optional_format() {
    Key<Intervention> key = format_key<Intervention>();
    key.need = Need::optional;
    key.write = [](const Intervention&) { return ConfigNode(); };
    return key;
}

}  // namespace

Shape<Intervention> intervention_shape() {
    const Kind<Ranged> part = ranged_kind(share);
    return {
        {
            optional_format(),
            key("id",
                &Intervention::id,
                id_kind(name_pattern),
                {"Mã biện pháp.", "Id of the intervention."},
                Need::required),
            key("label",
                &Intervention::label,
                both_languages_kind(),
                {"Tên hiển thị.", "Name shown to people."},
                Need::required),
            key("effects",
                &Intervention::effects,
                map_kind(ranged_kind({.least = -1, .most = 1})),
                {"Theo mã loại tai nạn: phần số vụ được ngăn ngừa ở những nơi, trẻ được tiếp cận "
                 "(0,5 = giảm một nửa).",
                 "By id of the hazard: share of cases prevented among those reached (0.5 = "
                 "half)."}),
            key("completion",
                &Intervention::completion,
                part,
                {"Tỷ lệ hoàn thành, đạt.", "Share of those who begin that complete or pass."}),
            key("share_of_cases",
                &Intervention::share_of_cases,
                part,
                {"Phần số vụ của xã mà biện pháp có thể tác động tới; bỏ trống là mọi vụ.",
                 "Share of a unit's cases it could reach at all; all when left out."}),
            key("years",
                &Intervention::years,
                ranged_kind(positive),
                {"Tác dụng kéo dài bao nhiêu năm; bỏ trống là 1.",
                 "For how many years the effect lasts; 1 when left out."}),
            key("per",
                &Intervention::per,
                table_kind(quantity_shape()),
                {"Đơn vị mua và số lượng tối đa của một xã.",
                 "What one piece is and how many a unit could take."}),
            key("batch",
                &Intervention::batch,
                whole_kind(1, 1'000'000),
                {"Mua theo lô bao nhiêu đơn vị (một lớp học).",
                 "Pieces are bought in batches of this size (a class)."}),
            key("most_per_unit",
                &Intervention::most_per_unit,
                sourced_kind(positive),
                {"Nhiều nhất bao nhiêu đơn vị cho một xã trong một kế hoạch.",
                 "Most pieces for one unit in one plan."}),
            key("steps",
                &Intervention::steps,
                whole_kind(1, 10),
                {"Có thể cấp từng phần: 4 = từng phần tư.",
                 "May be funded in parts: 4 = quarters."}),
            key("applies_when",
                &Intervention::applies_when,
                predicate_kind(),
                {"Áp dụng cho các xã thoả mọi điều kiện này (cột của lớp communes).",
                 "Applies to units for which all of these hold (columns of communes)."}),
            key("unit_cost",
                &Intervention::unit_cost,
                ranged_kind(not_negative),
                {"Đơn giá; bỏ trống khi không ai biết.",
                 "Unit price; left out when nobody knows it."}),
            key("currency",
                &Intervention::currency,
                id_kind("[A-Z]{3}"),
                {"Đồng tiền của đơn giá, ví dụ VND.", "Currency of the price, such as VND."}),
            key("unit",
                &Intervention::unit,
                both_languages_kind(),
                {"Đơn vị tính.", "What one piece is."}),
            key("evidence",
                &Intervention::evidence,
                text_kind(),
                {"Bằng chứng và điều cần thận trọng.", "Evidence and cautions."},
                Need::required),
            key("references",
                &Intervention::references,
                list_kind(table_kind(cited_shape())),
                {"Tài liệu được dẫn.", "The documents that are cited."}),
        },
        check_intervention};
}

Kind<std::vector<Intervention>> interventions_kind() {
    return file_list_kind(table_kind(intervention_shape()), &Intervention::file);
}

}  // namespace riskmap::intake
