#include "app/print_report.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/result_folder.hpp"
#include "app/scratch_folder.hpp"
#include "core/error.hpp"
#include "core/nearest_word.hpp"
#include "publish/recorded_run.hpp"
#include "publish/report/report.hpp"

namespace riskmap::app {
namespace {

namespace fs = std::filesystem;
constexpr std::chrono::seconds patience{120};

/// "file:///..." with every byte escaped that an address does not take.
std::string file_address(const fs::path& file) {
    std::string address = "file://";
    for (const char c : fs::absolute(file).lexically_normal().string()) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                           (c >= 'a' && c <= 'z') || c == '/' || c == '-' || c == '_' || c == '.';
        address +=
            plain ? std::string(1, c)
                  : fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
    return address;
}

/// Runs a program with nothing on its streams. True when it ends well in time.
bool runs_well(const std::vector<std::string>& command) {
    std::vector<char*> arguments;
    std::vector<std::string> owned = command;
    arguments.reserve(owned.size() + 1);
    for (std::string& word : owned) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        ::posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_RDWR, 0);
    }
    pid_t process = 0;
    const int started =
        ::posix_spawn(&process, arguments.front(), &actions, nullptr, arguments.data(), ::environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (started != 0) {
        return false;
    }
    const auto end = std::chrono::steady_clock::now() + patience;
    int status = 0;
    while (::waitpid(process, &status, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() > end) {
            ::kill(process, SIGKILL);
            ::waitpid(process, &status, 0);
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

Error no_browser(const fs::path& page) {
    const std::string file = page.string();
    return Error(
        ErrorKind::output,
        Text{"không tìm thấy Chromium để ghi PDF. Cài đặt: apt-get install chromium; hoặc mở " +
                 file +
                 " bằng trình duyệt, bấm \"In báo cáo\" và chọn \"Lưu dưới dạng PDF\", khổ A4",
             "no Chromium was found to write the PDF. Install it: apt-get install chromium; or "
             "open " +
                 file + " in a browser, press \"Print report\" and choose \"Save as PDF\", A4"});
}

/// The code of a unit of the result, which may go into a file name and an address as it is.
std::string unit_code(const fs::path& folder, const std::string& unit) {
    const ResultFolder result = read_result(folder);
    std::vector<std::string> codes;
    for (std::size_t row = 0; row < result.communes.size(); ++row) {
        codes.push_back(result.text("code", row));
    }
    const bool plain = std::all_of(unit.begin(), unit.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '-' || c == '_';
    });
    if (!plain || std::find(codes.begin(), codes.end(), unit) == codes.end()) {
        const Text near = did_you_mean(unit, codes);
        throw Error(ErrorKind::usage,
                    Text{unit + ": không có đơn vị mã này" + near.vi,
                         unit + ": there is no unit with this code" + near.en});
    }
    return unit;
}

}  // namespace

std::optional<fs::path> find_browser() {
    const char* path = std::getenv("PATH");
    const std::string places = path == nullptr ? "" : path;
    for (const char* name : {"chromium", "chromium-browser", "google-chrome", "microsoft-edge"}) {
        std::size_t from = 0;
        while (from <= places.size()) {
            const std::size_t to = std::min(places.find(':', from), places.size());
            const fs::path file = fs::path(places.substr(from, to - from)) / name;
            std::error_code none;
            if (file.is_absolute() && fs::is_regular_file(file, none) &&
                ::access(file.c_str(), X_OK) == 0) {
                return file;
            }
            from = to + 1;
        }
    }
    return std::nullopt;
}

fs::path report_page(const fs::path& folder) {
    publish::check_run_format(folder);
    fs::path page = folder / publish::report_name;
    if (!fs::is_regular_file(page)) {
        throw Error(
            ErrorKind::input,
            Text{page.string() + ": không có báo cáo; chạy \"riskmap run\" với \"report\" "
                                 "trong [output].formats",
                 page.string() + ": there is no report; run \"riskmap run\" with \"report\" "
                                 "among [output].formats"});
    }
    return page;
}

fs::path print_report(const fs::path& folder, PrintedPart part, const std::string& unit) {
    const fs::path page = report_page(folder);
    const std::optional<fs::path> browser = find_browser();
    if (!browser) {
        throw no_browser(page);
    }
    const std::string code = part == PrintedPart::one_sheet ? unit_code(folder, unit) : "";
    const fs::path result = folder / (part == PrintedPart::report   ? "report.pdf"
                                      : part == PrintedPart::sheets ? "communes.pdf"
                                                                    : "commune_" + code + ".pdf");
    fs::path partial = result;
    partial += ".partial";
    const ScratchFolder profile("print");
    std::vector<std::string> command{browser->string(),
                                     "--headless",
                                     "--disable-gpu",
                                     "--no-first-run",
                                     "--disable-background-networking",
                                     "--no-pdf-header-footer",
                                     "--user-data-dir=" + profile.path().string(),
                                     "--print-to-pdf=" + fs::absolute(partial).string()};
    if (::geteuid() == 0) {
        command.emplace_back("--no-sandbox");  // the browser refuses to start for root otherwise
    }
    command.push_back(file_address(page) + (part == PrintedPart::report   ? ""
                                            : part == PrintedPart::sheets ? "#phieu"
                                                                          : "#phieu=" + code));
    std::error_code error;
    fs::remove(partial, error);
    const bool well = runs_well(command);
    if (!well || !fs::is_regular_file(partial) || fs::file_size(partial) == 0) {
        fs::remove(partial, error);
        throw Error(ErrorKind::output,
                    Text{browser->string() + ": không ghi được " + result.string(),
                         browser->string() + ": did not write " + result.string()});
    }
    fs::rename(partial, result);
    return result;
}

}  // namespace riskmap::app
