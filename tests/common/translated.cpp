#include "translated.hpp"

#include "core/catalogue.hpp"
#include "plan/assumptions.hpp"
#include "plan/line.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <stdexcept>

namespace headroom::test {

namespace {

constexpr std::string_view opening = "‹";
constexpr std::string_view closing = "›";

bool letter(char one) {
    return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z');
}

bool part_of_word(char one) {
    return letter(one) || (one >= '0' && one <= '9') || one == '_';
}

/// What is the same in every language.
const std::set<std::string, std::less<>>& terms() {
    static const std::set<std::string, std::less<>> all = [] {
        std::set<std::string, std::less<>> made{
            // The kinds of findings, whether a lever can, and the headings of a range.
            "error", "warning", "remark", "yes", "no", "value", "low", "high", "distribution",
            // Rows of WORKINGS and of PLANRISK.
            "result", "cuts_made", "exact_cuts", "other_cost_at_start", "percentile", "at_or_below",
            "solution", "error_of_percentile", "error_of_probability", "second_rate", "third_rate",
            "rates", "P5", "P10", "P25", "P50", "P75", "P90", "P95"};
        for (const Function* function : catalogue()) {
            made.emplace(function->name);
            for (const Argument& argument : function->arguments) {
                made.emplace(argument.id);
                made.insert(argument.choices.begin(), argument.choices.end());
            }
            for (const Step& step : function->steps) {
                made.emplace(step.id.view());
            }
        }
        for (const DriverRecord& record : drivers()) {
            made.emplace(record.id);
        }
        made.insert(spread_names.begin(), spread_names.end());
        return made;
    }();
    return all;
}

/// A step of the workings of one year, component or division, such as flow_3.
bool is_numbered(std::string_view word) {
    static const std::set<std::string_view> ids{"flow_",        "recovered_",     "recovery_",
                                                "charge_",      "payment_today_", "least_pain_of_",
                                                "most_pain_of_"};
    const std::size_t number = word.find_first_of("0123456789");
    return ids.contains(word.substr(0, number)) &&
           word.find_first_not_of("0123456789", number) == word.npos;
}

/// A step of the workings of one quarter, such as margin_q4, is its line's.
bool is_term(std::string_view word) {
    const std::size_t quarter = word.rfind("_q");
    const bool of_line = std::ranges::any_of(lines(), [&](const LineRecord& record) {
        return record.id == word.substr(0, quarter) || record.id == word;
    });
    return of_line || is_numbered(word) || terms().contains(word);
}

std::string without_quotations(std::string_view said) {
    std::string rest;
    bool quoted = false;
    for (const char one : said) {
        quoted = quoted != (one == '"');
        if (!quoted) {
            rest += one;
        }
    }
    return rest;
}

/// Takes a sentence with all that it encloses from the beginning of a text; nothing when none is
/// there.
std::string_view take_sentence(std::string_view& said) {
    int depth = 0;
    for (std::size_t i = 0; i < said.size(); ++i) {
        depth += said.substr(i).starts_with(opening) ? 1 : 0;
        depth -= said.substr(i).starts_with(closing) ? 1 : 0;
        if (depth == 0 && said.substr(i).starts_with(closing)) {
            const std::string_view sentence = said.substr(0, i + closing.size());
            said.remove_prefix(sentence.size());
            return sentence;
        }
        if (depth == 0) {
            break;
        }
    }
    return {};
}

} // namespace

Language pseudo_language() {
    const Language last = languages().back();
    if (last == Language::english) {
        throw std::logic_error("this test is not linked with the language of the tests");
    }
    return last;
}

std::string english_in(std::string_view said) {
    if (said.starts_with('=')) {
        return {}; // a formula
    }
    const std::string text = without_quotations(said);
    std::string found;
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::size_t end = i;
        while (end < text.size() && part_of_word(text[end])) {
            ++end;
        }
        const std::string_view word = std::string_view(text).substr(i, end - i);
        if (!word.empty() && letter(word.front()) && !is_term(word)) {
            found += (found.empty() ? "" : " ") + std::string(word);
        }
        i = std::max(i, end);
    }
    return found;
}

void expect_sentences(std::string_view said) {
    std::string_view rest = said;
    while (!rest.empty()) {
        const std::string_view sentence = take_sentence(rest);
        if (sentence.empty()) {
            ADD_FAILURE() << "put together: " << said;
            return;
        }
        EXPECT_EQ(english_in(sentence), "") << said;
        if (rest.starts_with(' ')) {
            rest.remove_prefix(1);
        }
    }
}

void expect_sentence(const std::string& said) {
    std::string_view rest = said;
    EXPECT_EQ(take_sentence(rest), said) << "put together";
    EXPECT_EQ(english_in(said), "") << said;
}

void expect_translated(const Phrase& sentence) {
    if (languages().back() != Language::english) {
        expect_sentence(sentence.in(languages().back(), {}));
    }
}

void expect_no_english(const Value& value, Arguments typed) {
    const auto expect = [&](const std::string& text) {
        if (std::ranges::find(typed, Value(text)) == typed.end() && !terms().contains(text)) {
            EXPECT_EQ(english_in(text), "") << text;
        }
    };
    if (const std::string* text = std::get_if<std::string>(&value)) {
        expect(*text);
    }
    const Table* table = std::get_if<Table>(&value);
    for (std::size_t i = 0; table != nullptr && i < table->rows() * table->columns(); ++i) {
        const Cell& cell = table->at(i / table->columns(), i % table->columns());
        if (const std::string* text = std::get_if<std::string>(&cell)) {
            expect(*text);
        }
    }
}

} // namespace headroom::test
