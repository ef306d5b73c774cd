#include "calc_test.hpp"
#include "calls.hpp"

#include "outcome.hpp"
#include "vectors.hpp"

namespace headroom::test {

namespace {

class CellVectors : public CalcTest {};

TEST_F(CellVectors, AreMetInCells) {
    const std::vector<Vector> vectors = read_vectors();
    std::vector<CellCall> calls;
    for (const Vector& vector : vectors) {
        calls.push_back(cell_call(function(vector.function), vector.arguments));
    }
    const Document document = office().create();
    Sheet sheet = document.sheet();
    const std::vector<CellOutcome> outcomes = evaluate(sheet, calls);
    for (std::size_t i = 0; i < vectors.size(); ++i) {
        const bool met = outcomes[i].error == 0 ? vectors[i].met_by(outcomes[i].content)
                                                : outcomes[i].shows(vectors[i].expected);
        EXPECT_TRUE(met) << vectors[i].call() << " is " << outcomes[i] << ", not "
                         << testing::PrintToString(vectors[i].expected);
    }
}

TEST_F(CellVectors, GiveExactlyTheModelsNumbers) {
    std::vector<CellCall> calls;
    std::vector<Cell> wanted;
    const auto add = [&](const Function& function, Arguments arguments) {
        calls.push_back(cell_call(function, arguments));
        wanted.push_back(outcome(function, arguments));
    };
    for (const Vector& vector : read_vectors()) {
        add(function(vector.function), vector.arguments);
    }
    for (const Function* function : catalogue()) {
        for (const Example& example : function->examples) {
            add(*function, example.arguments);
        }
    }
    const Document document = office().create();
    Sheet sheet = document.sheet();
    const std::vector<CellOutcome> outcomes = evaluate(sheet, calls);
    for (std::size_t i = 0; i < calls.size(); ++i) {
        EXPECT_TRUE(outcomes[i].shows(wanted[i])) << calls[i].text() << " is " << outcomes[i]
                                                  << ", not " << testing::PrintToString(wanted[i]);
    }
}

TEST_F(CellVectors, ReadTheSameFromAFile) {
    const std::filesystem::path file = office().folder() / "examples.ods";
    std::vector<CellCall> calls;
    for (const Function* function : catalogue()) {
        calls.push_back(cell_call(*function, function->examples.front().arguments));
    }
    std::vector<CellOutcome> before;
    {
        const Document document = office().create();
        Sheet sheet = document.sheet();
        before = evaluate(sheet, calls);
        document.store(file);
    }
    Document document = office().load(file);
    document.calculate_all();
    for (std::size_t row = 0; row < calls.size(); ++row) {
        EXPECT_EQ(document.sheet().content({static_cast<int>(row), 0}), before[row].content)
            << calls[row].text();
    }
}

} // namespace

} // namespace headroom::test
