#include "publish/provenance.hpp"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "gdal/checksum.hpp"
#include "publish/file_bytes.hpp"

namespace riskmap::publish {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr const char* activity_id = "riskmap:run";
constexpr const char* agent_id = "riskmap:software";
constexpr const char* outputs_id = "riskmap:outputs";

std::string input_id(const InputRecord& input) { return "input:" + input.id; }
std::string output_id(const fs::path& file) { return "output:" + file.generic_string(); }

ordered_json both(const Text& text) { return {{"vi", text.vi}, {"en", text.en}}; }

ordered_json describe(const InputRecord& input) {
    ordered_json entity = {{"riskmap:role", "input"},
                           {"riskmap:file", input.file},
                           {"riskmap:sha256", input.sha256},
                           {"riskmap:bytes", input.bytes}};
    if (!input.layer.empty()) {
        entity["riskmap:layer"] = input.layer;
    }
    if (input.rows) {
        entity["riskmap:rows"] = *input.rows;
    }
    if (!input.crs.empty()) {
        entity["riskmap:crs"] = input.crs;
    }
    if (input.extent) {
        entity["riskmap:extent"] = {
            input.extent->west, input.extent->south, input.extent->east, input.extent->north};
    }
    return entity;
}

ordered_json describe(const fs::path& file, const fs::path& folder) {
    return {{"riskmap:role", "output"},
            {"riskmap:sha256", gdal::sha256_file(folder / file)},
            {"riskmap:bytes", fs::file_size(folder / file)}};
}

/// Every file below the folder that a record vouches for, in one order on every system.
std::vector<fs::path> outputs_in(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
        fs::path file = entry.path().lexically_relative(folder);
        if (entry.is_regular_file() && file != run_record_name && file != timings_name) {
            files.push_back(std::move(file));
        }
    }
    std::sort(files.begin(), files.end(), [](const fs::path& a, const fs::path& b) {
        return a.generic_string() < b.generic_string();
    });
    return files;
}

/// One kind of PROV's relations; each relation is a blank node of its own.
class Relations {
  public:
    explicit Relations(std::string kind) : kind_(std::move(kind)) {}
    void add(ordered_json ends) {
        relations_["_:" + kind_ + std::to_string(relations_.size() + 1)] = std::move(ends);
    }
    void put_into(ordered_json& document) { document[kind_] = std::move(relations_); }

  private:
    std::string kind_;
    ordered_json relations_ = ordered_json::object();
};

ordered_json agent(const RunRecord& record) {
    ordered_json versions = ordered_json::object();
    for (const auto& [name, version] : record.versions) {
        versions[name] = version;
    }
    return {{agent_id,
             {{"prov:type", "prov:SoftwareAgent"},
              {"prov:label", "riskmap"},
              {"riskmap:versions", versions}}}};
}

ordered_json activity(const RunRecord& record) {
    return {{activity_id,
             {{"prov:type", "riskmap:Run"},
              {"riskmap:study", record.study_id},
              {"riskmap:seed", record.seed},
              {"riskmap:settings", record.settings}}}};
}

void write_json(const ordered_json& json, const fs::path& file) {
    constexpr int indent = 2;
    write_bytes(file, json.dump(indent, ' ', false, ordered_json::error_handler_t::replace) + "\n");
}

}  // namespace

void write_run_record(const RunRecord& record, const fs::path& folder) {
    ordered_json entities = ordered_json::object();
    Relations used("used");
    Relations derived("wasDerivedFrom");
    Relations members("hadMember");
    for (const InputRecord& input : record.inputs) {
        entities[input_id(input)] = describe(input);
        used.add({{"prov:activity", activity_id}, {"prov:entity", input_id(input)}});
        derived.add({{"prov:generatedEntity", outputs_id}, {"prov:usedEntity", input_id(input)}});
    }
    entities[outputs_id] = {{"prov:type", "prov:Collection"}};
    for (const fs::path& file : outputs_in(folder)) {
        entities[output_id(file)] = describe(file, folder);
        members.add({{"prov:collection", outputs_id}, {"prov:entity", output_id(file)}});
    }
    Relations generated("wasGeneratedBy");
    generated.add({{"prov:entity", outputs_id}, {"prov:activity", activity_id}});
    Relations associated("wasAssociatedWith");
    associated.add({{"prov:activity", activity_id}, {"prov:agent", agent_id}});

    ordered_json json;
    json["format"] = run_record_format;
    json["study"] = {{"id", record.study_id},
                     {"name", both(record.study_name)},
                     {"period", {{"from", record.period_from}, {"to", record.period_to}}}};
    json["prefix"] = {{"prov", "http://www.w3.org/ns/prov#"},
                      {"riskmap", "urn:riskmap:"},
                      {"input", "urn:riskmap:input:"},
                      {"output", "urn:riskmap:output:"}};
    json["activity"] = activity(record);
    json["agent"] = agent(record);
    json["entity"] = std::move(entities);
    for (Relations* relations : {&used, &generated, &derived, &associated, &members}) {
        relations->put_into(json);
    }
    write_json(json, folder / run_record_name);
}

void write_timings(const RunCircumstances& run, const fs::path& folder) {
    const auto to_thousandths = [](double seconds) { return std::round(seconds * 1000) / 1000; };
    ordered_json stages = ordered_json::array();
    for (const StageTiming& timing : run.stages) {
        stages.push_back({{"stage", timing.stage},
                          {"seconds", to_thousandths(timing.seconds)},
                          {"cpu_seconds", to_thousandths(timing.cpu_seconds)},
                          {"peak_mb", std::round(timing.peak_mb)}});
    }
    ordered_json json = {{"started", run.started}, {"threads", run.threads}};
    json["study"] = run.study;
    if (!run.scenario.empty()) {
        json["scenario"] = run.scenario;
    }
    json["stages"] = std::move(stages);
    write_json(json, folder / timings_name);
}

}  // namespace riskmap::publish
