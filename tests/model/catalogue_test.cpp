#include "outcome.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <functional>
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
        {[](Function& f) { f.steps[1].formula = "1+1"; }, "a step's formula must start with ="},
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

/// The ids a formula uses: letters in lower case; Calc's functions are in upper case.
std::set<std::string> ids_in(std::string_view formula) {
    std::set<std::string> ids;
    std::string id;
    bool quoted = false;
    for (const char letter : std::string(formula) + " ") {
        quoted = quoted != (letter == '"');
        if (!quoted && (std::islower(static_cast<unsigned char>(letter)) || letter == '_')) {
            id += letter;
        } else if (!id.empty()) {
            ids.insert(id);
            id.clear();
        }
    }
    return ids;
}

TEST(Catalogue, HasStepsInTermsOfArgumentsAndEarlierSteps) {
    for (const Function* function : number_functions()) {
        std::set<std::string> known;
        for (const Argument& argument : function->arguments) {
            known.insert(std::string(argument.id));
        }
        std::set<std::string> unused = known;
        for (const Step& step : function->steps) {
            for (const std::string& id : ids_in(step.formula)) {
                EXPECT_TRUE(known.contains(id)) << function->name << ": " << step.formula;
                unused.erase(id);
            }
            known.insert(std::string(step.id));
            unused.insert(std::string(step.id));
        }
        unused.erase(std::string(function->steps.back().id));
        EXPECT_EQ(unused, std::set<std::string>()) << function->name;
    }
}

TEST(Catalogue, RecordsTheStepsItDefines) {
    for (const Function* function : number_functions()) {
        std::vector<std::string_view> defined(function->steps.size() - 1);
        std::transform(function->steps.begin(), function->steps.end() - 1, defined.begin(),
                       [](const Step& step) { return step.id.view(); });
        for (const Example& example : function->examples) {
            std::vector<Call::Record> records;
            Call call(Language::english, &records);
            function->call(example.arguments, call);
            std::vector<std::string_view> recorded(records.size());
            std::transform(records.begin(), records.end(), recorded.begin(),
                           [](const Call::Record& record) { return record.step; });
            EXPECT_EQ(recorded, defined) << function->name;
        }
    }
}

TEST(Catalogue, NamesNoArgumentLikeACell) {
    for (const Function* function : catalogue()) {
        for (const Argument& argument : function->arguments) {
            // A formula in terms of p10 would read cell P10.
            EXPECT_EQ(argument.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"),
                      std::string_view::npos)
                << function->name << " " << argument.id;
        }
    }
}

TEST(Signature, ShowsWhatCanBeLeftOut) {
    EXPECT_EQ(signature(function("GPUHOURCOST")),
              "GPUHOURCOST(utilisation; capex; life; opex; [wacc=0]; [residual=0])");
    EXPECT_EQ(signature(function("BACKLOGREVENUE")),
              "BACKLOGREVENUE(revenue; backlog_share; [basis=\"demand\"]; [realisable=1])");
    EXPECT_EQ(signature(function("REASON")), "REASON(function; arguments…)");
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
