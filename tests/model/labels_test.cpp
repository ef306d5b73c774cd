// Names and words as people type and paste them: with every kind of blank, hyphen and letter form,
// damaged, too long, or not meant as names at all.

#include "assumption_draw.hpp"
#include "core/reading.hpp"
#include "outcome.hpp"
#include "plan/examples.hpp"
#include "plan/line.hpp"
#include "plan/plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <string>

namespace headroom::test {

namespace {

// Texts ---------------------------------------------------------------------------------------

std::string utf8(char32_t letter) {
    const auto byte = [](char32_t bits) { return static_cast<char>(bits); };
    const auto next = [&](int shift) { return byte(0x80 | (letter >> shift & 0x3F)); };
    if (letter < 0x80) {
        return {byte(letter)};
    }
    if (letter < 0x800) {
        return {byte(0xC0 | letter >> 6), next(0)};
    }
    if (letter < 0x10000) {
        return {byte(0xE0 | letter >> 12), next(6), next(0)};
    }
    return {byte(0xF0 | letter >> 18), next(12), next(6), next(0)};
}

/// Table 3-7 of the Unicode standard: well-formed byte sequences.
bool well_formed(std::string_view text) {
    const auto within = [&](std::size_t at, unsigned low, unsigned high) {
        return at < text.size() && static_cast<unsigned char>(text[at]) >= low &&
               static_cast<unsigned char>(text[at]) <= high;
    };
    struct Row {
        unsigned first_low, first_high, second_low, second_high;
        std::size_t length;
    };
    constexpr Row rows[] = {
        {0x00, 0x7F, 0, 0, 1},       {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
        {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
        {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
    };
    for (std::size_t at = 0; at < text.size();) {
        const Row* row = std::find_if(std::begin(rows), std::end(rows), [&](const Row& one) {
            bool fits = within(at, one.first_low, one.first_high) &&
                        (one.length == 1 || within(at + 1, one.second_low, one.second_high));
            for (std::size_t i = 2; i < one.length; ++i) {
                fits = fits && within(at + i, 0x80, 0xBF);
            }
            return fits;
        });
        if (row == std::end(rows)) {
            return false;
        }
        at += row->length;
    }
    return true;
}

/// What may stand anywhere in a name without changing it.
constexpr char32_t blanks[] = {0x09,   0x0A,   0x0B,   0x0C,   0x0D,   0x20,   0x85,   0xA0,
                               0xAD,   0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005,
                               0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x200B, 0x200C, 0x200D,
                               0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x202F, 0x205F,
                               0x2060, 0x2066, 0x2069, 0x3000, 0xFE0F, 0xFEFF};
constexpr char32_t hyphens[] = {'-',    '_',    0x2010, 0x2011, 0x2012, 0x2013, 0x2014,
                                0x2015, 0x2212, 0xFE58, 0xFE63, 0xFF0D, 0xFF3F};

template <class Letters> std::string any_of(Draw& draw, const Letters& letters) {
    return utf8(letters[draw.index(std::size(letters))]);
}

/// The same name as it may be typed or pasted: other case, full width, blanks and hyphens anywhere.
std::string decorated(Draw& draw, std::string_view name) {
    const auto separators = [&] {
        std::string made;
        while (draw.chance(0.3)) {
            made += draw.chance(0.5) ? any_of(draw, blanks) : any_of(draw, hyphens);
        }
        return made;
    };
    std::string text = separators();
    for (const char letter : name) {
        char shown = letter;
        if (letter >= 'a' && letter <= 'z' && draw.chance(0.3)) {
            shown = static_cast<char>(letter - 'a' + 'A');
        } else if (letter >= 'A' && letter <= 'Z' && draw.chance(0.3)) {
            shown = static_cast<char>(letter - 'A' + 'a');
        }
        const bool wide = shown > ' ' && draw.chance(0.2);
        text += wide ? utf8(static_cast<char32_t>(shown) + 0xFEE0) : std::string(1, shown);
        text += separators();
    }
    return text;
}

/// Every name and word that Headroom knows, for texts that begin well.
const std::vector<std::string>& known_words() {
    static const std::vector<std::string> words = [] {
        std::vector<std::string> all{"low", "high", "distribution", "value", "#", "inf", "nan"};
        for (const DriverRecord& record : drivers()) {
            all.emplace_back(record.id);
            all.emplace_back(record.label.english());
        }
        for (const LineRecord& record : lines()) {
            all.emplace_back(record.name.english());
        }
        for (const std::string_view name : spread_names) {
            all.emplace_back(name);
        }
        for (const Function* function : catalogue()) {
            all.push_back(function->name);
            for (const Argument& argument : function->arguments) {
                all.insert(all.end(), argument.choices.begin(), argument.choices.end());
            }
        }
        return all;
    }();
    return words;
}

std::string random_piece(Draw& draw) {
    switch (draw.index(9)) {
    case 0:
        return known_words()[draw.index(known_words().size())];
    case 1:
        return decorated(draw, known_words()[draw.index(known_words().size())]);
    case 2:
        return any_of(draw, blanks);
    case 3:
        return any_of(draw, hyphens);
    case 4:
        return utf8(static_cast<char32_t>(1 + draw.index(0xD7FF)));
    case 5:
        return utf8(static_cast<char32_t>(0xE000 + draw.index(0x110000 - 0xE000)));
    case 6:
        return std::string(1, static_cast<char>(draw.index(256))); // half of them no UTF-8
    case 7: {
        const std::string letter = utf8(static_cast<char32_t>(1 + draw.index(0xD7FF)));
        return letter.substr(0, draw.index(letter.size() + 1)); // cut within the letter
    }
    default:
        return std::string(1, "0123456789.,+-%e#$()'\""[draw.index(22)]);
    }
}

std::string random_text(Draw& draw) {
    std::string text;
    for (std::size_t pieces = draw.index(12); pieces-- > 0;) {
        text += random_piece(draw);
    }
    if (draw.chance(0.005)) {
        const std::string piece = random_piece(draw);
        while (text.size() < 50000 && !piece.empty()) {
            text += piece;
        }
    }
    return text;
}

Table rows(const std::vector<std::vector<Cell>>& cells) {
    Table table;
    for (const std::vector<Cell>& row : cells) {
        table.append(row);
    }
    return table;
}

/// Assumptions with another row and, where there are four more columns, headings.
Table with_row(std::vector<Cell> row, std::vector<Cell> heading = {}) {
    std::vector<std::vector<Cell>> cells{{std::string("revenue"), 1000.0},
                                         {std::string("operating_profit"), 300.0}};
    cells.push_back(std::move(row));
    if (!heading.empty()) {
        cells.insert(cells.begin(), std::move(heading));
    }
    for (std::vector<Cell>& one : cells) {
        one.resize(cells.front().size() > 2 ? cells.front().size() : cells.back().size());
    }
    return rows(cells);
}

// Tests ---------------------------------------------------------------------------------------

struct Typed {
    const char* text;
    const char* why;
};

TEST(Labels, AreKnownHoweverTheyWereTypedOrPasted) {
    const Typed labels[] = {
        {"base_growth", "the id"},
        {"Base growth", "the label"},
        {"Base\u00A0growth", "a no-break space, as web pages have"},
        {"Base\u202Fgrowth", "a narrow one, as French texts have"},
        {"Base\u2007growth", "a figure space"},
        {"Base\u2003growth", "an em space"},
        {"Base\u3000growth", "an ideographic space"},
        {"Base\ngrowth", "broken with Ctrl+Enter"},
        {"Base\r\ngrowth", "broken on another system"},
        {"Base\u2028growth", "a line separator"},
        {"Base\tgrowth\v\f", "tabs"},
        {" \u00A0Base growth\u00A0 ", "blanks around"},
        {"base-growth", "a hyphen"},
        {"base\u2010growth", "a typographer's hyphen"},
        {"base\u2011growth", "a non-breaking hyphen"},
        {"base\u2012growth", "a figure dash"},
        {"base\u2013growth", "an en dash, as autocorrection makes"},
        {"base\u2014growth", "an em dash"},
        {"base\u2015growth", "a horizontal bar"},
        {"base\u2212growth", "a minus sign"},
        {"Base gro\u00ADwth", "a soft hyphen"},
        {"Base\u200B growth", "a zero-width space"},
        {"Base growth\u200E", "a mark of direction"},
        {"\uFEFFBase growth", "a byte order mark"},
        {"Base \u2060growth", "a word joiner"},
        {"\uFF22\uFF41\uFF53\uFF45\u3000\uFF47\uFF52\uFF4F\uFF57\uFF54\uFF48", "full width"},
        {"\uFF22\uFF21\uFF33\uFF25\uFF3F\uFF27\uFF32\uFF2F\uFF37\uFF34\uFF28",
         "in capitals, with _"},
    };
    for (const Typed& label : labels) {
        EXPECT_EQ(driver_named(label.text), Driver::base_growth) << label.why;
        const Table cells = with_row({std::string(label.text), 0.1});
        EXPECT_TRUE(check_assumptions(cells, "assumptions").problems.empty()) << label.why;
        EXPECT_EQ(read_assumptions(cells, "assumptions", Read::values).values[Driver::base_growth],
                  0.1)
            << label.why;
    }
}

TEST(Labels, AreKnownWhateverTheyAreOf) {
    EXPECT_EQ(line_named("free\u00A0cash\u2011flow"), Line::free_cash_flow);
    EXPECT_EQ(line_named("\uFF2D\uFF41\uFF52\uFF47\uFF49\uFF4E\n"), Line::margin);
    EXPECT_EQ(find("GPU\u00ADMARGIN\u00A0"), &function("GPUMARGIN"));
    EXPECT_EQ(find("\uFF27\uFF30\uFF35\uFF2D\uFF41\uFF52\uFF47\uFF49\uFF4E"),
              &function("GPUMARGIN"));
    EXPECT_EQ(number("BACKLOGREVENUE", {100.0, 0.5, std::string("\u202FServed\u00A0")}), 50);
    EXPECT_EQ(number("BACKLOGREVENUE", {100.0, 0.5, std::string("\uFF44\uFF45mand\n")}), 100);
    const Table spread =
        with_row({std::string("price"), 2.0, 1.0, 4.0, std::string("\uFF2Detalog\u00A0")},
                 {std::string("driver"), std::string("value"), std::string("\u00A0Low"),
                  std::string("high\n"), std::string("dis\u00ADtribution")});
    EXPECT_EQ(read_assumptions(spread, "assumptions", Read::spreads).uncertain,
              (std::vector<Uncertain>{{Driver::price, Spread::metalog, 1.0, 2.0, 4.0}}));
}

TEST(Labels, OfRemarksBeginWithTheirMarkAfterAnyBlank) {
    const Typed remarks[] = {
        {"# costs", "at once"},
        {"  #", "after blanks"},
        {"\t# costs", "after a tab"},
        {"\u00A0# costs", "after a no-break space"},
        {"\n#", "in a second line"},
        {"\u3000\uFF03 costs", "in full width"},
        {"\uFEFF# costs", "after a byte order mark"},
        {" \t\u00A0\n", "nothing but blanks"},
        {"-----", "a line drawn with hyphens"},
        {"\u2014\u2014\u2014", "with dashes"},
    };
    for (const Typed& remark : remarks) {
        EXPECT_TRUE(check_assumptions(with_row({std::string(remark.text), Cell()}), "assumptions")
                        .problems.empty())
            << remark.why;
    }
    const Table correlations = rows({{std::string("\t# a remark"), Cell(), Cell()},
                                     {std::string("price"), std::string("price"), 0.5}});
    EXPECT_NE(error("PLANRISK", {with_row({std::string("price"), 2.0, 1.0, 4.0},
                                          {std::string("driver"), std::string("value"),
                                           std::string("low"), std::string("high")}),
                                 std::string("margin"),
                                 {},
                                 {},
                                 {},
                                 correlations})
                  .message(Language::english)
                  .find("row 2 of correlations"),
              std::string::npos);
}

TEST(Labels, InWorkingsAreTheWordsThatWereUnderstood) {
    Call call;
    const Value shown = function("WORKINGS")
                            .call(std::vector<Value>{std::string("BACKLOGREVENUE"), 100.0, 0.5,
                                                     std::string("\uFF33er\u00ADved\u00A0")},
                                  call);
    EXPECT_EQ(std::get<Table>(shown).at(2, 1), Cell("=\"served\""))
        << "the formulas of the steps compare with it";
    EXPECT_EQ(std::get<Table>(shown).at(2, 2), Cell("served"));
}

TEST(Words, ThatBeginLikeInfOrNanAreNoNumbers) {
    for (const char* word :
         {"Information", "Infrastructure", "inf", "Infinity", "Nancy", "nan", "nan(1)", "-inf"}) {
        EXPECT_EQ(error("SAVINGMONTHS", {std::string(word)}).message(Language::english),
                  "start_month is the text \"" + std::string(word) + "\"; it must be a number.");
        const Table headed = rows({{std::string("Assumption"), std::string(word)},
                                   {std::string("revenue"), 1000.0},
                                   {std::string("operating_profit"), 300.0}});
        EXPECT_TRUE(check_assumptions(headed, "assumptions").problems.empty())
            << "headed by " << word;
    }
}

TEST(Suggestions, AreOnlyMadeOfWhatIsNear) {
    const auto said = [](std::string_view name, const std::vector<Value>& arguments) {
        return error(name, arguments).message(Language::english);
    };
    const auto reason = [](std::string_view name) {
        Call call;
        return std::get<std::string>(
            function("REASON").call(std::vector<Value>{std::string(name), 1.0}, call));
    };
    const auto label = [&](const char* name) {
        return said("PLANVALUE", {with_row({std::string(name), 0.1}), std::string("margin")});
    };
    const auto line = [&](const char* name) {
        return said("PLANVALUE", {example_assumptions(), std::string(name)});
    };
    const auto driver = [&](const char* name) {
        return said("PLANSOLVE",
                    {example_assumptions(), std::string(name), std::string("margin"), 0.3});
    };
    struct Row {
        std::string message;
        const char* near;
    };
    const Row found[] = {
        {reason("GPUMARGN"), "The nearest is GPUMARGIN."},
        {reason("GUPMARGIN"), "The nearest is GPUMARGIN."},
        {label("utlisation"), "The nearest is utilisation."},
        {label("Chrun"), "The nearest is churn."},
        {label("Severance cost"), "The nearest is severance."},
        {line("marign"), "The nearest is \"margin\"."},
        {driver("prise"), "The nearest is price."},
        {label("Tax"), "The nearest is tax_rate."},
        {label("Useful life"), "The nearest is life."},
        {label("Number of GPUs"), "The nearest is gpus_ordered."},
        {label("Churn rate"), "The nearest is churn."},
        {label("Lead time"), "The nearest is lead_quarters."},
        {label("Wage inflation"), "The nearest is wage_growth."},
        {label("Revenue growth"), "The nearest is base_growth."},
        {label("Operating income"), "The nearest is operating_profit."},
        {line("profit"), "The nearest is \"operating profit\"."},
        {line("gap"), "The nearest is \"margin gap\"."},
        {line("cash flow"), "The nearest is \"free cash flow\"."},
    };
    for (const Row& row : found) {
        EXPECT_NE(row.message.find(row.near), std::string::npos) << row.message;
    }
    const std::string silly[] = {
        reason("SUM"),      reason(""),       reason("IRR"),    reason("x"),   label("hiring"),
        label("marketing"), label("office"),  line("wages"),    line(""),      line("EBITDA"),
        driver(""),         driver("hiring"), driver("\u00A0"), line("\u2014")};
    for (const std::string& message : silly) {
        EXPECT_EQ(message.find("nearest"), std::string::npos) << message;
        EXPECT_NE(message.find("Function Reference"), std::string::npos) << message;
    }
}

/// What the office reads in a cell after a function has been asked for it.
class Listener {
public:
    void ask(std::string_view name, const std::vector<Value>& arguments) {
        Call call;
        try {
            function(name).call(arguments, call);
        } catch (const Error& error) {
            hear(error.message(Language::english));
        }
        hear(std::get<std::string>(
            function("REASON").call(joined(std::string(name), arguments), call)));
    }

    void check(const Table& assumptions) {
        Call call;
        const Value shown = function("PLANCHECK").call(std::vector<Value>{assumptions}, call);
        const Table& problems = std::get<Table>(shown);
        for (std::size_t row = 0; row < problems.rows(); ++row) {
            hear(std::get<std::string>(problems.at(row, problems.columns() - 1)));
        }
    }

    void hear(const std::string& message) {
        EXPECT_TRUE(well_formed(message)) << message;
        EXPECT_LT(message.size(), 600U) << message;
        EXPECT_EQ(message.find('\0'), std::string::npos) << message;
        heard_ += message.empty() ? 0 : 1;
    }

    int heard() const { return heard_; }

private:
    int heard_ = 0;
};

TEST(Texts, OfAnyKindAreReadOrRefusedInWellFormedWords) {
    Draw draw(8101);
    Listener listener;
    std::vector<std::pair<const Function*, std::size_t>> worded;
    for (const Function* function : calculating_functions()) {
        for (std::size_t i = 0; i < function->arguments.size(); ++i) {
            worded.emplace_back(function, i);
        }
    }
    const std::vector<Cell> heading{std::string("driver"), std::string("value"), std::string("low"),
                                    std::string("high"), std::string("distribution")};
    constexpr int texts = 20000;
    for (int i = 0; i < texts; ++i) {
        const std::string text = random_text(draw);
        switch (i % 8) {
        case 0: // a label
            listener.check(with_row({text, 0.1}));
            listener.ask("PLANVALUE", {with_row({text, 0.1}), std::string("margin")});
            break;
        case 1: // a value
            listener.check(with_row({std::string("price"), text, 1.0, text, text}, heading));
            break;
        case 2: // a distribution
            listener.check(with_row({std::string("price"), 2.0, 1.0, 4.0, text}, heading));
            break;
        case 3: { // headings
            const std::vector<Cell> titles{text, random_text(draw), random_text(draw),
                                           random_text(draw), random_text(draw)};
            listener.check(with_row({random_text(draw), 2.0, 1.0, 4.0, {}}, titles));
            break;
        }
        case 4: // a line, a driver
            listener.ask("PLANVALUE", {example_assumptions(), text});
            listener.ask("PLANSOLVE", {example_assumptions(), text, std::string("margin"), 0.3});
            break;
        case 5: { // an argument of any kind
            const auto& [function, index] = worded[draw.index(worded.size())];
            std::vector<Value> arguments = complete_example(*function);
            arguments[index] = text;
            listener.ask(function->name, arguments);
            break;
        }
        case 6: { // a function
            Call call;
            listener.hear(std::get<std::string>(
                function("REASON").call(std::vector<Value>{text, 1.0}, call)));
            listener.ask("WORKINGS", {text, 1.0});
            break;
        }
        default: // correlations: the first row may be headings
            listener.ask("PLANRISK", {example_uncertain_assumptions(),
                                      std::string("margin"),
                                      {},
                                      2.0,
                                      {},
                                      rows({{text, random_text(draw), random_text(draw)},
                                            {random_text(draw), text, 2.0}})});
        }
    }
    EXPECT_GT(listener.heard(), texts) << "most of them are refused";
}

TEST(Texts, WithBlanksHyphensAndFullWidthAnywhereAreStillKnown) {
    Draw draw(8102);
    for (int i = 0; i < 20000; ++i) {
        const DriverRecord& driver = drivers()[draw.index(driver_count)];
        const std::string_view name =
            draw.chance(0.5) ? driver.id : std::string_view(driver.label.english());
        const std::string label = decorated(draw, name);
        EXPECT_EQ(driver_named(label), driver.driver) << label;

        const LineRecord& line = lines()[draw.index(shown_lines)];
        const std::string line_name = decorated(draw, line.name.english());
        EXPECT_EQ(line_named(line_name), line.line) << line_name;

        const Function* function = catalogue()[draw.index(catalogue().size())];
        const std::string function_name = decorated(draw, function->name);
        EXPECT_EQ(find(function_name), function) << function_name;

        for (const Argument& argument : function->arguments) {
            if (!argument.choices.empty()) {
                const std::size_t choice = draw.index(argument.choices.size());
                const std::string word = decorated(draw, argument.choices[choice]);
                EXPECT_EQ(choice_from(argument, word), choice) << word;
            }
        }
    }
}

} // namespace

} // namespace headroom::test
