#include <array>
#include <cmath>

#include "app/data_folder.hpp"
#include "core/error.hpp"
#include "domain/fold.hpp"
#include "fuzz/doors.hpp"
#include "gdal/delimited_text.hpp"
#include "gdal/text_decoder.hpp"
#include "geo/coordinate_text.hpp"
#include "intake/date_text.hpp"
#include "intake/office_table.hpp"
#include "publish/utf8.hpp"

namespace riskmap::fuzz {

void delimited_text(std::string_view bytes) {
    const auto file = file_of(bytes, "table.csv");
    std::vector<gdal::RowFault> faults;
    const domain::Layer layer = gdal::read_delimited_text(file, "", faults);
    for (const auto& column : layer.columns) {
        promised(column.size() == layer.size(), "every column is as long as the table");
    }
    for (const gdal::RowFault& fault : faults) {
        promised(fault.row < layer.size(), "a fault is of a row");
    }
    gdal::read_delimited_grid(file, "");
}

void office_sheet(std::string_view bytes) {
    static const intake::OfficeWords words =
        intake::OfficeWords::read(app::data_folder() / "words" / "headers.toml");
    const domain::TextGrid grid = gdal::read_delimited_grid(file_of(bytes, "sheet.csv"), "");
    const auto table = intake::recognise_table(grid, words, {});
    if (table) {
        promised(
            table->rows_not_data >= 0 && table->layer.source_rows.size() == table->layer.size(),
            "every row knows where it stood");
    }
}

void text_decoders(std::string_view bytes) {
    static const std::array decoders{gdal::text_decoder(""),
                                     gdal::text_decoder("windows-1258"),
                                     gdal::text_decoder("TCVN3"),
                                     gdal::text_decoder("VNI"),
                                     gdal::text_decoder("VISCII"),
                                     gdal::text_decoder("UTF-16LE")};
    for (const gdal::TextDecoder& decode : decoders) {
        try {
            const std::string text = decode(bytes);
            promised(domain::to_nfc(text) == text, "decoded text is NFC");
        } catch (const Error& error) {
            promised(error.kind() == ErrorKind::input, "bytes that do not fit are an input error");
        }
    }
}

void coordinates(std::string_view bytes) {
    const std::string text(bytes);
    if (const auto number = geo::read_coordinate(text)) {
        promised(std::isfinite(number->value), "a coordinate is finite");
    }
    if (const auto pair = geo::read_coordinate_pair(text)) {
        promised(std::isfinite(pair->x) && std::isfinite(pair->y), "a pair is finite");
    }
}

void dates(std::string_view bytes) {
    const std::string text(bytes);
    for (const char* format : {"iso", "dmy", "mdy"}) {
        if (const auto date = intake::read_date(text, format)) {
            promised(date->date.ok(), "a date exists");
            promised(intake::last_day(date->date, date->detail).ok(), "its last day exists");
            promised(!date->hour || (*date->hour >= 0 && *date->hour < 24), "an hour of the day");
        }
    }
    const auto hour = intake::read_hour(text);
    promised(!hour || (*hour >= 0 && *hour < 24), "an hour of the day");
}

}  // namespace riskmap::fuzz
