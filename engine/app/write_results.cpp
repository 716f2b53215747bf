#include "app/write_results.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "app/plan_tables.hpp"
#include "app/provenance.hpp"
#include "app/published_layers.hpp"
#include "app/report_input.hpp"
#include "core/parallel.hpp"
#include "domain/review_columns.hpp"
#include "publish/annex/annex.hpp"
#include "publish/audience_columns.hpp"
#include "publish/file_bytes.hpp"
#include "publish/model_table.hpp"
#include "publish/plan_basis_file.hpp"
#include "publish/proof_tables.hpp"
#include "publish/review_workbook.hpp"
#include "publish/write.hpp"

namespace riskmap::app {
namespace {

namespace fs = std::filesystem;

using Paths = std::vector<fs::path>;

/// Whether the study asks for a format by its word.
bool asks_for(const RunReport& report, const std::string& word) {
    const std::vector<std::string>& words = report.study.output.formats;
    return std::find(words.begin(), words.end(), word) != words.end();
}

void append(Paths& all, const Paths& more) { all.insert(all.end(), more.begin(), more.end()); }

/// The tables that stand beside the layers whatever formats were asked for.
Paths write_tables(const publish::Publication& publication,
                   const RunReport& report,
                   const fs::path& folder) {
    Paths written;
    const auto add = [&](const domain::Layer& table) {
        written.emplace_back(table.name + ".csv");
        publish::write_csv(table, folder / written.back());
    };
    std::vector<domain::Layer> tables{publish::model_table(report.hazards),
                                      publish::backtest_table(report.hazards),
                                      publish::sensitivity_table(report.hazards)};
    for (domain::Layer& table : tables) {
        table = publish::for_audience(std::move(table), report.hazards, report.audience);
    }
    std::vector<domain::Layer> described;
    for (const std::vector<domain::Layer>* layers : {&publication.layers, &std::as_const(tables)}) {
        for (const domain::Layer& layer : *layers) {
            described.emplace_back().name = layer.name;
            described.back().fields = layer.fields;
        }
    }
    if (!asks_for(report, publish::to_word(publish::Format::csv))) {
        add(publication.layers.front());
    }
    std::for_each(tables.begin(), tables.end(), add);
    add(publish::dictionary(described));
    add(publish::ledger(report.log));
    return written;
}

Paths write_basis(const RunReport& report, const fs::path& folder) {
    const fs::path basis = publish::plan_basis_name;
    fs::create_directories(folder / basis.parent_path());
    publish::write_plan_basis(basis_of(report), folder / basis);
    return {basis};
}

Paths write_rows_to_review(const RunReport& report, const fs::path& folder) {
    if (report.audience != disclosure::Audience::internal || report.data.incidents.review.empty()) {
        return {};
    }
    publish::write_review(report.data.incidents.review, folder / domain::review_file);
    return {domain::review_file};
}

/// Everything that is made of the layers once they are written, each in files of its own.
Paths write_beside_layers(const RunReport& report,
                          const publish::Publication& publication,
                          const publish::RunRecord& record,
                          const fs::path& folder,
                          const RunContext& context) {
    std::vector<std::function<Paths()>> tasks{
        [&] { return write_tables(publication, report, folder); },
        [&] { return write_basis(report, folder); },
        [&] { return write_rows_to_review(report, folder); }};
    if (asks_for(report, "annex")) {
        tasks.insert(tasks.begin(), [&] {
            publish::write_annex(
                {publication, report.hazards, report.data.units, report.priorities, report.log},
                folder / publish::annex_name);
            return Paths{publish::annex_name};
        });
    }
    if (asks_for(report, "report")) {
        tasks.insert(tasks.begin(), [&] {
            publish::write_report(report_input(report, publication, record), folder);
            return Paths{publish::report_name};
        });
    }
    std::vector<Paths> files(tasks.size());
    parallel_for(
        context, tasks.size(), 1, [&](std::size_t i, std::size_t) { files[i] = tasks[i](); });
    Paths written;
    for (const Paths& of_task : files) {
        append(written, of_task);
    }
    return written;
}

/// A text beside files that cannot carry a stamp themselves, in each folder of an internal result.
Paths write_stamps(const RunReport& report, const fs::path& folder) {
    Paths names;
    if (report.audience == disclosure::Audience::everyone) {
        return names;
    }
    for (const fs::path& file : report.written) {
        const fs::path name = file.parent_path() / disclosure::internal_stamp_file;
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            names.push_back(name);
        }
    }
    for (const fs::path& name : names) {
        publish::write_bytes(folder / name,
                             report.study.notice.vi + "\n" + report.study.notice.en + "\n");
    }
    return names;
}

/// A path as seen from the result folder, so that both may move together; "" for none.
std::string seen_from(const fs::path& folder, const fs::path& file) {
    if (file.empty()) {
        return "";
    }
    std::error_code none;
    return fs::weakly_canonical(file, none)
        .lexically_relative(fs::weakly_canonical(folder, none))
        .generic_string();
}

}  // namespace

void write_results(RunReport& report,
                   const RunConfig& config,
                   publish::RunFolder& folder,
                   StageClock& clock,
                   const RunContext& context) {
    context.stage({"Nối các địa điểm", "Joining places"});
    const publish::Publication publication = published_layers(report, context);
    report.places.reset();
    context.stage({"Ghi kết quả", "Writing results"});
    report.written = publish::write_all(publication, folder.path(), report.log, context);
    const publish::RunRecord record = run_record(report.study, report.data, context.seed);
    append(report.written,
           write_beside_layers(report, publication, record, folder.path(), context));
    append(report.written, write_stamps(report, folder.path()));
    publish::write_run_record(record, folder.path());
    publish::write_timings({clock.timings(),
                            context.threads,
                            clock.started(),
                            seen_from(folder.target(), config.study),
                            seen_from(folder.target(), config.scenario)},
                           folder.path());
    append(report.written, {publish::run_record_name, publish::timings_name});
    std::sort(report.written.begin(), report.written.end());
    folder.commit();
}

}  // namespace riskmap::app
