#include "hazard/vocabulary.hpp"

#include <algorithm>
#include <array>

#include "core/error.hpp"

namespace riskmap::hazard {
namespace {

const std::array<MeasureWord, 15>& measures() {
    static const std::array<MeasureWord, 15> table{{
        {.word = "count",
         .value = Measure::count,
         .unit = "",
         .meaning = {"Số đối tượng nằm trong xã (điểm), hoặc có một phần trong xã.",
                     "Number of features that lie in the unit, whole or in part."},
         .takes_weights = true},
        {.word = "count_per_km2",
         .value = Measure::count_per_km2,
         .unit = "per km2",
         .meaning = {"Số đối tượng trên mỗi km².", "Number of features per square kilometre."},
         .takes_weights = true},
        {.word = "length_km",
         .value = Measure::length_km,
         .unit = "km",
         .meaning = {"Tổng chiều dài đường nằm trong xã.", "Length of the lines inside the unit."},
         .takes_weights = true},
        {.word = "length_per_km2",
         .value = Measure::length_per_km2,
         .unit = "km per km2",
         .meaning = {"Chiều dài đường trên mỗi km².",
                     "Length of the lines inside the unit per square kilometre."},
         .takes_weights = true},
        {.word = "area_share",
         .value = Measure::area_share,
         .unit = "share",
         .meaning = {"Phần diện tích của xã bị các vùng này phủ.",
                     "Share of the unit's area that the polygons cover."}},
        {.word = "shoreline_per_km2",
         .value = Measure::shoreline_per_km2,
         .unit = "km per km2",
         .meaning = {"Chiều dài bờ (đường bao vùng, hoặc đường) trên mỗi km².",
                     "Length of outlines and lines inside the unit per square kilometre."}},
        {.word = "distance_mean",
         .value = Measure::distance_mean,
         .unit = "m",
         .meaning = {"Khoảng cách trung bình đến đối tượng gần nhất.",
                     "Mean distance to the nearest feature."},
         .takes_origin = true,
         .takes_ages = true},
        {.word = "distance_median",
         .value = Measure::distance_median,
         .unit = "m",
         .meaning = {"Trung vị khoảng cách đến đối tượng gần nhất.",
                     "Median distance to the nearest feature."},
         .takes_origin = true,
         .takes_ages = true},
        {.word = "share_within",
         .value = Measure::share_within,
         .unit = "share",
         .meaning = {"Tỷ lệ nơi xuất phát có đối tượng trong bán kính đã cho.",
                     "Share of the origins with a feature within the given distance."},
         .takes_origin = true,
         .takes_within = true,
         .takes_ages = true},
        {.word = "people_within",
         .value = Measure::people_within,
         .unit = "people",
         .meaning = {"Số người sống trong bán kính đã cho quanh đối tượng.",
                     "People who live within the given distance of a feature."},
         .takes_within = true,
         .takes_ages = true},
        {.word = "schools_within",
         .value = Measure::schools_within,
         .unit = "schools",
         .meaning = {"Số trường học trong bán kính đã cho quanh đối tượng.",
                     "Schools within the given distance of a feature."},
         .takes_within = true},
        {.word = "weighted_access",
         .value = Measure::weighted_access,
         .unit = "index",
         .meaning =
             {"Mức tiếp cận trung bình: đối tượng càng gần càng nặng, theo hàm suy giảm và "
              "trọng số.",
              "Mean access: the nearer a feature the more it weighs, by kernel and weights."},
         .takes_origin = true,
         .takes_ages = true,
         .takes_weights = true,
         .takes_kernel = true},
        {.word = "junctions_per_km2",
         .value = Measure::junctions_per_km2,
         .unit = "per km2",
         .meaning = {"Số nút giao (từ ba nhánh trở lên) trên mỗi km².",
                     "Junctions of three or more branches per square kilometre."}},
        {.word = "raster_sum",
         .value = Measure::raster_sum,
         .unit = "",
         .meaning = {"Tổng các ô của ảnh theo phần diện tích nằm trong xã.",
                     "Sum of the raster's cells by the share of each that lies in the unit."},
         .of_raster = true},
        {.word = "raster_mean",
         .value = Measure::raster_mean,
         .unit = "",
         .meaning = {"Trung bình các ô của ảnh theo phần diện tích nằm trong xã.",
                     "Mean of the raster's cells by the share of each that lies in the unit."},
         .of_raster = true},
    }};
    return table;
}

const std::array<Word<Counting>, 2>& countings() {
    static const std::array<Word<Counting>, 2> table{{
        {"events",
         Counting::events,
         {"mỗi vụ tính một, dù có mấy nạn nhân", "each event once, however many victims it has"}},
        {"victims", Counting::victims, {"mỗi nạn nhân tính một", "each victim once"}},
    }};
    return table;
}

const std::array<Word<Origin>, 3>& origins() {
    static const std::array<Word<Origin>, 3> table{{
        {"people", Origin::people, {"từ nơi người dân sống", "from where people live"}},
        {"schools", Origin::schools, {"từ các trường học", "from schools"}},
        {"incidents",
         Origin::incidents,
         {"từ vị trí các vụ đã ghi nhận", "from recorded incidents"}},
    }};
    return table;
}

template <class Table, class Value>
const auto& find_row(const Table& table, Value value) {
    const auto row =
        std::find_if(table.begin(), table.end(), [&](const auto& r) { return r.value == value; });
    expects(row != table.end(), "vocabulary: every value has a word");
    return *row;
}

}  // namespace

std::span<const MeasureWord> measure_words() { return measures(); }

const MeasureWord& word_of(Measure measure) { return find_row(measures(), measure); }

std::span<const Word<Counting>> counting_words() { return countings(); }

std::span<const Word<Origin>> origin_words() { return origins(); }

std::span<const Word<TargetKind>> target_kind_words() {
    static const std::array<Word<TargetKind>, 4> table{{
        {"rate_per_100k",
         TargetKind::rate_per_100k,
         {"tỷ suất trên 100.000 không quá", "a rate per 100,000 not to exceed"}},
        {"change_from_year",
         TargetKind::change_from_year,
         {"thay đổi so với năm gốc", "a change against a year of reference"}},
        {"change_each_year",
         TargetKind::change_each_year,
         {"thay đổi so với năm trước", "a change against the year before"}},
        {"other", TargetKind::other, {"nghiên cứu không đo", "not measured by a study"}},
    }};
    return table;
}

std::span<const Word<CountedBy>> counted_by_words() {
    static const std::array<Word<CountedBy>, 4> table{{
        {"commune", CountedBy::unit, {"mỗi xã một", "one per commune"}},
        {"children", CountedBy::children, {"mỗi trẻ trong độ tuổi", "each child of the ages"}},
        {"column",
         CountedBy::column,
         {"số ghi ở một cột của lớp communes", "the number in a column of communes"}},
        {"sites",
         CountedBy::sites,
         {"mỗi điểm của một lớp trong xã", "each row of a layer that lies in the commune"}},
    }};
    return table;
}

std::span<const Word<std::string>> family_words() {
    static const std::array<Word<std::string>, 1> table{{
        {"poisson_bym2",
         "poisson_bym2",
         {"Poisson với môi trường có hiệu chỉnh và phần dư không gian BYM2",
          "Poisson with calibrated environment and a BYM2 residual"}},
    }};
    return table;
}

std::span<const Word<std::string>> sigma_prior_words() {
    static const std::array<Word<std::string>, 2> table{{
        {"half_normal",
         "half_normal",
         {"nửa chuẩn với thang sigma_scale", "half-normal with scale sigma_scale"}},
        {"pc",
         "pc",
         {"mũ, phạt độ phức tạp: P(sigma > sigma_limit) = sigma_tail",
          "exponential, penalising complexity: P(sigma > sigma_limit) = sigma_tail"}},
    }};
    return table;
}

std::span<const Word<std::string>> phi_prior_words() {
    static const std::array<Word<std::string>, 3> table{{
        {"uniform", "uniform", {"đều trên (0, 1)", "uniform on (0, 1)"}},
        {"beta", "beta", {"Beta(phi_a, phi_b)", "Beta(phi_a, phi_b)"}},
        {"pc",
         "pc",
         {"phạt độ phức tạp: P(phi < phi_limit) = phi_below",
          "penalising complexity: P(phi < phi_limit) = phi_below"}},
    }};
    return table;
}

std::span<const Word<std::string>> incident_words() {
    static const std::array<Word<std::string>, 12> table{{
        {"cause", "cause", {"nguyên nhân", "cause"}},
        {"severity", "severity", {"hậu quả: death, injury", "outcome: death, injury"}},
        {"age", "age", {"tuổi tròn", "age in completed years"}},
        {"sex", "sex", {"giới tính: male, female", "sex: male, female"}},
        {"victims", "victims", {"số nạn nhân của dòng", "people hurt in this row"}},
        {"precision", "precision", {"độ chính xác vị trí", "how exactly the place is known"}},
        {"place", "place", {"nơi xảy ra, cư trú hay tìm thấy", "which place the row tells"}},
        {"year", "year", {"năm", "year"}},
        {"month", "month", {"tháng 1–12", "month 1-12"}},
        {"hour", "hour", {"giờ 0–23", "hour 0-23"}},
        {"matched",
         "matched",
         {"đơn vị được xác định bằng: point, code, exact, folded, unaccented, reviewed",
          "how the unit was found: point, code, exact, folded, unaccented, reviewed"}},
        {"source", "source", {"mã nguồn số liệu trong nghiên cứu", "id of the incident source"}},
    }};
    return table;
}

const char* to_word(Measure measure) { return word_of(measure).word.c_str(); }
const char* to_word(Counting counting) { return find_row(countings(), counting).word.c_str(); }
const char* to_word(Origin origin) { return find_row(origins(), origin).word.c_str(); }

}  // namespace riskmap::hazard
