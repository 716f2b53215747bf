#include "exposure/notes.hpp"

#include <algorithm>

namespace riskmap::exposure {

void Notes::add(const Text& sentence) {
    const bool known =
        std::find(sentences_.begin(), sentences_.end(), sentence) != sentences_.end();
    if (!known && !(sentence == Text{})) {
        sentences_.push_back(sentence);
    }
}

Text Notes::text() const {
    Text all;
    for (const Text& sentence : sentences_) {
        const char* gap = all == Text{} ? "" : " ";
        all.vi += gap + sentence.vi;
        all.en += gap + sentence.en;
    }
    return all;
}

}  // namespace riskmap::exposure
