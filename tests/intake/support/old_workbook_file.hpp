#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include <unicode/unistr.h>

#include "support/files.hpp"

namespace riskmap::test {

/// A cell of an old workbook: text, a number, or a day as Excel counts them.
struct OldDay {
    double serial = 0;
};
using OldCell = std::variant<std::string, double, OldDay>;

/// A workbook of Excel 97 (.xls), to be written for a test: BIFF8 records in one stream of a
/// compound file, as [MS-XLS] and [MS-CFB] describe them, with nothing that a reader can do
/// without.
class OldWorkbookFile {
  public:
    OldWorkbookFile& sheet(const std::string& name) {
        sheets_.push_back({name, {}});
        return *this;
    }
    OldWorkbookFile& row(const std::vector<OldCell>& cells) {
        sheets_.back().rows.push_back(cells);
        return *this;
    }
    std::filesystem::path write(const std::filesystem::path& file) const {
        return write_bytes(file, compound(workbook()));
    }

  private:
    struct Sheet {
        std::string name;
        std::vector<std::vector<OldCell>> rows;
    };

    template <class Number>
    static void put(std::string& bytes, Number number) {
        char raw[sizeof(Number)];
        std::memcpy(raw, &number, sizeof(Number));  // little-endian, as the format
        bytes.append(raw, sizeof(Number));
    }
    static void record(std::string& stream, std::uint16_t kind, const std::string& content) {
        put(stream, kind);
        put(stream, static_cast<std::uint16_t>(content.size()));
        stream += content;
    }
    static std::string utf16(const std::string& text) {
        std::string bytes;
        const icu::UnicodeString units = icu::UnicodeString::fromUTF8(text);
        for (int32_t i = 0; i < units.length(); ++i) {
            put(bytes, static_cast<std::uint16_t>(units[i]));
        }
        return bytes;
    }
    static std::string beginning(std::uint16_t kind) {
        std::string content;
        for (const int part : {0x0600, static_cast<int>(kind), 0x0DBB, 0x07CC}) {
            put(content, static_cast<std::uint16_t>(part));
        }
        put(content, std::uint32_t{0});
        put(content, std::uint32_t{6});
        return content;
    }
    /// A format of cells: 0 general, 14 a day.
    static std::string cell_format(std::uint16_t number_format) {
        std::string content;
        put(content, std::uint16_t{0});
        put(content, number_format);
        content.resize(20, '\0');
        return content;
    }

    std::string cells(const Sheet& sheet) const {
        std::string stream;
        record(stream, 0x0809, beginning(0x0010));
        std::string size;
        std::size_t width = 0;
        for (const auto& row : sheet.rows) {
            width = std::max(width, row.size());
        }
        put(size, std::uint32_t{0});
        put(size, static_cast<std::uint32_t>(sheet.rows.size()));
        put(size, std::uint16_t{0});
        put(size, static_cast<std::uint16_t>(width));
        put(size, std::uint16_t{0});
        record(stream, 0x0200, size);
        for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
            for (std::size_t column = 0; column < sheet.rows[row].size(); ++column) {
                const OldCell& cell = sheet.rows[row][column];
                std::string content;
                put(content, static_cast<std::uint16_t>(row));
                put(content, static_cast<std::uint16_t>(column));
                put(content, static_cast<std::uint16_t>(std::holds_alternative<OldDay>(cell)));
                if (const auto* text = std::get_if<std::string>(&cell)) {
                    put(content, static_cast<std::uint32_t>(place_of(*text)));
                    if (!text->empty()) {
                        record(stream, 0x00FD, content);
                    }
                    continue;
                }
                const auto* number = std::get_if<double>(&cell);
                put(content, number != nullptr ? *number : std::get<OldDay>(cell).serial);
                record(stream, 0x0203, content);
            }
        }
        record(stream, 0x000A, "");
        return stream;
    }

    /// The texts of all cells, in reading order, repeats included.
    std::vector<std::string> texts() const {
        std::vector<std::string> all;
        for (const Sheet& sheet : sheets_) {
            for (const auto& row : sheet.rows) {
                for (const OldCell& cell : row) {
                    const auto* text = std::get_if<std::string>(&cell);
                    if (text != nullptr && !text->empty()) {
                        all.push_back(*text);
                    }
                }
            }
        }
        return all;
    }
    std::size_t place_of(const std::string& text) const {
        const std::vector<std::string> all = texts();
        return static_cast<std::size_t>(std::find(all.begin(), all.end(), text) - all.begin());
    }

