#include <cmath>

#include "app/validate.hpp"
#include "publish/table_builder.hpp"

namespace riskmap::app {
namespace {

using domain::FieldType;
using publish::own_field;

struct Row {
    std::string hazard;
    double events = 0;
    std::string truth;
    std::string measure;
    std::string method;
    double value = 0;
    double error = 0;
    std::size_t provinces = 0;
};

void add_truth(std::vector<Row>& rows, const Row& start, const risk::TruthReport& truth) {
    const auto add = [&](const char* measure, const std::string& method, risk::Average average) {
        Row row = start;
        row.truth = truth.id;
        row.provinces = truth.provinces - truth.unusable;
        row.measure = measure;
        row.method = method;
        row.value = average.mean;
        row.error = average.error;
        rows.push_back(row);
    };
    add("interval_coverage", "model", truth.coverage);
    add("confirmed_units", "model", truth.confirmed);
    add("confirmed_right", "model", {truth.confirmed_right, 0});
    add("falsely_confirmed_share", "model", truth.falsely_confirmed);
    add("probable_units", "model", truth.probable);
    add("probable_right", "model", {truth.probable_right, 0});
    add("unusable_fits", "model", {static_cast<double>(truth.unusable), 0});
    for (std::size_t i = 0; i < truth.calibration.size(); ++i) {
        const std::string tenth = "p" + std::to_string(i) + "_" + std::to_string(i + 1);
        const risk::CalibrationBin& bin = truth.calibration[i];
        add("calibration_units", tenth, {static_cast<double>(bin.units), 0});
        add("calibration_said", tenth, {bin.said, 0});
        add("calibration_found", tenth, {bin.found, 0});
    }
    for (const risk::MethodSkill& method : truth.methods) {
        add("hit", method.id, method.hit);
        add("burden", method.id, method.burden);
        add("rank_correlation", method.id, method.correlation);
    }
}

}  // namespace

domain::Layer validation_table(const ValidateReport& report) {
    std::vector<Row> rows;
    for (const HazardValidation& hazard : report.hazards) {
        for (const risk::ValidationReport& one : hazard.reports) {
            Row start;
            start.hazard = hazard.id;
            start.events = one.events;
            for (const risk::TruthReport& truth : one.truths) {
                add_truth(rows, start, truth);
            }
        }
    }
    domain::Layer layer;
    layer.name = "validation";
    layer.label = {"Kiểm định trên tỉnh mô phỏng", "Validation on simulated provinces"};
    publish::TableBuilder::set_rows(layer, rows.size());
    publish::TableBuilder table(layer);
    const auto text = [&](const char* name,
                          const char* short_name,
                          Text label,
                          Text meaning,
                          std::string Row::*member) {
        table.add(
            own_field(
                name, short_name, FieldType::text, "", std::move(label), std::move(meaning), 0),
            [&rows, member](std::size_t row) { return domain::Value(rows[row].*member); });
    };
    const auto real = [&](const char* name,
                          const char* short_name,
                          Text label,
                          Text meaning,
                          double Row::*member) {
        table.add(
            own_field(
                name, short_name, FieldType::real, "", std::move(label), std::move(meaning), 4),
            [&rows, member](std::size_t row) { return publish::real_or_none(rows[row].*member); });
    };
    text("hazard",
         "loai",
         {"Loại tai nạn", "Hazard"},
         {"Mã loại tai nạn.", "Id of the hazard."},
         &Row::hazard);
    real("events",
         "so_vu",
         {"Số vụ", "Events"},
         {"Số vụ kỳ vọng của mỗi tỉnh mô phỏng.", "Expected events of each simulated province."},
         &Row::events);
    text("truth",
         "su_that",
         {"Sự thật", "Truth"},
         {"Thế giới mà các tỉnh được rút ra từ đó.", "The world the provinces were drawn from."},
         &Row::truth);
    text("measure",
         "do_do",
         {"Độ đo", "Measure"},
         {"Điều được đo.", "What was measured."},
         &Row::measure);
    text("method",
         "cach",
         {"Cách xếp hạng", "Method"},
         {"Cách xếp hạng, hoặc khoảng xác suất khi đo độ chuẩn.",
          "The way to rank, or the tenth of probability where calibration is measured."},
         &Row::method);
    real("value",
         "gia_tri",
         {"Giá trị", "Value"},
         {"Trung bình trên các tỉnh mô phỏng.", "Mean over the simulated provinces."},
         &Row::value);
    real("standard_error",
         "sai_so",
         {"Sai số chuẩn", "Standard error"},
         {"Sai số mô phỏng của giá trị; 0 khi không tính.",
          "Simulation error of the value; 0 where none is computed."},
         &Row::error);
    table.add(own_field("provinces",
                        "so_tinh",
                        FieldType::integer,
                        "",
                        {"Số tỉnh", "Provinces"},
                        {"Số tỉnh mô phỏng được tính.", "Simulated provinces that count."},
                        0),
              [&](std::size_t row) {
                  return domain::Value(static_cast<std::int64_t>(rows[row].provinces));
              });
    return layer;
}

}  // namespace riskmap::app
