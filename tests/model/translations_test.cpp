// Texts in a language that there is not, made by the build: where it shows English, a text is not
// marked or put together from pieces.

#include "translated.hpp"

#include "assumption_draw.hpp"
#include "core/catalogue.hpp"
#include "outcome.hpp"
#include "plan/driver.hpp"
#include "plan/examples.hpp"
#include "plan/line.hpp"
#include "workbook/words.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <utility>

namespace headroom::test {

namespace {

/// Fails the running test when a text has no translation, or is none.
void expect_text(Text text, std::string_view where) {
    const std::string said(text.in(pseudo_language()));
    EXPECT_NE(said, text.english()) << where;
    EXPECT_EQ(said.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"), said.npos)
        << where << ": " << said;
}

TEST(Translations, AreFoundByTheirEnglish) {
    const Translation& made = translations().back();
    ASSERT_GT(made.texts.size(), 500U);
    EXPECT_TRUE(std::ranges::is_sorted(made.texts, {}, &Translated::english));
    for (const Translated& text : made.texts) {
        EXPECT_EQ(pseudo_language().words_for(text.english), text.words);
        EXPECT_EQ(Language::english.words_for(text.english), text.english);
    }
    EXPECT_EQ(pseudo_language().words_for("nowhere to be found"), "nowhere to be found");
    EXPECT_EQ(tr("any number").in(pseudo_language()), "‹аны нумбер›");
}

TEST(Languages, AreChosenByTheOfficesLocale) {
    EXPECT_EQ(Language::english.code(), "en");
    EXPECT_EQ(pseudo_language().code(), "qps");
    for (const char* locale : {"qps", "qps-ploc", "qps-Latn-XA"}) {
        EXPECT_EQ(language_for(locale), pseudo_language()) << locale;
    }
    for (const char* locale : {"en-US", "en", "", "qp", "qpsx", "de-AT", "-", "fr-"}) {
        EXPECT_EQ(language_for(locale), Language::english) << locale;
    }
}

TEST(Translations, AreWhatCommandsSay) {
    const Phrase sentence(tr("any number"));
    EXPECT_EQ(words(sentence), sentence.in(Language::english, {}));
    speak(pseudo_language());
    EXPECT_EQ(words(sentence), sentence.in(pseudo_language(), {}));
    speak(Language::english);
    EXPECT_EQ(words(sentence), sentence.in(Language::english, {}));
}

TEST(Translations, HoldEverythingSaidOfFunctions) {
    for (const Theme& theme : themes()) {
        expect_text(theme.title, theme.title.english());
        for (const Function& function : theme.functions) {
            expect_text(function.summary, function.name);
            expect_text(function.equation, function.name);
            expect_text(function.source, function.name);
            if (!function.errors.empty()) {
                expect_text(function.errors, function.name);
            }
            if (function.plain_form.is_frozen()) {
                expect_text(function.plain_form.why_frozen(), function.name);
            }
            for (const Argument& argument : function.arguments) {
                expect_text(argument.help, function.name);
                expect_text(argument.unit->name, function.name);
                expect_sentence(argument.limits.describe(pseudo_language()));
                expect_sentence(summary(argument, pseudo_language()));
            }
            for (const Example& example : function.examples) {
                expect_text(example.says, function.name);
            }
            for (const Step& step : function.steps) {
                expect_text(step.unit.name, function.name);
                EXPECT_EQ(english_in(step.formula.in(pseudo_language())), "") << function.name;
            }
        }
    }
}

TEST(Translations, HoldEverythingSaidOfThePlan) {
    for (const DriverRecord& record : drivers()) {
        expect_text(record.label, record.id);
        expect_text(record.help, record.id);
        expect_text(record.unit.name, record.id);
        expect_sentence(record.limits.describe(pseudo_language()));
        EXPECT_EQ(english_in(left_out(record).in(pseudo_language(), {})), "") << record.id;
        EXPECT_EQ(driver_named(record.label.in(pseudo_language())), record.driver) << record.id;
    }
    for (const LineRecord& record : lines()) {
        expect_text(record.name, record.id);
        expect_text(record.unit.name, record.id);
    }
    for (std::size_t i = 0; i < shown_lines; ++i) {
        expect_text(lines()[i].help, lines()[i].id);
        EXPECT_EQ(line_named(lines()[i].name.in(pseudo_language())), lines()[i].line);
    }
    for (const Text& name : driver_theme_names) {
        expect_text(name, name.english());
    }
}

/// What a call answers in the language of the tests.
void expect_no_english_of(const Function& function, Arguments arguments) {
    SCOPED_TRACE(typed(function, arguments));
    Call call(pseudo_language());
    try {
        const Value value = function.call(arguments, call);
        if (function.name != "REASON") {
            return expect_no_english(value, arguments);
        }
        expect_sentences(std::get<std::string>(value));
    } catch (const Error& error) {
        expect_sentence(error.message(pseudo_language()));
    }
}

void expect_no_english_about(const Function& asked, Arguments arguments) {
    for (const char* name : {"REASON", "WORKINGS"}) {
        expect_no_english_of(function(name), joined(asked.name, arguments));
    }
    expect_no_english_of(asked, arguments);
}

TEST(Translations, HoldWhatExamplesAnswer) {
    for (const Function* function : catalogue()) {
        for (const Example& example : function->examples) {
            expect_no_english_about(*function, example.arguments);
        }
    }
}

/// What somebody may type by mistake.
Cell mistaken(Draw& draw) {
    const Cell cells[] = {std::monostate(),
                          std::string("12 years"),
                          std::string("2,50"),
                          std::string("gpus orderd"),
                          std::string(),
                          CellError{532},
                          Failure::not_available,
                          std::numeric_limits<double>::infinity(),
                          -1e300,
                          -1.0,
                          0.0,
                          0.5,
                          1.0,
                          1.25,
                          24.0,
                          90.0,
                          1e6,
                          1e300};
    return cells[draw.index(std::size(cells))];
}

Value mistaken_value(Draw& draw, const Value& given) {
    if (const Table* table = std::get_if<Table>(&given); table != nullptr && draw.chance(0.8)) {
        Table changed = *table;
        for (std::size_t many = 1 + draw.index(3); many > 0 && changed.rows() > 0; --many) {
            changed.at(draw.index(changed.rows()), draw.index(changed.columns())) = mistaken(draw);
        }
        return changed;
    }
    if (draw.chance(0.2)) {
        Table cells(draw.index(3), 1 + draw.index(3));
        for (std::size_t i = 0; i < cells.rows() * cells.columns(); ++i) {
            cells.at(i / cells.columns(), i % cells.columns()) = mistaken(draw);
        }
        return cells;
    }
    const Cell cell = mistaken(draw);
    if (const double* number = std::get_if<double>(&cell)) {
        return *number;
    }
    const std::string* text = std::get_if<std::string>(&cell);
    return text == nullptr ? Value() : Value(*text);
}

TEST(Translations, HoldWhatWrongCallsAnswer) {
    for (const Function* function : catalogue()) {
        if (function->name == "REASON" || function->name == "WORKINGS") {
            continue; // asked about all others
        }
        // Another function does not change what is drawn for this one.
        Draw draw(std::accumulate(function->name.begin(), function->name.end(), 20U));
        for (int i = 0; i < 100; ++i) {
            std::vector<Value> arguments = draw.arguments(*function);
            if (arguments.empty() || draw.chance(0.1)) {
                arguments.resize(draw.index(function->arguments.size() + 2));
            }
            for (std::size_t many = draw.index(3); many > 0 && !arguments.empty(); --many) {
                Value& argument = arguments[draw.index(arguments.size())];
                argument = mistaken_value(draw, argument);
            }
            for (std::size_t k = 0; k < arguments.size(); ++k) {
                if (k < function->arguments.size() && function->arguments[k].id == "trials") {
                    arguments[k] = 50.0;
                }
            }
            expect_no_english_about(*function, arguments);
        }
    }
    for (const char* name : {"REASON", "WORKINGS"}) {
        for (const char* asked : {"GPUMARGN", "nothing", "HEADROOMVERSION"}) {
            expect_no_english_of(function(name), std::vector<Value>{std::string(asked)});
        }
    }
}

TEST(Translations, HoldWhatRareCallsAnswer) {
    const Value plan = example_assumptions();
    const Value uncertain = example_uncertain_assumptions();
    const Value margin = std::string("margin");
    const Value cuts = std::string("required cuts");
    const auto with = [](const char* driver, double value) {
        return Value(with_driver(example_assumptions(), driver, value));
    };
    // Three correlations that cannot be together, and two columns where three belong.
    Table correlations;
    correlations.append({std::string("price"), std::string("utilisation"), 0.9});
    correlations.append({std::string("price"), std::string("cost_growth"), 0.9});
    correlations.append({std::string("utilisation"), std::string("cost_growth"), -0.9});
    // A plan that holds its margin in some trials only.
    const Value tight = with_driver(example_uncertain_assumptions(), "target_margin", 0.6);
    // So far apart that their distance is no number.
    Table far = with_driver(example_uncertain_assumptions(), "operating_profit", 0.0);
    for (std::size_t row = 0; row < far.rows(); ++row) {
        if (far.at(row, 0) == Cell(std::string("operating_profit"))) {
            far.at(row, 2) = -1.5e308;
            far.at(row, 3) = 1.5e308;
        }
    }
    const std::pair<const char*, std::vector<Value>> calls[] = {
        {"ALLOCATECUTS", {1.0, 2.0, 3.0, 0.5, 1e9}},
        {"BACKLOGFORGROWTH", {-1.0, 0.25, std::string("served")}},
        {"GPUSPERJOB", {200000.0, 0.0, 5.0, 0.0}},
        {"PLANTORNADO", {plan, margin}},
        {"PLANRISK", {uncertain, margin, Value(), 50.0, 1.0, Table(2, 2)}},
        {"PLANRISK", {uncertain, margin, Value(), 50.0, 1.0, correlations}},
        {"PLANPERCENTILE", {tight, cuts, 0.999, Value(), 50.0}},
        {"PLANATTRIBUTION", {with("headcount", 0), with("loaded_cost", 1e9), margin}},
        {"PLANATTRIBUTION", {plan, with("target_margin", 0.9), cuts}},
        {"PLANCHECK", {far}},
        {"PLANRISK", {far, margin}},
    };
    for (const auto& [name, arguments] : calls) {
        expect_no_english_about(function(name), arguments);
    }
}

TEST(Translations, HoldWhatIsSaidOfWrongAssumptions) {
    Draw draw(21);
    for (int i = 0; i < 2000; ++i) {
        Table table = random_uncertain_assumptions(draw);
        for (std::size_t many = draw.index(5); many > 0; --many) {
            table.at(draw.index(table.rows()), draw.index(table.columns())) = mistaken(draw);
        }
        if (draw.chance(0.5)) {
            const DriverRecord& record = drivers()[draw.index(driver_count)];
            table = with_driver(std::move(table), record.id, mistaken(draw));
        }
        Call call(pseudo_language());
        const Value found = function("PLANCHECK").call(std::vector<Value>{table}, call);
        const Table& findings = std::get<Table>(found);
        SCOPED_TRACE(literal(table));
        expect_no_english(found);
        for (std::size_t row = 0; row < findings.rows(); ++row) {
            expect_sentence(std::get<std::string>(findings.at(row, 2)));
        }
    }
}

} // namespace

} // namespace headroom::test
