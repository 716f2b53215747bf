#include "app/read_data.hpp"

#include <optional>

#include <fmt/format.h>

#include "app/data_folder.hpp"
#include "gdal/checksum.hpp"
#include "gdal/read.hpp"
#include "intake/crs_trials.hpp"

namespace riskmap::app {
namespace {

/// Runs `read`; an error leaves with the line of the study where the source stands.
template <class Read>
auto at_source(const intake::StudyFile& study, const std::string& path, const Read& read) {
    try {
        return read();
    } catch (const Error& error) {
        const intake::Mark mark = intake::mark_at(study.tree, path);
        throw error.within(
            mark.line > 0 ? fmt::format("{}:{}:{}: {}", mark.file, mark.line, mark.column, path)
                          : path);
    }
}

geo::Raster read_raster_layer(const intake::LayerSource& source,
                              std::vector<intake::InputRecord>& inputs) {
    geo::Raster raster = gdal::read_raster(source.source.file);
    if (!source.source.crs.empty()) {
        raster.crs = source.source.crs;
    }
    intake::InputRecord record;
    record.source = "layers." + source.id;
    record.file = source.source.written;
    record.sha256 = gdal::sha256_file(source.source.file);
    record.bytes = static_cast<std::int64_t>(std::filesystem::file_size(source.source.file));
    record.rows = static_cast<std::int64_t>(raster.values.size());
    record.crs = raster.crs;
    inputs.push_back(std::move(record));
    return raster;
}

/// The words of incidents that the hazards of a study ask for.
std::set<std::string> words_asked(const intake::StudySpec& spec) {
    std::set<std::string> words;
    for (const intake::HazardFile& hazard : spec.hazards) {
        domain::add_fields(hazard.spec.incidents.where, words);
    }
    return words;
}

geo::Box around(const domain::AdminUnits& units, const Surroundings& wanted) {
    geo::Box box;
    for (std::size_t row = wanted.first; row < wanted.last; ++row) {
        box.add(units.shape[UnitIndex(row)].box());
    }
    return box.grown(wanted.reach_m);
}

StudyData read(const intake::StudyFile& study,
               const Surroundings* wanted,
               const RunContext& context,
               IssueLog& log) {
    const intake::StudySpec& spec = study.spec;
    intake::StudyFrame frame{spec.crs, spec.period, data_folder() / "words" / "headers.toml"};
    frame.incident_words = words_asked(spec);
    gdal::register_drivers();

    StudyData data;
    context.stage({"Đọc ranh giới", "Reading units"});
    data.units = at_source(
        study, "units", [&] { return intake::read_units(spec.units, frame, log, data.inputs); });

    std::optional<domain::Crosswalk> crosswalk;
    if (spec.crosswalk) {
        crosswalk = at_source(study, "crosswalk", [&] {
            return intake::read_crosswalk(*spec.crosswalk, log, data.inputs);
        });
        frame.crosswalk = &*crosswalk;
    }

    context.stage({"Đọc các lớp bản đồ", "Reading layers"});
    const geo::UnitLocator locator(data.units.shape.values());
    frame.locator = &locator;
    intake::TrialSystems trials(spec.crs);
    frame.trials = &trials;
    for (std::size_t i = 0; i < spec.layers.size(); ++i) {
        const intake::LayerSource& source = spec.layers[i];
        const LayerSketch* elsewhere = wanted == nullptr ? nullptr : wanted->elsewhere(source.id);
        frame.near.reset();
        if (elsewhere != nullptr) {
            frame.near = around(data.units, *wanted);
        }
        at_source(study, "layers." + source.id, [&] {
            if (source.raster) {
                data.rasters.emplace(source.id, read_raster_layer(source, data.inputs));
            } else {
                domain::Layer layer = intake::read_layer(source, frame, log, data.inputs);
                if (elsewhere != nullptr) {
                    add_far_kinds(*elsewhere, *frame.near, layer);
                }
                if (source.survey) {
                    layer.unsurveyed =
                        intake::read_survey(source, data.units, frame, log, data.inputs);
                }
                data.layers.emplace(source.id, std::move(layer));
            }
        });
        context.progress(static_cast<double>(i + 1) / static_cast<double>(spec.layers.size()));
        context.check_stop();
    }

    context.stage({"Đọc dân số", "Reading people"});
    if (spec.people) {
        data.people = at_source(study, "people", [&] {
            return intake::read_people(*spec.people, data.units, frame, log, data.inputs);
        });
    }
    if (spec.population) {
        data.population = at_source(study, "population", [&] {
            return intake::read_population(*spec.population,
                                           spec.units,
                                           data.units,
                                           data.people,
                                           frame,
                                           context,
                                           log,
                                           data.inputs);
        });
    }

    if (spec.reporting) {
        data.reporting = at_source(study, "reporting", [&] {
            return intake::read_reporting(*spec.reporting, data.units, frame, log, data.inputs);
        });
    }

    if (wanted != nullptr && !wanted->incidents) {
        return data;
    }
    std::optional<domain::ReviewAnswers> review;
    if (spec.review) {
        review = at_source(
            study, "review", [&] { return intake::read_review(*spec.review, log, data.inputs); });
        frame.review = &*review;
    }

    context.stage({"Đọc các vụ tai nạn", "Reading incidents"});
    data.incidents = at_source(study, "incidents", [&] {
        return intake::read_incidents(spec.incidents, data.units, frame, context, log, data.inputs);
    });
    return data;
}

}  // namespace

StudyData read_data(const intake::StudyFile& study, const RunContext& context, IssueLog& log) {
    return read(study, nullptr, context, log);
}

StudyData read_surroundings(const intake::StudyFile& study,
                            const Surroundings& wanted,
                            const RunContext& context,
                            IssueLog& log) {
    return read(study, &wanted, context, log);
}

}  // namespace riskmap::app
