#include "intake/layer_crs.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/number_text.hpp"
#include "intake/crs_detector.hpp"

namespace riskmap::intake {
namespace {

constexpr double near_m = 1000;  ///< a shift that is left out, or another outline of the units

Text table_of(const CrsVerdict& verdict) {
    return candidates_table(verdict,
                            {"đoạn nằm gọn trong các đơn vị", "stretches wholly in the units"},
                            {"đoạn chạm vào đơn vị", "in part"});
}

/// "EPSG:9212" or "EPSG:9212 with north first"
Text shown(const CrsCandidate& candidate) {
    const std::string name = system_name(candidate.crs);
    return candidate.swapped ? Text{name + ", hướng bắc trước", name + ", north first"}
                             : Text{name, name};
}

Text counted(const CrsVerdict& verdict, const CrsCandidate& candidate) {
    return {fmt::format("{} trong {}", candidate.agreeing, verdict.places),
            fmt::format("{} of {}", candidate.agreeing, verdict.places)};
}

[[noreturn]] void refuse_missing(const SourceTable& table, const CrsVerdict& verdict) {
    const Text candidates = table_of(verdict);
    throw Error(
        ErrorKind::input,
        Text{fmt::format("{}: tệp không ghi hệ toạ độ của nó và không hệ nào khớp rõ với các đơn "
                         "vị; ghi crs của lớp trong tệp nghiên cứu, như crs = \"EPSG:4326\" cho "
                         "độ WGS 84{}",
                         table.layer.file,
                         candidates.vi),
             fmt::format("{}: the file does not say its coordinate system and none fits the units "
                         "clearly; state it in the study as crs of the layer, such as crs = "
                         "\"EPSG:4326\" for WGS 84 degrees{}",
                         table.layer.file,
                         candidates.en)});
}

[[noreturn]] void refuse_stated(const SourceTable& table, const CrsVerdict& verdict) {
    const Text candidates = table_of(verdict);
    const Text best = shown(verdict.best());
    const std::string stated = system_name(table.crs);
    throw Error(
        ErrorKind::input,
        Text{fmt::format("{}: lớp không nằm trong hệ {} như đã ghi: các hình khớp với đơn vị của "
                         "nghiên cứu theo {}; sửa crs của lớp, hoặc của units nếu nhiều lớp cùng "
                         "báo như vậy{}",
                         table.layer.file,
                         stated,
                         best.vi,
                         candidates.vi),
             fmt::format("{}: the layer is not in {} as stated: its shapes fit the units of the "
                         "study in {}; correct crs of the layer, or of the units when several "
                         "layers are told so{}",
                         table.layer.file,
                         stated,
                         best.en,
                         candidates.en)});
}

void take(SourceTable& table, const CrsVerdict& verdict, SourceLog& log) {
    const CrsCandidate& best = verdict.best();
    const Text system = shown(best);
    const Text share = counted(verdict, best);
    table.crs = best.crs;
    table.crs_found = true;
    if (best.swapped) {
        exchange_axes(table.layer);
    }
    log.warn({"layer.crs-detected",
              "",
              best.crs,
              {fmt::format("tệp không ghi hệ toạ độ; {} đưa {} đoạn vào gọn trong các đơn vị và "
                           "được dùng",
                           system.vi,
                           share.vi),
               fmt::format("the file states no coordinate system; {} puts {} stretches wholly "
                           "into the units and is used",
                           system.en,
                           share.en)},
              {fmt::format("ghi crs = \"{}\" cho lớp nếu đúng", best.crs),
               fmt::format("state crs = \"{}\" for the layer if that is right", best.crs)}});
}

void put_axes_right(SourceTable& table, SourceLog& log) {
    exchange_axes(table.layer);
    table.crs_found = true;
    log.warn({"layer.axes-exchanged",
              "",
              "",
              {"hai trục toạ độ của tệp bị đổi chỗ (hướng bắc trước); đã đổi lại",
               "the two axes of the file are exchanged (north first); they were put right"},
              {"xuất lại tệp với kinh độ hoặc hướng đông trước",
               "export the file again with longitude or east first"}});
}

void tell_near(const SourceTable& table, const CrsVerdict& verdict, SourceLog& log) {
    const CrsCandidate& stated = verdict.stated(table.crs);
    const Text best = shown(verdict.best());
    const Text with_best = counted(verdict, verdict.best());
    const Text with_stated = counted(verdict, stated);
    log.warn(
        {"layer.other-system-fits",
         "",
         system_name(table.crs),
         {fmt::format("theo {} có {} đoạn nằm gọn trong các đơn vị, theo hệ đã ghi {}; hai hệ "
                      "cách nhau {} m; hệ đã ghi được dùng",
                      best.vi,
                      with_best.vi,
                      with_stated.vi,
                      number_text(*stated.off, 0, Language::vi)),
          fmt::format("in {} {} stretches lie wholly in the units, in the stated system {}; the "
                      "two are {} m apart; the stated one is used",
                      best.en,
                      with_best.en,
                      with_stated.en,
                      number_text(*stated.off, 0, Language::en))},
         {fmt::format("hỏi nơi lập tệp; ghi crs = \"{}\" cho lớp nếu tệp ghi sai hệ",
                      verdict.best().crs),
          fmt::format("ask who made the file; state crs = \"{}\" for the layer if it names the "
                      "wrong system",
                      verdict.best().crs)}});
}

}  // namespace

void settle_impossible_axes(SourceTable& table, SourceLog& log) {
    if (table.crs.empty() || !geo::describe_crs(table.crs).geographic) {
        return;
    }
    bool any = false;
    for (const geo::Geometry& shape : table.layer.shapes) {
        for (const geo::PointM& vertex : shape.vertices()) {
            any = true;
            const double north = std::abs(vertex.y);
            if (north <= 90 || north > 180 || std::abs(vertex.x) > 90) {
                return;
            }
        }
    }
    if (any) {
        put_axes_right(table, log);
    }
}

void settle_layer_crs(SourceTable& table, const StudyFrame& frame, SourceLog& log) {
    const std::vector<geo::Geometry>& shapes = table.layer.shapes;
    const bool drawn = std::any_of(
        shapes.begin(), shapes.end(), [](const geo::Geometry& shape) { return !shape.empty(); });
    settle_impossible_axes(table, log);
    if (!drawn || frame.locator == nullptr) {
        return;
    }
    TrialSystems own(frame.crs);
    const CrsVerdict verdict = detect_layer_crs(
        shapes, *frame.locator, frame.trials != nullptr ? *frame.trials : own, table.crs);
    if (table.crs.empty()) {
        if (!verdict.clear) {
            refuse_missing(table, verdict);
        }
        take(table, verdict, log);
        return;
    }
    const CrsCandidate& stated = verdict.stated(table.crs);
    if (!verdict.clear || stated.same_as_first()) {
        return;
    }
    if (verdict.best().crs == table.crs) {
        put_axes_right(table, log);
    } else if (stated.off && *stated.off < near_m) {
        tell_near(table, verdict, log);
    } else {
        refuse_stated(table, verdict);
    }
}

}  // namespace riskmap::intake
