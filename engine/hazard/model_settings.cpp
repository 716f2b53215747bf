#include "hazard/model_settings.hpp"

namespace riskmap::hazard {

std::vector<ModelSetting> settings_in_force(const ModelSpec& model) {
    std::vector<ModelSetting> settings;
    const auto add = [&](const char* key, Text name, double value, std::string word = {}) {
        const auto source = model.sources.find(key);
        settings.push_back({key,
                            std::move(name),
                            value,
                            std::move(word),
                            source == model.sources.end() ? "" : source->second});
    };
    add("family", {"Họ mô hình", "Family of the model"}, 0, model.family);
    add("exceedance_threshold",
        {"Ngưỡng, lần mức chung", "Threshold, times the average"},
        model.exceedance_threshold);
    add("credible_mass",
        {"Độ tin cậy của khoảng tỷ suất", "Mass of rate intervals"},
        model.credible_mass);
    add("rank_mass", {"Độ tin cậy của khoảng hạng", "Mass of rank intervals"}, model.rank_mass);
    add("top", {"Số xã đầu danh sách", "Length of the first list"}, model.top);
    add("recent_years",
        {"Số năm gần nhất tính đủ", "Years that count in full"},
        model.recent_years);
    add("earlier_weight",
        {"Trọng số của các năm trước đó", "Weight of the years before"},
        model.earlier_weight);
    add("year_sd",
        {"Độ lệch chuẩn ban đầu của tác động từng năm (log)",
         "Prior standard deviation of a year's effect (log)"},
        model.year_sd);
    add("alpha_sd",
        {"Độ lệch chuẩn ban đầu của mức chung", "Prior standard deviation of the level"},
        model.alpha_sd);
    add("beta_mean",
        {"Trọng lượng ban đầu của môi trường, trung bình",
         "Prior mean of the environment's weight"},
        model.beta_mean);
    add("beta_sd",
        {"Trọng lượng ban đầu của môi trường, độ lệch chuẩn",
         "Prior standard deviation of the environment's weight"},
        model.beta_sd);
    add("sigma_prior",
        {"Phân phối ban đầu của khác biệt giữa các xã", "Prior of differences between communes"},
        0,
        model.sigma_prior);
    if (model.sigma_prior == "pc") {
        add("sigma_limit",
            {"Khác biệt ít khi vượt mức này", "Differences seldom exceed this"},
            model.sigma_limit);
        add("sigma_tail",
            {"Xác suất khác biệt vượt mức ấy", "Probability that they do"},
            model.sigma_tail);
    } else {
        add("sigma_scale",
            {"Độ khác nhau ban đầu giữa các xã", "Prior scale of differences between communes"},
            model.sigma_scale);
    }
    add("phi_prior",
        {"Phân phối ban đầu của phần chung với láng giềng",
         "Prior of the share that neighbours share"},
        0,
        model.phi_prior);
    if (model.phi_prior == "beta") {
        add("phi_a", {"Beta: a", "Beta: a"}, model.phi_a);
        add("phi_b", {"Beta: b", "Beta: b"}, model.phi_b);
    } else if (model.phi_prior == "pc") {
        add("phi_limit",
            {"Phần chung thường dưới mức này", "The shared part is often below this"},
            model.phi_limit);
        add("phi_below",
            {"Xác suất phần chung dưới mức ấy", "Probability that it is"},
            model.phi_below);
    }
    add("confirmed_probability",
        {"Xác suất để coi là trọng điểm", "Probability for a hotspot"},
        model.confirmed_probability);
    add("confirmed_incidents_only",
        {"Xác suất chỉ từ số vụ ghi nhận", "Probability from the record alone"},
        model.confirmed_incidents_only);
    add("watch_probability",
        {"Xác suất để theo dõi", "Probability to watch"},
        model.watch_probability);
    add("lower_probability",
        {"Xác suất để coi là thấp hơn", "Probability for lower"},
        model.lower_probability);
    return settings;
}

}  // namespace riskmap::hazard
