#include <filesystem>

#include "app/print_report.hpp"
#include "cli/command.hpp"

namespace riskmap::cli {
namespace {

int report(const Arguments& arguments, Terminal& terminal) {
    const std::filesystem::path folder = arguments.value("DIR");
    const std::filesystem::path page = app::report_page(folder);
    if (!arguments.has("pdf") && !arguments.has("sheets") && !arguments.has("unit")) {
        terminal.print(page.string());
        terminal.say(
            Text{"Mở tệp này bằng trình duyệt; nút \"In báo cáo\" in ra khổ A4. --pdf: ghi "
                 "report.pdf; --sheets: ghi communes.pdf, mỗi xã một phiếu.",
                 "Open this file in a browser; \"Print report\" prints it on A4. --pdf writes "
                 "report.pdf; --sheets writes communes.pdf, a sheet per commune."});
        return 0;
    }
    if (arguments.has("pdf")) {
        terminal.print(app::print_report(folder, app::PrintedPart::report).string());
    }
    if (arguments.has("sheets")) {
        terminal.print(app::print_report(folder, app::PrintedPart::sheets).string());
    }
    if (arguments.has("unit")) {
        terminal.print(
            app::print_report(folder, app::PrintedPart::one_sheet, arguments.value("unit"))
                .string());
    }
    return 0;
}

}  // namespace

Command report_command() {
    return {
        "report",
        {"in báo cáo ra PDF", "print the report to PDF"},
        {{"DIR",
          Option::Kind::required,
          {"thư mục kết quả của riskmap run", "result folder of riskmap run"},
          "DIR"},
         {"--pdf",
          Option::Kind::flag,
          {"ghi report.pdf (cần Chromium)", "write report.pdf (needs Chromium)"},
          ""},
         {"--sheets",
          Option::Kind::flag,
          {"ghi communes.pdf: phiếu của mọi xã", "write communes.pdf: the sheet of every commune"},
          ""},
         {"--unit",
          Option::Kind::optional,
          {"ghi commune_MÃ.pdf: phiếu của một xã",
           "write commune_CODE.pdf: the sheet of one commune"},
          "CODE"}},
        report};
}

}  // namespace riskmap::cli
