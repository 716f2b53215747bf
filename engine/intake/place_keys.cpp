#include "intake/common_keys.hpp"
#include "intake/hazard_keys.hpp"

namespace riskmap::intake {
namespace {

using hazard::AssignRule;
using hazard::BlackSpotRule;
using hazard::PlaceList;
using hazard::PlaceRules;
using hazard::SegmentRule;
using hazard::StateColumn;

/// The layers that are published place by place.
Kind<std::string> published_kind() { return word_kind({"schools", "water", "roads"}); }

Shape<AssignRule> assign_shape() {
    return {{
        key("layers",
            &AssignRule::layers,
            list_kind(id_kind(name_pattern), 1),
            {"Mã các lớp có đối tượng nhận vụ việc.",
             "Ids of the layers whose features incidents belong to."},
            Need::required),
        key("within_m",
            &AssignRule::within_m,
            sourced_kind(positive),
            {"Xa hơn khoảng cách này (m) thì không gán.",
             "Beyond this distance in metres nothing is assigned."},
            Need::required),
        key("rural_within_m",
            &AssignRule::rural_within_m,
            sourced_kind(positive),
            {"Khoảng cách ở đơn vị nông thôn, m.", "The distance in rural units, metres."}),
        key("rural_types",
            &AssignRule::rural_types,
            list_kind(text_kind()),
            {"Từ chỉ loại của đơn vị nông thôn, ví dụ xã.",
             "Type words in the names of rural units, such as xã."}),
        key("margin_m",
            &AssignRule::margin_m,
            sourced_kind(not_negative),
            {"Đối tượng khác xa hơn không quá mức này (m) thì vụ việc không rõ thuộc đâu.",
             "When another feature is farther by no more than this (metres), the incident is "
             "ambiguous."},
            Need::required),
        key("told_kind",
            &AssignRule::told_kind,
            text_kind(),
            {"Cột của danh sách vụ việc ghi loại đối tượng; chỉ gán cho đối tượng cùng loại.",
             "Kept column of incident lists that tells the class; only features of that class are "
             "then taken."}),
    }};
}

Shape<BlackSpotRule> black_spot_shape() {
    return {{
                key("events",
                    &BlackSpotRule::events,
                    whole_kind(2, 1000),
                    {"ít nhất bao nhiêu vụ", "at least so many events"},
                    Need::required),
                key("within_m",
                    &BlackSpotRule::within_m,
                    number_kind(positive),
                    {"trong bán kính này, m", "within this distance of each other, metres"},
                    Need::required),
                key("years",
                    &BlackSpotRule::years,
                    number_kind(positive),
                    {"trong số năm này", "in so many years"},
                    Need::required),
                key("source",
                    &BlackSpotRule::source,
                    text_kind(),
                    {"nguồn của quy tắc", "where the rule comes from"},
                    Need::required),
                key("assumption",
                    &BlackSpotRule::assumption,
                    flag_kind(),
                    {"true: nhận định", "true: a judgement"}),
            },
            [](const BlackSpotRule& rule, const ConfigNode& node, const Scope& scope) {
                check_assumption(rule.source, rule.assumption, node, scope);
            }};
}

Shape<SegmentRule> segment_shape() {
    return {{
        key("layer",
            &SegmentRule::layer,
            published_kind(),
            {"Lớp công bố có các đường được cắt đoạn.", "Published layer whose lines are cut."},
            Need::required),
        key("length_m",
            &SegmentRule::length_m,
            sourced_kind({.least = 20}),
            {"Chiều dài một đoạn, m.", "Length of a piece, metres."},
            Need::required),
        key("bandwidth_m",
            &SegmentRule::bandwidth_m,
            sourced_kind(positive),
            {"Bán kính hàm nhân dọc theo mạng đường, m.",
             "Half-width of the kernel along the network, metres."},
            Need::required),
        key("least_events",
            &SegmentRule::least_events,
            whole_kind(1, 1000000),
            {"Ít vụ có toạ độ hơn số này thì không tính mật độ.",
             "With fewer located events no density is computed."}),
        key("black_spot",
            &SegmentRule::black_spot,
            table_kind(black_spot_shape()),
            {"Thế nào là điểm đen.", "What makes a black spot."}),
    }};
}

Shape<StateColumn> state_shape() {
    return {{
        key("name",
            &StateColumn::name,
            id_kind(name_pattern),
            {"Tên cột được công bố.", "Name of the published column."},
            Need::required),
        key("short",
            &StateColumn::short_name,
            id_kind("[a-z][a-z0-9_]{0,9}"),
            {"Tên cột trong shapefile.", "Name of the column in shapefiles."},
            Need::required),
        key("label",
            &StateColumn::label,
            both_languages_kind(),
            {"Tên hiển thị.", "Name shown to people."},
            Need::required),
        key("field",
            &StateColumn::field,
            text_kind(),
            {"Cột đúng/sai của lớp trong nghiên cứu.",
             "Column of true and false in the study's layer."},
            Need::required),
    }};
}

Shape<PlaceList> list_shape() {
    return {
        {
            key("name",
                &PlaceList::name,
                id_kind(name_pattern),
                {"Tên danh sách, phần giữa của tên cột.",
                 "Name of the list, middle of its columns' names."},
                Need::required),
            key("short",
                &PlaceList::short_name,
                id_kind("[a-z][a-z0-9]{0,3}"),
                {"Phần giữa của tên cột trong shapefile.", "The same in shapefiles."},
                Need::required),
            key("layer",
                &PlaceList::layer,
                published_kind(),
                {"Lớp công bố được xếp thứ tự.", "Published layer that is put in order."},
                Need::required),
            key("label",
                &PlaceList::label,
                both_languages_kind(),
                {"Tên danh sách.", "Title of the list."},
                Need::required),
            key("where",
                &PlaceList::where,
                predicate_kind(),
                {"Nơi nào thuộc danh sách, theo các cột được công bố.",
                 "Which places are on the list, by published columns."}),
            key("stake",
                &PlaceList::stake,
                text_kind(),
                {"Cột cho biết có ai, có gì ở đó.", "Column that says who or what is at stake."},
                Need::required),
            key("times_rate",
                &PlaceList::times_rate,
                flag_kind(),
                {"Nhân với tỷ suất ước lượng của xã.", "Times the modelled rate of the unit."}),
            key("distance",
                &PlaceList::distance,
                text_kind(),
                {"Cột khoảng cách mà kernel dùng.", "Column of distances that kernel takes."}),
            key("kernel",
                &PlaceList::kernel,
                kernel_kind(),
                {"Giảm theo khoảng cách.", "Distance decay."}),
            written_if<PlaceList>(key("weights",
                                      &PlaceList::weights,
                                      weights_kind(),
                                      {"Trọng số theo loại.", "Weights by kind."}),
                                  [](const PlaceList& list) { return !list.weights.empty(); }),
            key("most",
                &PlaceList::most,
                whole_kind(0, 1000000),
                {"Chỉ xếp bấy nhiêu nơi đầu; 0: tất cả.",
                 "Only so many are put in order; 0: all."}),
            key("done_when",
                &PlaceList::done_when,
                predicate_kind(),
                {"Khi nào không còn gì phải làm.", "When nothing is left to do."}),
            key("source",
                &PlaceList::source,
                text_kind(),
                {"Nguồn của cách xếp.", "Where this order comes from."},
                Need::required),
            key("assumption",
                &PlaceList::assumption,
                flag_kind(),
                {"true: nhận định của chuyên gia.", "true: an expert setting."}),
        },
        [](const PlaceList& list, const ConfigNode& node, const Scope& scope) {
            check_assumption(list.source, list.assumption, node, scope);
            if (list.kernel.has_value() != !list.distance.empty()) {
                missing_key(node, scope, list.kernel ? "distance" : "kernel");
            }
        }};
}

}  // namespace

Shape<PlaceRules> place_rules_shape() {
    return {{
        key("assign",
            &PlaceRules::assign,
            table_kind(assign_shape()),
            {"Vụ việc thuộc đối tượng nào trên bản đồ.",
             "Which mapped feature an incident belongs to."}),
        key("segments",
            &PlaceRules::segments,
            table_kind(segment_shape()),
            {"Cắt đường thành các đoạn bằng nhau.", "Lines cut into equal pieces."}),
        key("states",
            &PlaceRules::states,
            list_kind(table_kind(state_shape())),
            {"Điều gì đã làm hay chưa ở mỗi nơi.", "What is done at a place, and what is not."}),
        key("lists",
            &PlaceRules::lists,
            list_kind(table_kind(list_shape())),
            {"Các danh sách nơi cần làm trước.", "Lists of places in the order to act."}),
    }};
}

}  // namespace riskmap::intake
