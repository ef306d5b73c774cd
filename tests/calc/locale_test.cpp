// Messages in offices where numbers are typed with a comma.

#include "office.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace headroom::test {

namespace {

/// An office in one locale, with a sheet.
class Abroad {
public:
    explicit Abroad(std::string_view locale)
        : office_(Extension::installed, std::chrono::minutes(5), {}, locale),
          document_(office_.create()), sheet_(document_.sheet()) {}

    /// What a cell shows; the formula is in English notation.
    std::string shown(std::string_view formula) {
        sheet_.set_formula({0, 0}, formula);
        return sheet_.text({0, 0});
    }
    double value(std::string_view formula) {
        sheet_.set_formula({0, 0}, formula);
        return sheet_.value({0, 0});
    }
    void write(const Table& table) { sheet_.write({1, 0}, table); }

private:
    Office office_;
    Document document_;
    Sheet sheet_;
};

/// `decimal` is how the place separates decimals; it stands for | in what is expected.
void expect_numbers_as_typed(std::string_view locale, std::string_view decimal) {
    Abroad office(locale);
    const auto expect = [&](std::string_view formula, std::string words) {
        for (std::size_t at = words.find('|'); at != words.npos; at = words.find('|')) {
            words.replace(at, 1, decimal);
        }
        EXPECT_EQ(office.shown(formula), words) << locale << ": " << formula;
    };
    expect("=1.5", "1|5"); // the office itself
    expect("=REASON(\"GPUMARGIN\";2.5;1.5;50000;5;1)",
           "utilisation is 1|5; it must be above 0 and at most 1. For 1|5 % type 1|5% or 0|015.");
    expect("=REASON(\"TRIANGULARINV\";0.5;2.25;1.5;3)",
           "mode is 1|5; it must be at least low (low is 2|25).");
    expect("=REASON(\"METALOGINV\";0.5;1;1.1;3)",
           "p_50 lies 0|05 of the way from p_10 to p_90; a metalog distribution needs between "
           "0|1666 and 0|8334.");
    expect("=REASON(\"SAVINGMONTHS\";\"2,50\")",
           "start_month is the text \"2,50\"; it must be a number. It looks like one but is stored "
           "as text: format the cell as a number and type the value again.");

    Table assumptions;
    assumptions.append({std::string("revenue"), 1000.0});
    assumptions.append({std::string("operating_profit"), 300.0});
    assumptions.append({std::string("life"), 5.1});
    assumptions.append({std::string("churn"), 2.5});
    office.write(assumptions);
    expect("=INDEX(PLANCHECK(A2:B5);1;3)",
           "row 3 of assumptions: life is 5|1; it must be at least 0|25 and at most 50 in whole "
           "quarters (a multiple of 0|25).");
    expect("=INDEX(PLANCHECK(A2:B5);2;3)",
           "row 4 of assumptions: churn is 2|5; it must be at least 0 and at most 1. For 2|5 % "
           "type 2|5% or 0|025.");
    expect("=REASON(\"PLANVALUE\";A2:B3;\"margin\";1.5)",
           "quarter is 1|5; it must be a whole number, at least 1 and at most 80.");

    // Formulas in the workings are as files and macros have them, whatever the place.
    const std::string formula =
        office.shown("=INDEX(WORKINGS(\"CUTSAVINGS\";10;1000.5;0;7.5);2;2)");
    EXPECT_EQ(formula, "=1000.5") << locale;
    EXPECT_EQ(office.value(formula), 1000.5) << locale;
}

TEST(CellLocales, OfGermanyHaveACommaInMessages) {
    expect_numbers_as_typed("de-DE", ",");
}

TEST(CellLocales, OfFranceHaveACommaInMessages) {
    expect_numbers_as_typed("fr-FR", ",");
}

TEST(CellLocales, OfGermanSwitzerlandHaveAPointInMessages) {
    expect_numbers_as_typed("de-CH", ".");
}

} // namespace

} // namespace headroom::test
