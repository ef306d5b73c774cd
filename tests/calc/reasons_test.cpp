#include "calc_test.hpp"
#include "probes.hpp"

#include "core/catalogue.hpp"
#include "outcome.hpp"

namespace headroom::test {

namespace {

/// Whatever cell shows an error, REASON of the same text says why, or is known not to see it.
class CellReasons : public CalcTest {};

/// How an argument may be given.
struct Form {
    const char* what;
    Given given;
    /// What Calc does with it before REASON is asked.
    enum class Calc {
        hands_over,
        hands_over_as_a_range, ///< an array: not to be told from the cells that it is not
        passes_error_on        ///< or shows Err:504 itself
    } calc = Calc::hands_over;
};

const std::vector<Form>& forms() {
    static const std::vector<Form> all{
        {"nothing", {}},
        {"a blank cell", Blank()},
        {"a number in a cell", 0.5},
        {"a large number in a cell", 100.0},
        {"a text in a cell", "abc"},
        {"a typed number", Expression{"0.5"}},
        {"a large typed number", Expression{"100"}},
        {"a negative typed number", Expression{"-1"}},
        {"a calculated number", Expression{"50+50"}},
        {"a typed text", Expression{"\"abc\""}},
        {"an empty text", Expression{"\"\""}},
        {"a truth", Expression{"TRUE()"}},
        {"a range of one cell", Expression{fixture::one_number}},
        {"a range of one blank cell", Expression{fixture::one_blank}},
        {"a column", Expression{"OFFSET($Fixtures.$E$1;0;0;4;1)"}},
        {"a square", Expression{fixture::numbers}},
        {"blank cells", Expression{fixture::blanks}},
        {"a cell in error", Expression{fixture::division}, Form::Calc::passes_error_on},
        {"a range with an error", Expression{fixture::with_error}, Form::Calc::passes_error_on},
        {"several ranges", Expression{"$Fixtures.$B$1:$B$2~$Fixtures.$E$1"},
         Form::Calc::passes_error_on},
        {"an inline row", Expression{"{0.5;0.6}"}, Form::Calc::hands_over_as_a_range},
        {"an inline column", Expression{"{0.5|0.6}"}, Form::Calc::hands_over_as_a_range},
        {"an inline number", Expression{"{0.5}"}, Form::Calc::hands_over_as_a_range},
        {"an inline text", Expression{"{\"abc\"}"}, Form::Calc::hands_over_as_a_range},
        {"a calculated array", Expression{"TRANSPOSE($Fixtures.$E$1:$E$4)"},
         Form::Calc::hands_over_as_a_range},
    };
    return all;
}

/// A call, and whether REASON is known to be blind to what may be wrong with it.
struct Asked {
    CellCall call;
    std::string why;
    bool unseen = false;
    bool passed_on = false;
    bool one_value = false;
};

std::vector<Asked> all_calls() {
    std::vector<Asked> all;
    for (const Theme& theme : themes()) {
        for (const Function& function : theme.functions) {
            if (!theme.calculates) {
                continue;
            }
            const CellCall complete = cell_call(function, complete_example(function));
            for (std::size_t i = 0; i < function.arguments.size(); ++i) {
                const Argument& argument = function.arguments[i];
                for (const Form& form : forms()) {
                    Asked& asked = all.emplace_back();
                    asked.call = complete;
                    asked.call.arguments[i] = form.given;
                    asked.why = std::string(argument.id) + " is " + form.what;
                    asked.unseen =
                        argument.must_be_cells() && form.calc == Form::Calc::hands_over_as_a_range;
                    asked.passed_on = form.calc == Form::Calc::passes_error_on;
                    asked.one_value = argument.must_be_cells();
                }
            }
            CellCall more = complete;
            more.arguments.emplace_back(1.0);
            all.push_back({.call = more, .why = "one argument too many"});
            more.arguments.back() = std::monostate();
            all.push_back({.call = more, .why = "an empty argument too many", .unseen = true});
            all.push_back({.call = {function.name, {}}, .why = "no argument"});
        }
    }
    return all;
}

TEST_F(CellReasons, SayWhyWhateverIsGivenHowever) {
    const std::vector<Asked> all = all_calls();
    std::vector<CellCall> calls;
    std::vector<CellCall> questions;
    for (const Asked& asked : all) {
        calls.push_back(asked.call);
        questions.push_back(reason_for(asked.call));
    }
    Document document = office().create();
    add_fixtures(document);
    Sheet sheet = document.sheet();
    const std::vector<CellOutcome> outcomes = evaluate(sheet, calls);
    Sheet reasons = document.add_sheet("Reasons");
    const std::vector<CellOutcome> answers = evaluate(reasons, questions);
    int errors = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& [call, why, unseen, passed_on, one_value] = all[i];
        const std::string said = answers[i].text();
        const bool of_one_value = said.find(" is one value") != std::string::npos;
        const bool in_the_table = said.find(" of the table ") != std::string::npos;
        SCOPED_TRACE(call.function + ": " + why + ": " + call.text());
        if (outcomes[i].error == 0) {
            // PLANCHECK tells in its table of cells in error, which REASON is not handed.
            EXPECT_TRUE(answers[i].error == 0 || passed_on) << answers[i];
            EXPECT_TRUE(said.empty() || (of_one_value && one_value) || in_the_table) << said;
            continue;
        }
        ++errors;
        EXPECT_TRUE(!said.empty() || unseen || (passed_on && answers[i].error != 0))
            << "the cell shows " << outcomes[i];
        EXPECT_TRUE(answers[i].error == 0 || passed_on) << answers[i];
    }
    EXPECT_GT(errors, 2000);
}

struct Row {
    const char* call; ///< over A1: 100, A2: blank, A3: "abc"
    int error;
    std::string reason;
};

TEST_F(CellReasons, SayWhatTheyCannotSee) {
    const std::string one = "capex is one value, 100. Typed into the formula it gives Err:504, "
                            "because cells are needed here; in a cell of its own it is right. "
                            "REASON cannot see which of the two it is.";
    const std::string zero = "capex is one value, 0. Typed into the formula it gives Err:504, "
                             "because cells are needed here; in a cell of its own it is right, but "
                             "not when that cell is blank, which is Err:502. REASON cannot see "
                             "which of these it is.";
    const std::string beside = " capex is one value: typed into the formula and not in a cell of "
                               "its own, it gives Err:504 before all else. REASON cannot see "
                               "whether it is.";
    const Row rows[] = {
        {"VINTAGEDEPRECIATION#100;5)", 504, one},
        {"VINTAGEDEPRECIATION#50+50;5)", 504, one},
        {"VINTAGEDEPRECIATION#$Cells.A1;5)", 0, one},
        {"VINTAGEDEPRECIATION#$Cells.A1:A1;5)", 0, ""},
        {"VINTAGEDEPRECIATION#$Cells.A2;5)", 502, zero},
        {"VINTAGEDEPRECIATION#$Cells.A2:A2;5)", 502,
         "capex is blank; it must hold at least one number."},
        {"VINTAGEDEPRECIATION#0;5)", 504, zero},
        {"VINTAGEDEPRECIATION#-1;5)", 504, "row 1 of capex is -1; it must be at least 0." + beside},
        {"VINTAGEDEPRECIATION#\"abc\";5)", 504,
         "row 1 of capex is the text \"abc\"; it must be a number." + beside},
        {"VINTAGEDEPRECIATION#$Cells.A3;5)", 502,
         "row 1 of capex is the text \"abc\"; it must be a number." + beside},
        {"VINTAGEDEPRECIATION#100)", 504,
         "life is missing; VINTAGEDEPRECIATION cannot do without it: VINTAGEDEPRECIATION(capex; "
         "life; [residual_share=0]; [convention=\"full\"])." +
             beside},
        {"LEASEVSBUY#10000;3000;0.08;0.25;4)", 504,
         "payments is one value, 3000. Typed into the formula it gives Err:504, because cells are "
         "needed here; in a cell of its own it is right. REASON cannot see which of the two it "
         "is."},
        {"PLANVALUE#5;\"margin\")", 504, "assumptions is one value; it must be a range of cells."},
        {"PLANVALUE#$Cells.A1;\"margin\")", 502,
         "assumptions is one value; it must be a range of cells."},
        {"VINTAGEDEPRECIATION#{100;200};5)", 504, ""},
        {"VINTAGEDEPRECIATION#$Cells.A1:A1;5;;;)", 504, ""},
    };
    Document document = office().create();
    Sheet cells = document.add_sheet("Cells");
    cells.set_number({0, 0}, 100);
    cells.set_text({2, 0}, "abc");
    Sheet sheet = document.sheet();
    for (const Row& row : rows) {
        const std::string call = row.call;
        const std::size_t open = call.find('#');
        const std::string arguments = call.substr(open + 1);
        sheet.set_formula({0, 0}, "=" + call.substr(0, open) + "(" + arguments);
        sheet.set_formula({1, 0}, "=REASON(\"" + call.substr(0, open) + "\";" + arguments);
        EXPECT_EQ(sheet.error({0, 0}), row.error) << call;
        EXPECT_EQ(sheet.text({1, 0}), row.reason) << call;
    }
}

} // namespace

} // namespace headroom::test
