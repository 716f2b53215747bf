#include <array>

#include "intake/common_keys.hpp"
#include "intake/study_keys.hpp"

namespace riskmap::intake {
namespace {

constexpr auto by_column = &PopulationSource::spread_by_column;
constexpr auto by_raster = &PopulationSource::spread_by_raster;

std::span<const hazard::Word<PopulationForm>> form_words() {
    static const std::array<hazard::Word<PopulationForm>, 4> table{{
        {"wide",
         PopulationForm::wide_table,
         {"bảng, mỗi nhóm tuổi một cột", "a table with a column per age band"}},
        {"long",
         PopulationForm::long_table,
         {"bảng, mỗi nhóm tuổi một dòng", "a table with a row per age band"}},
        {"column",
         PopulationForm::unit_column,
         {"cột của lớp đơn vị hành chính", "a column of the layer of units"}},
        {"raster", PopulationForm::raster, {"ảnh, mỗi ô số trẻ", "a raster of children per cell"}},
    }};
    return table;
}

/// What the key column of a table holds.
struct KeyWord {
    const char* word;
    bool parent;
    bool name;
};
constexpr std::array<KeyWord, 4> key_words{{
    {"code", false, false},
    {"name", false, true},
    {"parent_code", true, false},
    {"parent_name", true, true},
}};

Key<PopulationSource> key_holds() {
    std::vector<std::string> words;
    for (const KeyWord& row : key_words) {
        words.emplace_back(row.word);
    }
    const Kind<std::string> kind = word_kind(words);
    return {"key_holds",
            {"Cột key chứa gì: mã (code), tên (name), hoặc mã, tên cấp trên (parent_code, "
             "parent_name: số liệu thô hơn, được phân bổ theo spread_by). Mặc định là code.",
             "What the key column holds: code, name, or the level above (parent_code, parent_name: "
             "a coarser table that spread_by spreads). The default is code."},
            kind.schema,
            Need::optional,
            [kind](const ConfigNode& node, const Scope& scope, PopulationSource& source) {
                const auto word = kind.read(node, scope);
                for (const KeyWord& row : key_words) {
                    if (word && *word == row.word) {
                        source.keyed_by_parent = row.parent;
                        source.keyed_by_name = row.name;
                    }
                }
            },
            [](const PopulationSource& source) {
                for (const KeyWord& row : key_words) {
                    if (row.parent == source.keyed_by_parent && row.name == source.keyed_by_name &&
                        !source.key.empty()) {
                        return config_text(row.word);
                    }
                }
                return ConfigNode();
            }};
}

Shape<PopulationSource> spread_shape() {
    return {{
                key("column",
                    by_column,
                    text_kind(),
                    {"theo cột này của lớp đơn vị hành chính, ví dụ tổng dân số",
                     "by this column of the layer of units, such as all people"}),
                key("raster",
                    by_raster,
                    word_kind({"people"}),
                    {"theo ảnh của [people]", "by the raster of [people]"}),
            },
            [](const PopulationSource& source, const ConfigNode& node, const Scope& scope) {
                if (source.spread_by_column.empty() == source.spread_by_raster.empty()) {
                    scope.problem(node.mark,
                                  {fmt::format("{}: cần đúng một trong column, raster", scope.path),
                                   fmt::format("{}: needs one of column, raster", scope.path)});
                }
            }};
}

Kind<std::vector<BandColumn>> bands_kind() {
    const Keys<BandColumn> column{
        key("column", &BandColumn::column, text_kind(), {"cột số trẻ", "column of the count"}),
        key("year",
            &BandColumn::year,
            whole_kind(1900, 2200),
            {"năm của số liệu, khi mỗi năm một cột",
             "year of the figures, when each has a column"}),
    };
    return list_kind(table_kind(Shape<BandColumn>{
                         joined(keys_of(&BandColumn::ages, ages_keys()), column),
                         [](const BandColumn& band, const ConfigNode& node, const Scope& scope) {
                             check_ages(band.ages, node, scope);
                         }}),
                     1);
}

Keys<PopulationSource> long_table_keys() {
    return {
        key("age_from",
            &PopulationSource::age_from,
            text_kind(),
            {"Dạng long: cột tuổi đầu của nhóm.", "Long: column of the band's first age."}),
        key("age_below",
            &PopulationSource::age_below,
            text_kind(),
            {"Dạng long: cột tuổi ngay sau nhóm (không tính tuổi này).",
             "Long: column of the age the band ends below."}),
        key("count",
            &PopulationSource::count,
            text_kind(),
            {"Dạng long: cột số trẻ.", "Long: column of the count."}),
        key("sex",
            &PopulationSource::sex,
            text_kind(),
            {"Dạng long: cột giới tính, khi mỗi giới một dòng.",
             "Long: column of the sex, when each has its rows."}),
        key("year",
            &PopulationSource::year,
            text_kind(),
            {"Dạng long: cột năm, khi mỗi năm một dòng.",
             "Long: column of the year, when each has its rows."}),
    };
}

enum class Use { never, may, must };

/// Which keys each form takes.
struct FormKey {
    const char* key;
    Use wide;
    Use tall;
    Use column;
    Use raster;

