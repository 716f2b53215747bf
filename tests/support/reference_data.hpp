#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/graph.hpp"
#include "support/source_folder.hpp"

namespace riskmap::test {

/// Folder of published data sets with known answers: RISKMAP_SHARED/reference, or
/// ../shared/reference beside the sources. Empty, with a loud message, when it is not there.
inline std::filesystem::path reference_folder() {
    std::vector<std::filesystem::path> places;
    if (const char* shared = std::getenv("RISKMAP_SHARED")) {
        places.emplace_back(shared);
    }
    const std::filesystem::path sources = source_folder();
    places.push_back(sources.parent_path() / "shared");
    places.push_back(sources.parent_path().parent_path() / "shared");
    for (const std::filesystem::path& place : places) {
        if (std::filesystem::is_directory(place / "reference")) {
            return place / "reference";
        }
    }
    return {};
}

/// Columns of a CSV file by name; quotes are taken off, spaces around cells too.
class Table {
  public:
    explicit Table(const std::filesystem::path& file) {
        std::ifstream stream(file);
        std::string line;
        std::getline(stream, line);
        const std::vector<std::string> names = cells(line);
        while (std::getline(stream, line)) {
            const std::vector<std::string> row = cells(line);
            for (std::size_t i = 0; i < names.size(); ++i) {
                columns_[names[i]].push_back(i < row.size() ? row[i] : "");
            }
        }
        EXPECT_FALSE(columns_.empty()) << file;
    }

    const std::vector<std::string>& text(const std::string& name) const {
        return columns_.at(name);
    }
    std::vector<double> numbers(const std::string& name) const {
        std::vector<double> result;
        for (const std::string& cell : text(name)) {
            result.push_back(std::strtod(cell.c_str(), nullptr));
        }
        return result;
    }
    std::size_t rows() const { return columns_.begin()->second.size(); }

  private:
    static std::vector<std::string> cells(const std::string& line) {
        std::vector<std::string> result(1);
        bool quoted = false;
        for (const char c : line) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                result.emplace_back();
            } else if (c != '\r' && (c != ' ' || !result.back().empty())) {
                result.back() += c;
            }
        }
        return result;
    }

    std::map<std::string, std::vector<std::string>> columns_;
};

/// A graph from a file of 1-based pairs i,j.
inline Graph reference_graph(const std::filesystem::path& file, std::size_t rows) {
    const Table table(file);
    std::vector<Graph::Edge> edges;
    const std::vector<double> from = table.numbers("i");
    const std::vector<double> to = table.numbers("j");
    for (std::size_t k = 0; k < from.size(); ++k) {
        edges.emplace_back(static_cast<std::uint32_t>(from[k]) - 1,
                           static_cast<std::uint32_t>(to[k]) - 1);
    }
    return Graph(rows, edges);
}

/// A reference test begins here: skips, loudly, where the folder is absent.
class Reference : public ::testing::Test {
  protected:
    void SetUp() override {
        folder = reference_folder();
        if (folder.empty()) {
            std::cerr << "NO REFERENCE DATA: set RISKMAP_SHARED to the folder that holds "
                         "reference/; published answers are not compared in this run.\n";
            GTEST_SKIP() << "no reference data";
        }
    }
    std::filesystem::path folder;
};

}  // namespace riskmap::test
