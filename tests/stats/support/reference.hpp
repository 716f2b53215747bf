#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/graph.hpp"
#include "support/reference_data.hpp"

namespace riskmap::test {

/// Columns of a small CSV file by name, as text without quotes.
class Csv {
  public:
    explicit Csv(const std::filesystem::path& path) {
        std::ifstream in(path);
        if (!in) {
            throw std::runtime_error("cannot read " + path.string());
        }
        std::string line;
        std::vector<std::string> names;
        while (std::getline(in, line)) {
            std::vector<std::string> cells;
            std::stringstream parts(line);
            std::string cell;
            while (std::getline(parts, cell, ',')) {
                std::erase_if(cell, [](char c) { return c == '"' || c == ' ' || c == '\r'; });
                cells.push_back(cell);
            }
            if (names.empty()) {
                names = cells;
                continue;
            }
            for (std::size_t i = 0; i < names.size() && i < cells.size(); ++i) {
                columns_[names[i]].push_back(cells[i]);
            }
        }
    }
    const std::vector<std::string>& text(const std::string& name) const {
        return columns_.at(name);
    }
    std::vector<double> numbers(const std::string& name) const {
        std::vector<double> result;
        for (const std::string& cell : columns_.at(name)) {
            result.push_back(std::strtod(cell.c_str(), nullptr));
        }
        return result;
    }

  private:
    std::map<std::string, std::vector<std::string>> columns_;
};

/// Graph from a file of edges between 1-based rows.
inline Graph graph_of(const std::filesystem::path& path, std::size_t size) {
    const Csv csv(path);
    const std::vector<double> from = csv.numbers("i");
    const std::vector<double> to = csv.numbers("j");
    std::vector<Graph::Edge> edges;
    for (std::size_t i = 0; i < from.size(); ++i) {
        edges.emplace_back(static_cast<std::uint32_t>(from[i] - 1),
                           static_cast<std::uint32_t>(to[i] - 1));
    }
    return Graph(size, edges);
}

}  // namespace riskmap::test
