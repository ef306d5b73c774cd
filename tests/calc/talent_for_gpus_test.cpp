#include "charts.hpp"
#include "one_workbook_test.hpp"
#include "snapshot.hpp"

#include "outcome.hpp"

#include <boost/lexical_cast.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace headroom::test {

namespace {

class TalentForGpus : public OneWorkbook {
protected:
    TalentForGpus() : OneWorkbook("Talent for GPUs") {}

    /// The headline as the model itself has it, from nothing but the inputs on the sheet.
    Cell required_cuts() const {
        try {
            return chain();
        } catch (const Error& error) {
            return error.kind();
        }
    }

private:
    static double call(std::string_view name, const std::vector<Value>& arguments) {
        Call call;
        return std::get<double>(function(name).call(arguments, call));
    }

    double chain() const {
        const auto in = [&](const std::string& name) { return value(name); };
        const double target_growth =
            in(text("rival") == "Azure" ? "azure_growth" : "google_growth");
        const double gap =
            call("GROWTHGAP", {in("prior_revenue"), in("segment_revenue"), target_growth});
        const double needed = std::max(0.0, 4 * gap);
        const double price = in("list_price") * (1 - in("discount"));
        const double gpus = call("GPUSFORREVENUE", {needed * 1e6, price, in("utilisation")});
        const double opex =
            call("GPUOPEX", {in("kw"), in("pue"), in("load"), in("tariff"), 0.0, in("other_opex")});
        const double margin = call("GPUMARGIN", {price, in("utilisation"), in("capex"), in("life"),
                                                 opex, in("wacc"), in("residual")});
        const double gpu_revenue = gpus * 8760 * in("utilisation") * price / 1e6;
        const std::string base = text("base");
        const double revenue = 4 * in(base + "_revenue");
        const double profit = 4 * in(base + "_profit");
        const double months = call("SAVINGMONTHS", {in("start_month"), in("notice_months")});
        return call("REQUIREDCUTS",
                    {(revenue + gpu_revenue) * 1e6, (profit + gpu_revenue * margin) * 1e6,
                     profit / revenue + in("target_change"), in("loaded_cost"), in("severance"),
                     months, in("backfill"), in("replacement")});
    }
};

/// One question, and how the workbook must answer it.
struct Question {
    std::map<std::string, Cell> inputs;
    std::optional<Cell> cuts;  ///< where it can be said without calculating
    std::string sentence;      ///< how the verdict begins
    std::string function = {}; ///< the one that Checks explains
    std::string reason = {};   ///< how the explanation begins
    /// Where the answer is not the number: what it says instead. Then the checks do not hold.
    std::optional<std::string> answer = {};
    std::string checks = "No answer"; ///< where there is none
    std::string also = {};            ///< what the sentence says too
    std::string never = {};           ///< and what it does not
};

const Question questions[] = {
    {.inputs = {}, .cuts = {}, .sentence = "With these inputs the chips account for "},
    {.inputs = {{"target_change", 0.01}},
     .cuts = {},
     .sentence = "With these inputs the chips account for ",
     .also = "The higher margin aimed at takes "},
    // As many as the chips take: there is no rest.
    {.inputs = {{"announced_cuts", 18772.0}},
     .cuts = Cell(18772.0),
     .sentence = "With these inputs the chips account for all 18,772 announced cuts ",
     .never = "The rest"},
    // No gap and so no chips, but a higher margin.
    {.inputs = {{"azure_growth", 0.1}, {"target_change", 0.02}},
     .cuts = {},
     .sentence = "Chips do not explain the announced cuts",
     .never = "account for"},
    {.inputs = {{"rival", "Google Cloud"}},
     .cuts = {},
     .sentence = "With these inputs the chips account for "},
    {.inputs = {{"list_price", 2.5}},
     .cuts = {},
     .sentence = "The chips would take more cuts than were announced: "},
    // GPUs earn more than retail does.
    {.inputs = {{"base", "group"}}, .cuts = Cell(0.0), .sentence = "No cuts are needed: "},
    // A GPU at 4.25 per hour earns 55 %, more than the segment.
    {.inputs = {{"list_price", 5.0}}, .cuts = Cell(0.0), .sentence = "No cuts are needed: "},
    // The segment grew faster than that.
    {.inputs = {{"azure_growth", 0.1}}, .cuts = Cell(0.0), .sentence = "No cuts are needed: "},
    // Four and a half months of 250,000 a year are little more than 84,000, so that it would take
    // more cuts than the company has positions.
    {.inputs = {{"list_price", 2.2}, {"notice_months", 7.5}},
     .cuts = {},
     .sentence = "More than all positions: the margin would take ",
     .answer = "more than all"},
    // Three months of 250,000 a year are less than 84,000.
    {.inputs = {{"notice_months", 9.0}},
     .cuts = Cell(Failure::no_answer),
     .sentence = "No answer with these inputs.",
     .function = "REQUIREDCUTS",
     .reason = "No number of cuts reaches the margin: within 3 months one cut saves 62500 and "
               "costs 84000 in severance"},
    {.inputs = {{"utilisation", 75.0}},
     .cuts = Cell(Failure::invalid),
     .sentence = "No answer with these inputs: not each is what belongs there.",
     .function = "GPUSFORREVENUE",
     .reason = "utilisation is 75; it must be above 0 and at most 1.",
     .checks = "Look"},
    {.inputs = {{"loaded_cost", 0.0}},
     .cuts = Cell(Failure::invalid),
     .sentence = "No answer with these inputs: not each is what belongs there.",
     .function = "REQUIREDCUTS",
     .reason = "loaded_cost is 0; it must be above 0.",
     .checks = "Look"},
    {.inputs = {{"announced_cuts", "many"}},
     .cuts = Cell(18772.0),
     .sentence = "No answer with these inputs: not each is what belongs there.",
     .function = "REQUIREDCUTS",
     .reason = "No error.",
     .checks = "Look"},
};

/// The inputs that are public facts. All others must call themselves assumptions.
struct Sourced {
    const char* name;
    const char* item;
    const char* as_of;
};

constexpr Sourced sourced[] = {
    {"prior_revenue", "AWS net sales", "Q2 2024"},
    {"segment_revenue", "AWS net sales", "Q2 2025"},
    {"segment_profit", "AWS operating income", "Q2 2025"},
    {"stated_growth", "AWS growth", "Q2 2025"},
    {"group_revenue", "Amazon net sales", "Q2 2025"},
    {"group_profit", "Amazon operating income", "Q2 2025"},
    {"azure_growth", "Azure growth", "quarter ended June 2025"},
    {"google_growth", "Google Cloud growth", "Q2 2025"},
    {"backlog_share", "GPU backlog share claimed", "October 2025"},
    {"contracted_orders", "AWS contracted backlog (RPO) - not unmet demand", "Q2 2025"},
    {"guided_capex", "Amazon capital expenditure (guided)", "2025"},
    {"list_price", "H100 rental price", "2025-2026"},
    {"contract_price", "H100 one-year contract price", "October 2025"},
    {"longest_life", "Microsoft and Alphabet server useful life", "2025"},
    {"hr_share", "Human resources positions cut", "October 2025"},
    {"attrition", "Corporate attrition", "2025"},
    {"capex", "All-in capex per GPU", "2025"},
    {"life", "Amazon server useful life", "2025"},
    {"kw", "Power per H100 GPU at the rack", "2024"},
    {"pue", "PUE", "2024"},
    {"tariff", "Industrial electricity", "2024"},
    {"corporate_positions", "Corporate employees of Amazon", "2025"},
    {"announced_cuts", "Announced job cuts", "October 2025"},
    {"loaded_cost", "Loaded cost of a corporate position", "2025"},
    {"severance", "Severance per position", "2025"},
    {"notice_months", "Paid notice given", "October 2025"},
};

TEST_F(TalentForGpus, AnswersAsTheModelDoes) {
    const Sheet answer = document().sheet(0);
    const At headline = answer.in_style("Result").at(0);
    const At verdict = answer.in_style("Verdict").at(0);
    const Snapshot before = snapshot(document());
    for (const Question& question : questions) {
        std::map<std::string, Cell> earlier;
        std::string trace = "as it is";
        for (const auto& [name, input] : question.inputs) {
            earlier[name] = content(name);
            type(name, input);
            trace = name + " " + text(name);
        }
        SCOPED_TRACE(trace);

        const Cell expected = required_cuts();
        EXPECT_EQ(content("required_cuts"), expected);
        EXPECT_EQ(answer.content(headline), question.answer ? Cell(*question.answer) : expected);
        if (question.cuts) {
            EXPECT_EQ(expected, *question.cuts);
        }
        const std::string sentence = answer.text(verdict);
        EXPECT_TRUE(sentence.starts_with(question.sentence)) << sentence;
        EXPECT_NE(sentence.find(question.also), std::string::npos) << sentence;
        EXPECT_TRUE(question.never.empty() || sentence.find(question.never) == std::string::npos)
            << sentence;
        if (question.answer) {
            EXPECT_GT(std::get<double>(expected), value("corporate_positions"));
            EXPECT_NE(answer.text(verdict).find("Cuts alone cannot hold it"), std::string::npos)
                << answer.text(verdict);
            EXPECT_EQ(text("checks"), "Look");
            EXPECT_LT(value("margin_after_cuts"), value("target_margin"));
        } else if (question.function.empty()) {
            EXPECT_EQ(text("checks"), "OK");
            EXPECT_EQ(reason("REQUIREDCUTS"), "No error.");
            EXPECT_GE(value("margin_after_cuts"), value("target_margin") - 1e-12);
        } else {
            EXPECT_EQ(text("checks"), question.checks);
            const std::string why = reason(question.function);
            EXPECT_TRUE(why.starts_with(question.reason)) << why;
        }

        for (const auto& [name, input] : earlier) {
            type(name, input);
        }
    }
    EXPECT_EQ(differences(before, snapshot(document()), same_result), "");
}

/// At the edge: as many positions as required cuts are enough.
TEST_F(TalentForGpus, CutsNoMoreThanAllPositions) {
    const Sheet answer = document().sheet(0);
    const At headline = answer.in_style("Result").at(0);
    const double cuts = value("required_cuts");
    type("announced_cuts", 5000.0); // What is announced has to be possible too.
    type("corporate_positions", cuts);
    EXPECT_EQ(answer.content(headline), Cell(cuts));
    EXPECT_EQ(text("checks"), "OK");
    type("corporate_positions", cuts - 1);
    EXPECT_EQ(answer.text(headline), "more than all");
    EXPECT_EQ(text("checks"), "Look");
    EXPECT_EQ(value("possible_cuts"), cuts - 1);
}

TEST_F(TalentForGpus, SaysWhoseMarginItAsksFor) {
    const Sheet answer = document().sheet(0);
    const At question = answer.in_style("Question").at(0);
    EXPECT_NE(answer.text(question).find("the margin of AWS"), std::string::npos);
    EXPECT_NE(answer.text(question).find("Azure"), std::string::npos);
    type("base", std::string("group"));
    type("rival", std::string("Google Cloud"));
    EXPECT_NE(answer.text(question).find("the margin of Amazon"), std::string::npos);
    EXPECT_NE(answer.text(question).find("Google Cloud"), std::string::npos);
    EXPECT_NE(answer.text(answer.in_style("Question").at(1)).find("Trade plan"), std::string::npos);
}

/// Whatever the margins are, negative ones too.
TEST_F(TalentForGpus, DrawsMarginsFromNothing) {
    const auto margins = [&] {
        return chart_titled(document(), "Operating margin before, with GPUs and after cuts");
    };
    EXPECT_EQ(margins().lowest, 0);
    for (const auto& [name, input] : std::initializer_list<std::pair<const char*, double>>{
             {"target_change", 0.02}, {"list_price", 4.0}, {"azure_growth", 0.18}}) {
        const Cell earlier = content(name);
        type(name, input);
        EXPECT_EQ(margins().lowest, 0) << name;
        EXPECT_GT(margins().highest, value("base_margin")) << name;
        type(name, earlier);
    }
    type("segment_profit", -2000.0);
    EXPECT_LT(margins().lowest, value("base_margin"));
    EXPECT_GE(margins().highest, 0);
}

TEST_F(TalentForGpus, ShowsEveryFactAsItsSourceHasIt) {
    for (const Sourced& input : sourced) {
        SCOPED_TRACE(input.name);
        const auto fact = test::fact(input.item, input.as_of);
        EXPECT_EQ(value(input.name), boost::lexical_cast<double>(fact.at("value")));
        const Sheet inputs = document().sheet(place(input.name));
        const int row = place(input.name).at.row;
        EXPECT_EQ(inputs.text({row, 2}), fact.at("unit"));
        EXPECT_EQ(inputs.text({row, 3}), fact.at("as of"));
        EXPECT_EQ(inputs.text({row, 4}), fact.at("source"));
        EXPECT_EQ(inputs.text({row, 5}), fact.at("confidence"));
    }
}

TEST_F(TalentForGpus, CallsEveryOtherInputAnAssumption) {
    std::set<Place> facts;
    for (const Sourced& fact : sourced) {
        facts.insert(place(fact.name));
    }
    int assumptions = 0;
    const Sheet inputs = sheet("Inputs");
    for (const At input : inputs.in_style("Input")) {
        if (!facts.contains({inputs.name(), input})) {
            const std::string why = inputs.text({input.row, 4});
            EXPECT_TRUE(why.starts_with("Assumption: ")) << input.name() << ": " << why;
            EXPECT_EQ(inputs.text({input.row, 5}), "low") << input.name();
            ++assumptions;
        }
    }
    EXPECT_GT(assumptions, 0);
}

} // namespace

} // namespace headroom::test
