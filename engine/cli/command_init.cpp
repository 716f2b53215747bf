#include "app/data_folder.hpp"
#include "app/init.hpp"
#include "cli/command.hpp"

namespace riskmap::cli {
namespace {

int init(const Arguments& arguments, Terminal& terminal) {
    const std::filesystem::path target = arguments.value("DIR");
    app::init_study(app::data_folder(), target);
    const std::filesystem::path study = target / "study.toml";
    terminal.print(study.string());
    terminal.say(Text{
        "Chạy thử: riskmap run \"" + study.string() + "\" --out \"" + (target / "out").string() +
            "\"",
        "Try: riskmap run \"" + study.string() + "\" --out \"" + (target / "out").string() + "\""});
    return 0;
}

}  // namespace

Command init_command() {
    return {"init",
            {"tạo một nghiên cứu mẫu có chú thích", "write a commented study that runs at once"},
            {{"DIR",
              Option::Kind::required,
              {"thư mục mới cho nghiên cứu", "new folder for the study"},
              "DIR"}},
            init};
}

}  // namespace riskmap::cli
