#include "gdal/open.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <mutex>
#include <system_error>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#include "core/nearest_word.hpp"
#include "gdal/read.hpp"

namespace riskmap::gdal {
namespace {

namespace fs = std::filesystem;

// Drivers that read what lies in the file and nothing else: no virtual datasets, no services.
constexpr std::array<const char*, 18> vector_drivers = {"ESRI Shapefile",
                                                        "GPKG",
                                                        "FlatGeobuf",
                                                        "GeoJSON",
                                                        "GeoJSONSeq",
                                                        "TopoJSON",
                                                        "MapInfo File",
                                                        "LIBKML",
                                                        "KML",
                                                        "GML",
                                                        "DXF",
                                                        "GPX",
                                                        "OSM",
                                                        "SQLite",
                                                        "XLSX",
                                                        "OpenFileGDB",
                                                        "ODS",
                                                        "XLS"};
constexpr std::array<const char*, 4> raster_drivers = {"GTiff", "AAIGrid", "HFA", "EHdr"};

template <std::size_t size>
CPLStringList names(const std::array<const char*, size>& drivers) {
    CPLStringList list;
    for (const char* driver : drivers) {
        list.AddString(driver);
    }
    return list;
}

std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> found;
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
        found.push_back(entry.path().filename().string());
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    return text;
}

std::string beginning(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string text(512, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    return text;
}

[[noreturn]] void refuse(const fs::path& file, const Text& what) {
    throw Error(ErrorKind::input, what).within(file.string());
}

[[noreturn]] void refuse_unopened(const Operation& operation, const Text& kind, const char* read) {
    const std::string& words = operation.complaints();
    const std::string said = words.empty() ? "" : ": " + words;
    refuse(operation.file(),
           {fmt::format("không phải {} mà riskmap đọc được ({}){}; mở bằng chương trình đã tạo ra "
                        "tệp rồi lưu lại theo một trong các dạng đó",
                        kind.vi,
                        read,
                        said),
            fmt::format("is not a {} that riskmap reads ({}){}; open it in the program that made "
                        "it and save it as one of those",
                        kind.en,
                        read,
                        said)});
}

}  // namespace

void register_drivers() {
    static std::once_flag once;
    std::call_once(once, [] { GDALAllRegister(); });
}

fs::path sibling(const fs::path& file, const std::string& extension) {
    const std::string wanted = lower(file.stem().string() + extension);
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    for (const std::string& name : names_in(folder)) {
        if (lower(name) == wanted) {
            return folder / name;
        }
    }
    return {};
}

void check_local_file(const fs::path& file) {
    std::error_code ignored;
    if (!fs::exists(file, ignored)) {
        const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
        const Text nearest = did_you_mean(file.filename().string(), names_in(folder));
        refuse(file,
               {fmt::format("không có tệp này{}", nearest.vi),
                fmt::format("there is no such file{}", nearest.en)});
    }
    if (fs::is_directory(file, ignored) && lower(file.extension().string()) != ".gdb") {
        refuse(file, {"là thư mục, không phải tệp", "is a folder, not a file"});
    }
    if (!fs::is_directory(file, ignored) && !fs::is_regular_file(file, ignored)) {
        refuse(file,
               {"không phải tệp thường (ống dẫn, thiết bị hay ổ cắm)",
                "is no plain file (a pipe, a device or a socket)"});
    }
    const std::string text = beginning(file);
    if (text.find("<OGRVRTDataSource") != std::string::npos ||
        text.find("<VRTDataset") != std::string::npos) {
        refuse(file,
               {"là lớp ảo chỉ tới các tệp khác; dùng chính tệp chứa dữ liệu, hoặc xuất ra "
                "GeoPackage",
                "is a virtual layer that points to other files; give the file that holds the "
                "data, or export it to a GeoPackage"});
    }
}

namespace {

/// Refuses an archive (XLSX, ODS, KMZ) that says it unpacks to more than any real one.
void check_unpacked_size(const fs::path& file) {
    constexpr double most_bytes = 1.5e9;  // sheets of a million rows and fifteen columns
    if (!beginning(file).starts_with("PK\x03\x04")) {
        return;
    }
    VSIDIR* const folder = VSIOpenDir(("/vsizip/" + file.string()).c_str(), -1, nullptr);
    double bytes = 0;
    while (const VSIDIREntry* entry = folder == nullptr ? nullptr : VSIGetNextDirEntry(folder)) {
        bytes += static_cast<double>(entry->nSize);
    }
    if (folder != nullptr) {
        VSICloseDir(folder);
    }
    if (bytes > most_bytes) {
        throw Error(
            ErrorKind::input,
            Text{fmt::format("{}: giải nén ra {:.1f} GB, lớn hơn mọi bảng thật; hãy lưu lại tệp "
                             "bằng chương trình đã tạo ra nó, hoặc xuất ra CSV",
                             file.string(),
                             bytes / 1e9),
                 fmt::format("{}: would unpack to {:.1f} GB, more than any real table; save it "
                             "again with the program that made it, or export it to CSV",
                             file.string(),
                             bytes / 1e9)});
    }
}

/// Whether a file is some XML, whatever its name says.
bool is_xml(const fs::path& file) {
    const std::string text = beginning(file);
    const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") ||
           (first != std::string::npos && text[first] == '<');
}

}  // namespace

OpenVector::OpenVector(const Operation& operation, SheetHeader header) : file_(operation.file()) {
    check_local_file(file_);
    const char* const headers = header == SheetHeader::first_row ? "FORCE" : "DISABLE";
    for (const char* format : {"XLSX", "ODS", "XLS"}) {
        const std::string prefix = fmt::format("OGR_{}_", format);
        options_.emplace_back(prefix + "FIELD_TYPES", "STRING");
        options_.emplace_back(prefix + "HEADERS", headers);
    }
    options_.emplace_back("GML_SKIP_RESOLVE_ELEMS", "ALL");
    options_.emplace_back("SHAPE_RESTORE_SHX", "YES");
    options_.emplace_back("GDAL_VALIDATE_OPEN_OPTIONS", "NO");
    const CPLStringList drivers = names(vector_drivers);
    CPLStringList options;
    check_unpacked_size(file_);
    if (is_xml(file_)) {
        options.SetNameValue("WRITE_GFS", "NO");  // nothing is written beside an input
        options.SetNameValue("DOWNLOAD_SCHEMA", "NO");
    }
    std::string path = file_.string();
    if (const std::string extension = lower(file_.extension().string());
        extension == ".shp" || extension == ".dbf") {
        options.SetNameValue("ENCODING", "");
        if (extension == ".shp" && sibling(file_, ".shx").empty()) {
            copy_to_memory(file_);
            path = memory_files_.front();
        }
    }
    dataset_.reset(GDALDataset::Open(
        path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers.List(), options.List()));
    if (dataset_ == nullptr) {
        refuse_unopened(operation,
                        {"lớp hoặc bảng", "layer or table"},
                        "GeoPackage, shapefile, GeoJSON, FlatGeobuf, KML, MapInfo, GML, DXF, OSM, "
                        "CSV, XLSX, ODS, XLS");
    }
}

OpenVector::~OpenVector() {
    dataset_.reset();
    for (const std::string& file : memory_files_) {
        VSIUnlink(file.c_str());
    }
}

// The lost index of a shapefile is made anew in memory, never beside the input.
void OpenVector::copy_to_memory(const fs::path& shapefile) {
    const std::string stem = fmt::format("/vsimem/riskmap_open_{}", static_cast<void*>(this));
    for (const char* extension : {".shp", ".dbf", ".prj", ".cpg"}) {
        const fs::path part = sibling(shapefile, extension);
        if (!part.empty() && CPLCopyFile((stem + extension).c_str(), part.c_str()) == 0) {
            memory_files_.push_back(stem + extension);
        }
    }
    memory_files_.push_back(stem + ".shx");
}

std::string OpenVector::driver() const { return dataset_->GetDriverName(); }

OGRLayer& OpenVector::layer(const std::string& name) {
    std::vector<std::string> there;
    for (OGRLayer* layer : dataset_->GetLayers()) {
        there.emplace_back(layer->GetName());
    }
    OGRLayer* found = name.empty() ? dataset_->GetLayer(0) : dataset_->GetLayerByName(name.c_str());
    if (found == nullptr) {
        if (there.empty()) {
            refuse(file_, {"không có lớp hay trang nào", "holds no layer"});
        }
        const Text nearest = did_you_mean(name, there);
        refuse(file_,
               {fmt::format("không có lớp hay trang \"{}\"{}; tệp có: {}",
                            name,
                            nearest.vi,
                            fmt::join(there, ", ")),
                fmt::format("has no layer \"{}\"{}; its layers are: {}",
                            name,
                            nearest.en,
                            fmt::join(there, ", "))});
    }
    return *found;
}

GDALDatasetUniquePtr open_raster(const Operation& operation) {
    check_local_file(operation.file());
    const CPLStringList drivers = names(raster_drivers);
    GDALDatasetUniquePtr dataset(GDALDataset::Open(
        operation.file().c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, drivers.List()));
    if (dataset == nullptr) {
        refuse_unopened(
            operation, {"ảnh raster", "raster"}, "GeoTIFF, Esri ASCII grid, Imagine, EHdr");
    }
    return dataset;
}

}  // namespace riskmap::gdal
