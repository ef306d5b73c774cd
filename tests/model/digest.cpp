// One line for each function: a number over every byte that its examples and many random calls
// give, results, errors and their texts. Two builds or machines with the same lines give the same
// digits.
//
//   digest [--calls=N] [--processor=any|avx2] [--show=FUNCTION]
//
// N random calls altogether, 100,000 when it is left out. `any` leaves out what only some
// processors can do. `show` writes out each call of one function, to find the one that differs.

#include "core/catalogue.hpp"
#include "core/memory.hpp"
#include "draw.hpp"
#include "outcome.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace headroom::test {

namespace {

/// Source: G. Fowler, L. C. Noll, K.-P. Vo & D. Eastlake, The FNV Non-Cryptographic Hash Algorithm,
/// FNV-1a of 64 bits.
class Digest {
public:
    void add(std::uint64_t number) {
        for (int byte = 0; byte < 8; ++byte) {
            add(static_cast<unsigned char>(number >> 8 * byte));
        }
    }
    void add(std::string_view text) {
        for (const char letter : text) {
            add(static_cast<unsigned char>(letter));
        }
        add(std::uint64_t{text.size()});
    }
    void add(const std::string& text) { add(std::string_view(text)); }
    void add(double number) { add(std::bit_cast<std::uint64_t>(number)); }
    void add(const Cell& cell) {
        add(std::uint64_t{cell.index()});
        std::visit([this](const auto& one) { add_cell(one); }, cell);
    }
    void add(const Table& table) {
        add(std::uint64_t{table.columns()});
        for (std::size_t row = 0; row < table.rows(); ++row) {
            for (std::size_t column = 0; column < table.columns(); ++column) {
                add(table.at(row, column));
            }
        }
    }
    void add(const Value& value) {
        add(std::uint64_t{value.index()});
        std::visit([this](const auto& one) { add_cell(one); }, value);
    }

    std::uint64_t value() const { return value_; }
    std::string text() const {
        char digits[17];
        std::snprintf(digits, sizeof digits, "%08lx%08lx", static_cast<unsigned long>(value_ >> 32),
                      static_cast<unsigned long>(value_ & 0xFFFFFFFF));
        return digits;
    }

private:
    void add(unsigned char byte) { value_ = (value_ ^ byte) * 0x100000001b3; }

    void add_cell(std::monostate) {}
    void add_cell(const CellError& error) { add(static_cast<std::uint64_t>(error.number)); }
    void add_cell(Failure failure) { add(static_cast<std::uint64_t>(failure)); }
    void add_cell(const auto& value) { add(value); }

    std::uint64_t value_ = 0xcbf29ce484222325;
};

struct Settings {
    std::size_t calls = 100'000;
    Processor processor = fastest_processor();
    std::string shown;
};

/// What a call gives: its workings too, where there are any.
Digest digest_of(const Function& function, Arguments arguments, const Settings& settings) {
    Digest digest;
    Memory memory;
    memory.simulations().set_processor(settings.processor);
    std::vector<Call::Record> records;
    try {
        Call call(Language::english, &records, &memory);
        digest.add(function.call(arguments, call));
    } catch (const Error& error) {
        digest.add(static_cast<std::uint64_t>(error.kind()));
        digest.add(error.argument());
        digest.add(error.message(Language::english));
    }
    for (const Call::Record& record : records) {
        digest.add(record.step);
        digest.add(record.value);
        digest.add(record.formula.in(Language::english));
    }
    if (function.name == settings.shown) {
        std::printf("%s %s\n", digest.text().c_str(), typed(function, arguments).c_str());
    }
    return digest;
}

/// Distributions and correlations that the assumptions of other tests leave out, and that mostly,
/// but not always, fit.
void add_spreads(Draw& draw, const Function& function, std::vector<Value>& arguments) {
    Table* const table = arguments.empty() ? nullptr : std::get_if<Table>(&arguments[0]);
    if (table == nullptr || table->columns() != 5) {
        return;
    }
    const char* spreads[] = {"pert", "normal", "lognormal", "metalog"};
    std::vector<Cell> names;
    for (std::size_t row = 1; row < table->rows(); ++row) {
        if (std::holds_alternative<double>(table->at(row, 2))) {
            names.push_back(table->at(row, 0));
            if (draw.chance(0.5)) {
                table->at(row, 4) = std::string(spreads[draw.index(std::size(spreads))]);
            }
        }
    }
    for (std::size_t i = 0; i < function.arguments.size(); ++i) {
        if (function.arguments[i].id == "correlations" && names.size() > 1 && draw.chance(0.5)) {
            Table correlations;
            correlations.append({names[0], names[1], draw.even(-1, 1)});
            arguments.resize(std::max(arguments.size(), i + 1));
            arguments[i] = correlations;
        }
    }
}

/// Sometimes puts what does not belong there in place of an argument.
void damage(Draw& draw, std::vector<Value>& arguments) {
    if (arguments.empty() || draw.chance(0.7)) {
        return;
    }
    const Value unfit[] = {Value(), 0.0,    -1.0,        24.0,
                           1e308,   -1e300, 5e-324,      1e-300,
                           "2.5",   "abc",  Table(2, 1), column({0.5, 0.6, 0.7, 0.8})};
    arguments[draw.index(arguments.size())] = unfit[draw.index(std::size(unfit))];
}

bool looks_into_others(const Function& function) {
    return !function.arguments.empty() && function.arguments.back().shape == Shape::any_number;
}

std::vector<Value> random_arguments(Draw& draw, const Function& function) {
    const bool audit = looks_into_others(function);
    const auto numbers = calculating_functions();
    const auto plans = plan_functions();
    const auto& those = draw.chance(0.7) ? numbers : plans;
    const Function& called = audit ? *those[draw.index(those.size())] : function;
    std::vector<Value> arguments = draw.arguments(called);
    add_spreads(draw, called, arguments);
    damage(draw, arguments);
    return audit ? joined(called.name, arguments) : arguments;
}

void run(const Settings& settings) {
    Digest all;
    const std::size_t each = settings.calls / catalogue().size();
    for (const Function* function : catalogue()) {
        Digest examples;
        for (const Example& example : function->examples) {
            examples.add(digest_of(*function, example.arguments, settings).value());
        }
        Digest calls;
        Draw draw(101);
        for (std::size_t i = 0; i < each; ++i) {
            calls.add(digest_of(*function, random_arguments(draw, *function), settings).value());
        }
        std::printf("%-20s examples %s, %zu calls %s\n", function->name.c_str(),
                    examples.text().c_str(), each, calls.text().c_str());
        all.add(examples.value());
        all.add(calls.value());
    }
    std::printf("%-20s %s\n", "all", all.text().c_str());
}

Settings settings_of(std::span<char* const> words) {
    Settings settings;
    for (const std::string_view word : words) {
        const std::size_t equals = word.find('=');
        const std::string_view name = word.substr(0, equals);
        const std::string_view value = equals == word.npos ? "" : word.substr(equals + 1);
        if (name == "--calls") {
            std::from_chars(value.data(), value.data() + value.size(), settings.calls);
        } else if (name == "--processor" && value == "any") {
            settings.processor = Processor::any;
        } else if (name == "--processor" && value == "avx2") {
            settings.processor = std::min(fastest_processor(), Processor::with_avx2);
        } else if (name == "--show") {
            settings.shown = value;
        } else {
            throw std::invalid_argument(std::string(word) + " is not known");
        }
    }
    return settings;
}

} // namespace

} // namespace headroom::test

int main(int count, char** words) {
    try {
        headroom::test::run(headroom::test::settings_of(std::span(words + 1, words + count)));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
