#include <fmt/format.h>

#include "app/fields.hpp"
#include "cli/command.hpp"
#include "publish/csv_text.hpp"

namespace riskmap::cli {
namespace {

/// The dictionary as CSV on stdout, so that it can be kept or opened.
int fields(const Arguments& arguments, Terminal& terminal) {
    const domain::Layer dictionary = app::published_fields(arguments.value("STUDY"));
    std::string text;
    publish::CsvRow header;
    for (const domain::Field& field : dictionary.fields) {
        header.emplace_back(field.name);
    }
    publish::append_csv(text, header);
    for (std::size_t row = 0; row < dictionary.size(); ++row) {
        publish::CsvRow cells;
        for (std::size_t field = 0; field < dictionary.fields.size(); ++field) {
            cells.emplace_back(domain::as_text(dictionary.at(field, row)));
        }
        publish::append_csv(text, cells);
    }
    text.resize(text.size() - 2);
    terminal.print(text);
    return 0;
}

}  // namespace

Command fields_command() {
    return {"fields",
            {"in từ điển các cột được công bố", "print the dictionary of published columns"},
            {{"STUDY",
              Option::Kind::optional,
              {"tệp nghiên cứu; mặc định là nghiên cứu mẫu", "the study file; the demo by default"},
              "FILE"}},
            fields};
}

}  // namespace riskmap::cli
