#include "plan/kind_words.hpp"

#include <map>

namespace riskmap::plan {

Text kind_words(const std::string& kind) {
    static const std::map<std::string, Text> words{
        {"", {"không rõ loại", "kind not known"}},
        {"river", {"sông", "river"}},
        {"stream", {"suối", "stream"}},
        {"canal", {"kênh", "canal"}},
        {"ditch", {"mương", "ditch"}},
        {"reservoir", {"hồ chứa", "reservoir"}},
        {"lake", {"hồ", "lake"}},
        {"pond", {"ao", "pond"}},
        {"pit", {"hố nước", "pit"}},
        {"well", {"giếng", "well"}},
        {"quarry", {"mỏ, hố khai thác", "quarry"}},
        {"pool", {"bể bơi", "pool"}},
        {"expressway", {"đường cao tốc", "expressway"}},
        {"national", {"quốc lộ", "national road"}},
        {"provincial", {"đường tỉnh", "provincial road"}},
        {"district", {"đường huyện", "district road"}},
        {"commune", {"đường xã", "commune road"}},
        {"urban", {"đường đô thị", "urban road"}},
        {"village", {"đường thôn", "village road"}},
        {"rural", {"đường nông thôn", "rural road"}},
        {"kindergarten", {"trường mầm non", "kindergarten"}},
        {"primary", {"trường tiểu học", "primary school"}},
        {"lower_secondary", {"trường trung học cơ sở", "lower secondary school"}},
        {"upper_secondary", {"trường trung học phổ thông", "upper secondary school"}},
        {"school", {"trường học", "school"}},
        {"local", {"đường khác", "other road"}},
    };
    const auto found = words.find(kind);
    return found == words.end() ? Text{kind, kind} : found->second;
}

}  // namespace riskmap::plan
