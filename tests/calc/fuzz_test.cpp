#include "calc_test.hpp"
#include "probes.hpp"

#include "draw.hpp"
#include "outcome.hpp"

#include <chrono>
#include <optional>

namespace headroom::test {

namespace {

class Fuzz : public CalcTest {};

/// A random argument as a cell gives it and, where the model can be asked too, as a value.
struct Random {
    Given given;
    std::optional<Value> value;
};

Value table_of_numbers() {
    Table numbers;
    numbers.append({0.5, 0.6});
    numbers.append({0.7, 0.8});
    return numbers;
}

Random random_argument(Draw& draw, const Argument* argument, const Function& function,
                       Arguments earlier) {
    const double extremes[] = {0,      -0.0,  1,      -1,     0.5,     24,         1e308,
                               -1e308, 1e300, 1e-300, 5e-324, -5e-324, 0.999999999};
    const std::string texts[] = {"",        "abc",       "2.5", "demand",
                                 "Served ", "GPUMARGIN", "ä€😀", std::string(5000, 'x'),
                                 "%1% %2%"};
    switch (draw.index(12)) {
    case 0:
        return {std::monostate(), Value()};
    case 1:
        return {Blank(), 0.0};
    case 2: {
        const std::string& text = texts[draw.index(std::size(texts))];
        return text.empty() ? Random{Expression{"\"\""}, text} : Random{text, text};
    }
    case 3:
        return {Expression{fixture::numbers}, table_of_numbers()};
    case 4:
        return {Expression{fixture::blanks}, Table(2, 1)};
    case 5: {
        const char* errors[] = {fixture::division, fixture::not_available, fixture::no_answer,
                                fixture::with_error};
        return {Expression{errors[draw.index(std::size(errors))]}, {}};
    }
    case 6:
    case 7: {
        const double value = extremes[draw.index(std::size(extremes))];
        return {value, value};
    }
    default:
        break;
    }
    if (argument == nullptr || argument->shape == Shape::any_number) {
        const double value = draw.even(-2, 2);
        return {value, value};
    }
    if (argument->shape == Shape::text) {
        const std::string& name = catalogue()[draw.index(catalogue().size())]->name;
        return {name, name};
    }
    // Its bound may be among the earlier ones, which are of any kind here.
    const bool bound = !argument->limits.high_argument().empty();
    const Value value = bound ? Value(1.0) : draw.argument(*argument, function, earlier);
    if (const double* number = std::get_if<double>(&value)) {
        return {*number, value};
    }
    return {std::get<std::string>(value), value};
}

TEST_F(Fuzz, NoCallCrashesHangsOrDiffersFromTheModel) {
    Draw draw(19);
    Document document = office().create();
    add_fixtures(document);
    Sheet sheet = document.sheet();
    int answers = 0;
    for (int i = 0; i < 2000; ++i) {
        const Function& function = *catalogue()[draw.index(catalogue().size())];
        CellCall call{function.name, {}};
        std::vector<Value> values;
        bool known = true;
        const std::size_t count = draw.chance(0.8) ? function.arguments.size()
                                                   : draw.index(function.arguments.size() + 2);
        for (std::size_t k = 0; k < count; ++k) {
            const Argument* argument =
                k < function.arguments.size() ? &function.arguments[k] : nullptr;
            auto [given, value] = random_argument(draw, argument, function, values);
            call.arguments.push_back(std::move(given));
            known = known && value.has_value();
            values.push_back(value.value_or(Value()));
        }
        if (count == 1 && values[0].index() == 0) {
            values.clear(); // F() has no argument rather than one that is left out.
        }
        const auto start = std::chrono::steady_clock::now();
        const CellOutcome got = evaluate(sheet, {call}).front();
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        EXPECT_LT(took.count(), 1) << call.text();
        if (known) {
            const Cell wanted = outcome(function, values);
            EXPECT_TRUE(got.shows(wanted))
                << call.text() << " is " << got << ", not " << testing::PrintToString(wanted);
        }
        answers += got.error == 0 ? 1 : 0;
    }
    EXPECT_GT(answers, 100) << "too few calls were valid to prove anything";
    EXPECT_TRUE(office().running());
}

} // namespace

} // namespace headroom::test
