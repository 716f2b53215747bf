#include "publish/site_columns.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "publish/table_builder.hpp"

namespace riskmap::publish {
namespace {

using domain::Field;
using domain::FieldType;
using domain::Value;
using plan::HazardResult;

bool told(const HazardResult& hazard) {
    const PerUnit<bool>& reported = hazard.cases.reported;
    return std::find(reported.begin(), reported.end(), true) != reported.end();
}

/// A column of one hazard: the texts follow its label.
Field hazard_field(const hazard::HazardSpec& spec,
                   const std::string& name,
                   const std::string& short_name,
                   FieldType type,
                   const char* unit,
                   const Text& label,
                   const Text& meaning,
                   int decimals) {
    return {spec.prefix + "_" + name,
            spec.short_prefix + "_" + short_name,
            type,
            unit,
            {spec.label.vi + ": " + label.vi, spec.label.en + ": " + label.en},
            meaning,
            "riskmap",
            decimals};
}

}  // namespace

void add_crossings(domain::Layer& layer,
                   std::span<const std::optional<exposure::Crossing>> crossings) {
    TableBuilder table(layer);
    const Text meaning{"Đường cắt ngang lối đi thẳng từ nhà của nhiều trẻ nhất trong 500 m.",
                       "The road that cuts the straight way of most children within 500 m."};
    table.add(
        {"road_to_cross",
         "duong_qua",
         FieldType::text,
         "",
         {"Đường phải băng qua", "Road to cross"},
         meaning,
         "study",
         0},
        [&](std::size_t i) { return crossings[i] ? text_or_none(crossings[i]->name) : Value(); });
    table.add(
        {"road_to_cross_kind",
         "lo_qua",
         FieldType::text,
         "",
         {"Cấp của đường phải băng qua", "Class of the road to cross"},
         meaning,
         "study",
         0},
        [&](std::size_t i) { return crossings[i] ? text_or_none(crossings[i]->kind) : Value(); });
    table.add(
        {"children_crossing",
         "tre_qua",
         FieldType::real,
         "children",
         {"Trẻ em phải băng qua đường đó", "Children who have to cross it"},
         {"Trẻ em sống trong 500 m ở bên kia đường.",
          "Children who live within 500 m on its other side."},
         "riskmap",
         0},
        [&](std::size_t i) { return crossings[i] ? Value(crossings[i]->children) : Value(); });
}

void add_unit_risk(domain::Layer& layer,
                   const HazardResult& hazard,
                   std::span<const std::optional<UnitIndex>> unit_of) {
    TableBuilder table(layer);
    table.add(
        hazard_field(hazard.spec,
                     "rr",
                     "rr",
                     FieldType::real,
                     "",
                     {"nguy cơ của xã so với mức chung", "risk of its commune, times average"},
                     {"Nguy cơ tương đối ước lượng của xã chứa nơi này.",
                      "Modelled relative risk of the commune that holds the place."},
                     3),
        [&](std::size_t i) {
            const auto& unit = unit_of[i];
            const auto ratio = unit ? hazard.risk.units[*unit].relative_risk : std::nullopt;
            return ratio ? Value(*ratio) : Value();
        });
    table.add(
        hazard_field(
            hazard.spec,
            "level",
            "muc",
            FieldType::text,
            "",
            {"mức của xã", "level of its commune"},
            {"Mức nguy cơ của xã chứa nơi này.", "Risk level of the commune that holds the place."},
            0),
        [&](std::size_t i) {
            return unit_of[i]
                       ? Value(std::string(risk::to_word(hazard.risk.units[*unit_of[i]].level)))
                       : Value();
        });
}

void add_assigned(domain::Layer& layer,
                  const HazardResult& hazard,
                  const exposure::SiteCounts& counts) {
    TableBuilder table(layer);
    const bool known = told(hazard);
    table.add(hazard_field(hazard.spec,
                           "assigned",
                           "vu_gan",
                           FieldType::integer,
                           "incidents",
                           {"số vụ gán cho nơi này", "cases assigned to it"},
                           {"Vụ có toạ độ mà nơi này là đối tượng gần nhất trong khoảng cách quy "
                            "định.",
                            "Located cases to which it is the nearest feature within the stated "
                            "distance."},
                           0),
              [&](std::size_t i) { return known ? Value(counts.assigned[i]) : Value(); });
    table.add(hazard_field(hazard.spec,
                           "ambiguous",
                           "vu_mo",
                           FieldType::integer,
                           "incidents",
                           {"số vụ không rõ thuộc nơi này hay nơi khác",
                            "cases that may be its or another's"},
                           {"Vụ có từ hai đối tượng gần như nhau trở lên; không tính cho nơi nào.",
                            "Cases with two or more features about as near; counted for none."},
                           0),
              [&](std::size_t i) { return known ? Value(counts.ambiguous[i]) : Value(); });
}

void add_state(domain::Layer& layer,
               const hazard::StateColumn& state,
               std::span<const plan::SiteState> states) {
    TableBuilder(layer).add(
        {state.name,
         state.short_name,
         FieldType::text,
         "",
         state.label,
         {"yes: có; no: chưa có; not_surveyed: chưa ai khảo sát.",
          "yes, no, or not_surveyed where nobody looked."},
         "study",
         0},
        [&](std::size_t i) { return Value(std::string(plan::to_word(states[i]))); });
}

void add_segment_columns(domain::Layer& layer,
                         const HazardResult& hazard,
                         const SegmentColumns& segments) {
    TableBuilder table(layer);
    if (!layer.find("length_m")) {
        table.add({"length_m",
                   "dai_m",
                   FieldType::real,
                   "m",
                   {"Chiều dài đoạn", "Length of the segment"},
                   {"Chiều dài của đoạn; trống khi đối tượng không phải là đường.",
                    "Length of the piece; empty for what is no line."},
                   "riskmap",
                   1},
                  [&](std::size_t i) {
                      return segments.length_m[i] > 0 ? Value(segments.length_m[i]) : Value();
                  });
    }
    table.add(hazard_field(hazard.spec,
                           "predicted",
                           "du_bao",
                           FieldType::real,
                           "cases per year",
                           {"số vụ mỗi năm theo cấp đường và số trẻ gần đó",
                            "cases a year by its class and the children near"},
                           {"Số vụ mỗi năm của một đoạn cùng cấp, cùng chiều dài, có bấy nhiêu "
                            "trẻ sống gần (hồi quy nhị thức âm).",
                            "Cases a year of a segment of that class and length with as many "
                            "children living near (negative binomial regression)."},
                           5),
              [&](std::size_t i) { return real_or_none(segments.risk.predicted[i]); });
    table.add(hazard_field(hazard.spec,
                           "expected",
                           "ky_vong",
                           FieldType::real,
                           "cases per year",
                           {"số vụ kỳ vọng mỗi năm", "expected cases a year"},
                           {"Bayes thực nghiệm: giữa mức của cấp đường và số vụ của chính đoạn đó "
                            "(Highway Safety Manual).",
                            "Empirical Bayes: between the level of its class and its own record "
                            "(Highway Safety Manual)."},
                           5),
              [&](std::size_t i) { return real_or_none(segments.risk.expected[i]); });
    table.add(hazard_field(hazard.spec,
                           "density",
                           "mat_do",
                           FieldType::real,
                           "cases per km and year",
                           {"mật độ vụ trên mạng đường", "density along the network"},
                           {"Hàm nhân chia đều ở nút giao, dọc theo mạng đường; trống khi có quá "
                            "ít vụ có toạ độ.",
                            "Equal-split kernel along the network; empty with too few located "
                            "cases."},
                           4),
              [&](std::size_t i) {
                  return segments.density.empty() ? Value() : real_or_none(segments.density[i]);
              });
    if (const auto& rule = hazard.spec.places.segments->black_spot) {
        const Text words = risk::black_spot_text(*rule);
        table.add(hazard_field(hazard.spec,
                               "black_spot",
                               "den",
                               FieldType::boolean,
                               "",
                               {"điểm đen", "black spot"},
                               {"Quy tắc: " + words.vi + ".", "Rule: " + words.en + "."},
                               0),
                  [&](std::size_t i) {
                      return segments.black_spot ? Value(bool{(*segments.black_spot)[i]}) : Value();
                  });
    }
}

void add_order(domain::Layer& layer,
               const HazardResult& hazard,
               const hazard::PlaceList& list,
               const plan::PlaceOrder& order) {
    TableBuilder table(layer);
    const auto field = [&](const char* name,
                           const char* short_name,
                           FieldType type,
                           const Text& label,
                           const Text& meaning,
                           int decimals) {
        return hazard_field(hazard.spec,
                            list.name + "_" + name,
                            list.short_name + "_" + short_name,
                            type,
                            "",
                            {list.label.vi + ", " + label.vi, list.label.en + ", " + label.en},
                            meaning,
                            decimals);
    };
    using plan::OrderedPlace;
    const auto of_place = [&](const auto& value_of) {
        return [&order, value_of](std::size_t row) {
            const OrderedPlace* place = order.find(row);
            return place == nullptr ? Value() : value_of(*place);
        };
    };
    const auto bound = [&](double risk::Interval::*end) {
        return of_place([end](const OrderedPlace& place) {
            return place.interval ? Value((*place.interval).*end) : Value();
        });
    };
    table.add(field("order",
                    "tt",
                    FieldType::integer,
                    {"thứ tự", "order"},
                    {"1 làm trước; trống khi nơi này không thuộc danh sách hoặc không còn gì phải "
                     "làm.",
                     "1 first; empty for a place that is not on the list or where all is done."},
                    0),
              of_place([](const OrderedPlace& place) { return Value(std::int64_t{place.order}); }));
    table.add(field("order_lower",
                    "t1",
                    FieldType::real,
                    {"thứ tự sớm nhất", "first plausible order"},
                    {"Đầu khoảng bất định của thứ tự.", "Lower end of the order's interval."},
                    0),
              bound(&risk::Interval::lower));
    table.add(field("order_upper",
                    "t2",
                    FieldType::real,
                    {"thứ tự muộn nhất", "last plausible order"},
                    {"Cuối khoảng bất định của thứ tự.", "Upper end of the order's interval."},
                    0),
              bound(&risk::Interval::upper));
    table.add(field("score",
                    "d",
                    FieldType::real,
                    {"điểm", "score"},
                    {"100 là nơi cao nhất. Quy tắc: " + list.source,
                     "100 is the highest. Rule: " + list.source},
                    1),
              of_place([](const OrderedPlace& place) { return real_or_none(place.score); }));
    table.add(field("reason_vi",
                    "lv",
                    FieldType::text,
                    {"lý do", "reason in Vietnamese"},
                    {"Vì sao nơi này có thứ tự đó.", "Why the place has its order."},
                    0),
              of_place([](const OrderedPlace& place) { return text_or_none(place.reason.vi); }));
    table.add(field("reason_en",
                    "le",
                    FieldType::text,
                    {"lý do (tiếng Anh)", "reason in English"},
                    {"Vì sao nơi này có thứ tự đó.", "Why the place has its order."},
                    0),
              of_place([](const OrderedPlace& place) { return text_or_none(place.reason.en); }));
}

}  // namespace riskmap::publish
