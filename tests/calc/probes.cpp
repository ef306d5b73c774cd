#include "probes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace headroom::test {

namespace {

void check_reason(const Probe& probe, const CellOutcome& outcome, const CellOutcome& reason) {
    EXPECT_EQ(reason.error, 0) << "REASON for " << probe.call.text();
    if (outcome.error == 0) {
        // Only the first cell of a table is looked at here; others may be errors.
        EXPECT_TRUE(reason.text().empty() || reason.text().starts_with("The call is right"))
            << probe.call.text() << " is no error: " << reason.text();
        return;
    }
    EXPECT_TRUE(reason.text().ends_with('.')) << probe.call.text() << ": " << reason.text();
    if (!probe.blamed.empty() && (outcome.error == 502 || outcome.error == 504)) {
        EXPECT_TRUE((" " + reason.text()).find(" " + probe.blamed + " ") != std::string::npos)
            << probe.call.text() << ": " << reason.text() << " (nothing about " << probe.blamed
            << ")";
    }
}

/// REASON gets an error cell no better than any other function does, and no range that Calc
/// refuses.
bool can_be_explained(const Probe& probe) {
    return probe.explained &&
           std::none_of(
               probe.call.arguments.begin(), probe.call.arguments.end(), [](const Given& given) {
                   const auto* expression = std::get_if<Expression>(&given);
                   return expression != nullptr && (expression->text == fixture::with_error ||
                                                    expression->text.starts_with("$Fixtures.$A"));
               });
}

} // namespace

void add_fixtures(Document& document) {
    Sheet sheet = document.add_sheet(fixture::sheet);
    sheet.set_formula({0, 0}, "=1/0");
    sheet.set_formula({1, 0}, "=NA()");
    sheet.set_formula({2, 0}, "=REQUIREDCUTS(100;0;0.5;1;2)");
    sheet.set_formula({3, 0}, "=GPUMARGIN(0;0.75;50000;5;0)");
    Table numbers;
    numbers.append({0.5, 0.6});
    numbers.append({0.7, 0.8});
    sheet.write({0, 1}, numbers);
    sheet.write({0, 4}, column({0.5, 0.6, 0.7, 0.8}));
    sheet.set_number({2, 1}, 0.9);
    sheet.set_formula({3, 1}, "=1/0");
    const int errors[] = {532, 32767, 503, 502};
    for (int row = 0; row < 4; ++row) {
        EXPECT_EQ(sheet.error({row, 0}), errors[row]);
    }
}

void check(Office& office, const std::vector<Probe>& probes) {
    ASSERT_FALSE(probes.empty());
    std::vector<CellCall> calls;
    std::vector<CellCall> questions;
    for (const Probe& probe : probes) {
        calls.push_back(probe.call);
        questions.push_back(reason_for(probe.call));
    }
    Document document = office.create();
    add_fixtures(document);
    Sheet sheet = document.sheet();
    const std::vector<CellOutcome> outcomes = evaluate(sheet, calls);
    Sheet reasons = document.add_sheet("Reasons");
    const std::vector<CellOutcome> answers = evaluate(reasons, questions);
    for (std::size_t i = 0; i < probes.size(); ++i) {
        const auto& [why, call, errors, exactly, blamed, explained] = probes[i];
        const bool allowed =
            std::find(errors.begin(), errors.end(), outcomes[i].error) != errors.end();
        const double* number = std::get_if<double>(&outcomes[i].content);
        EXPECT_TRUE(allowed && (number == nullptr || std::isfinite(*number)))
            << call.text() << " is " << outcomes[i] << ": " << why;
        if (exactly) {
            EXPECT_TRUE(outcomes[i].shows(*exactly))
                << call.text() << " is " << outcomes[i] << ", not "
                << testing::PrintToString(*exactly) << ": " << why;
        }
        if (can_be_explained(probes[i])) {
            check_reason(probes[i], outcomes[i], answers[i]);
        }
    }
}

} // namespace headroom::test
