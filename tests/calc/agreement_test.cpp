// What Calc's own functions say about the same thing.

#include "calc_test.hpp"
#include "calls.hpp"

#include "draw.hpp"
#include "outcome.hpp"

#include <boost/algorithm/string/replace.hpp>

#include <cmath>

namespace headroom::test {

namespace {

class CellAgreement : public CalcTest {};

/// One formula after the other on a sheet, and what it comes to.
class Desk {
public:
    explicit Desk(Office& office) : document_(office.create()), sheet_(document_.sheet()) {}

    /// Numbers stand in cells; {1}, {2}, … in formulas refer to them.
    double value(const std::string& formula, const std::vector<double>& numbers) {
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            const At at{static_cast<int>(i), 5};
            sheet_.set_number(at, numbers[i]);
        }
        sheet_.set_formula({0, 0}, with_cells(formula));
        EXPECT_EQ(sheet_.error({0, 0}), 0) << formula;
        return sheet_.value({0, 0});
    }
    static std::string with_cells(std::string formula) {
        for (int i = 0; i < 9; ++i) {
            boost::replace_all(formula, "{" + std::to_string(i + 1) + "}", At{i, 5}.name());
        }
        return formula;
    }
    Sheet& sheet() { return sheet_; }

private:
    Document document_;
    Sheet sheet_;
};

/// price, utilisation, capex, life, opex, residual, erosion, tax of purchases that pay back.
std::vector<double> purchase(Draw& draw) {
    return {draw.even(2.5, 6),     draw.even(0.6, 1),
            draw.even(2e4, 4e4),   2 + std::floor(draw.even(2, 7)),
            draw.even(1000, 4000), draw.even(0, 5000),
            draw.even(0, 0.1),     draw.even(0, 0.3)};
}

constexpr const char* flow = "GPUCASHFLOW({1};{2};{3};{4};{5};{6};{7};{8})";

TEST_F(CellAgreement, NetPresentValue) {
    Draw draw(31);
    Desk desk(office());
    for (int i = 0; i < 40; ++i) {
        std::vector<double> numbers = purchase(draw);
        numbers.push_back(draw.even(-0.05, 0.3));
        const double ours = desk.value("=GPUNPV({1};{2};{3};{4};{5};{9};{6};{7};{8})", numbers);
        // Calc discounts the first year too.
        const double calc = desk.value(std::string("=NPV({9};") + flow + ")*(1+{9})", numbers);
        EXPECT_NEAR(ours, calc, 1e-12 * 10 * numbers[2]);
    }
}

TEST_F(CellAgreement, InternalRateOfReturn) {
    Draw draw(37);
    Desk desk(office());
    for (int i = 0; i < 40; ++i) {
        const std::vector<double> numbers = purchase(draw);
        const double ours = desk.value("=GPUIRR({1};{2};{3};{4};{5};{6};{7};{8})", numbers);
        desk.sheet().set_array_formula({{0, 8}, 10, 1}, "=" + desk.with_cells(flow));
        const std::string cells = "I1:I" + std::to_string(static_cast<int>(numbers[3]) + 1);
        // Calc stops as soon as its steps fall below 1e-7.
        EXPECT_NEAR(ours, desk.value("=IRR(" + cells + ";" + plain(ours + 0.01) + ")", {}), 1e-7);
    }
}

TEST_F(CellAgreement, CapitalCharge) {
    Draw draw(41);
    Desk desk(office());
    for (int i = 0; i < 40; ++i) {
        const std::vector<double> numbers{draw.even(2e4, 6e4), draw.even(1, 9),
                                          draw.chance(0.2) ? 0 : draw.even(-0.1, 0.3),
                                          draw.even(0, 2e4)};
        const double ours = desk.value("=GPUHOURCOST(1;{1};{2};0;{3};{4})*8760", numbers);
        const double calc = desk.value("=-PMT({3};{2};{1};-{4})", numbers);
        EXPECT_NEAR(ours, calc, 1e-12 * numbers[0]);
        EXPECT_NEAR(desk.value("=CAPEXPERJOB({1};{2};{3})", numbers),
                    desk.value("=-PV({3};{2};{1})", numbers), 1e-12 * 100 * numbers[0]);
    }
}

TEST_F(CellAgreement, StraightLineDepreciation) {
    Desk desk(office());
    desk.sheet().write({0, 8}, column({1200, 0, 0, 0, 0, 0, 0}));
    desk.sheet().set_array_formula({{0, 9}, 7, 1}, "=VINTAGEDEPRECIATION(I1:I7;5;0.1)");
    const double year = desk.value("=SLN(1200;120;5)", {});
    for (int period = 0; period < 7; ++period) {
        EXPECT_NEAR(desk.sheet().value({period, 9}), period < 5 ? year : 0, 1e-10);
    }
}

// The IRS rounds to hundredths of a per cent, and makes each table add up.
TEST_F(CellAgreement, DecliningBalanceWithHalfAYear) {
    Desk desk(office());
    for (const double life : {3.0, 5.0, 7.0, 10.0, 15.0, 20.0}) {
        const double factor = life > 10 ? 1.5 : 2;
        double rest = 100;
        for (int year = 1; year <= life + 1; ++year) {
            // Calc's own switch to the straight line does not work with half years.
            const double start = std::max(0.0, year - 1.5);
            const std::vector<double> numbers{
                life, factor, start, std::min(life, year - 0.5), rest, static_cast<double>(year)};
            const double calc = desk.value(
                "=MAX(VDB(100;0;{1};{3};{4};{2};TRUE());{5}/({1}-{3})*({4}-{3}))", numbers);
            EXPECT_NEAR(desk.value("=MACRS(100;{1};{6})", numbers), calc, 0.0145)
                << life << ' ' << year;
            rest -= calc;
        }
    }
}

TEST_F(CellAgreement, LeaseOrBuy) {
    Draw draw(43);
    Desk desk(office());
    for (int i = 0; i < 20; ++i) {
        Table payments;
        for (int year = 0; year < 5; ++year) {
            payments.append({draw.even(1e4, 2e4)});
        }
        desk.sheet().write({0, 8}, payments);
        const std::vector<double> numbers{draw.even(4e4, 6e4), draw.even(0.01, 0.2),
                                          draw.even(0, 0.4), 5, draw.even(0, 1e4)};
        const std::string call = "LEASEVSBUY({1};I1:I5;{2};{3};{4};{5})";
        const auto row = [&](int index) {
            return desk.value("=INDEX(" + call + ";" + std::to_string(index) + ";2)", numbers);
        };
        const double buying = desk.value("=-{1}-PV({2};{4};SLN({1};{5};{4})*{3};{5})", numbers);
        EXPECT_NEAR(row(1), buying, 1e-12 * 10 * numbers[0]);
        const double leasing = desk.value("=-NPV({2};I1:I5)*(1-{3})", numbers);
        EXPECT_NEAR(row(2), leasing, 1e-12 * 10 * numbers[0]);
        EXPECT_NEAR(row(3), leasing - buying, 1e-12 * 10 * numbers[0]);
        EXPECT_NEAR(row(4), desk.value("=PMT({2};5;" + plain(buying) + ")/(1-{3})", numbers),
                    1e-12 * 10 * numbers[0]);
    }
}

} // namespace

} // namespace headroom::test
