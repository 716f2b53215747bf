#include "publish/site_layers.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "geo/measure.hpp"
#include "publish/table_builder.hpp"

namespace riskmap::publish {
namespace {

using domain::Field;
using domain::FieldType;
using domain::Value;
using exposure::Around;
using exposure::Nearby;
using exposure::Site;
using exposure::Surroundings;

void add_identity(TableBuilder& table,
                  std::span<const Site> sites,
                  const domain::AdminUnits& units) {
    table.add({"id",
               "ma",
               FieldType::text,
               "",
               {"Mã", "Id"},
               {"Mã lớp và số dòng trong tệp gốc.", "Layer and row in its file."},
               "riskmap",
               0},
              [&](std::size_t i) { return Value(site_id(sites[i])); });
    table.add({"name",
               "ten",
               FieldType::text,
               "",
               {"Tên", "Name"},
               {"Tên như trong tệp gốc.", "Name as in its file."},
               "study",
               0},
              [&](std::size_t i) { return text_or_none(sites[i].name()); });
    table.add({"kind",
               "loai",
               FieldType::text,
               "",
               {"Loại", "Kind"},
               {"Loại theo từ vựng của nghiên cứu.", "Class by the words of the study."},
               "study",
               0},
              [&](std::size_t i) { return text_or_none(sites[i].kind()); });
    const auto of_unit = [&](std::size_t i, const PerUnit<std::string>& column) {
        return sites[i].unit ? text_or_none(column[*sites[i].unit]) : Value();
    };
    table.add({"commune_code",
               "ma_xa",
               FieldType::text,
               "",
               {"Mã xã", "Commune code"},
               {"Xã chứa điểm giữa của đối tượng; trống khi ngoài vùng nghiên cứu.",
                "Commune that holds the inner point; empty outside the study area."},
               "riskmap",
               0},
              [&](std::size_t i) { return of_unit(i, units.code); });
    table.add({"commune",
               "ten_xa",
               FieldType::text,
               "",
               {"Xã", "Commune"},
               {"Tên xã chứa điểm giữa của đối tượng.", "Name of the commune that holds it."},
               "riskmap",
               0},
              [&](std::size_t i) { return of_unit(i, units.name); });
}

/// Distance, kind and name of the nearest place of some kind.
struct NearbyWords {
    const char* name;
    const char* short_name;
    const char* vi;
    const char* en;
};

void add_nearby(TableBuilder& table,
                const Around& around,
                std::optional<Nearby> Surroundings::*member,
                const NearbyWords& words) {
    const auto found = [&around, member](std::size_t i) -> const std::optional<Nearby>& {
        return around.places[i].*member;
    };
    table.add({fmt::format("nearest_{}_m", words.name),
               fmt::format("kc_{}_m", words.short_name),
               FieldType::real,
               "m",
               {fmt::format("Khoảng cách đến {} gần nhất", words.vi),
                fmt::format("Distance to the nearest {}", words.en)},
               {"Khoảng cách phẳng giữa hai hình; 0 khi chạm nhau.",
                "Planar distance between the shapes; 0 where they meet."},
               "riskmap",
               1},
              [&](std::size_t i) { return found(i) ? Value(found(i)->distance_m) : Value(); });
    table.add(
        {fmt::format("nearest_{}_kind", words.name),
         fmt::format("lo_{}", words.short_name),
         FieldType::text,
         "",
         {fmt::format("Loại {} gần nhất", words.vi),
          fmt::format("Kind of the nearest {}", words.en)},
         {"Loại theo từ vựng của nghiên cứu.", "Class by the words of the study."},
         "riskmap",
         0},
        [&](std::size_t i) { return found(i) ? text_or_none(found(i)->place->kind()) : Value(); });
    table.add(
        {fmt::format("nearest_{}", words.name),
         fmt::format("tn_{}", words.short_name),
         FieldType::text,
         "",
         {fmt::format("Tên {} gần nhất", words.vi),
          fmt::format("Name of the nearest {}", words.en)},
         {"Tên như trong tệp gốc.", "Name as in its file."},
         "study",
         0},
        [&](std::size_t i) { return found(i) ? text_or_none(found(i)->place->name()) : Value(); });
}

Field within_field(const std::string& name,
                   const std::string& short_name,
                   FieldType type,
                   const char* unit,
                   const Text& what,
                   double radius_m) {
    return {name,
            short_name,
            type,
            unit,
            {fmt::format("{} trong {:.0f} m", what.vi, radius_m),
             fmt::format("{} within {:.0f} m", what.en, radius_m)},
            {"Đếm theo khoảng cách đến hình của đối tượng.",
             "Counted by distance to the shape of the place."},
            "riskmap",
            0};
}

void add_children(TableBuilder& table, const Around& around) {
    const Text children{"Trẻ em sống", "Children who live"};
    table.add(within_field("children_200",
                           "tre_200",
                           FieldType::real,
                           "children",
                           children,
                           exposure::near_children_m),
              [&](std::size_t i) { return real_or_none(around.places[i].children_near); });
    table.add(within_field("children_500",
                           "tre_500",
                           FieldType::real,
                           "children",
                           children,
                           exposure::far_children_m),
              [&](std::size_t i) { return real_or_none(around.places[i].children_far); });
}

void add_incidents(TableBuilder& table,
                   const Around& around,
                   const std::vector<plan::HazardResult>& hazards) {
    for (std::size_t h = 0; h < hazards.size(); ++h) {
        const hazard::HazardSpec& spec = hazards[h].spec;
        const PerUnit<bool>& reported = hazards[h].cases.reported;
        const bool told = std::find(reported.begin(), reported.end(), true) != reported.end();
        const Text what{spec.label.vi + ": số vụ có tọa độ", spec.label.en + ": located incidents"};
        table.add(within_field(spec.prefix + "_within_250",
                               spec.short_prefix + "_vu_250",
                               FieldType::integer,
                               "incidents",
                               what,
                               exposure::near_incidents_m),
                  [&, h, told](std::size_t i) {
                      return told ? Value(around.incidents_near[h][i]) : Value();
                  });
        table.add(within_field(spec.prefix + "_within_500",
                               spec.short_prefix + "_vu_500",
                               FieldType::integer,
                               "incidents",
                               what,
                               exposure::far_incidents_m),
                  [&, h, told](std::size_t i) {
                      return told ? Value(around.incidents_far[h][i]) : Value();
                  });
    }
}

}  // namespace

std::string site_id(const Site& site) {
    return site.piece > 0 ? fmt::format("{}-{}.{}", site.layer(), site.row(), site.piece)
                          : fmt::format("{}-{}", site.layer(), site.row());
}

std::span<const SiteRole> site_roles() {
    static const std::array<SiteRole, 3> roles{{
        {.word = "schools", .label = {"Trường học", "Schools"}, .shows_schools = false},
        {.word = "water", .label = {"Vùng nước", "Water"}, .shows_water = false},
        {.word = "roads", .label = {"Đường bộ", "Roads"}, .shows_major_road = false},
    }};
    return roles;
}

domain::Layer site_layer(const SiteRole& role,
                         std::span<const Site> sites,
                         const Around& around,
                         const domain::AdminUnits& units,
                         const std::vector<plan::HazardResult>& hazards) {
    domain::Layer layer;
    layer.name = role.word;
    layer.label = role.label;
    TableBuilder::set_rows(layer, sites.size());
    layer.shapes = exposure::shapes_of(sites);
    TableBuilder table(layer);
    add_identity(table, sites, units);
    if (role.shows_water) {
        add_nearby(table, around, &Surroundings::water, {"water", "nuoc", "vùng nước", "water"});
    }
    if (role.shows_major_road) {
        add_nearby(table,
                   around,
                   &Surroundings::major_road,
                   {"major_road", "duong", "đường cấp cao", "major road"});
    }
    if (role.shows_schools) {
        add_nearby(table, around, &Surroundings::school, {"school", "trg", "trường học", "school"});
        table.add(within_field("schools_250",
                               "trg_250",
                               FieldType::integer,
                               "schools",
                               {"Số trường học", "Schools"},
                               exposure::near_schools_m),
                  [&](std::size_t i) {
                      const auto& schools = around.places[i].schools_near;
                      return schools ? Value(*schools) : Value();
                  });
        table.add(within_field("schools_1000",
                               "trg_1000",
                               FieldType::integer,
                               "schools",
                               {"Số trường học", "Schools"},
                               exposure::school_reach_m),
                  [&](std::size_t i) {
                      const auto& schools = around.places[i].schools_within;
                      return schools ? Value(*schools) : Value();
                  });
    }
    add_children(table, around);
    add_incidents(table, around, hazards);
    return layer;
}

}  // namespace riskmap::publish
