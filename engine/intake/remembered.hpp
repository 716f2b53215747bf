#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

namespace riskmap::intake {

/// The answer for a text, worked out once per different text.
class Remembered {
  public:
    /// `ask` must give the same answer for the same text; "" for a blank one.
    template <class Ask>
    std::string operator()(std::string_view text, const Ask& ask) {
        if (text.empty()) {
            return "";
        }
        key_.assign(text);
        const auto found = answers_.find(key_);
        if (found != answers_.end()) {
            return found->second;
        }
        std::string answer = ask(text);
        if (answers_.size() < most_remembered) {
            answers_.emplace(key_, answer);
        }
        return answer;
    }

  private:
    static constexpr std::size_t most_remembered = 5000;
    std::string key_;
    std::unordered_map<std::string, std::string> answers_;
};

}  // namespace riskmap::intake
