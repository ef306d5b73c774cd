#include "calc_test.hpp"
#include "probes.hpp"

#include "draw.hpp"
#include "outcome.hpp"

namespace headroom::test {

namespace {

class CellErrors : public CalcTest {};

/// Makes the probes of one argument: the complete example with that argument exchanged.
class Exchange {
public:
    Exchange(const Function& called, std::size_t index, std::vector<Probe>& probes)
        : function(called), argument(called.arguments[index]), index_(index),
          example_(complete_example(called)), probes_(probes) {}

    Probe& add(Given given, std::string why, std::vector<int> errors,
               std::optional<Cell> exactly = {}) const {
        CellCall call = cell_call(function, example_);
        call.arguments[index_] = std::move(given);
        return probes_.emplace_back(Probe{.why = std::move(why),
                                          .call = std::move(call),
                                          .errors = std::move(errors),
                                          .exactly = std::move(exactly),
                                          .blamed = std::string(argument.id)});
    }

    /// It must have the effect of that number.
    void add_number(Given given, std::string why, double number) const {
        const std::vector<Value> arguments = exchanged(example_, index_, number);
        const bool fine = fits(function, arguments);
        add(std::move(given), std::move(why),
            fine ? std::vector<int>{0, 503, 532} : std::vector<int>{502},
            outcome(function, arguments))
            .blamed = fine || function.name == "METALOGINV" ? "" : argument.id;
    }

    const Function& function;
    const Argument& argument;

private:
    std::size_t index_;
    std::vector<Value> example_;
    std::vector<Probe>& probes_;
};

template <class Make> std::vector<Probe> for_every_argument(Make make) {
    std::vector<Probe> probes;
    for (const Function* function : calculating_functions()) {
        for (std::size_t i = 0; i < function->arguments.size(); ++i) {
            make(Exchange(*function, i, probes));
        }
    }
    return probes;
}

TEST_F(CellErrors, TextForANumberIsRefused) {
    check(office(), for_every_argument([](const Exchange& exchange) {
              if (exchange.argument.shape == Shape::choice) {
                  exchange.add("neither", "not one of the words", {502});
                  exchange.add(1.0, "a number for a word", {502});
                  exchange.add(Expression{"\"\""}, "no word", {502});
                  return;
              }
              exchange.add("abc", "a text", {502});
              exchange.add("2.5", "a number stored as text is a text", {502});
              exchange.add("25%", "so is a percentage", {502});
              if (exchange.argument.shape == Shape::number) {
                  exchange.add(Expression{"\"\""}, "the result of a formula that shows nothing",
                               {502});
              }
          }));
}

TEST_F(CellErrors, WordsIgnoreCaseAndBlanksAround) {
    std::vector<Probe> probes;
    for (const Function* function : calculating_functions()) {
        for (std::size_t i = 0; i < function->arguments.size(); ++i) {
            for (const std::string_view word : function->arguments[i].choices) {
                std::vector<Value> arguments = complete_example(*function);
                arguments[i] = std::string(word);
                std::string typed = "  " + std::string(word) + " ";
                const bool small = typed[2] >= 'a';
                typed[2] = static_cast<char>(typed[2] + (small ? 'A' - 'a' : 'a' - 'A'));
                const Cell result = outcome(*function, arguments);
                arguments[i] = typed;
                probes.push_back(
                    {"typed freely", cell_call(*function, arguments), {0}, result, {}});
            }
        }
    }
    check(office(), probes);
}

TEST_F(CellErrors, ABlankCellCountsAsZero) {
    check(office(), for_every_argument([](const Exchange& exchange) {
              switch (exchange.argument.shape) {
              case Shape::number:
                  exchange.add_number(Blank(), "a blank cell", 0);
                  exchange.add_number(Expression{fixture::one_blank}, "a range of one blank cell",
                                      0);
                  break;
              case Shape::series:
                  exchange.add(Blank(), "in a range a blank is missing", {502});
                  break;
              default:
                  exchange.add(Blank(), "0 is none of the words", {502});
              }
          }));
}

TEST_F(CellErrors, AnErrorCellPassesItsErrorOn) {
    check(office(), for_every_argument([](const Exchange& exchange) {
              exchange.add(Expression{fixture::division}, "#DIV/0!", {532});
              exchange.add(Expression{fixture::not_available}, "#N/A", {32767});
              exchange.add(Expression{fixture::no_answer}, "#NUM! of another Headroom function",
                           {503});
              exchange.add(Expression{fixture::refused}, "Err:502 of another Headroom function",
                           {502});
              if (exchange.argument.must_be_cells()) {
                  exchange.add(Expression{fixture::with_error}, "#DIV/0! in a range", {532});
              } else {
                  exchange.add(Expression{fixture::with_error},
                               "Calc does not pass on such a range", {504});
              }
          }));
}

TEST_F(CellErrors, ARangeIsNoSingleValue) {
    check(office(), for_every_argument([](const Exchange& exchange) {
              exchange.add(Expression{fixture::numbers}, "two rows and two columns", {502});
              exchange.add(Expression{fixture::blanks}, "two blank cells", {502});
              if (exchange.argument.shape == Shape::number) {
                  exchange.add_number(Expression{fixture::one_number},
                                      "a range of one cell is that cell", 0.5);
                  exchange.add_number(Expression{"TRUE()"},
                                      "TRUE is the number 1, as everywhere in Calc", 1);
              }
          }));
}

TEST_F(CellErrors, AWholeColumnIsRefusedInTime) {
    CellCall call =
        cell_call(function("SAVINGMONTHS"), function("SAVINGMONTHS").examples[0].arguments);
    call.arguments[0] = Expression{fixture::whole_column};
    check(office(), {{"a million blank cells", call, {502}, {}, "start_month"}});
}

TEST_F(CellErrors, TooFewAndTooManyArgumentsAreCounted) {
    std::vector<Probe> probes;
    for (const Function* function : calculating_functions()) {
        const CellCall complete = cell_call(*function, complete_example(*function));
        CellCall more = complete;
        more.arguments.emplace_back(1.0);
        probes.push_back({"one too many", more, {504}, {}, function->name});
        for (std::size_t i = 0; i < function->arguments.size(); ++i) {
            if (function->arguments[i].optional) {
                break;
            }
            const std::string id(function->arguments[i].id);
            CellCall fewer = complete;
            fewer.arguments.resize(i);
            probes.push_back({"too few", fewer, {504}, {}, id});
            CellCall skipped = complete;
            skipped.arguments[i] = {};
            probes.push_back({"a required argument skipped", skipped, {504}, {}, id});
        }
    }
    check(office(), probes);
}

TEST_F(CellErrors, ASkippedOptionalArgumentHasItsDefault) {
    std::vector<Probe> probes;
    Draw draw(17);
    for (const Function* function : calculating_functions()) {
        for (std::size_t i = 0; i < function->arguments.size(); ++i) {
            const Argument& argument = function->arguments[i];
            if (!argument.optional) {
                continue;
            }
            // Other values behind the gap than their defaults, so that a shift would show.
            std::vector<Value> arguments = complete_example(*function);
            arguments[i] = default_of(argument);
            do {
                for (std::size_t k = i + 1; k < arguments.size(); ++k) {
                    arguments[k] = draw.argument(function->arguments[k], *function,
                                                 Arguments(arguments).first(k));
                }
            } while (!fits(*function, arguments));
            CellCall call = cell_call(*function, arguments);
            call.arguments[i] = {};
            probes.push_back(
                {"skipped", std::move(call), {0, 503}, outcome(*function, arguments), {}});
        }
    }
    check(office(), probes);
}

} // namespace

} // namespace headroom::test