    Use in(PopulationForm form) const {
        switch (form) {
            case PopulationForm::wide_table:
                return wide;
            case PopulationForm::long_table:
                return tall;
            case PopulationForm::unit_column:
                return column;
            case PopulationForm::raster:
                return raster;
        }
        return Use::may;
    }
};
constexpr std::array<FormKey, 14> form_keys{{
    {"file", Use::must, Use::must, Use::never, Use::must},
    {"layer", Use::may, Use::may, Use::never, Use::never},
    {"crs", Use::never, Use::never, Use::never, Use::may},
    {"encoding", Use::may, Use::may, Use::never, Use::never},
    {"key", Use::must, Use::must, Use::never, Use::never},
    {"key_holds", Use::may, Use::may, Use::never, Use::never},
    {"vintage", Use::may, Use::may, Use::never, Use::never},
    {"bands", Use::must, Use::never, Use::must, Use::must},
    {"age_from", Use::never, Use::must, Use::never, Use::never},
    {"age_below", Use::never, Use::must, Use::never, Use::never},
    {"count", Use::never, Use::must, Use::never, Use::never},
    {"sex", Use::never, Use::may, Use::never, Use::never},
    {"year", Use::never, Use::may, Use::never, Use::never},
    {"spread_by", Use::may, Use::may, Use::never, Use::never},
}};

void check_keys_of_form(const PopulationSource& source,
                        const ConfigNode& node,
                        const Scope& scope) {
    std::string form;
    for (const auto& row : form_words()) {
        form = row.value == source.form ? row.word : form;
    }
    for (const FormKey& row : form_keys) {
        const ConfigNode* found = node.find(row.key);
        const Use use = row.in(source.form);
        if (found == nullptr && use == Use::must) {
            scope.problem(
                node.mark,
                {fmt::format("{}: form = \"{}\" cần khoá \"{}\"", scope.path, form, row.key),
                 fmt::format("{}: form = \"{}\" needs the key \"{}\"", scope.path, form, row.key)});
        }
        if (found != nullptr && use == Use::never) {
            scope.problem(
                found->mark,
                {fmt::format("{}: form = \"{}\" không dùng \"{}\"", scope.path, form, row.key),
                 fmt::format(
                     "{}: form = \"{}\" has no use for \"{}\"", scope.path, form, row.key)});
        }
    }
}

void check_bands(const PopulationSource& source, const ConfigNode& node, const Scope& scope) {
    const ConfigNode* bands = node.find("bands");
    const bool raster = source.form == PopulationForm::raster;
    const bool one_only = raster || source.form == PopulationForm::unit_column;
    if (bands == nullptr) {
        return;
    }
    if (one_only && source.bands.size() != 1) {
        scope.problem(
            bands->mark,
            {fmt::format("{}: dạng này cần đúng một nhóm tuổi", scope.at("bands").path),
             fmt::format("{}: this form takes exactly one age band", scope.at("bands").path)});
    }
    for (std::size_t i = 0; i < source.bands.size(); ++i) {
        const Scope at = scope.at("bands").at(i);
        const ConfigNode& band = std::get<ConfigNode::Array>(bands->content)[i];
        if (!raster && source.bands[i].column.empty()) {
            missing_key(band, at, "column");
        }
        if (raster && !source.bands[i].column.empty()) {
            scope.problem(band.find("column")->mark,
                          {fmt::format("{}: ảnh không có cột", at.path),
                           fmt::format("{}: a raster has no columns", at.path)});
        }
        for (std::size_t j = 0; j < i; ++j) {
            const domain::AgeBand& a = source.bands[i].ages;
            const domain::AgeBand& b = source.bands[j].ages;
            const bool of_one_year = source.bands[i].year == source.bands[j].year;
            const bool of_one_band = a.from == b.from && a.below == b.below;
            if (a.from < b.below && b.from < a.below && (of_one_year || !of_one_band)) {
                scope.problem(band.mark,
                              {fmt::format("{} trùng tuổi với nhóm {}", at.path, j + 1),
                               fmt::format("{} shares ages with band {}", at.path, j + 1)});
            }
        }
    }
}

void check_spread(const PopulationSource& source, const ConfigNode& node, const Scope& scope) {
    const bool spread = !source.spread_by_column.empty() || !source.spread_by_raster.empty();
    if (source.keyed_by_parent && !spread) {
        missing_key(node, scope, "spread_by");
    }
    if (!source.keyed_by_parent && spread) {
        scope.problem(
            node.find("spread_by")->mark,
            {fmt::format("{}: spread_by chỉ dùng khi key_holds là parent_code hay parent_name",
                         scope.path),
             fmt::format("{}: spread_by needs key_holds = \"parent_code\" or \"parent_name\"",
                         scope.path)});
    }
}

void check_vintage(const PopulationSource& source, const ConfigNode& node, const Scope& scope) {
    if (!source.vintage.empty() && source.keyed_by_parent) {
        scope.problem(
            node.find("vintage")->mark,
            {fmt::format("{}: vintage cần key_holds = \"code\" hoặc \"name\"", scope.path),
             fmt::format("{}: vintage needs key_holds = \"code\" or \"name\"", scope.path)});
    }
}

}  // namespace

Shape<PopulationSource> population_source_shape() {
    const Keys<PopulationSource> form{
        key("form",
            &PopulationSource::form,
            word_kind(form_words()),
            {"Số liệu ở dạng nào: wide (bảng, mỗi nhóm tuổi một cột), long (bảng, mỗi nhóm tuổi "
             "một dòng), column (cột của lớp đơn vị), raster (ảnh, mỗi ô số trẻ).",
             "Form of the figures: wide (a table, a column per age band), long (a table, a row per "
             "age band), column (of the layer of units), raster (children per cell)."},
            Need::required),
    };
    const Keys<PopulationSource> tables{
        key("key",
            &PopulationSource::key,
            text_kind(),
            {"Cột của bảng cho biết dòng thuộc đơn vị nào.",
             "Column of the table that tells the unit of a row."}),
        key_holds(),
        key("vintage",
            &PopulationSource::vintage,
            text_kind(),
            {"Bảng ghi theo đơn vị của bộ ranh giới nào, ví dụ \"2019-04-01\"; số liệu được chuyển "
             "sang đơn vị của nghiên cứu theo [crosswalk].",
             "The set of boundaries whose units the table names, such as \"2019-04-01\"; its "
             "figures are carried to the units of the study by [crosswalk]."}),
        key("bands",
            &PopulationSource::bands,
            bands_kind(),
            {"Các nhóm tuổi: từ tuổi from đến dưới tuổi below, và cột của nhóm; ghi year khi mỗi "
             "năm "
             "một cột.",
             "The age bands: from an age to below another, and the band's column; with year when "
             "each "
             "year has its own."}),
    };
    const Keys<PopulationSource> spread{
        section("spread_by",
                spread_shape(),
                {"Phân bổ số liệu của cấp trên cho các đơn vị theo số liệu mịn hơn này.",
                 "Spread figures of the level above over its units by this finer total."},
                Need::optional),
    };
    return {
        joined(joined(joined(form, keys_of(&PopulationSource::source, file_keys(Need::optional))),
                      tables),
               joined(long_table_keys(), spread)),
        [](const PopulationSource& source, const ConfigNode& node, const Scope& scope) {
            check_keys_of_form(source, node, scope);
            check_bands(source, node, scope);
            check_spread(source, node, scope);
            check_vintage(source, node, scope);
        }};
}

}  // namespace riskmap::intake
