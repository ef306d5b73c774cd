// What a reason or the workings take: no cell may hold Calc up because somebody looks into it.

#include "draw.hpp"
#include "outcome.hpp"

#include "core/catalogue.hpp"
#include "plan/driver.hpp"
#include "plan/examples.hpp"
#include "plan/plan.hpp"

#include <gtest/gtest.h>

#include <ctime>

namespace headroom::test {

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr double most_seconds = 2;
#else
constexpr double most_seconds = 0.2;
#endif

void expect_quick(const Function& looked_into, const std::vector<Value>& arguments) {
    for (const char* audit : {"REASON", "WORKINGS"}) {
        const std::vector<Value> all = joined(looked_into.name, arguments);
        const std::clock_t start = std::clock();
        try {
            Call call;
            function(audit).call(all, call);
        } catch (const Error&) {
            // In time is all that is asked here.
        }
        const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
        EXPECT_LT(seconds, most_seconds) << audit << " of " << looked_into.id;
    }
}

Table longest_plan() {
    Table assumptions = example_assumptions();
    assumptions.append({std::string("quarters"), static_cast<double>(most_quarters)});
    return assumptions;
}

TEST(AuditTime, IsShortForAnyNumbers) {
    Draw draw(31);
    for (const Function* function : calculating_functions()) {
        for (int i = 0; i < 20; ++i) {
            expect_quick(*function, draw.arguments(*function));
        }
        const std::vector<Value> example = complete_example(*function);
        for (std::size_t i = 0; i < function->arguments.size(); ++i) {
            const Argument& argument = function->arguments[i];
            if (argument.shape != Shape::number && argument.shape != Shape::series) {
                continue;
            }
            for (const double value : {1e300, 1e15, 1e9, 1e5, 50.0, 1e-9, 5e-324}) {
                expect_quick(*function, exchanged(example, i, value));
            }
        }
    }
}

TEST(AuditTime, IsShortForTheLongestPlan) {
    for (const Function* function : plan_functions()) {
        for (const Example& example : function->examples) {
            std::vector<Value> arguments = example.arguments;
            for (Value& argument : arguments) {
                const Table* table = std::get_if<Table>(&argument);
                if (table != nullptr && table->columns() == 2) {
                    argument = longest_plan();
                }
            }
            expect_quick(*function, arguments);
        }
    }
    for (const char* line :
         {"required cuts", "free cash flow", "cumulative free cash flow", "margin"}) {
        expect_quick(function("PLANVALUE"), {longest_plan(), std::string(line)});
    }
}

TEST(AuditTime, IsShortForLongTexts) {
    const std::string text(1'000'000, 'x');
    expect_quick(function("BACKLOGREVENUE"), {100.0, 0.5, text});
    expect_quick(function("PLANVALUE"), {longest_plan(), text});
    expect_quick(function("PLANVALUE"), {text, text});
    Function unknown = function("PLANVALUE");
    unknown.name = text;
    unknown.id = "an unknown function";
    expect_quick(unknown, {1.0});
}

} // namespace

} // namespace headroom::test
