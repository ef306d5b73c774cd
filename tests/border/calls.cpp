// Calls everything in a built library through its border, as the office does, and writes down what
// comes back: to be held, byte by byte, against what the library of another platform does.
// Usage: calls LIBRARY OUTPUT

#include "library.hpp"
#include "office_types.hpp"
#include "stage.hpp"

#include "core/catalogue.hpp"
#include "draw.hpp"

#include "uno/sequence.hpp"

#include <bit>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace headroom::test {

namespace {

using uno::Any;
using uno::Object;

constexpr int draws = 40; ///< of random calls for each function

std::string hexadecimal(double number) {
    char digits[17];
    std::snprintf(digits, sizeof digits, "%016llx",
                  static_cast<unsigned long long>(std::bit_cast<std::uint64_t>(number)));
    return digits;
}

/// What came back, to the last bit.
std::string written(const uno::View& value) {
    switch (value.type_class()) {
    case uno::TypeClass::float64:
        return hexadecimal(value.number());
    case uno::TypeClass::string:
        return '"' + value.text() + '"';
    case uno::TypeClass::sequence: {
        std::string text = "{";
        const uno::Elements elements = value.elements();
        for (std::size_t i = 0; i < elements.size(); ++i) {
            text += (i == 0 ? "" : " ") + written(elements[i]);
        }
        return text + "}";
    }
    default:
        return value.type_name();
    }
}

/// An array as Calc hands it over: no errors in it, a blank is an empty text.
Any array(const Table& table) {
    uno::Sequence<uno::Sequence<Any>> rows(table.rows());
    for (std::size_t row = 0; row < table.rows(); ++row) {
        uno::Sequence<Any> cells(table.columns());
        for (std::size_t column = 0; column < table.columns(); ++column) {
            const Cell& cell = table.at(row, column);
            const double* number = std::get_if<double>(&cell);
            const std::string* text = std::get_if<std::string>(&cell);
            cells[column] = number != nullptr ? Any(*number)
                            : text != nullptr ? Any(*text)
                                              : Any("");
        }
        rows[row] = std::move(cells);
    }
    return rows;
}

class Calls {
public:
    Calls(const Library& library, std::ostream& out)
        : functions_(library
                         .create("org.headroom.FunctionsImplementation",
                                 context([&out](const std::string& line) { out << line << '\n'; }))
                         .as("org.headroom.XFunctions")),
          out_(out) {}

    /// A call with a value for each argument that is given; the others are left out.
    void call(const Function& function, const std::vector<Value>& values,
              std::size_t more_rows = 0) {
        const uno::Method method("org.headroom.XFunctions", function.id);
        std::vector<Any> arguments;
        for (std::size_t i = 0; i < method.count(); ++i) {
            const bool as_range =
                method.parameter_type(i).type_class() == uno::TypeClass::interface;
            arguments.push_back(i < values.size() ? given(values[i], as_range, more_rows) : Any());
        }
        out_ << function.name << ' ' << values.size() << ' '
             << written(method.call_with(functions_, arguments)) << '\n';
    }

private:
    static Any given(const Value& value, bool as_range, std::size_t more_rows) {
        if (as_range) {
            if (std::holds_alternative<std::monostate>(value)) {
                return {};
            }
            if (const Table* table = std::get_if<Table>(&value)) {
                return cell_range(*table, more_rows);
            }
            Table one(1, 1);
            if (const double* number = std::get_if<double>(&value)) {
                one.at(0, 0) = *number;
            } else {
                one.at(0, 0) = std::get<std::string>(value);
            }
            return cell_range(one, more_rows);
        }
        if (const double* number = std::get_if<double>(&value)) {
            return *number;
        }
        if (const std::string* text = std::get_if<std::string>(&value)) {
            return *text;
        }
        const Table* table = std::get_if<Table>(&value);
        return table == nullptr ? Any() : array(*table);
    }

