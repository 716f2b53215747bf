#include "intake/incident_attributes.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/error.hpp"
#include "hazard/vocabulary.hpp"

namespace riskmap::intake {
namespace {

using domain::FieldType;
using domain::Incident;
using domain::Value;

Value told(const std::string& text) { return text.empty() ? Value() : Value(text); }

template <class Number>
Value told(const std::optional<Number>& number) {
    return number ? Value(static_cast<std::int64_t>(*number)) : Value();
}

/// A standard word of one incident.
Value standard_value(const std::string& word,
                     const Incident& incident,
                     const std::optional<int>& month,
                     const std::string& source) {
    if (word == "cause") {
        return told(incident.cause);
    }
    if (word == "severity") {
        return told(incident.severity);
    }
    if (word == "age") {
        return told(incident.age);
    }
    if (word == "sex") {
        return told(incident.sex);
    }
    if (word == "victims") {
        return incident.victims;
    }
    if (word == "precision") {
        return std::string(domain::to_word(incident.precision));
    }
    if (word == "place") {
        return std::string(domain::to_word(incident.told));
    }
    if (word == "year") {
        return incident.date.ok() ? Value(std::int64_t{static_cast<int>(incident.date.year())})
                                  : Value();
    }
    if (word == "month") {
        return told(month);
    }
    if (word == "hour") {
        return told(incident.hour);
    }
    if (word == "matched") {
        return told(incident.matched);
    }
    expects(word == "source", "standard_value: every incident word has a value");
    return source;
}

bool is_standard(const std::string& name) {
    const auto words = hazard::incident_words();
    return std::any_of(
        words.begin(), words.end(), [&](const auto& word) { return word.word == name; });
}

bool is_whole_number(const std::string& word) {
    return word == "age" || word == "victims" || word == "year" || word == "month" ||
           word == "hour";
}

}  // namespace

domain::Layer empty_attributes(const std::vector<IncidentSource>& sources,
                               const StudyFrame& frame) {
    domain::Layer layer;
    layer.name = "incidents";
    layer.label = {"Các vụ", "Incidents"};
    layer.file = "incidents";
    for (const hazard::Word<std::string>& word : hazard::incident_words()) {
        const bool asked = !frame.incident_words || frame.incident_words->contains(word.word) ||
                           word.word == std::string("month");
        if (!asked) {
            continue;
        }
        domain::Field& field = layer.fields.emplace_back();
        field.name = word.word;
        field.label = word.meaning;
        field.type = is_whole_number(word.word) ? FieldType::integer : FieldType::text;
    }
    for (const IncidentSource& source : sources) {
        for (const std::string& name : source.keep) {
            const auto known = layer.find(name);
            if (is_standard(name)) {
                throw Error(
                    ErrorKind::input,
                    Text{fmt::format("incidents.{}: không giữ được cột \"{}\" dưới tên này, "
                                     "vì mọi vụ đã có tên đó; ghi nó là cột của \"{}\"",
                                     source.id,
                                     name,
                                     name),
                         fmt::format("incidents.{}: the column \"{}\" cannot be kept under "
                                     "that name, which every incident has already; name "
                                     "it as the column of \"{}\" instead",
                                     source.id,
                                     name,
                                     name)});
            }
            if (!known) {
                layer.fields.emplace_back().name = name;
            }
        }
    }
    layer.columns.resize(layer.fields.size());
    return layer;
}

std::size_t standard_fields(const domain::Layer& attributes) {
    return static_cast<std::size_t>(std::count_if(
        attributes.fields.begin(), attributes.fields.end(), [](const domain::Field& field) {
            return is_standard(field.name);
        }));
}

void fill_standard_fields(domain::Incidents& incidents, const std::vector<std::int8_t>& months) {
    domain::Layer& attributes = incidents.attributes;
    const std::size_t fields = standard_fields(attributes);
    for (std::size_t field = 0; field < fields; ++field) {
        domain::Cells& column = attributes.columns[field];
        column.reserve(incidents.rows.size());
        for (std::size_t row = 0; row < incidents.rows.size(); ++row) {
            const Incident& incident = incidents.rows[row];
            const int month = months[row];
            column.push_back(standard_value(attributes.fields[field].name,
                                            incident,
                                            month > 0 ? std::optional(month) : std::nullopt,
                                            incidents.sources[incident.source]));
        }
    }
}

}  // namespace riskmap::intake
