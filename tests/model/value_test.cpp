#include "core/label.hpp"
#include "core/quantity.hpp"
#include "core/value.hpp"
#include "trade/margin.hpp"

#include "draw.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace headroom::test {

namespace {

TEST(WholeUp, TakesTheNextWholeNumberAndForgivesNoise) {
    struct Row {
        double value;
        double whole;
        const char* why;
    };
    const Row rows[] = {
        {0, 0, "whole"},
        {30000, 30000, "whole"},
        {30000.001, 30001, "above it by more than 1e-9 of it"},
        {30000.00002, 30000, "6.7e-10 of it above"},
        {30000.00004, 30001, "1.3e-9 of it above"},
        {29999.99998, 30000, "just below"},
        {29999.5, 30000, "between"},
        {0.07 * 100, 7, "7.000000000000001 in binary"},
        {0.4, 1, "a part of a position is a position"},
        {1e-9, 0, "as good as nothing"},
        {2e-9, 1, "a very small need is a need"},
        {-0.5, 0, "towards plus infinity"},
        {1e15 + 0.25, 1e15, "the fraction is within 1e-9 of it"},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(whole_up(row.value), row.whole) << row.value << ": " << row.why;
    }
}

TEST(WholeUp, IsTheSmallestWholeNumberNotBelow) {
    Draw draw(1);
    for (int i = 0; i < 10000; ++i) {
        const double value = draw.magnitude(1e-3, 1e12);
        const double whole = whole_up(value);
        EXPECT_EQ(whole, std::round(whole));
        EXPECT_GE(whole, value - 1e-9 * std::max(1.0, value));
        EXPECT_LT(whole - 1, value);
    }
}

TEST(WholeOrSame, DropsOnlyNoise) {
    struct Row {
        double value;
        double settled;
        const char* why;
    };
    const Row rows[] = {
        {5, 5, "whole"},
        {4.35 * 100 / 87, 5, "4.999999999999999"},
        {5 * (1 + 9e-10), 5, "9e-10 of it above"},
        {5 * (1 - 9e-10), 5, "9e-10 of it below"},
        {5 * (1 + 2e-9), 5 * (1 + 2e-9), "2e-9 of it above"},
        {4.5, 4.5, "between"},
        {1e-9, 0, "as good as nothing"},
        {-1e-9, 0, "from below"},
        {2e-9, 2e-9, "more than nothing"},
        {-3.0000000001, -3, "negative"},
        {1e15 + 0.25, 1e15, "the fraction is within 1e-9 of it"},
        {1e300, 1e300, "beyond 2^53 every number is whole"},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(whole_or_same(row.value), row.settled) << row.value << ": " << row.why;
        EXPECT_FALSE(std::signbit(whole_or_same(row.value)) && row.settled == 0) << row.why;
    }
}

TEST(MarginGap, IsNothingWithin1e12OfRevenue) {
    struct Row {
        double target;
        double revenue;
        double profit;
        double gap;
        const char* why;
    };
    const Row rows[] = {
        {0.25, 100, 20, 5, "five are missing"},
        {0.25, 100, 30, -5, "five too many"},
        {0.25, 100, 25, 0, "just enough"},
        {0.07, 100, 7, 0, "7.000000000000001 in binary"},
        {0.25, 1e12, 0.25e12 - 1, 0, "1e-12 of revenue below"},
        {0.25, 1e12, 0.25e12 + 1, 0, "1e-12 of revenue above"},
        {0.25, 1e12, 0.25e12 - 1.5, 1.5, "a little more below"},
        {0.25, 1e12, 0.25e12 + 1.5, -1.5, "a little more above"},
        {0, 1, 0, 0, "no margin is asked for"},
        {-0.5, 100, -50, 0, "a loss of half the revenue"},
        {-0.5, 100, -60, 10, "a larger one"},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(margin_gap(row.target, row.revenue, row.profit), row.gap) << row.why;
        EXPECT_EQ(holds_margin(row.target, row.revenue, row.profit), row.gap <= 0) << row.why;
        const Lanes several = margin_gap(Lanes(row.target), Lanes(row.revenue), Lanes(row.profit));
        for (int lane = 0; lane < Lanes::count; ++lane) {
            EXPECT_EQ(several[lane], row.gap) << row.why;
        }
    }
    const double none = std::numeric_limits<double>::quiet_NaN();
    EXPECT_TRUE(std::isnan(margin_gap(0.25, 100.0, none)));
    EXPECT_FALSE(holds_margin(0.25, 100.0, none));
}

TEST(Difference, IsNothingWhenBothAgreeTo48Bits) {
    struct Row {
        double left;
        double right;
        double difference;
    };
    const double bit = std::ldexp(1, -48);
    const Row rows[] = {
        {5, 3, 2},
        {3, 5, -2},
        {0, 0, 0},
        {0, 1e-300, -1e-300},
        {1e-300, 0, 1e-300},
        {0.07 * 100, 7, 0},
        {1, 1 - bit / 2, 0},
        {1, 1 - bit, bit},
        {1, 1 + bit, -bit},
        {1, -1, 2},
        {1e300, -1e300, 2e300},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(difference(row.left, row.right), row.difference)
            << row.left << " - " << row.right;
    }
}

TEST(Plain, IsTheShortestTextThatReadsBack) {
    struct Row {
        double value;
        const char* text;
    };
    const Row rows[] = {
        {0, "0"},
        {-0.0, "0"},
        {0.25, "0.25"},
        {2467.104, "2467.104"},
        {12e9, "12000000000"},
        {1e15, "1e+15"},
        {9.5e14, "950000000000000"},
        {1e-4, "0.0001"},
        {9e-5, "9e-05"},
        {-1.5, "-1.5"},
        {0.1 + 0.2, "0.30000000000000004"},
        {5e-324, "5e-324"},
        {1e308, "1e+308"},
        {std::numeric_limits<double>::infinity(), "not a finite number"},
        {std::numeric_limits<double>::quiet_NaN(), "not a finite number"},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(plain(row.value), row.text);
    }
    Draw draw(2);
    for (int i = 0; i < 10000; ++i) {
        const double value = (draw.chance(0.5) ? 1 : -1) * draw.magnitude(1e-300, 1e300);
        const std::string text = plain(value);
        double back = 0;
        std::from_chars(text.data(), text.data() + text.size(), back);
        EXPECT_EQ(back, value) << text;
    }
}

TEST(Figures, AreWrittenInTheNotationOfTheirReader) {
    struct Row {
        Figure number;
        const char* with_point;
        const char* with_comma;
    };
    const Row rows[] = {
        {rounded(1.5), "1.5", "1,5"},
        {rounded(1200000), "1200000", "1200000"},
        {rounded(0.1 + 0.2), "0.3", "0,3"},
        {exact(0.1 + 0.2), "0.30000000000000004", "0,30000000000000004"},
        {brief(1234567.8), "1234570", "1234570"},
        {brief(-0.012345678), "-0.0123457", "-0,0123457"},
        {exact(1.5e20), "1.5e+20", "1,5e+20"},
        {exact(-0.0), "0", "0"},
        {exact(std::numeric_limits<double>::infinity()), "not a finite number",
         "not a finite number"},
    };
    const Notation comma{","};
    for (const Row& row : rows) {
        EXPECT_EQ(row.number.in({}), row.with_point);
        EXPECT_EQ(row.number.in(comma), row.with_comma);
    }
    const Phrase inner(tr("at least %1%"), {rounded(0.25)});
    EXPECT_EQ(Phrase(tr("%1% is %2%; it must be %3%."), {std::string("life"), rounded(0.1), inner})
                  .in(Language::english, comma),
              "life is 0,1; it must be at least 0,25.");
    EXPECT_EQ(from(0.25).to(1.5).describe(Language::english, comma),
              "at least 0,25 and at most 1,5");
}

TEST(Folded, DropsCaseBlanksAndHyphens) {
    struct Row {
        const char* text;
        const char* folded;
    };
    const Row rows[] = {
        {"  Served\t", "served"},
        {"GPU hours", "gpuhours"},
        {"gpu_hours", "gpuhours"},
        {"US\u2011GAAP", "usgaap"},
        {" \t \u00A0\u2007", ""},
        {"\u00C4RGER", "\u00E4rger"},
        {"\u00D7", "\u00D7"},
        {"stra\u00DFe", "stra\u00DFe"},
        {"operating pro\uFB01t", "operatingprofit"},
        {"back\uFB01ll, e\uFB00ect, \uFB02ow, o\uFB03ce, ba\uFB04e",
         "backfill,effect,flow,office,baffle"},
        {"\uFF21\uFF5A\uFF10\uFF5E", "az0~"},
        {"\u03A9\u4E2D\U0001F600", "\u03A9\u4E2D\U0001F600"},
        {"a\xFF"
         "b",
         "a\uFFFD"
         "b"},
        {"a\xE2\x80", "a\uFFFD\uFFFD"},
        {"\xC0\xAF", "\uFFFD\uFFFD"},
        {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
        {"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(folded(row.text), row.folded);
        EXPECT_EQ(folded(row.folded), row.folded) << "once is enough";
    }
}

TEST(InQuotes, IsCutAtALetterAndStaysInItsLine) {
    struct Row {
        std::string text;
        std::string shown;
    };
    const std::string forty(40, 'x');
    const Row rows[] = {
        {"", ""},
        {"a \"b\"", "a \"b\""},
        {"two\nlines\u2028here\t", "two lines here "},
        {std::string("\0nothing", 8), " nothing"},
        {"\u202Edliam", " dliam"},
        {forty, forty},
        {forty + "y", forty + "…"},
        {forty.substr(1) + "\u00E4", forty.substr(1) + "…"},
        {forty.substr(2) + "\u00E4", forty.substr(2) + "\u00E4"},
        {forty.substr(3) + "\U0001F600", forty.substr(3) + "…"},
        {"a\xFF"
         "b",
         "a\uFFFD"
         "b"},
        {forty.substr(4) + "\xF0\x9F", forty.substr(4) + "\uFFFD…"},
        {std::string(100000, '\xFF'),
         [] {
             std::string shown;
             while (shown.size() < 39) {
                 shown += "\uFFFD";
             }
             return shown + "…";
         }()},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(in_quotes(row.text), '"' + row.shown + '"');
    }
}

TEST(LooksLikeNumber, WhatIsOneAndNothingElse) {
    const char* numbers[] = {
        "0",
        "5",
        "007",
        "2.50",
        "2,50",
        ".5",
        ",5",
        "1e6",
        "1.5E-3",
        "+5",
        "-5",
        "\u22125",
        "5-",
        "(1,234)",
        "1,234",
        "1.234.567",
        "1,234.50",
        "1.234,50",
        "1 234,50",
        "1\u202F234,50",
        "1\u00A0234",
        "1'234.50",
        "1\u2019234.50",
        "12,34,567.8",
        "25%",
        "25 %",
        "-25\u00A0%",
        "$2.50",
        "2,50 \u20AC",
        "\u00A3 1,000",
        "-$5",
        "$-5",
        "(\u20AC5)",
        " 30,873 ",
        "\uFF11\uFF12\uFF0E\uFF15",
        "12\n",
    };
    for (const char* text : numbers) {
        EXPECT_TRUE(looks_like_number(text)) << text;
        EXPECT_TRUE(begins_like_number(text)) << text;
    }
    const char* others[] = {
        "",         " ",          "90k",   "2.50 EUR",     "n/a",    "#N/A",  "Information",
        "inf",      "-inf",       "nan",   "Nancy",        "e5",     "1e",    "1e+",
        "1.2.2024", "2024-01-31", "12:30", "5.",           "1..5",   "1,2,3", "1.2,3,4",
        "1,23,45",  "1 2",        "12 34", "1234,567,890", "--5",    "%",     "$",
        "-",        "()",         "(5",    "5)",           "0x10",   "1/2",   "\u00BD",
        "five",     "5 years",    "Q1",    "5%%",          "\u0665", "5\xFF", "1e5e5",
    };
    for (const char* text : others) {
        EXPECT_FALSE(looks_like_number(text)) << text;
    }
    EXPECT_FALSE(looks_like_number(std::string(100000, '.')));
    EXPECT_TRUE(looks_like_number(std::string(100000, '1')));
    for (const char* text : {"90k", "2.50 EUR", "2026 plan", "\u00A0-5 years", "1.2.2024"}) {
        EXPECT_TRUE(begins_like_number(text)) << text;
    }
    for (const char* text : {"", "n/a", "Value", "Information", "Nancy", "FY2026", "e5", "-"}) {
        EXPECT_FALSE(begins_like_number(text)) << text;
    }
}

TEST(Nearest, TakesTheFewestKeystrokes) {
    const std::vector<std::string_view> names{"GPUMARGIN", "GPUOPEX", "REQUIREDCUTS", "CUTSAVINGS",
                                              "MACRS"};
    EXPECT_EQ(nearest("gpumargin", names), "GPUMARGIN");
    EXPECT_EQ(nearest("GPUMARGINS", names), "GPUMARGIN");
    EXPECT_EQ(nearest("GUPOPEX", names), "GPUOPEX");
    EXPECT_EQ(nearest("REQIREDCUT", names), "REQUIREDCUTS");
    EXPECT_EQ(nearest("savings", names), "CUTSAVINGS");
    EXPECT_EQ(nearest("MARCS", names), "MACRS") << "neighbours exchanged are one slip";
    EXPECT_EQ(nearest("GPU\u00A0MARGN", names), "GPUMARGIN");
}

TEST(Nearest, IsNothingMoreThanAThirdAway) {
    const std::vector<std::string_view> names{"churn", "GPUNPV", "MACRS", "base_growth"};
    for (const char* typed : {"", " ", "\u00A0", "-", "SUM", "hiring", "MACRSMACRS"}) {
        EXPECT_EQ(nearest(typed, names), std::nullopt) << typed;
    }
    EXPECT_EQ(nearest("chirn", names), "churn") << "1 of 5";
    EXPECT_EQ(nearest("chorm", names), std::nullopt) << "2 of 5";
    EXPECT_EQ(nearest("GPUIRV", names), "GPUNPV") << "2 of 6";
    EXPECT_EQ(nearest("GPUIRR", names), std::nullopt) << "3 of 6";
    EXPECT_EQ(nearest(std::string(1000000, 'x'), names), std::nullopt);
    EXPECT_EQ(nearest("churn", {}), std::nullopt);
}

TEST(Nearest, SharesMostWordsWhereTheLettersAreFar) {
    const std::vector<std::string_view> names{"base_growth",    "Life",
                                              "revenue",        "tax_rate",
                                              "free cash flow", "cumulative free cash flow"};
    EXPECT_EQ(nearest("growth", names), "base_growth");
    EXPECT_EQ(nearest("Revenue growth", names), "base_growth") << "it is a growth";
    EXPECT_EQ(nearest("Useful\u00A0life", names), "Life");
    EXPECT_EQ(nearest("Interest rate", names), std::nullopt) << "a word that fits anything";
    EXPECT_EQ(nearest("Cash flow", names), "free cash flow");
    EXPECT_EQ(nearest("Number of", names), std::nullopt);
}

TEST(Table, GrowsByRowsOfOneLength) {
    Table table;
    EXPECT_EQ(table.rows(), 0u);
    table.append({1.0, std::string("text")});
    table.append({Failure::division, {}});
    EXPECT_EQ(table.rows(), 2u);
    EXPECT_EQ(table.columns(), 2u);
    EXPECT_EQ(table.at(0, 1), Cell("text"));
    EXPECT_EQ(table.at(1, 0), Cell(Failure::division));
    EXPECT_THROW(table.append({1.0}), std::logic_error);
}

} // namespace

} // namespace headroom::test
