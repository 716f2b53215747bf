#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/admin_units.hpp"

namespace riskmap::intake {

/// What a row says about its unit; parts may be "".
struct UnitClue {
    std::string code;
    std::string name;
    std::string parent;

    bool empty() const { return code.empty() && name.empty(); }
};

/// How sure a clue is. Only `found` and `spelt_otherwise` name a unit.
enum class UnitFit {
    found,
    spelt_otherwise,  ///< the code fits, the name beside it only nearly
    unknown_code,
    other_name,  ///< the code belongs to a unit of another name: codes are used again over time
    unknown_name,
    ambiguous,
};

struct UnitMatch {
    UnitFit fit = UnitFit::unknown_name;
    UnitIndex unit;                       ///< when found
    std::vector<std::string> candidates;  ///< "25195 Tân Phú (Đồng Phú)", nearest or possible units
};

/// Finds the unit that a row names, by its code, else by its name within its parent. Names compare
/// after folding and without type words in front (xã, phường, thị trấn and their short forms); a
/// name that several units have needs a parent. Never guesses.
class UnitMatcher {
  public:
    explicit UnitMatcher(const domain::AdminUnits& units);

    UnitMatch match(const UnitClue& clue) const;
    /// "25280 Lộc Thạnh"
    std::string shown(UnitIndex unit) const;

  private:
    UnitMatch by_code(const UnitClue& clue) const;
    UnitMatch by_name(const UnitClue& clue) const;

    const domain::AdminUnits* units_;
    std::map<std::string, std::vector<UnitIndex>> by_full_name_;
    std::map<std::string, std::vector<UnitIndex>> by_bare_name_;
    std::vector<std::string> names_;
};

/// The folded name without its type word: "Xã Lộc Thạnh" and "x. Lộc Thạnh" are "lộc thạnh".
std::string bare_name(const std::string& name);

}  // namespace riskmap::intake
