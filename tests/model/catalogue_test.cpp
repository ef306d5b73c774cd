#include "outcome.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <functional>
#include <iterator>
#include <map>
#include <set>

namespace headroom::test {

namespace {

TEST(Catalogue, HasNoDefects) {
    EXPECT_EQ(defects(catalogue()), std::vector<std::string>());
}

TEST(Catalogue, NoticesEveryDefect) {
    struct Row {
        std::function<void(Function&)> damage;
        std::string_view found;
    };
    const Row rows[] = {
        {[](Function& f) { f.name = "GPUOPEX"; }, "two functions share a name"},
        {[](Function& f) { f.id = "interface"; }, "the id is an IDL keyword"},
        {[](Function& f) { f.summary = {}; }, "no summary"},
        {[](Function& f) { f.equation = {}; }, "no equation"},
        {[](Function& f) { f.source = {}; }, "no source"},
        {[](Function& f) { f.examples.clear(); }, "no example"},
        {[](Function& f) { f.steps.clear(); }, "no steps"},
        {[](Function& f) { f.see_also.clear(); }, "no see-also"},
        {[](Function& f) { f.see_also.push_back("GPUNOTHING"); },
         "see-also names a function that does not exist"},
        {[](Function& f) { f.arguments[1].id = "price"; }, "two arguments or steps share an id"},
        {[](Function& f) { f.arguments[1].id = "double"; }, "an argument's id is an IDL keyword"},
        {[](Function& f) { f.arguments[1].help = {}; }, "an argument has no help"},
        {[](Function& f) { f.arguments[1].optional = true; },
         "a required argument after an optional"},
        {[](Function& f) { f.steps[1].formula = tr("one and one"); },
         "a step's formula must start with =, or be words in a table's"},
    };
    for (const Row& row : rows) {
        std::vector<Function> functions;
        for (const Function* function : catalogue()) {
            functions.push_back(*function);
        }
        const auto damaged =
            std::find_if(functions.begin(), functions.end(),
                         [](const Function& function) { return function.name == "GPUMARGIN"; });
        row.damage(*damaged);
        std::vector<const Function*> all;
        for (const Function& function : functions) {
            all.push_back(&function);
        }
        const std::vector<std::string> found = defects(all);
        EXPECT_TRUE(std::any_of(found.begin(), found.end(), [&](const std::string& defect) {
            return defect.ends_with(row.found);
        })) << row.found;
    }
}

TEST(Catalogue, FindsAFunctionHoweverItIsTyped) {
    const Function* wanted = &function("GPUMARGIN");
    for (const char* name : {"GPUMARGIN", "gpumargin", "gpuMargin", "  GpuMargin "}) {
        EXPECT_EQ(find(name), wanted) << name;
    }
    EXPECT_EQ(find("GPUMARGIN("), nullptr);
    EXPECT_EQ(find(""), nullptr);
}

TEST(Catalogue, HasExamplesThatGiveAResult) {
    for (const Function* function : catalogue()) {
        for (const Example& example : function->examples) {
            EXPECT_FALSE(example.says.empty()) << function->name;
            const Cell result = outcome(*function, example.arguments);
            EXPECT_FALSE(std::holds_alternative<Failure>(result))
                << typed(*function, example.arguments);
        }
    }
}

/// The ids a formula uses: words that begin in lower case; Calc's functions are in upper case.
std::set<std::string> ids_in(std::string_view formula) {
    std::set<std::string> ids;
    std::string word;
    bool quoted = false;
    for (const char letter : std::string(formula) + " ") {
        const bool part = std::isalnum(static_cast<unsigned char>(letter)) || letter == '_';
        if (part && !quoted) {
            word += letter;
            continue;
        }
        quoted = quoted != (letter == '"');
        if (!word.empty() && std::islower(static_cast<unsigned char>(word.front()))) {
            ids.insert(word);
        }
        word.clear();
    }
    return ids;
}

/// The workings of the examples, some of which have steps of their own.
std::vector<Table> workings_of(const Function& called) {
    std::vector<Table> all;
    std::vector<std::vector<Value>> calls{complete_example(called)};
    for (const Example& example : called.examples) {
        calls.push_back(example.arguments);
    }
    if (called.name == "METALOGINV") {
        calls.push_back({0.5, 1.0, 2.0, 3.0, 0.0, 4.0});
    }
    for (const std::vector<Value>& arguments : calls) {
        Call call;
        const Value shown = function("WORKINGS").call(joined(called.name, arguments), call);
        all.push_back(std::get<Table>(shown));
    }
    return all;
}

TEST(Catalogue, HasStepsInTermsOfArgumentsAndEarlierSteps) {
    for (const Function* function : number_functions()) {
        std::set<std::string> arguments;
        for (const Argument& argument : function->arguments) {
            arguments.insert(std::string(argument.id));
        }
        std::set<std::string> shown = arguments;
        std::set<std::string> used;
        for (const Table& table : workings_of(*function)) {
            std::set<std::string> known = arguments;
            for (std::size_t row = 0; row < table.rows(); ++row) {
                const auto& id = std::get<std::string>(table.at(row, 0));
                const auto& formula = std::get<std::string>(table.at(row, 1));
                for (const std::string& each : ids_in(formula)) {
                    EXPECT_TRUE(known.contains(each)) << function->name << ": " << formula;
                    used.insert(each);
                }
                known.insert(id);
                shown.insert(id);
            }
        }
        std::set<std::string> unused;
        std::ranges::set_difference(shown, used, std::inserter(unused, unused.end()));
        for (const Step& step : function->steps) {
            EXPECT_TRUE(shown.contains(std::string(step.id)))
                << function->name << " never shows " << step.id.view();
        }
        unused.erase(std::string(function->steps.back().id));
        // The IRS tables are chosen by these, and read off.
        unused.erase("property_class");
        unused.erase("quarter");
        EXPECT_EQ(unused, std::set<std::string>()) << function->name;
    }
}

/// The names that a formula calls.
std::set<std::string> functions_in(const std::string& formula) {
    std::set<std::string> names;
    std::string word;
    for (const char letter : formula) {
        if (std::isupper(static_cast<unsigned char>(letter)) || letter == '.' ||
            (!word.empty() && std::isdigit(static_cast<unsigned char>(letter)))) {
            word += letter;
            continue;
        }
        if (letter == '(' && !word.empty()) {
            names.insert(word);
        }
        word.clear();
    }
    return names;
}

/// Tried in Calc, Gnumeric, HyperFormula and IronCalc: all of them calculate these alike, ROUND
/// with 0 decimals.
TEST(Catalogue, HasStepsThatEveryProgramCalculates) {
    const std::set<std::string> shared{
        "ABS",        "AND", "BETA.INV", "CHOOSE",     "COUNT", "COUNTIF", "EXP",       "INDEX",
        "LOWER",      "NA",  "TRIM",     "IF",         "LN",    "MAX",     "MIN",       "MOD",
        "NORM.S.INV", "NOT", "NPV",      "OR",         "PV",    "ROUND",   "ROUNDDOWN", "ROUNDUP",
        "SQRT",       "SUM", "SUMIF",    "SUMPRODUCT", "YEAR"};
    for (const Function* function : calculating_functions()) {
        for (const Table& table : workings_of(*function)) {
            for (std::size_t row = 0; row < table.rows(); ++row) {
                const auto& formula = std::get<std::string>(table.at(row, 1));
                for (const std::string& name : functions_in(formula)) {
                    EXPECT_TRUE(!formula.starts_with('=') || shared.contains(name))
                        << function->name << ": " << name << " in " << formula;
                }
            }
        }
    }
}

TEST(Catalogue, RecordsTheStepsItDefines) {
    for (const Function* function : calculating_functions()) {
        // The last step of a number is the number itself.
        const bool number = function->returns == Function::Returns::number;
        std::vector<std::string_view> defined(function->steps.size() - (number ? 1 : 0));
        std::transform(function->steps.begin(), function->steps.end() - (number ? 1 : 0),
                       defined.begin(), [](const Step& step) { return step.id.view(); });
        for (const Example& example : function->examples) {
            std::vector<Call::Record> records;
            Call call(Language::english, &records);
            function->call(example.arguments, call);
            std::vector<std::string_view> recorded;
            for (const Call::Record& record : records) {
                // What has a unit of its own is noted by this call alone.
                if (!record.step.empty() && record.unit == nullptr) {
                    recorded.push_back(record.step);
                }
            }
            EXPECT_EQ(recorded, defined) << function->name;
        }
    }
}

/// A formula in terms of p10 would read cell P10.
bool like_a_cell(std::string_view id) {
    const std::size_t digit = id.find_first_of("0123456789");
    return digit != std::string_view::npos && digit > 0 && digit <= 3 &&
           id.find_first_not_of("0123456789", digit) == std::string_view::npos &&
           id.find('_') == std::string_view::npos;
}

TEST(Catalogue, NamesNothingInAFormulaLikeACell) {
    for (const Function* function : calculating_functions()) {
        for (const Argument& argument : function->arguments) {
            EXPECT_FALSE(like_a_cell(argument.id)) << function->name << " " << argument.id;
        }
        for (const Step& step : function->steps) {
            EXPECT_FALSE(like_a_cell(step.id)) << function->name << " " << step.id.view();
        }
    }
}

TEST(Signature, ShowsWhatCanBeLeftOut) {
    EXPECT_EQ(signature(function("GPUHOURCOST")),
              "GPUHOURCOST(utilisation; capex; life; opex; [wacc=0]; [residual=0])");
    EXPECT_EQ(signature(function("BACKLOGREVENUE")),
              "BACKLOGREVENUE(revenue; backlog_share; [basis=\"demand\"]; [realisable=1])");
    EXPECT_EQ(signature(function("REASON")), "REASON(function; argument…)");
    EXPECT_EQ(signature(function("HEADROOMVERSION")), "HEADROOMVERSION()");
}

TEST(Typed, WritesTheCallAsInACell) {
    EXPECT_EQ(typed(function("BACKLOGREVENUE"), std::vector<Value>{30873.0, 0.25, {}, 0.5}),
              "BACKLOGREVENUE(30873; 0.25; ; 0.5)");
    EXPECT_EQ(literal(std::string("say \"served\"")), "\"say \"\"served\"\"\"");
    EXPECT_EQ(literal(0.1), "0.1");
    EXPECT_EQ(literal({}), "");
}

TEST(IdlName, JoinsWords) {
    EXPECT_EQ(idl_name("target_margin"), "targetMargin");
    EXPECT_EQ(idl_name("colo_per_kw_month"), "coloPerKwMonth");
    EXPECT_EQ(idl_name("price"), "price");
}

} // namespace

} // namespace headroom::test
