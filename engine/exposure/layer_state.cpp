#include "exposure/layer_state.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/number_text.hpp"

namespace riskmap::exposure {

Text absence(const std::string& layer, const std::string& term, bool runs_without) {
    if (!runs_without) {
        throw Error(
            ErrorKind::config,
            Text{fmt::format("yếu tố \"{}\" cần lớp \"{}\" mà nghiên cứu không có: thêm lớp này, "
                             "hoặc ghi nó vào without_layers",
                             term,
                             layer),
                 fmt::format("term \"{}\" needs the layer \"{}\", which the study does not have: "
                             "add the layer, or list it in without_layers",
                             term,
                             layer)});
    }
    return {
        fmt::format("Nghiên cứu không có lớp \"{}\": không có số liệu, không phải là 0.", layer),
        fmt::format("The study has no layer \"{}\": no data, which is not 0.", layer)};
}

bool not_surveyed(const domain::Layer& layer) { return layer.survey_status == "not_surveyed"; }

Text not_surveyed_note(const domain::Layer& layer) {
    return {fmt::format("Lớp \"{}\" chưa được khảo sát: không có số liệu, không phải là 0.",
                        layer.name),
            fmt::format("Layer \"{}\" is not surveyed: no data, which is not 0.", layer.name)};
}

Text unsurveyed_note(const domain::Layer& layer) {
    const auto count = std::count(layer.unsurveyed.begin(), layer.unsurveyed.end(), true);
    if (count == 0) {
        return {};
    }
    return {fmt::format("{} xã chưa được khảo sát lớp \"{}\": không có số liệu, không phải là 0.",
                        count,
                        layer.name),
            fmt::format("Layer \"{}\" was not surveyed in {}: no data, which is not 0.",
                        layer.name,
                        how_many(count, "unit"))};
}

void forget_unsurveyed(const domain::Layer& layer,
                       PerUnit<std::optional<double>>& values,
                       Notes& notes) {
    for (std::size_t row = 0; row < layer.unsurveyed.size(); ++row) {
        const UnitIndex unit(row);
        if (layer.unsurveyed[unit]) {
            values[unit].reset();
        }
    }
    notes.add(unsurveyed_note(layer));
}

Text shapeless_note(const domain::Layer& layer) {
    return {
        fmt::format("Lớp \"{}\" không có hình học: không biết các đối tượng ở đâu.", layer.name),
        fmt::format("Layer \"{}\" has no shapes: nobody knows where its features are.",
                    layer.name)};
}

Text thin_note(const Selection& selection) {
    Notes notes;
    const std::string& name = selection.layer().name;
    if (selection.layer().survey_status == "partly") {
        notes.add(
            {fmt::format("Lớp \"{}\" mới được khảo sát một phần: số thấp có thể do thiếu khảo "
                         "sát.",
                         name),
             fmt::format("Layer \"{}\" is surveyed in part: a low number may mean that nobody "
                         "looked.",
                         name)});
    }
    if (const std::size_t lost = selection.without_shape(); lost > 0 && selection.size() > 0) {
        notes.add({fmt::format(
                       "{} đối tượng của lớp \"{}\" không có hình học, không được đo.", lost, name),
                   fmt::format("{} of layer \"{}\" without shape, not measured.",
                               how_many(lost, "feature"),
                               name)});
    }
    return notes.text();
}

}  // namespace riskmap::exposure
