#include "core/catalogue.hpp"

#include "accounting/accounting.hpp"
#include "audit/audit.hpp"
#include "capital/capital.hpp"
#include "core/label.hpp"
#include "demand/backlog.hpp"
#include "gpu/cash_flow.hpp"
#include "gpu/gpu.hpp"
#include "judgement/judgement.hpp"
#include "people/allocation.hpp"
#include "people/people.hpp"
#include "plan/attribution.hpp"
#include "plan/functions.hpp"
#include "plan/plan.hpp"
#include "plan/search.hpp"
#include "risk/risk.hpp"
#include "trade/trade.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <unordered_map>

namespace headroom {

const std::vector<Theme>& themes() {
    static const std::vector<Theme> all{
        {tr("GPU economics"), true, gpu_functions()},
        {tr("Cash flow of a GPU"), true, cash_flow_functions()},
        {tr("Demand and backlog"), true, backlog_functions()},
        {tr("Capital"), true, capital_functions()},
        {tr("People"), true, people_functions()},
        {tr("Divisions"), true, allocation_functions()},
        {tr("Accounting standards"), true, accounting_functions()},
        {tr("The trade"), true, trade_functions()},
        {tr("Judgement under uncertainty"), true, judgement_functions()},
        {tr("The trade plan"), true,
         [] {
             std::vector<Function> functions = plan_functions();
             for (Function& function : plan_search_functions()) {
                 functions.push_back(std::move(function));
             }
             functions.push_back(plan_attribution_record());
             return functions;
         }()},
        {tr("The trade plan under uncertainty"), true, risk_functions()},
        {tr("Audit"), false, audit_functions()},
    };
    return all;
}

const std::vector<const Function*>& catalogue() {
    static const std::vector<const Function*> all = [] {
        std::vector<const Function*> functions;
        for (const Theme& theme : themes()) {
            for (const Function& function : theme.functions) {
                functions.push_back(&function);
            }
        }
        return functions;
    }();
    return all;
}

const Function* find(std::string_view name) {
    static const std::unordered_map<std::string, const Function*> names = [] {
        std::unordered_map<std::string, const Function*> made;
        for (const Function* function : catalogue()) {
            made.emplace(folded(function->name), function);
        }
        return made;
    }();
    const auto found = names.find(folded(name));
    return found == names.end() ? nullptr : found->second;
}

namespace {

constexpr std::string_view idl_keywords[] = {
    "any",     "attribute", "boolean",   "bound",  "byte",      "case",      "char",    "class",
    "const",   "constants", "default",   "double", "enum",      "exception", "FALSE",   "float",
    "get",     "hyper",     "in",        "inout",  "interface", "long",      "module",  "optional",
    "out",     "property",  "published", "raises", "readonly",  "sequence",  "service", "set",
    "short",   "singleton", "string",    "struct", "switch",    "transient", "TRUE",    "type",
    "typedef", "union",     "unsigned",  "void"};

bool keyword(std::string_view id) {
    return std::find(std::begin(idl_keywords), std::end(idl_keywords), id) !=
           std::end(idl_keywords);
}

std::size_t letters(std::string_view utf8) {
    return static_cast<std::size_t>(std::ranges::count_if(
        utf8, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

/// Whether a text has no more than so many letters in every language.
template <class In> bool fits(std::size_t most, In text_in) {
    return std::ranges::all_of(
        languages(), [&](Language language) { return letters(text_in(language)) <= most; });
}

} // namespace

std::vector<std::string> defects(const std::vector<const Function*>& functions) {
    std::vector<std::string> found;
    std::set<std::string_view> names;
    for (const Function* function : functions) {
        names.insert(function->name);
    }
    if (names.size() != functions.size()) {
        found.push_back("two functions share a name");
    }
    for (const Function* function : functions) {
        const auto report = [&](std::string_view what) {
            found.push_back(function->name + ": " + std::string(what));
        };
        const auto demand = [&](bool fine, std::string_view what) {
            if (!fine) {
                report(what);
            }
        };
        demand(!keyword(function->id), "the id is an IDL keyword");
        demand(!function->summary.empty(), "no summary");
        // What the Function Wizard shows before it cuts a text off.
        demand(fits(185, [&](Language language) { return function->summary.in(language); }),
               "the summary is too long");
        demand(!function->equation.empty(), "no equation");
        demand(!function->source.empty(), "no source");
        demand(!function->examples.empty(), "no example");
        demand(!function->see_also.empty(), "no see-also");
        demand(function->returns != Function::Returns::number || !function->steps.empty() ||
                   function->steps_vary,
               "no steps");
        std::set<std::string_view> ids;
        bool optional_seen = false;
        for (const Argument& argument : function->arguments) {
            demand(ids.insert(argument.id).second, "two arguments or steps share an id");
            demand(!keyword(argument.id), "an argument's id is an IDL keyword");
            demand(!argument.help.empty(), "an argument has no help");
            demand(fits(130, [&](Language language) { return summary(argument, language); }),
                   "an argument's help is too long: " + std::string(argument.id));
            demand(argument.optional || !optional_seen, "a required argument after an optional");
            optional_seen = argument.optional;
        }
        for (const Step& step : function->steps) {
            demand(ids.insert(step.id).second, "two arguments or steps share an id");
            const bool calculated = function->returns == Function::Returns::number;
            demand(calculated ? !step.formula.in_words() : !step.formula.empty(),
                   "a step's formula must start with =, or be words in a table's");
        }
        for (const std::string_view other : function->see_also) {
            demand(names.contains(other), "see-also names a function that does not exist");
        }
    }
    return found;
}

} // namespace headroom
