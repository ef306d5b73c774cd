// Arguments that are a row or a column of numbers: what Calc and the functions make of them.

#include "calc_test.hpp"
#include "probes.hpp"

#include "outcome.hpp"

#include <chrono>

namespace headroom::test {

namespace {

class CellSeries : public CalcTest {};

/// The complete example of every function, with one of its ranges exchanged after the other.
template <class Make> std::vector<Probe> for_every_range(Make make) {
    std::vector<Probe> probes;
    for (const Function* function : calculating_functions()) {
        const std::vector<Value> example = complete_example(*function);
        for (std::size_t i = 0; i < example.size(); ++i) {
            if (const Table* range = std::get_if<Table>(&example[i])) {
                const auto add = [&](Given given, std::string why, std::vector<int> errors,
                                     std::string blamed, std::optional<Cell> exactly = {},
                                     bool explained = true) {
                    CellCall call = cell_call(*function, example);
                    call.arguments[i] = std::move(given);
                    probes.push_back({std::move(why), std::move(call), std::move(errors),
                                      std::move(exactly), std::move(blamed), explained});
                };
                make(function->arguments[i], *range, outcome(*function, example), add);
            }
        }
    }
    return probes;
}

Table with(Table range, std::size_t row, Cell cell) {
    range.at(row, 0) = std::move(cell);
    return range;
}

Table longer(const Table& range) {
    Table more(range.rows() + 3, 1);
    for (std::size_t row = 0; row < range.rows(); ++row) {
        more.at(row, 0) = range.at(row, 0);
    }
    return more;
}

Table in_a_row(const Table& column) {
    Table row(1, column.rows());
    for (std::size_t i = 0; i < column.rows(); ++i) {
        row.at(0, i) = column.at(i, 0);
    }
    return row;
}

TEST_F(CellSeries, NameTheCellThatIsWrong) {
    check(office(), for_every_range([](const Argument& argument, const Table& range, const Cell&,
                                       const auto& add) {
              const std::string id(argument.id);
              add(with(range, 1, {}), "a blank inside is missing", {502}, "row 2 of " + id);
              add(with(range, 1, "abc"), "a text", {502}, "row 2 of " + id);
              add(with(range, 1, "2.5"), "a number stored as text", {502}, "row 2 of " + id);
              add(in_a_row(with(range, 1, {})), "in a row", {502}, "column 2 of " + id);
              add(Expression{fixture::numbers}, "two rows and two columns", {502}, id);
              add(Expression{fixture::blanks}, "blank altogether", {502}, id);
              add(Expression{fixture::whole_column}, "a blank column", {502}, id);
          }));
}

TEST_F(CellSeries, LeaveOutWhatIsBlankAtTheEnd) {
    check(office(), for_every_range([](const Argument&, const Table& range, const Cell& result,
                                       const auto& add) {
              add(range, "as it is", {0}, "", result);
              add(longer(range), "three blanks more", {0}, "", result);
              add(in_a_row(range), "in a row", {0}, "", result);
              add(in_a_row(longer(range)), "in a row with blanks", {0}, "", result);
          }));
}

// Calc itself refuses them: only a reference becomes a range. REASON sees no array for what it is.
TEST_F(CellSeries, HaveToBeReferences) {
    check(office(),
          for_every_range([](const Argument& argument, const Table&, const Cell&, const auto& add) {
              if (!argument.must_be_cells()) {
                  return; // Calc hands over any value
              }
              const std::string id(argument.id);
              for (const char* text : {"{0.5|0.6}", "TRANSPOSE($Fixtures.$B$1:$B$2)"}) {
                  add(Expression{text}, "no reference", {504}, id, {}, false);
              }
              for (const char* text : {"0.5", "\"abc\"", "1/2"}) {
                  add(Expression{text}, "no reference", {504}, id);
              }
          }));
}

TEST_F(CellSeries, AreReadFromWholeColumnsInTime) {
    Document document = office().create();
    Sheet sheet = document.sheet();
    Sheet columns = document.add_sheet("Columns");
    for (const Function* function : calculating_functions()) {
        const std::vector<Value> example = complete_example(*function);
        CellCall call = cell_call(*function, example);
        for (std::size_t i = 0; i < example.size(); ++i) {
            const Table* range = std::get_if<Table>(&example[i]);
            // What may be left out Calc hands over cell by cell, which takes its time.
            if (range != nullptr && function->arguments[i].must_be_cells()) {
                const At top{0, static_cast<int>(i)};
                columns.write(top, *range);
                columns.write({static_cast<int>(range->rows()), top.column}, Table(20, 1));
                const std::string letter = top.name().substr(0, 1);
                call.arguments[i] = Expression{"$Columns.$" + letter + ":$" + letter};
            }
        }
        const auto start = std::chrono::steady_clock::now();
        const CellOutcome got = evaluate(sheet, {call}).front();
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        EXPECT_TRUE(got.shows(outcome(*function, example))) << call.text() << " is " << got;
        EXPECT_LT(took.count(), 0.5) << call.text();
    }
}

} // namespace

} // namespace headroom::test
