// Messages in offices where numbers are typed with a comma.

#include "calc_test.hpp"

#include <chrono>

namespace headroom::test {

namespace {

struct Where {
    const char* locale;
    const char* decimal;
};

class CellLocales : public testing::TestWithParam<Where> {
protected:
    CellLocales()
        : office_(Extension::installed, std::chrono::minutes(2), {}, GetParam().locale),
          document_(office_.create()), sheet_(document_.sheet()) {}

    std::string shown(const char* formula) {
        sheet_.set_formula({0, 0}, formula);
        return sheet_.text({0, 0});
    }

    /// `words` with this office's separator for each |.
    static std::string local(std::string words) {
        for (std::size_t at = words.find('|'); at != words.npos; at = words.find('|')) {
            words.replace(at, 1, GetParam().decimal);
        }
        return words;
    }

    Sheet& sheet() { return sheet_; }

private:
    Office office_;
    Document document_;
    Sheet sheet_;
};

TEST_P(CellLocales, ShowNumbersInMessagesAsTheyAreTyped) {
    EXPECT_EQ(shown("=1.5"), local("1|5")) << "the office itself";
    EXPECT_EQ(shown("=REASON(\"GPUMARGIN\";2.5;1.5;50000;5;1)"),
              local("utilisation is 1|5; it must be above 0 and at most 1. For 1|5 % type 1|5% or "
                    "0|015."));
    EXPECT_EQ(shown("=REASON(\"TRIANGULARINV\";0.5;2.25;1.5;3)"),
              local("mode is 1|5; it must be at least low (low is 2|25)."));
    EXPECT_EQ(shown("=REASON(\"METALOGINV\";0.5;1;1.1;3)"),
              local("p_50 lies 0|05 of the way from p_10 to p_90; a metalog distribution needs "
                    "between 0|1666 and 0|8334."));

    sheet().write({1, 0}, [] {
        Table table;
        table.append({std::string("revenue"), 1000.0});
        table.append({std::string("operating_profit"), 300.0});
        table.append({std::string("life"), 5.1});
        table.append({std::string("churn"), 2.5});
        return table;
    }());
    EXPECT_EQ(shown("=INDEX(PLANCHECK(A2:B5);1;COLUMNS(PLANCHECK(A2:B5)))"),
              local("row 3 of assumptions: life is 5|1; it must be at least 0|25 and at most 50 in "
                    "whole quarters (a multiple of 0|25)."));
    EXPECT_EQ(shown("=REASON(\"PLANVALUE\";A2:B3;\"margin\";1.5)"),
              local("quarter is 1|5; it must be a whole number, at least 1 and at most 80."));
    EXPECT_EQ(shown("=INDEX(PLANCHECK(A2:B5);2;COLUMNS(PLANCHECK(A2:B5)))"),
              local("row 4 of assumptions: churn is 2|5; it must be at least 0 and at most 1. For "
                    "2|5 % type 2|5% or 0|025."));
}

TEST_P(CellLocales, KeepTheWorkingsInTheNotationThatFormulasAreSavedIn) {
    const std::string formula = shown("=INDEX(WORKINGS(\"CUTSAVINGS\";10;1000.5;0;7.5);2;2)");
    EXPECT_EQ(formula, "=1000.5");
    sheet().set_formula({1, 1}, formula);
    EXPECT_EQ(sheet().value({1, 1}), 1000.5);
}

INSTANTIATE_TEST_SUITE_P(Places, CellLocales,
                         testing::Values(Where{"de-DE", ","}, Where{"fr-FR", ","},
                                         Where{"de-CH", "."}, Where{"en-US", "."}),
                         [](const auto& tested) {
                             std::string name = tested.param.locale;
                             name.erase(2, 1);
                             return name;
                         });

} // namespace

} // namespace headroom::test
