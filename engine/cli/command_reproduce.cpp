#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/reproduce.hpp"
#include "cli/common_options.hpp"
#include "cli/context.hpp"
#include "core/error.hpp"

namespace riskmap::cli {
namespace {

using app::Difference;
using app::DifferentFile;

Text in_words(Difference difference) {
    switch (difference) {
        case Difference::input_missing:
            return {"tệp vào không còn", "input is gone"};
        case Difference::input_changed:
            return {"tệp vào đã đổi", "input has changed"};
        case Difference::output_missing:
            return {"tệp kết quả không còn", "output is gone"};
        case Difference::output_altered:
            return {"bị sửa sau lần chạy", "altered since the run"};
        case Difference::not_reproduced:
            return {"chạy lại cho kết quả khác", "the run of today gives another"};
        case Difference::no_longer_made:
            return {"chạy lại không còn ghi", "the run of today does not write it"};
        case Difference::newly_made:
            return {"chạy lại ghi thêm", "only the run of today writes it"};
    }
    return {};
}

std::string as_json(const app::Reproduction& found) {
    nlohmann::ordered_json json = {
        {"same", found.differences.empty()}, {"inputs", found.inputs}, {"outputs", found.outputs}};
    json["differences"] = nlohmann::ordered_json::array();
    for (const DifferentFile& file : found.differences) {
        json["differences"].push_back({{"file", file.file},
                                       {"difference", app::to_word(file.difference)},
                                       {"first_line", file.first_line}});
    }
    json["versions"] = nlohmann::ordered_json::array();
    for (const app::VersionChange& change : found.versions) {
        json["versions"].push_back(
            {{"name", change.name}, {"then", change.then}, {"now", change.now}});
    }
    json["strangers"] = found.strangers;
    return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

void print_differences(const app::Reproduction& found, Terminal& terminal) {
    for (const DifferentFile& file : found.differences) {
        const Text line{fmt::format(" (từ dòng {})", file.first_line),
                        fmt::format(" (from line {})", file.first_line)};
        terminal.print(printable(
            fmt::format("{}: {}{}",
                        file.file,
                        in_words(file.difference).in(terminal.language),
                        file.first_line > 0 ? line.in(terminal.language) : std::string())));
    }
}

void say_summary(const app::Reproduction& found, Terminal& terminal) {
    for (const app::VersionChange& change : found.versions) {
        terminal.say(
            Text{fmt::format("{}: khi đó {}, nay {}", change.name, change.then, change.now),
                 fmt::format("{}: {} then, {} now", change.name, change.then, change.now)});
    }
    for (const std::string& stranger : found.strangers) {
        terminal.say(Text{printable(stranger) + ": không do lần chạy ghi, không so sánh",
                          printable(stranger) + ": not written by the run, not compared"});
    }
    if (!found.inputs_are_the_same()) {
        terminal.complain(
            Text{"tệp vào không còn như lần chạy ghi lại; không chạy lại. Hãy lấy lại đúng tệp, "
                 "hoặc chạy nghiên cứu với tệp mới",
                 "the inputs are not those that the run recorded; nothing was run. Bring the "
                 "files back, or run the study with the new ones"}
                .in(terminal.language));
    } else if (!found.differences.empty()) {
        terminal.complain(Text{
            fmt::format("{} trong {} tệp kết quả khác", found.differences.size(), found.outputs),
            fmt::format("{} differences in {} outputs", found.differences.size(), found.outputs)}
                              .in(terminal.language));
    } else {
        terminal.say(
            Text{fmt::format("giống hệt: {} tệp vào như cũ, {} tệp kết quả giống từng byte",
                             found.inputs,
                             found.outputs),
                 fmt::format("reproduced: {} inputs as they were, {} outputs the same to "
                             "the byte",
                             found.inputs,
                             found.outputs)});
    }
}

int reproduce(const Arguments& arguments, Terminal& terminal) {
    const Interrupt interrupt = interrupt_of(terminal, "");
    const app::Reproduction found = app::reproduce(
        {arguments.value("RESULT"), arguments.value("study"), arguments.value("scenario")},
        context_of(arguments, terminal, interrupt));
    if (terminal.json) {
        terminal.print(as_json(found));
    } else {
        print_differences(found, terminal);
    }
    say_summary(found, terminal);
    const ErrorKind kind = found.inputs_are_the_same() ? ErrorKind::output : ErrorKind::input;
    return found.differences.empty() ? 0 : static_cast<int>(kind);
}

}  // namespace

Command reproduce_command() {
    return {"reproduce",
            {"kiểm chứng: chạy lại và so từng tệp kết quả",
             "check a result: run it again and compare every file"},
            {{"RESULT",
              Option::Kind::required,
              {"thư mục kết quả của một lần chạy", "folder of a result"},
              "DIR"},
             {"--study",
              Option::Kind::optional,
              {"tệp nghiên cứu hoặc thư mục của nó, nếu đã chuyển chỗ",
               "the study file or its folder, when it has moved"},
              "PATH"},
             {"--scenario",
              Option::Kind::optional,
              {"tệp giả định của lần chạy, nếu đã chuyển chỗ",
               "what-if file of the run, when it has moved"},
              "FILE"},
             threads_option(),
             json_option()},
            reproduce};
}

}  // namespace riskmap::cli
