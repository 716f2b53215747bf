#include <algorithm>
#include <charconv>

#include "app/validate.hpp"
#include "cli/command.hpp"
#include "cli/common_options.hpp"
#include "cli/context.hpp"
#include "cli/validation_answer.hpp"
#include "cli/validation_json.hpp"
#include "core/error.hpp"

namespace riskmap::cli {
namespace {

/// "21,105" and repeated options, in the order typed.
std::vector<std::string> split(const std::vector<std::string>& lists) {
    std::vector<std::string> words;
    for (const std::string& list : lists) {
        std::size_t begin = 0;
        while (begin <= list.size()) {
            const std::size_t end = std::min(list.find(',', begin), list.size());
            words.push_back(list.substr(begin, end - begin));
            begin = end + 1;
        }
    }
    return words;
}

double event_count(const std::string& word) {
    constexpr int most = 10000000;
    int count = 0;
    const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), count);
    if (problem != std::errc() || end != word.data() + word.size() || count < 1 || count > most) {
        throw Error(ErrorKind::usage,
                    Text{"--events cần các số nguyên từ 1, cách nhau bằng dấu phẩy, không phải \"" +
                             word + "\"",
                         "--events must be whole numbers from 1 with commas between them, not \"" +
                             word + "\""});
    }
    return count;
}

app::ValidateConfig config_of(const Arguments& arguments) {
    app::ValidateConfig config;
    config.study = arguments.value("STUDY");
    config.overrides = arguments.values("set");
    config.out = arguments.value("out");
    config.existing =
        arguments.has("overwrite") ? publish::Existing::replace : publish::Existing::refuse;
    config.hazards = split(arguments.values("hazard"));
    config.spec.truths = split(arguments.values("truth"));
    for (const std::string& word : split(arguments.values("events"))) {
        config.events.push_back(event_count(word));
    }
    if (const auto replicates = arguments.whole("replicates", 1)) {
        config.spec.replicates = static_cast<std::size_t>(*replicates);
    }
    config.spec.effort.coarse_grid = arguments.has("quick");
    return config;
}

int validate(const Arguments& arguments, Terminal& terminal) {
    const Interrupt interrupt = interrupt_of(terminal, arguments.value("out"));
    const app::ValidateReport report =
        app::validate(config_of(arguments), context_of(arguments, terminal, interrupt));
    terminal.clear_bar();
    if (!arguments.has("lang")) {
        terminal.language = report.study.output.language;
    }
    if (terminal.json) {
        terminal.print(validation_json(report));
    } else {
        for (const std::string& line : validation_lines(report, terminal.language)) {
            terminal.print(line);
        }
    }
    if (!report.written.empty()) {
        terminal.say(report.written.string());
    }
    return 0;
}

}  // namespace

Command validate_command() {
    using Kind = Option::Kind;
    return {
        "validate",
        {"kiểm định mô hình trên các tỉnh mô phỏng có sự thật đã biết",
         "test the model on simulated provinces whose truth is known"},
        {study_option(),
         {"--replicates,-n",
          Kind::optional,
          {"số tỉnh mỗi trường hợp (mặc định 10; gấp 9 khi rút từ tiên nghiệm)",
           "provinces per truth (10 by default; nine times as many from the prior)"},
          "N"},
         {"--events",
          Kind::repeated,
          {"số vụ mỗi tỉnh, cách nhau bằng dấu phẩy; mặc định là số vụ của nghiên cứu",
           "events per province, commas between; the study's own number by default"},
          "N,N"},
         {"--hazard", Kind::repeated, {"chỉ các loại tai nạn này", "only these hazards"}, "ID,ID"},
         {"--truth", Kind::repeated, {"chỉ các sự thật này", "only these truths"}, "ID,ID"},
         {"--quick",
          Kind::flag,
          {"lưới siêu tham số thô hơn, nhanh gấp đôi",
           "a coarser grid of hyper-parameters, twice as fast"},
          ""},
         set_option(),
         threads_option(),
         out_option(Kind::optional,
                    {"ghi mọi con số vào tệp CSV này", "write every figure to this CSV file"},
                    "FILE"),
         overwrite_option(),
         json_option()},
        validate};
}

}  // namespace riskmap::cli
