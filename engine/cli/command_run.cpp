#include "app/cache/stage_cache.hpp"
#include "app/parts.hpp"
#include "app/run.hpp"
#include "cli/answer.hpp"
#include "cli/command.hpp"
#include "cli/common_options.hpp"
#include "cli/context.hpp"

namespace riskmap::cli {
namespace {

namespace fs = std::filesystem;

Option scenario_option() {
    return {"--scenario",
            Option::Kind::optional,
            {"tệp giả định \"nếu... thì\" trên nghiên cứu này", "what-if file over this study"},
            "FILE"};
}

std::vector<Option> shared_options() {
    return {study_option(),
            set_option(),
            threads_option(),
            no_cache_option(),
            overwrite_option(),
            json_option()};
}

Option internal_option() {
    return {"--internal",
            Option::Kind::flag,
            {"kết quả nội bộ: số đúng từng vụ, có điểm xảy ra, mọi tệp ghi LƯU HÀNH NỘI BỘ",
             "internal result: exact counts, points of incidents, every file stamped"},
            ""};
}

app::RunConfig config_of(const Arguments& arguments) {
    app::RunConfig config;
    config.study = arguments.value("STUDY");
    config.overrides = arguments.values("set");
    config.scenario = arguments.value("scenario");
    config.parts = arguments.value("parts");
    config.out = arguments.value("out");
    config.cache = arguments.has("no-cache") ? fs::path() : app::user_cache_folder();
    config.internal = arguments.has("internal");
    config.existing =
        arguments.has("overwrite") ? publish::Existing::replace : publish::Existing::refuse;
    return config;
}

int run(const Arguments& arguments, Terminal& terminal) {
    const Interrupt interrupt = interrupt_of(terminal, arguments.value("out"));
    const app::RunConfig config = config_of(arguments);
    if (const auto part = arguments.whole("part", 1)) {
        terminal.print(
            app::run_part(config, *part, context_of(arguments, terminal, interrupt)).string());
        return 0;
    }
    const app::RunReport report = app::run(config, context_of(arguments, terminal, interrupt));
    if (!arguments.has("lang")) {
        terminal.language = report.study.output.language;
    }
    if (terminal.json) {
        terminal.print(answer_json(report, config.out));
    } else {
        for (const fs::path& file : report.written) {
            terminal.print((config.out / file).string());
        }
    }
    for (const std::string& line : answer_lines(report, config.out, terminal.language)) {
        terminal.say(line);
    }
    return 0;
}

int plan(const Arguments& arguments, Terminal& terminal) {
    const Interrupt interrupt = interrupt_of(terminal, arguments.value("out"));
    app::RunConfig config = config_of(arguments);
    config.parts.clear();
    const int parts = arguments.whole("parts", 1).value_or(1);
    terminal.print(
        app::plan_parts(config, parts, context_of(arguments, terminal, interrupt)).string());
    return 0;
}

int check(const Arguments& arguments, Terminal& terminal) {
    const Interrupt interrupt = interrupt_of(terminal, arguments.value("out"));
    const app::RunConfig config = config_of(arguments);
    const app::RunReport report = app::check(config, context_of(arguments, terminal, interrupt));
    if (!arguments.has("lang")) {
        terminal.language = report.study.output.language;
    }
    if (terminal.json) {
        terminal.print(answer_json(report, ""));
    } else {
        for (const fs::path& file : report.written) {
            terminal.print(file.string());
        }
    }
    for (const std::string& line : reading_lines(report.data.inputs, terminal.language)) {
        terminal.say(printable(line));
    }
    for (const std::string& line : ledger_lines(report.log, terminal.language)) {
        terminal.say(line);
    }
    for (const Issue& issue : report.log.issues()) {
        std::string place = issue.place.file;
        if (!issue.place.sheet.empty()) {
            place += "[" + issue.place.sheet + "]";
        }
        if (issue.place.row > 0) {
            place += ":" + std::to_string(issue.place.row);
        }
        if (!issue.place.column.empty()) {
            place += " " + issue.place.column;
        }
        terminal.say(printable(place + ": " + issue.message.in(terminal.language) + " " +
                               issue.repair.in(terminal.language)));
    }
    return 0;
}

}  // namespace

Command run_command() {
    Command command{"run",
                    {"tính nguy cơ và ghi kết quả", "compute the risk and write the result"},
                    shared_options(),
                    run};
    command.options.push_back(
        out_option(Option::Kind::required, {"thư mục kết quả", "folder of the result"}, "DIR"));
    command.options.push_back(scenario_option());
    command.options.push_back(internal_option());
    command.options.push_back(
        {"--part",
         Option::Kind::optional,
         {"chỉ đo phần K của kế hoạch trong thư mục --out (xem riskmap plan)",
          "only measure part K of the plan in the folder --out (see riskmap plan)"},
         "K"});
    return command;
}

Command plan_command() {
    Command command{"plan",
                    {"chia việc đo của một nghiên cứu thành nhiều phần cho nhiều máy",
                     "divide the measuring of a study into parts for several machines"},
                    shared_options(),
                    plan};
    command.options.push_back(
        {"--parts", Option::Kind::required, {"số phần", "number of parts"}, "N"});
    command.options.push_back(
        out_option(Option::Kind::required, {"thư mục của các phần", "folder of the parts"}, "DIR"));
    command.options.push_back(scenario_option());
    return command;
}

Command reduce_command() {
    Command command{"reduce",
                    {"gộp các phần đã đo thành kết quả, đúng như chạy trên một máy",
                     "put measured parts together into the result, as one machine would"},
                    shared_options(),
                    run};
    command.options.push_back({"--parts",
                               Option::Kind::required,
                               {"thư mục của các phần", "folder of the parts"},
                               "DIR"});
    command.options.push_back(
        out_option(Option::Kind::required, {"thư mục kết quả", "folder of the result"}, "DIR"));
    command.options.push_back(scenario_option());
    command.options.push_back(internal_option());
    return command;
}

Command check_command() {
    Command command{"check",
                    {"đọc mọi tệp, ghi sổ theo dõi, không tính gì",
                     "read everything, write the ledger, compute nothing"},
                    shared_options(),
                    check};
    command.options.push_back(
        out_option(Option::Kind::optional,
                   {"ghi sổ theo dõi vào tệp CSV này", "write the ledger to this CSV file"},
                   "FILE"));
    return command;
}

}  // namespace riskmap::cli
