#include "calc_test.hpp"
#include "probes.hpp"

#include "draw.hpp"
#include "outcome.hpp"

namespace headroom::test {

namespace {

class CellErrors : public CalcTest {};

/// A probe for every argument of every function: the complete example with one argument exchanged.
template <class Make> std::vector<Probe> for_every_argument(Make make) {
    std::vector<Probe> probes;
    for (const Function* function : number_functions()) {
        const std::vector<Value> example = complete_example(*function);
        for (std::size_t i = 0; i < function->arguments.size(); ++i) {
            make(*function, i, example,
                 [&](Given given, std::string why, std::vector<int> errors,
                     std::optional<Cell> exactly = {}) {
                     CellCall call = cell_call(*function, example);
                     call.arguments[i] = std::move(given);
                     probes.push_back({.why = std::move(why),
                                       .call = std::move(call),
                                       .errors = std::move(errors),
                                       .exactly = std::move(exactly),
                                       .blamed = std::string(function->arguments[i].id)});
                 });
        }
    }
    return probes;
}

/// What the function gives when one argument is that number.
Cell with_number(const Function& function, std::vector<Value> arguments, std::size_t index,
                 double value) {
    arguments[index] = value;
    return outcome(function, arguments);
}

TEST_F(CellErrors, TextForANumberIsRefused) {
    check(office(), for_every_argument([](const Function& function, std::size_t i,
                                          const std::vector<Value>&, const auto& add) {
              if (function.arguments[i].shape == Shape::number) {
                  add("abc", "a text", {502});
                  add("2.5", "a number stored as text is a text", {502});
                  add("25%", "so is a percentage", {502});
                  add(Expression{"\"\""}, "the result of a formula that shows nothing", {502});
              } else {
                  add("neither", "not one of the words", {502});
                  add(1.0, "a number for a word", {502});
                  add(Expression{"\"\""}, "no word", {502});
              }
          }));
}

TEST_F(CellErrors, WordsIgnoreCaseAndBlanksAround) {
    std::vector<Probe> probes;
    for (const Function* function : number_functions()) {
        for (std::size_t i = 0; i < function->arguments.size(); ++i) {
            for (const std::string_view word : function->arguments[i].choices) {
                std::vector<Value> arguments = complete_example(*function);
                arguments[i] = std::string(word);
                std::string typed = "  " + std::string(word) + " ";
                typed[2] = static_cast<char>(typed[2] - 'a' + 'A');
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
    check(office(), for_every_argument([](const Function& function, std::size_t i,
                                          const std::vector<Value>& example, const auto& add) {
              if (function.arguments[i].shape != Shape::number) {
                  add(Blank(), "0 is none of the words", {502});
                  return;
              }
              const std::vector<int> errors = inside(function, i, 0, example)
                                                  ? std::vector<int>{0, 503, 532}
                                                  : std::vector<int>{502};
              const Cell zero = with_number(function, example, i, 0);
              add(Blank(), "a blank cell", errors, zero);
              add(Expression{fixture::one_blank}, "a range of one blank cell", errors, zero);
          }));
}

TEST_F(CellErrors, AnErrorCellPassesItsErrorOn) {
    check(office(), for_every_argument([](const Function&, std::size_t, const std::vector<Value>&,
                                          const auto& add) {
              add(Expression{fixture::division}, "#DIV/0!", {532});
              add(Expression{fixture::not_available}, "#N/A", {32767});
              add(Expression{fixture::no_answer}, "#NUM! of another Headroom function", {503});
              add(Expression{fixture::refused}, "Err:502 of another Headroom function", {502});
              add(Expression{fixture::with_error}, "Calc does not pass on such a range", {504});
          }));
}

TEST_F(CellErrors, ARangeIsNoSingleValue) {
    check(office(), for_every_argument([](const Function& function, std::size_t i,
                                          const std::vector<Value>& example, const auto& add) {
              add(Expression{fixture::numbers}, "four cells", {502});
              add(Expression{fixture::blanks}, "two blank cells", {502});
              if (function.arguments[i].shape == Shape::number) {
                  const Cell half = with_number(function, example, i, 0.5);
                  const bool fits = inside(function, i, 0.5, example);
                  add(Expression{fixture::one_number}, "a range of one cell is that cell",
                      fits ? std::vector<int>{0, 503} : std::vector<int>{502}, half);
                  const Cell one = with_number(function, example, i, 1);
                  add(Expression{"TRUE()"}, "TRUE is the number 1, as everywhere in Calc",
                      inside(function, i, 1, example) ? std::vector<int>{0, 503}
                                                      : std::vector<int>{502},
                      one);
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
    for (const Function* function : number_functions()) {
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
    for (const Function* function : number_functions()) {
        for (std::size_t i = 0; i < function->arguments.size(); ++i) {
            const Argument& argument = function->arguments[i];
            if (!argument.optional) {
                continue;
            }
            // Other values behind the gap than their defaults, so that a shift would show.
            std::vector<Value> arguments = complete_example(*function);
            for (std::size_t k = i + 1; k < arguments.size(); ++k) {
                arguments[k] =
                    draw.argument(function->arguments[k], *function, Arguments(arguments).first(k));
            }
            if (const double* number = std::get_if<double>(&argument.otherwise)) {
                arguments[i] = *number;
            } else {
                arguments[i] = std::string(std::get<std::string_view>(argument.otherwise));
            }
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
