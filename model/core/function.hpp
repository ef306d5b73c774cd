#pragma once

#include "core/limits.hpp"
#include "core/plain_form.hpp"
#include "core/quantity.hpp"
#include "core/value.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace headroom {

/// A name that must be written: a record that leaves one out does not compile.
class Name {
public:
    template <std::size_t size> consteval Name(const char (&name)[size]) : name_(name, size - 1) {}
    constexpr operator std::string_view() const { return name_; }
    constexpr std::string_view view() const { return name_; }

private:
    std::string_view name_;
};

/// What an argument takes.
enum class Shape {
    number,    ///< one number
    series,    ///< a range of one row or one column of numbers
    choice,    ///< one of a few words
    text,      ///< one text
    cells,     ///< a range that the function reads itself
    any_number ///< any count of any values: the arguments of another function
};

/// What an argument has when it is left out.
using Default = std::variant<std::monostate, double, std::string_view>;

/// What is said about an argument beside its equation. The rest of it follows from the type.
struct ArgumentText {
    Name id;
    Text help;
    Limits limits = {};
    Default otherwise = {};
    bool named_rows = false;
};

struct Argument {
    std::string_view id;
    Text help;
    Limits limits;
    Default otherwise;
    bool optional = false;
    Shape shape = Shape::number;
    const Unit* unit = nullptr;
    std::vector<std::string_view> choices;
    std::size_t columns = 0; ///< how many columns of a range are looked at; 0: all
    /// Each row says in its first cell what it is; remarks and blank rows may come between.
    bool named_rows = false;

    /// Whether Calc is told to hand over cells and nothing else: what may be left out cannot be so.
    bool must_be_cells() const {
        return (shape == Shape::series || shape == Shape::cells) && !optional;
    }
};

/// How a step comes about: a Calc formula, which is the same in every language, or words.
class Formula {
public:
    Formula() = default;
    /// Throws std::logic_error when it does not begin with =: words are marked with tr.
    Formula(std::string formula);
    Formula(const char* formula) : Formula(std::string(formula)) {}
    Formula(Text words) : words_(words) {}

    bool empty() const { return formula_.empty() && words_.empty(); }
    bool in_words() const { return !words_.empty(); }
    std::string in(Language language) const;
    /// The formula itself; empty when it is words.
    std::string_view code() const { return formula_; }

private:
    std::string formula_;
    Text words_;
};

/// One line of the workings: a Calc formula over the ids of the arguments and of earlier steps.
/// The last step of a function is its result.
/// A formula that depends on the call, such as a column of a published table, is left empty here
/// and handed over with the value. In a function that returns a table the steps explain the method
/// and the totals: their formulas may be words.
struct Step {
    Name id;
    Formula formula;
    const Unit& unit;
};

/// One use of the function, and what it shows. Its result is computed, never written down.
struct Example {
    std::vector<Value> arguments;
    Text says;
};

/// `result` itself; throws Error when it is too large for a number, which is no answer.
double finite(double result);

/// A table with only finite numbers in it; throws Error otherwise.
Table finite(Table result);
Value finite(Value result);

class Memory;

/// Who is told of a call in progress, in which language and notation. Steps are kept only when
/// somebody asked for the workings.
class Call {
public:
    struct Record {
        std::string step;
        double value;
        Formula formula;            ///< empty where the definition's holds
        const Unit* unit = nullptr; ///< none where the definition's holds
    };

    explicit Call(Language language = Language::english, std::vector<Record>* records = nullptr,
                  Memory* memory = nullptr, Notation notation = {})
        : language_(language), notation_(std::move(notation)), records_(records), memory_(memory) {}

    /// Notes the value of an intermediate step and hands it on unchanged. A step that is too large
    /// ends the call: divided by, it would give a 0 that looks like an answer.
    template <class Number> Number step(std::string_view id, Number value) {
        finite(static_cast<double>(value));
        if (records_ != nullptr) {
            records_->push_back({std::string(id), static_cast<double>(value), {}});
        }
        return value;
    }

    /// The same with a formula of this very call, made only when it is wanted.
    template <class Number, class Formula>
    Number step(std::string_view id, Number value, Formula formula) {
        finite(static_cast<double>(value));
        if (records_ != nullptr) {
            records_->push_back({std::string(id), static_cast<double>(value), formula()});
        }
        return value;
    }

    /// The formula of the result, where it depends on the call.
    template <class Formula> void result(Formula formula) {
        if (records_ != nullptr) {
            records_->push_back({{}, 0, formula()});
        }
    }

    /// Notes a step that only this call has, shown before the result.
    void note(Record record) {
        if (records_ != nullptr) {
            records_->push_back(std::move(record));
        }
    }

    /// Whether steps are wanted: some take longer to explain than to do.
    bool explains() const { return records_ != nullptr; }

    Language language() const { return language_; }
    const Notation& notation() const { return notation_; }
    /// As the caller reads it.
    std::string words(const Phrase& phrase) const { return phrase.in(language_, notation_); }
    /// Work that other calls may have done already; null when every call does its own.
    Memory* memory() const { return memory_; }

private:
    Language language_;
    Notation notation_;
    std::vector<Record>* records_;
    Memory* memory_;
};

/// The arguments of the call that an audit function looks into, and how many there may be.
using Arguments = std::span<const Value>;
inline constexpr int looked_into = 20;

/// A function as everything outside its theme sees it.
struct Function {
    std::string_view id;
    std::string name; ///< upper case, as typed into a cell
    Text summary;
    std::vector<Argument> arguments;
    Text equation;
    Text source;
    Text errors;
    std::vector<Step> steps;
    bool steps_vary;
    PlainForm plain_form;
    std::vector<Example> examples;
    std::vector<std::string_view> see_also;
    /// `varies`: a table or, when asked for one part of it, a number.
    enum class Returns { number, text, table, varies } returns;

    Value (*evaluate)(const Function&, Arguments, Call&);

    /// Checks the arguments, fills in defaults and evaluates.
    /// Throws Error when a limit is broken or when there is no answer.
    Value call(Arguments values, Call& call) const { return evaluate(*this, values, call); }
};

/// How the value of an argument stands in a formula: 0.25, "demand".
std::string literal(const Value& value);
/// The call as it is typed: GPUMARGIN(2.5; 0.75; 50000; 5; 2467.104).
std::string typed(const Function& function, Arguments values);
/// An argument's id as IDL allows it: targetMargin for target_margin.
std::string idl_name(std::string_view id);
/// What the Function Wizard says of an argument: the wizard itself takes every one for optional.
std::string summary(const Argument& argument, Language language);
/// How the help lists the function: GPUMARGIN(price; utilisation; …; [wacc=0]).
std::string signature(const Function& function);

} // namespace headroom
