#include "app/init.hpp"

#include <fstream>

#include <fmt/format.h>

#include "core/error.hpp"
#include "intake/study_template.hpp"
#include "intake/toml_reader.hpp"

namespace riskmap::app {
namespace {

namespace fs = std::filesystem;
using intake::ConfigNode;

constexpr const char* study_name = "study.toml";

/// Removes what a failed start has written: the folder too when it was made for it.
class Cleanup {
  public:
    Cleanup(fs::path folder, bool existed) : folder_(std::move(folder)), existed_(existed) {}
    ~Cleanup() {
        std::error_code ignored;
        if (done_) {
            return;
        }
        if (!existed_) {
            fs::remove_all(folder_, ignored);
            return;
        }
        for (const auto& entry : fs::directory_iterator(folder_, ignored)) {
            fs::remove_all(entry.path(), ignored);
        }
    }
    Cleanup(const Cleanup&) = delete;
    Cleanup& operator=(const Cleanup&) = delete;
    void keep() { done_ = true; }

  private:
    fs::path folder_;
    bool existed_;
    bool done_ = false;
};

void refuse_what_is_there(const fs::path& target) {
    std::error_code none;
    if (fs::exists(target, none) && !fs::is_directory(target, none)) {
        throw Error(ErrorKind::usage,
                    Text{fmt::format("{}: là một tệp, không phải thư mục", target.string()),
                         fmt::format("{}: is a file, not a folder", target.string())});
    }
    if (fs::is_directory(target, none) && !fs::is_empty(target, none)) {
        throw Error(ErrorKind::usage,
                    Text{fmt::format("{}: thư mục không rỗng; chưa thay đổi gì trong đó, hãy ghi "
                                     "một thư mục mới hoặc rỗng",
                                     target.string()),
                         fmt::format("{}: the folder is not empty; nothing in it was touched, name "
                                     "a new or empty one",
                                     target.string())});
    }
}

/// Folders of the data that go along with a study; the first must be there.
constexpr const char* companions[] = {"hazards", "interventions", "targets"};

/// The demo's study with its hazards and targets where they lie beside it: "../hazards/x.toml"
/// becomes "hazards/x.toml".
ConfigNode moved_study(const fs::path& data_folder, const fs::path& demo) {
    intake::Problems problems;
    auto tree = intake::read_toml(demo / study_name, problems);
    intake::throw_problems(problems);
    expects(tree.has_value(), "init_study: a tree or a problem");
    for (intake::ConfigEntry& entry : tree->table()) {
        auto* items = std::get_if<ConfigNode::Array>(&entry.value.content);
        const bool moves = entry.key == "hazards" || entry.key == "targets";
        const fs::path folder = (data_folder / entry.key).lexically_normal();
        for (std::size_t i = 0; moves && items && i < items->size(); ++i) {
            auto* path = std::get_if<std::string>(&(*items)[i].content);
            const fs::path file = path ? (demo / *path).lexically_normal() : fs::path();
            if (path != nullptr && file.parent_path() == folder) {
                *path = (fs::path(entry.key) / file.filename()).string();
            }
        }
    }
    return *tree;
}

void write_text(const fs::path& file, const std::string& text) {
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream << text;
    stream.close();
    if (!stream) {
        throw Error(ErrorKind::output,
                    Text{fmt::format("{}: không ghi được", file.string()),
                         fmt::format("{}: cannot be written", file.string())});
    }
}

}  // namespace

void init_study(const fs::path& data_folder, const fs::path& target) {
    const fs::path demo = data_folder / "demo";
    std::error_code none;
    if (!fs::is_regular_file(demo / study_name, none)) {
        throw Error(
            ErrorKind::input,
            Text{fmt::format("{}: thiếu tệp nghiên cứu của ví dụ", (demo / study_name).string()),
                 fmt::format("{}: the demo's study is missing", (demo / study_name).string())});
    }
    refuse_what_is_there(target);
    const std::string study = intake::commented_study(moved_study(data_folder, demo));
    Cleanup cleanup(target, fs::exists(target, none));
    try {
        fs::create_directories(target);
        fs::copy(demo, target, fs::copy_options::recursive);
        for (const char* name : companions) {
            if (name == companions[0] || fs::is_directory(data_folder / name, none)) {
                fs::copy(data_folder / name, target / name, fs::copy_options::recursive);
            }
        }
        fs::permissions(target / study_name, fs::perms::owner_write, fs::perm_options::add);
    } catch (const fs::filesystem_error& error) {
        throw Error(
            ErrorKind::output,
            Text{fmt::format("{}: không chép được: {}", target.string(), error.code().message()),
                 fmt::format(
                     "{}: cannot be copied to: {}", target.string(), error.code().message())});
    }
    write_text(target / study_name, study);
    cleanup.keep();
}

}  // namespace riskmap::app