    std::string workbook() const {
        std::string before;
        record(before, 0x0809, beginning(0x0005));
        std::string code_page;
        put(code_page, std::uint16_t{1200});
        record(before, 0x0042, code_page);
        record(before, 0x00E0, cell_format(0));
        record(before, 0x00E0, cell_format(14));
        std::string shared;
        put(shared, static_cast<std::uint32_t>(texts().size()));
        put(shared, static_cast<std::uint32_t>(texts().size()));
        for (const std::string& text : texts()) {
            const std::string units = utf16(text);
            put(shared, static_cast<std::uint16_t>(units.size() / 2));
            shared += '\x01' + units;
        }
        EXPECT_LE(shared.size(), 8224U) << "a record holds no more; keep test workbooks small";
        std::string after;
        record(after, 0x00FC, shared);
        record(after, 0x000A, "");
        std::size_t at = before.size() + after.size();
        for (const Sheet& sheet : sheets_) {
            at += 4 + 8 + utf16(sheet.name).size();
        }
        std::string stream = before;
        std::string sheets;
        for (const Sheet& sheet : sheets_) {
            std::string content;
            put(content, static_cast<std::uint32_t>(at + sheets.size()));
            put(content, std::uint16_t{0});
            content += static_cast<char>(utf16(sheet.name).size() / 2);
            content += '\x01' + utf16(sheet.name);
            record(stream, 0x0085, content);
            sheets += cells(sheet);
        }
        return stream + after + sheets;
    }

    /// The stream in a compound file of 512-byte sectors: header, one allocation table, directory,
    /// stream.
    static std::string compound(std::string stream) {
        constexpr std::size_t sector = 512;
        constexpr std::uint32_t free_sector = 0xFFFFFFFF;
        constexpr std::uint32_t end_of_chain = 0xFFFFFFFE;
        stream.resize(std::max<std::size_t>(4096, (stream.size() + sector - 1) / sector * sector),
                      '\0');
        const auto sectors = static_cast<std::uint32_t>(stream.size() / sector);
        EXPECT_LE(sectors + 2, sector / 4) << "one allocation table";

        std::string header("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
        header.append(16, '\0');
        for (const int part : {0x003E, 0x0003, 0xFFFE, 9, 6, 0, 0, 0}) {
            put(header, static_cast<std::uint16_t>(part));
        }
        for (const std::uint32_t part :
             {0U, 1U, 1U, 0U, 4096U, end_of_chain, 0U, end_of_chain, 0U, 0U}) {
            put(header, part);
        }
        while (header.size() < sector) {
            put(header, free_sector);
        }
        std::string table;
        put(table, std::uint32_t{0xFFFFFFFD});  // this table
        put(table, end_of_chain);               // the directory
        for (std::uint32_t i = 0; i < sectors; ++i) {
            put(table, i + 1 < sectors ? i + 3 : end_of_chain);
        }
        while (table.size() < sector) {
            put(table, free_sector);
        }
        std::string directory =
            entry("Root Entry", 5, 1, end_of_chain, 0) +
            entry("Workbook", 2, free_sector, 2, static_cast<std::uint32_t>(stream.size())) +
            entry("", 0, free_sector, 0, 0) + entry("", 0, free_sector, 0, 0);
        return header + table + directory + stream;
    }

    static std::string entry(const std::string& name,
                             char kind,
                             std::uint32_t child,
                             std::uint32_t first,
                             std::uint32_t size) {
        constexpr std::uint32_t none = 0xFFFFFFFF;
        std::string bytes = utf16(name);
        bytes.resize(64, '\0');
        put(bytes, static_cast<std::uint16_t>(name.empty() ? 0 : 2 * name.size() + 2));
        bytes += kind;
        bytes += '\x01';
        put(bytes, none);
        put(bytes, none);
        put(bytes, child);
        bytes.append(36, '\0');
        put(bytes, first);
        put(bytes, size);
        put(bytes, std::uint32_t{0});
        return bytes;
    }

    std::vector<Sheet> sheets_;
};

}  // namespace riskmap::test
