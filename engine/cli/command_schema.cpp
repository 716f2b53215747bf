#include "cli/command.hpp"
#include "intake/study.hpp"

namespace riskmap::cli {
namespace {

int schema(const Arguments& arguments, Terminal& terminal) {
    terminal.print(arguments.has("hazard") ? intake::hazard_schema() : intake::study_schema());
    return 0;
}

}  // namespace

Command schema_command() {
    return {"schema",
            {"in JSON Schema của tệp nghiên cứu", "print the JSON Schema of the study file"},
            {{"--hazard",
              Option::Kind::flag,
              {"của tệp loại tai nạn", "of a hazard file instead"},
              ""}},
            schema};
}

}  // namespace riskmap::cli
