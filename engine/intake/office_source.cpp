#include "intake/office_source.hpp"

#include <fmt/format.h>

#include "core/error.hpp"
#include "gdal/read_grids.hpp"

namespace riskmap::intake {
namespace {

[[noreturn]] void refuse_unknown(const std::string& file) {
    throw Error(
        ErrorKind::input,
        Text{fmt::format("{}: không tìm thấy dòng tiêu đề; cần ít nhất hai cột có tiêu đề quen "
                         "thuộc (như Xã/Phường, Ngày xảy ra, Tuổi); sửa tiêu đề, hoặc thêm từ vào "
                         "data/words/headers.toml",
                         file),
             fmt::format("{}: no header row is found; at least two columns need a known header "
                         "(such as Xã/Phường, Ngày xảy ra, Tuổi); correct the header, or add its "
                         "words to data/words/headers.toml",
                         file)});
}

}  // namespace

OfficeSource open_office_source(const IncidentSource& source, const std::filesystem::path& words) {
    if (words.empty()) {
        throw Error(ErrorKind::config,
                    Text{"recognise = true cần tệp từ điển (data/words/headers.toml)",
                         "recognise = true needs the file of words (data/words/headers.toml)"});
    }
    OfficeSource result;
    result.words = std::make_unique<OfficeWords>(OfficeWords::read(words));
    gdal::ReadOptions options;
    options.layer = source.source.layer;
    options.encoding = encoding_of(source.source, result.file.guess);
    const std::string file =
        source.source.written.empty() ? source.source.file.string() : source.source.written;
    result.file.layer.file = file;
    for (domain::TextGrid& grid : gdal::read_grids(source.source.file, options)) {
        grid.file = file;
        auto kept = std::make_unique<domain::TextGrid>(std::move(grid));
        auto table = OfficeReader::open(*kept, *result.words, source);
        if (!table) {
            result.unread.push_back(kept->sheet);
            continue;
        }
        result.tables.push_back(std::move(*table));
        result.grids.push_back(std::move(kept));
    }
    if (result.tables.empty()) {
        refuse_unknown(file);
    }
    return result;
}

}  // namespace riskmap::intake
