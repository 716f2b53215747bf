#include "publish/model_table.hpp"

#include <fmt/format.h>

#include "hazard/model_settings.hpp"
#include "plan/proof_notes.hpp"
#include "publish/table_builder.hpp"

namespace riskmap::publish {
namespace {

using domain::Field;
using domain::FieldType;
using domain::Value;

/// One row of the table.
struct Fact {
    std::string hazard;
    std::string topic;
    std::string item;
    std::optional<double> value;
    std::optional<risk::Interval> interval;
    Text sentence;
    std::string source;
};

class Facts {
  public:
    Facts(std::vector<Fact>& rows, std::string hazard) : rows_(&rows), hazard_(std::move(hazard)) {}

    void number(const char* topic,
                const std::string& item,
                std::optional<double> value,
                std::optional<risk::Interval> interval = std::nullopt,
                const std::string& source = "riskmap") {
        rows_->push_back({hazard_, topic, item, value, interval, {}, source});
    }
    /// Nothing when there is nothing to say.
    void sentence(const char* topic,
                  const std::string& item,
                  const Text& text,
                  const std::string& source = "riskmap") {
        if (!text.vi.empty() || !text.en.empty()) {
            rows_->push_back({hazard_, topic, item, {}, {}, text, source});
        }
    }

  private:
    std::vector<Fact>* rows_;
    std::string hazard_;
};

void add_fit(const risk::FitSummary& fit, const char* topic, Facts& facts) {
    facts.sentence(topic, "verdict", fit.verdict);
    facts.sentence(topic, "method", {fit.method, fit.method});
    facts.number(topic, "converged", fit.converged ? 1 : 0);
    facts.number(topic, "usable", fit.usable ? 1 : 0);
    for (const auto& [name, number] : fit.numbers) {
        facts.number(topic, name, number);
    }
}

void add_settings(const hazard::ModelSpec& model, Facts& facts) {
    for (const hazard::ModelSetting& setting : hazard::settings_in_force(model)) {
        if (setting.word.empty()) {
            facts.number("setting", setting.key, setting.value, std::nullopt, setting.source);
        } else {
            facts.sentence("setting", setting.key, {setting.word, setting.word}, setting.source);
        }
    }
}

/// A number of a part of time, unless its count is not shown.
void add_part(const char* topic,
              const std::string& item,
              disclosure::Shown shown,
              double value,
              const risk::Interval& interval,
              Facts& facts) {
    if (shown == disclosure::Shown::exact) {
        facts.number(topic, item, value, interval);
    } else {
        facts.number(topic, item, std::nullopt);
    }
}

/// "7", or "6-9" where hours are joined.
std::string hour_item(std::size_t slot, std::size_t slots) {
    const std::size_t length = 24 / slots;
    return length == 1 ? fmt::format("{}", slot)
                       : fmt::format("{}-{}", slot * length, (slot + 1) * length);
}

void add_time(const risk::TimeProfile& time, Facts& facts) {
    facts.sentence("month", "sentence", time.month_sentence);
    for (std::size_t i = 0; i < time.months.size(); ++i) {
        const risk::TimeShare& month = time.months[i];
        add_part("month",
                 fmt::format("{}", i + 1),
                 month.shown,
                 month.ratio,
                 month.ratio_interval,
                 facts);
    }
    facts.sentence("hour", "sentence", time.hour_sentence);
    for (std::size_t i = 0; i < time.hours.size(); ++i) {
        const risk::TimeShare& hour = time.hours[i];
        add_part("hour",
                 hour_item(i, time.hours.size()),
                 hour.shown,
                 hour.ratio,
                 hour.ratio_interval,
                 facts);
    }
    for (const risk::YearRate& year : time.years) {
        add_part("year",
                 fmt::format("{}", year.year),
                 year.shown,
                 year.per_year,
                 year.per_year_interval,
                 facts);
    }
    facts.sentence("trend", "sentence", time.trend_sentence);
    if (time.change) {
        facts.number("trend",
                     fmt::format("{}-{}", time.change->first_year, time.change->last_year),
                     time.change->ratio,
                     time.change->interval);
    }
}

std::vector<Fact> facts_of(const std::vector<plan::HazardResult>& results) {
    std::vector<Fact> rows;
    for (const plan::HazardResult& result : results) {
        Facts facts(rows, result.spec.id);
        add_fit(result.risk.fit, "fit", facts);
        add_fit(result.risk.incidents_only, "fit_incidents_only", facts);
        for (const risk::YearEffect& year : result.risk.years) {
            facts.number("year_effect", fmt::format("{}", year.year), year.ratio, year.interval);
        }
        add_settings(result.spec.model, facts);
        facts.sentence("exposure", "index", result.exposure.index_note);
        for (const exposure::ExposureColumn& column : result.exposure.columns) {
            facts.sentence("exposure", column.field.name, column.note);
        }
        for (const plan::ProofNote& note : plan::proof_notes(result)) {
            facts.sentence(note.topic.c_str(), "verdict", note.sentence);
        }
        if (result.second_opinion) {
            facts.number("second_opinion", "moran", result.second_opinion->moran);
            facts.number("second_opinion", "moran_p", result.second_opinion->moran_p);
        }
        if (result.time) {
            add_time(*result.time, facts);
        }
    }
    return rows;
}

Field text_field(const char* name, const char* short_name, Text label, Text meaning) {
    return {
        name, short_name, FieldType::text, "", std::move(label), std::move(meaning), "riskmap", 0};
}

Field number_field(const char* name, const char* short_name, Text label, Text meaning) {
    Field field = text_field(name, short_name, std::move(label), std::move(meaning));
    field.type = FieldType::real;
    field.decimals = 4;
    return field;
}

}  // namespace

domain::Layer model_table(const std::vector<plan::HazardResult>& results) {
    const std::vector<Fact> rows = facts_of(results);
    domain::Layer layer;
    layer.name = "model";
    layer.label = {"Mô hình và toàn vùng", "Model and study area"};
    TableBuilder::set_rows(layer, rows.size());
    TableBuilder table(layer);
    table.add(text_field("hazard",
                         "loai_tn",
                         {"Loại tai nạn", "Hazard"},
                         {"Mã loại tai nạn.", "Id of the hazard."}),
              [&](std::size_t i) { return Value(rows[i].hazard); });
    table.add(text_field("topic",
                         "chu_de",
                         {"Chủ đề", "Topic"},
                         {"fit, year_effect, setting, exposure, back_test, sensitivity, "
                          "second_opinion, month, hour, year, trend.",
                          "fit, year_effect, setting, exposure, back_test, sensitivity, "
                          "second_opinion, month, hour, year, trend."}),
              [&](std::size_t i) { return Value(rows[i].topic); });
    table.add(text_field("item",
                         "muc",
                         {"Mục", "Item"},
                         {"Tên tham số, tháng, giờ hoặc năm.", "Parameter, month, hour or year."}),
              [&](std::size_t i) { return Value(rows[i].item); });
    table.add(
        number_field("value",
                     "gia_tri",
                     {"Giá trị", "Value"},
                     {"Tháng, giờ: tỷ số so với chia đều; năm: số vụ mỗi năm.",
                      "Month, hour: ratio to an even spread; year: cases per year."}),
        [&](std::size_t i) { return rows[i].value ? real_or_none(*rows[i].value) : Value(); });
    table.add(number_field("lower",
                           "duoi",
                           {"Cận dưới", "Lower"},
                           {"Cận dưới khoảng 95%.", "Lower bound of the 95 % interval."}),
              [&](std::size_t i) {
                  return rows[i].interval ? real_or_none(rows[i].interval->lower) : Value();
              });
    table.add(number_field("upper",
                           "tren",
                           {"Cận trên", "Upper"},
                           {"Cận trên khoảng 95%.", "Upper bound of the 95 % interval."}),
              [&](std::size_t i) {
                  return rows[i].interval ? real_or_none(rows[i].interval->upper) : Value();
              });
    table.add(text_field("sentence_vi",
                         "cau_vi",
                         {"Câu tiếng Việt", "Sentence (Vietnamese)"},
                         {"Kết luận bằng lời.", "The finding in words."}),
              [&](std::size_t i) { return text_or_none(rows[i].sentence.vi); });
    table.add(text_field("sentence_en",
                         "cau_en",
                         {"Câu tiếng Anh", "Sentence"},
                         {"Kết luận bằng lời.", "The finding in words."}),
              [&](std::size_t i) { return text_or_none(rows[i].sentence.en); });
    table.add(text_field("source",
                         "nguon_sl",
                         {"Nguồn", "Source"},
                         {"Nơi con số được lấy hoặc tính.", "Where the number comes from."}),
              [&](std::size_t i) { return text_or_none(rows[i].source); });
    return layer;
}

}  // namespace riskmap::publish
