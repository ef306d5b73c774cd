#pragma once

#include "calls.hpp"
#include "office.hpp"

#include <optional>
#include <string>
#include <vector>

namespace headroom::test {

/// A call that goes wrong, or should not, and what must come of it.
struct Probe {
    std::string why;
    CellCall call;
    std::vector<int> errors; ///< any of these; 0 stands for a finite number
    /// What it must show to the last digit, where that can be said.
    std::optional<Cell> exactly = {};
    /// The word REASON must use when the call is refused; empty when REASON cannot know.
    std::string blamed = {};
    /// Whether REASON can know more than Calc, which refuses some calls by itself.
    bool explained = true;
};

/// Cells to refer to, on a sheet of their own.
namespace fixture {

inline constexpr const char* sheet = "Fixtures";
inline constexpr const char* division = "$Fixtures.$A$1";      ///< #DIV/0!
inline constexpr const char* not_available = "$Fixtures.$A$2"; ///< #N/A
inline constexpr const char* no_answer = "$Fixtures.$A$3";     ///< #NUM!, from REQUIREDCUTS
inline constexpr const char* refused = "$Fixtures.$A$4";       ///< Err:502, from GPUMARGIN
inline constexpr const char* numbers = "$Fixtures.$B$1:$C$2";  ///< 0.5 to 0.8
inline constexpr const char* with_error = "$Fixtures.$B$3:$B$4";
inline constexpr const char* blanks = "$Fixtures.$D$1:$D$2";
inline constexpr const char* one_number = "$Fixtures.$B$1:$B$1"; ///< 0.5
inline constexpr const char* one_blank = "$Fixtures.$D$1:$D$1";
inline constexpr const char* whole_column = "$Fixtures.$D$1:$D$1048576";
inline constexpr const char* column_of_four = "$Fixtures.$E$1:$E$1048576"; ///< 0.5 to 0.8

} // namespace fixture

/// Adds the fixtures to a document.
void add_fixtures(Document& document);

/// Calculates all probes in a new document and checks each, and the sentence REASON has for it.
void check(Office& office, const std::vector<Probe>& probes);

} // namespace headroom::test
