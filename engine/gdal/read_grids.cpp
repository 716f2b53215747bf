#include "gdal/read_grids.hpp"

#include <fmt/format.h>

#include "core/error.hpp"
#include "domain/fold.hpp"
#include "domain/utf8.hpp"
#include "gdal/delimited_text.hpp"
#include "gdal/open.hpp"
#include "gdal/operation.hpp"

namespace riskmap::gdal {
namespace {

domain::TextGrid grid_of(OGRLayer& sheet, const Operation& operation) {
    domain::TextGrid grid;
    grid.sheet = sheet.GetName();
    std::vector<std::string> cells(static_cast<std::size_t>(sheet.GetLayerDefn()->GetFieldCount()));
    sheet.ResetReading();
    while (const OGRFeatureUniquePtr feature{sheet.GetNextFeature()}) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const int field = static_cast<int>(i);
            cells[i].clear();
            if (feature->IsFieldSetAndNotNull(field)) {
                cells[i] = without_escapes(feature->GetFieldAsString(field));
                if (!domain::is_ascii(cells[i])) {
                    cells[i] = domain::to_nfc(cells[i]);
                }
            }
        }
        grid.add(feature->GetFID(), cells);
    }
    if (operation.failed()) {
        throw Error(
            ErrorKind::input,
            Text{fmt::format("{}: trang \"{}\" bị hỏng: {}; mở bằng chương trình bảng tính rồi "
                             "lưu lại",
                             operation.file().string(),
                             grid.sheet,
                             operation.complaints()),
                 fmt::format("{}: sheet \"{}\" is damaged: {}; open it in a spreadsheet "
                             "program and save it again",
                             operation.file().string(),
                             grid.sheet,
                             operation.complaints())});
    }
    return grid;
}

}  // namespace

std::vector<domain::TextGrid> read_grids(const std::filesystem::path& file,
                                         const ReadOptions& options) {
    check_local_file(file);
    std::vector<domain::TextGrid> grids;
    if (is_delimited_text(file)) {
        grids.push_back(read_delimited_grid(file, options.encoding));
    } else {
        const Operation operation(file, ErrorKind::input);
        OpenVector source(operation, SheetHeader::none);
        const std::string driver = source.driver();
        if (driver != "XLSX" && driver != "ODS" && driver != "XLS") {
            throw Error(
                ErrorKind::input,
                Text{fmt::format("{}: chỉ nhận ra được cột của bảng tính và tệp CSV; ghi tên các "
                                 "cột của lớp này trong tệp nghiên cứu",
                                 file.string()),
                     fmt::format("{}: only the columns of sheets and of delimited text can "
                                 "be recognised; name the columns of this layer in the "
                                 "study",
                                 file.string())});
        }
        if (!options.layer.empty()) {
            grids.push_back(grid_of(source.layer(options.layer), operation));
        } else {
            for (OGRLayer* sheet : source.dataset().GetLayers()) {
                grids.push_back(grid_of(*sheet, operation));
            }
        }
    }
    std::erase_if(grids, [](const domain::TextGrid& grid) { return grid.size() == 0; });
    return grids;
}

}  // namespace riskmap::gdal
