#include "publish/run_folder.hpp"

#include <fstream>
#include <set>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "publish/file_bytes.hpp"
#include "publish/provenance.hpp"
#include "publish/support/scratch.hpp"

namespace riskmap::publish {
namespace {

namespace fs = std::filesystem;

std::set<std::string> names_in(const fs::path& folder) {
    std::set<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        names.insert(entry.path().filename().string());
    }
    return names;
}

/// A whole result whose one file says `text`.
void write_result(const fs::path& target, const std::string& text, Existing existing) {
    RunFolder folder(target, existing);
    write_bytes(folder.path() / "result.txt", text);
    write_run_record({}, folder.path());
    folder.commit();
}

TEST(RunFolder, IsThereWholeAfterCommitAndLeavesNothingBeside) {
    const Scratch scratch;
    write_result(scratch / "kết quả", "one", Existing::refuse);
    EXPECT_EQ(read_bytes(scratch / "kết quả" / "result.txt"), "one");
    EXPECT_EQ(names_in(scratch.path()), (std::set<std::string>{"kết quả"}));
    EXPECT_TRUE(is_run_folder(scratch / "kết quả"));
}

TEST(RunFolder, WithoutCommitTheOldResultStaysAndNoDebris) {
    const Scratch scratch;
    write_result(scratch / "out", "one", Existing::refuse);
    {
        RunFolder folder(scratch / "out", Existing::replace);
        write_bytes(folder.path() / "result.txt", "half");
    }
    EXPECT_EQ(read_bytes(scratch / "out" / "result.txt"), "one");
    EXPECT_EQ(names_in(scratch.path()), (std::set<std::string>{"out"}));
}

TEST(RunFolder, ReplacesAnOldResultInOneStep) {
    const Scratch scratch;
    write_result(scratch / "out", "one", Existing::refuse);
    write_result(scratch / "out", "two", Existing::replace);
    EXPECT_EQ(read_bytes(scratch / "out" / "result.txt"), "two");
    EXPECT_EQ(names_in(scratch.path()), (std::set<std::string>{"out"}));
}

TEST(RunFolder, RefusesAnExistingFolderUnlessToldToReplace) {
    const Scratch scratch;
    write_result(scratch / "out", "one", Existing::refuse);
    const std::string message =
        error_of(ErrorKind::output, [&] { RunFolder(scratch / "out", Existing::refuse); });
    EXPECT_TRUE(contains(message, "--overwrite")) << message;
}

TEST(RunFolder, NeverReplacesWhatIsNoResult) {
    const Scratch scratch;
    fs::create_directories(scratch / "photos");
    write_bytes(scratch / "photos" / "a.txt", "mine");
    const std::string message =
        error_of(ErrorKind::output, [&] { RunFolder(scratch / "photos", Existing::replace); });
    EXPECT_TRUE(contains(message, "not a result of riskmap")) << message;
    EXPECT_EQ(read_bytes(scratch / "photos" / "a.txt"), "mine");
}

TEST(RunFolder, FoldersThatLackOnTheWayAreMade) {
    const Scratch scratch;
    write_result(scratch / "of 2026" / "for Tỉnh Mẫu" / "out", "one", Existing::refuse);
    EXPECT_EQ(read_bytes(scratch / "of 2026" / "for Tỉnh Mẫu" / "out" / "result.txt"), "one");
}

TEST(RunFolder, FoldersMadeForAResultThatDidNotComeAreTakenAway) {
    const Scratch scratch;
    fs::create_directory(scratch / "there before");
    { RunFolder folder(scratch / "there before" / "a" / "b" / "out", Existing::refuse); }
    EXPECT_EQ(names_in(scratch.path()), (std::set<std::string>{"there before"}));
    EXPECT_TRUE(names_in(scratch / "there before").empty());
}

TEST(RunFolder, AFileOnTheWayFailsBeforeAnythingIsComputed) {
    const Scratch scratch;
    write_bytes(scratch / "notes.txt", "mine");
    error_of(ErrorKind::output,
             [&] { RunFolder(scratch / "notes.txt" / "out", Existing::refuse); });
    EXPECT_EQ(read_bytes(scratch / "notes.txt"), "mine");
}

TEST(RunFolder, DebrisOfAKilledRunIsCleanedByTheNext) {
    const Scratch scratch;
    write_result(scratch / "out", "one", Existing::refuse);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        const RunFolder folder(scratch / "out", Existing::replace);
        write_bytes(folder.path() / "result.txt", "half");
        ::kill(::getpid(), SIGKILL);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
    EXPECT_EQ(names_in(scratch.path()).size(), 2U);
    EXPECT_EQ(read_bytes(scratch / "out" / "result.txt"), "one");
    write_result(scratch / "out", "two", Existing::replace);
    EXPECT_EQ(names_in(scratch.path()), (std::set<std::string>{"out"}));
    EXPECT_EQ(read_bytes(scratch / "out" / "result.txt"), "two");
}

TEST(RunFolder, TwoRunsAtOnceDoNotShareAFolder) {
    const Scratch scratch;
    const RunFolder first(scratch / "out", Existing::refuse);
    const std::string message =
        error_of(ErrorKind::output, [&] { RunFolder(scratch / "out", Existing::refuse); });
    EXPECT_TRUE(contains(message, "another run")) << message;
}

TEST(RunFolder, OfTwoProcessesOneWinsAndTheOtherNamesIt) {
    const Scratch scratch;
    int ready[2];
    int done[2];
    ASSERT_EQ(::pipe(ready), 0);
    ASSERT_EQ(::pipe(done), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    char byte = 0;
    if (child == 0) {
        const RunFolder folder(scratch / "out", Existing::refuse);
        const bool told = ::write(ready[1], "r", 1) == 1 && ::read(done[0], &byte, 1) == 1;
        ::_exit(told ? 0 : 1);
    }
    ASSERT_EQ(::read(ready[0], &byte, 1), 1);
    const std::string message =
        error_of(ErrorKind::output, [&] { RunFolder(scratch / "out", Existing::replace); });
    EXPECT_TRUE(contains(message, std::to_string(child))) << message;
    ASSERT_EQ(::write(done[1], "d", 1), 1);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
    write_result(scratch / "out", "mine", Existing::refuse);
    EXPECT_EQ(names_in(scratch.path()), (std::set<std::string>{"out"}));
}

TEST(RunFolder, DebrisWhoseProcessNumberLivesOnIsStillDebris) {
    const Scratch scratch;
    fs::create_directory(scratch / ("out.partial-" + std::to_string(::getppid())));
    write_result(scratch / "out", "mine", Existing::refuse);
    EXPECT_EQ(names_in(scratch.path()), (std::set<std::string>{"out"}));
}

}  // namespace
}  // namespace riskmap::publish
