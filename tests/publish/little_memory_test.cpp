#include <cstdlib>
#include <fstream>
#include <new>

#include <gtest/gtest.h>
#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include "publish/annex/workbook.hpp"
#include "support/scratch.hpp"

namespace riskmap::publish {
namespace {

/// Lets this process map so many bytes more than it has.
void allow_more(std::size_t bytes) {
    std::size_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    const rlim_t most = pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)) + bytes;
    const rlimit limit{most, most};
    ::setrlimit(RLIMIT_AS, &limit);
}

/// Ends with 0 when the workbook was written, with 7 when it was said that there is no memory.
[[noreturn]] void write_within(std::size_t bytes, const std::filesystem::path& file) {
    AnnexSheet sheet;
    sheet.name = "Xã";
    sheet.columns = {{"Mã", 12, 0}, {"Số vụ", 12, 0}};
    sheet.rows.assign(20'000, {std::string("00001"), std::int64_t{3}});
    ::malloc_trim(0);
    allow_more(bytes);
    try {
        write_workbook({"Phụ lục", "", {}}, {sheet}, file);
    } catch (const std::bad_alloc&) {
        std::_Exit(7);
    }
    std::_Exit(0);
}

TEST(WorkbookWithLittleMemory, IsRefusedBeforeItIsBegunAndNeverCrashes) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "sanitizers need their own address space";
#else
    const test::Scratch scratch;
    const auto file = scratch / "annex.xlsx";
    for (const std::size_t megabytes : {0U, 1U, 2U, 4U}) {
        EXPECT_EXIT(write_within(megabytes << 20, file), testing::ExitedWithCode(7), "")
            << megabytes << " MB";
    }
    EXPECT_EXIT(write_within(std::size_t{256} << 20, file), testing::ExitedWithCode(0), "");
#endif
}

}  // namespace
}  // namespace riskmap::publish