    Object functions_;
    std::ostream& out_;
};

bool looks_into_others(const Function& function) {
    return !function.arguments.empty() && function.arguments.back().shape == Shape::any_number;
}

std::vector<Value> joined(const std::string& first, const std::vector<Value>& others) {
    std::vector<Value> all{first};
    all.insert(all.end(), others.begin(), others.end());
    return all;
}

double rounded(double number) {
    return std::stod(brief(number).in({}));
}

/// Draws differ in their last digit where the C library's logarithm does.
std::vector<Value> rounded(std::vector<Value> values) {
    for (Value& value : values) {
        if (double* number = std::get_if<double>(&value)) {
            *number = rounded(*number);
        } else if (Table* table = std::get_if<Table>(&value)) {
            for (std::size_t row = 0; row < table->rows(); ++row) {
                for (std::size_t column = 0; column < table->columns(); ++column) {
                    if (double* cell = std::get_if<double>(&table->at(row, column))) {
                        *cell = rounded(*cell);
                    }
                }
            }
        }
    }
    return values;
}

/// A cell of the first range, or else the first value, exchanged.
std::vector<Value> with(std::vector<Value> values, const Cell& cell, const Value& otherwise) {
    for (Value& value : values) {
        if (Table* range = std::get_if<Table>(&value)) {
            range->at(range->rows() - 1, range->columns() - 1) = cell;
            return values;
        }
    }
    if (!values.empty()) {
        values.front() = otherwise;
    }
    return values;
}

void call_with_others(Calls& calls, const Function& function, const std::vector<Value>& values) {
    for (const Function* other : catalogue()) {
        if (looks_into_others(*other)) {
            calls.call(*other, joined(function.name, values));
        }
    }
}

void call_everything(Calls& calls) {
    Draw draw(5);
    for (const Function* function : catalogue()) {
        for (const Example& example : function->examples) {
            calls.call(*function, example.arguments);
            if (!looks_into_others(*function)) {
                call_with_others(calls, *function, example.arguments);
            }
        }
        if (looks_into_others(*function)) {
            continue;
        }
        for (int i = 0; i < draws; ++i) {
            const std::vector<Value> values = rounded(draw.arguments(*function));
            calls.call(*function, values);
            if (i % 8 == 0) {
                calls.call(*function, values, 5000); // cut to what is used
                for (const Cell& cell :
                     {Cell(CellError{532}), Cell(), Cell("ä€😀"), Cell(1e308), Cell(-1.0)}) {
                    const auto* number = std::get_if<double>(&cell);
                    const std::vector<Value> damaged =
                        with(values, cell, number == nullptr ? Value("ä€😀") : Value(*number));
                    calls.call(*function, damaged);
                    call_with_others(calls, *function, damaged);
                }
            }
        }
    }
}

/// Every command of the menu, one that there is not, and something else's.
void choose_everything(const Library& library, std::ostream& out) {
    const Object menu =
        library.create("org.headroom.MenuImplementation",
                       context([&out](const std::string& line) { out << line << '\n'; }));
    const uno::Type url("com.sun.star.util.URL");
    for (const char* command : {"org.headroom:reference",
                                "org.headroom:explain",
                                "org.headroom:plain-copy",
                                "org.headroom:live-copy",
                                "org.headroom:report",
                                "org.headroom:share",
                                "org.headroom:panel",
                                "org.headroom:insert/assumptions",
                                "org.headroom:insert/assumptions-common",
                                "org.headroom:insert/plan",
                                "org.headroom:insert/risk",
                                "org.headroom:insert/tornado",
                                "org.headroom:insert/alternatives",
                                "org.headroom:insert/attribution",
                                "org.headroom:insert/scenario",
                                "org.headroom:new/Talent%20for%20GPUs",
                                "org.headroom:new/GPU%20business%20case",
                                "org.headroom:new/Restructuring%20planner",
                                "org.headroom:new/Trade%20plan",
                                "org.headroom:new/../secret",
                                "org.other:reference"}) {
        const Any address = uno::structure(url, {{"Complete", command}});
        const Object dispatch = menu.call("queryDispatch", address, "", 0).object();
        out << command << (dispatch ? "" : " is unknown") << '\n';
        menu.call("dispatch", address,
                  uno::sequence(uno::Type("com.sun.star.beans.PropertyValue"), {}));
        const Any request = uno::structure(uno::Type("com.sun.star.frame.DispatchDescriptor"),
                                           {{"FeatureURL", address}});
        const Any dispatches = menu.call(
            "queryDispatches",
            uno::sequence(uno::Type("com.sun.star.frame.DispatchDescriptor"), {request, request}));
        out << dispatches.elements().size()
            << (dispatches.elements()[1].object() ? " found" : " not found") << '\n';
    }
}

} // namespace

} // namespace headroom::test

int main(int count, char** arguments) {
    using namespace headroom::test;
    try {
        if (count != 3) {
            throw std::runtime_error("usage: calls LIBRARY OUTPUT");
        }
        load_office_types();
        const Library library(arguments[1]);
        std::ofstream out(arguments[2], std::ios::binary);
        choose_everything(library, out);
        Calls calls(library, out);
        call_everything(calls);
        out.close();
        if (!out) {
            throw std::runtime_error(std::string("cannot write ") + arguments[2]);
        }
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
