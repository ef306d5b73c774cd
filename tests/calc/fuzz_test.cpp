#include "calc_test.hpp"
#include "probes.hpp"

#include "draw.hpp"
#include "outcome.hpp"

#include <algorithm>
#include <chrono>
#include <optional>

namespace headroom::test {

namespace {

class Fuzz : public CalcTest {};

constexpr int batches = 80;
constexpr std::size_t calls_in_a_batch = 250;
/// The first 2,000 calls fill caches that never shrink.
constexpr int warming_up = 8;

/// A call as a cell gives it and, where the model can be asked too, what it must show.
struct Random {
    CellCall call;
    std::optional<Cell> wanted;
};

/// An argument as a cell gives it and as the model gets it. `value` is empty where Calc itself
/// answers, `refused` where it does with Err:504.
struct Junk {
    Given given;
    std::optional<Value> value = {};
    bool refused = false;
};

Table of_two_columns() {
    Table numbers;
    numbers.append({0.5, 0.6});
    numbers.append({0.7, 0.8});
    return numbers;
}

Table one_cell(Cell cell) {
    Table table(1, 1);
    table.at(0, 0) = std::move(cell);
    return table;
}

Table in_a_row(const Table& column) {
    Table row(1, column.rows());
    for (std::size_t i = 0; i < column.rows(); ++i) {
        row.at(0, i) = column.at(i, 0);
    }
    return row;
}

/// A column of numbers of any size, sometimes with what does not belong there.
Table random_range(Draw& draw) {
    Table range(1 + draw.index(8), 1);
    for (std::size_t row = 0; row < range.rows(); ++row) {
        Cell& cell = range.at(row, 0);
        cell = draw.chance(0.5) ? draw.even(-1, 1) : draw.magnitude(1e-300, 1e300);
        if (draw.chance(0.05)) {
            cell = draw.chance(0.5) ? Cell() : Cell("abc");
        }
    }
    return draw.chance(0.3) ? in_a_row(range) : range;
}

/// Sometimes puts what does not belong there into a cell of a range.
void damage_a_cell(Draw& draw, Table& range) {
    if (draw.chance(0.3)) {
        const Cell damaged[] = {Cell(),       Cell(0.0),   Cell(-1.0),  Cell(1e308),
                                Cell(-1e300), Cell("2.5"), Cell("x y"), Cell(24.0)};
        range.at(draw.index(range.rows()), draw.index(range.columns())) =
            damaged[draw.index(std::size(damaged))];
    }
}

/// In place of an argument that is handed over as a range (`series`) or as any value.
Junk junk(Draw& draw, bool series) {
    const double extremes[] = {0,      -0.0,  1,      -1,     0.5,     24,         1e308,
                               -1e308, 1e300, 1e-300, 5e-324, -5e-324, 0.999999999};
    const std::string texts[] = {"abc",  "2.5", "demand",  "Served ",
                                 "half", "ä€😀", "%1% %2%", std::string(5000, 'x')};
    const auto single = [&](Cell cell, Value value) {
        return series ? Value(one_cell(std::move(cell))) : std::move(value);
    };
    switch (draw.index(13)) {
    case 0:
        return {std::monostate(), Value()};
    case 1:
        return {Blank(), single({}, 0.0)};
    case 2:
    case 3: {
        const std::string& text = texts[draw.index(std::size(texts))];
        return {text, single(text, text)};
    }
    case 4:
        return {Expression{"\"\""}, Value(std::string()), series};
    case 5:
        return {Expression{fixture::numbers}, of_two_columns()};
    case 6:
        return {Expression{fixture::blanks}, Table(2, 1)};
    case 7: {
        const std::pair<const char*, int> errors[] = {{fixture::division, 532},
                                                      {fixture::not_available, 32767},
                                                      {fixture::no_answer, 503},
                                                      {fixture::with_error, 0}};
        const auto& [cell, number] = errors[draw.index(std::size(errors))];
        if (!series) {
            return {Expression{cell}};
        }
        return {Expression{cell},
                number == 0 ? [] {
                    Table table(2, 1);
                    table.at(0, 0) = 0.9;
                    table.at(1, 0) = CellError{532};
                    return table;
                }() : one_cell(CellError{number})};
    }
    case 8:
        if (series) {
            return {Expression{fixture::column_of_four}, column({0.5, 0.6, 0.7, 0.8})};
        }
        return {Expression{"1/0"}};
    case 9:
        return {Expression{"{0.5|0.25}"}, column({0.5, 0.25}), series};
    case 10: {
        Table range = random_range(draw);
        return {range, range};
    }
    default: {
        const double value = extremes[draw.index(std::size(extremes))];
        return {value, single(value, value)};
    }
    }
}

/// What Calc makes of a range of one cell where any value may stand.
Value as_one_value(const Cell& cell) {
    if (const std::string* text = std::get_if<std::string>(&cell)) {
        return *text;
    }
    const double* number = std::get_if<double>(&cell);
    return number == nullptr ? 0.0 : *number;
}

Given given(const Value& value) {
    return std::visit([](const auto& one) { return Given(one); }, value);
}

/// A valid call, damaged here and there.
Random random_call(Draw& draw) {
    const Function& called = *catalogue()[draw.index(catalogue().size())];
    const bool audit =
        !called.arguments.empty() && called.arguments.back().shape == Shape::any_number;
    const Function& function =
        audit ? *calculating_functions()[draw.index(calculating_functions().size())] : called;
    std::vector<Value> values = draw.arguments(function);
    if (draw.chance(0.1)) {
        values.resize(draw.index(function.arguments.size() + 2));
    }
    std::vector<Given> cells;
    const double damage = draw.chance(0.4) ? 0 : 0.3;
    bool known = true;
    bool refused = false;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const Shape shape =
            i < function.arguments.size() ? function.arguments[i].shape : Shape::any_number;
        const bool series =
            !audit && i < function.arguments.size() && function.arguments[i].must_be_cells();
        if (Table* range = std::get_if<Table>(&values[i])) {
            if (shape == Shape::cells) {
                damage_a_cell(draw, *range);
            } else if (draw.chance(0.3)) {
                values[i] = in_a_row(Table(*range));
            }
        }
        cells.push_back(given(values[i]));
        if (draw.chance(damage)) {
            Junk exchanged = junk(draw, series);
            known = known && exchanged.value.has_value();
            refused = refused || exchanged.refused ||
                      (series && std::holds_alternative<std::monostate>(exchanged.given));
            values[i] = exchanged.value.value_or(Value());
            if (const Table* range = std::get_if<Table>(&values[i]);
                range != nullptr && !series && !audit && shape != Shape::cells &&
                range->rows() * range->columns() == 1) {
                values[i] = as_one_value(range->at(0, 0));
            }
            cells[i] = std::move(exchanged.given);
        }
    }
    if (values.size() == 1 && std::holds_alternative<std::monostate>(cells[0])) {
        values.clear(); // F() has no argument rather than one that is left out.
        cells.clear();
    }
    refused = refused || (values.size() > function.arguments.size() && !audit);
    if (audit) {
        values = joined(function.name, values);
        cells.insert(cells.begin(), Given(function.name));
    }
    Random random{{called.name, std::move(cells)}, {}};
    if (known) {
        random.wanted = refused ? Cell(Failure::count) : outcome(called, values);
    }
    return random;
}

/// Which one of the calls took longer than a second, when all together did.
void blame_the_slow(Sheet& sheet, const std::vector<CellCall>& calls) {
    for (const CellCall& call : calls) {
        const auto start = std::chrono::steady_clock::now();
        evaluate(sheet, {call});
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        EXPECT_LT(took.count(), 1) << call.text();
    }
}

TEST_F(Fuzz, NoCallCrashesHangsLeaksOrDiffersFromTheModel) {
    Draw draw(19);
    Document document = office().create();
    add_fixtures(document);
    Sheet sheet = document.sheet();
    // Where any value may stand Calc makes an array of a whole column, 0.3 s and 200 MB that are
    // used again, but never given back. So these come first.
    const CellCall column{"SAVINGMONTHS", {Expression{fixture::whole_column}}};
    for (int i = 0; i < 5; ++i) {
        evaluate(sheet, {column});
    }
    int answers = 0;
    double warm = 0;
    for (int batch = 0; batch < batches; ++batch) {
        std::vector<CellCall> calls;
        std::vector<std::optional<Cell>> wanted;
        for (std::size_t i = 0; i < calls_in_a_batch; ++i) {
            Random random = random_call(draw);
            calls.push_back(std::move(random.call));
            wanted.push_back(std::move(random.wanted));
        }
        const auto start = std::chrono::steady_clock::now();
        const std::vector<CellOutcome> outcomes = evaluate(sheet, calls);
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        for (std::size_t i = 0; i < calls.size(); ++i) {
            EXPECT_TRUE(!wanted[i] || outcomes[i].shows(*wanted[i]))
                << calls[i].text() << " is " << outcomes[i] << ", not "
                << testing::PrintToString(*wanted[i]);
            answers += outcomes[i].error == 0 ? 1 : 0;
        }
        if (took.count() > 1) {
            blame_the_slow(sheet, calls);
        }
        if (batch == warming_up) {
            warm = office().megabytes();
        }
    }
    EXPECT_GT(answers, 5000) << "too few calls were valid to prove anything";
    EXPECT_LT(office().megabytes() - warm, 60) << "memory is lost";
    EXPECT_TRUE(office().running());
}

} // namespace

} // namespace headroom::test
