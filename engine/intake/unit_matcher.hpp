#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/admin_units.hpp"
#include "domain/crosswalk.hpp"
#include "intake/place_name.hpp"

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

/// The step of the ladder on which a unit was found; earlier steps are surer.
enum class UnitStep { none, code, exact, folded, unaccented, reviewed, point };
const char* to_word(UnitStep step);

struct UnitMatch {
    UnitFit fit = UnitFit::unknown_name;
    UnitStep step = UnitStep::none;
    UnitIndex unit;                       ///< when found
    std::vector<std::string> candidates;  ///< "25195 Tân Phú (Đồng Phú)", nearest or possible units
};

/// Finds the unit that a row names in the register of one vintage. The first certain step wins:
///
/// 1. its code, unless the name beside it says another unit;
/// 2. the exact name with type word, within the parent if the row tells one;
/// 3. the name after folding case, punctuation, type words, tone placement and Đak/Đăk/Đắk; of
///    several units those of the type that the row tells;
/// 4. the name with marks left out, when no other unit could be meant.
///
/// A nearest spelling is only ever a candidate. `UnitMatch::unit` is the row of the register.
/// Answers are remembered, for lists name few places many times: for one thread.
class UnitMatcher {
  public:
    explicit UnitMatcher(std::vector<domain::NamedUnit> units);
    explicit UnitMatcher(const domain::AdminUnits& units);

    UnitMatch match(const UnitClue& clue) const;
    /// "25280 Lộc Thạnh"
    std::string shown(UnitIndex unit) const;
    const std::vector<domain::NamedUnit>& units() const { return units_; }
    /// The unit of a code, also of a number that has lost its leading zeros.
    std::optional<UnitIndex> find(const std::string& code) const;

  private:
    UnitMatch answer(const UnitClue& clue) const;
    UnitMatch by_code(const UnitClue& clue) const;
    UnitMatch by_name(const UnitClue& clue) const;
    std::vector<UnitIndex> within(const std::vector<UnitIndex>& units,
                                  const std::string& parent) const;
    bool lies_in(UnitIndex unit, const PlaceName& parent) const;
    void add_nearest(const PlaceName& name, UnitMatch& match) const;
    void add_candidates(const std::vector<UnitIndex>& units, UnitMatch& match) const;

    std::vector<domain::NamedUnit> units_;
    std::vector<PlaceName> names_, parents_;
    std::vector<std::string> codes_;
    std::size_t code_length_ = 0;  ///< when all codes have the same, else 0
    std::map<std::string, UnitIndex> by_code_;
    std::map<std::string, std::vector<UnitIndex>> by_exact_, by_folded_, by_bare_;
    mutable std::unordered_map<std::string, UnitMatch> remembered_;
};

}  // namespace riskmap::intake
