#include "app/scratch_folder.hpp"

#include <cstdlib>
#include <system_error>

#include "core/error.hpp"

namespace riskmap::app {

namespace fs = std::filesystem;

ScratchFolder::ScratchFolder(const std::string& purpose) {
    std::error_code error;
    std::string name =
        (fs::temp_directory_path(error) / ("riskmap-" + purpose + "-XXXXXX")).string();
    if (error || ::mkdtemp(name.data()) == nullptr) {
        throw Error(ErrorKind::output,
                    Text{name + ": không tạo được thư mục tạm; đặt TMPDIR tới nơi ghi được",
                         name + ": cannot make a temporary folder; set TMPDIR to where you can "
                                "write"});
    }
    path_ = name;
}

ScratchFolder::~ScratchFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

}  // namespace riskmap::app
