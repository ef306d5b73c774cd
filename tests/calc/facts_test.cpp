#include "snapshot.hpp"
#include "workbook_test.hpp"

#include "csv.hpp"

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace headroom::test {

namespace {

/// The choice of a date in every workbook that has one.
class FactsByDate : public CalcTest {
protected:
    static Document create(const std::string& title) {
        return office().load(std::filesystem::path(path::templates) / (title + ".ots"));
    }

    static void choose(const Document& document, const std::string& name, const std::string& text) {
        const Place place = document.named_cells().at(name);
        document.sheet(place).set_text(place.at, text);
    }

    static double value(const Document& document, const std::string& name) {
        const Place place = document.named_cells().at(name);
        return document.sheet(place).value(place.at);
    }

    static std::string text(const Document& document, const std::string& name) {
        const Place place = document.named_cells().at(name);
        return document.sheet(place).text(place.at);
    }
};

double published(const std::string& item, const std::string& as_of) {
    for (const auto& row : read_csv(path::facts)) {
        if (row.at("item") == item && row.at("as of") == as_of) {
            return std::stod(row.at("value"));
        }
    }
    ADD_FAILURE() << "no fact " << item << ", " << as_of;
    return 0;
}

const std::string dates[] = {"Q2 2025", "Q3 2025", "Q4 2025", "Q1 2026"};

/// Which fact a name stands for at each of the dates: the latest known by then, or the first.
struct Chosen {
    const char* name;
    const char* item;
    const char* as_of[4];
};

constexpr Chosen chosen[] = {
    {"segment_revenue", "AWS net sales", {"Q2 2025", "Q3 2025", "Q4 2025", "Q1 2026"}},
    {"segment_profit", "AWS operating income", {"Q2 2025", "Q3 2025", "Q4 2025", "Q1 2026"}},
    {"group_revenue", "Amazon net sales", {"Q2 2025", "Q3 2025", "Q3 2025", "Q3 2025"}},
    {"azure_growth", "Azure growth", {"quarter ended June 2025", "Q3 2025", "Q4 2025", "Q4 2025"}},
    {"google_growth", "Google Cloud growth", {"Q2 2025", "Q3 2025", "Q4 2025", "Q1 2026"}},
    {"guided_capex", "Amazon capital expenditure (guided)", {"2025", "2025", "2026", "2026"}},
    {"contract_price",
     "H100 one-year contract price",
     {"October 2025", "October 2025", "October 2025", "March 2026"}},
};

TEST_F(FactsByDate, AreTheLatestKnownThen) {
    const Document document = create("Talent for GPUs");
    for (std::size_t date = 0; date < std::size(dates); ++date) {
        choose(document, "as_of", dates[date]);
        for (const Chosen& fact : chosen) {
            SCOPED_TRACE(std::string(fact.name) + " at " + dates[date]);
            EXPECT_EQ(value(document, fact.name), published(fact.item, fact.as_of[date]));
            const Place place = document.named_cells().at(fact.name);
            EXPECT_EQ(document.sheet(place).text({place.at.row, 3}), fact.as_of[date]);
        }
    }
}

/// One sign is the other's: the price of October 2025 loses money, that of March 2026 does not.
TEST_F(FactsByDate, DecideWhetherAGpuEarnsAnything) {
    const Document document = create("Talent for GPUs");
    choose(document, "price_from", "contract price");
    choose(document, "as_of", "Q3 2025");
    EXPECT_EQ(value(document, "price"), 1.7);
    EXPECT_LT(value(document, "gpu_margin"), 0);
    choose(document, "as_of", "Q1 2026");
    EXPECT_EQ(value(document, "price"), 2.35);
    EXPECT_NEAR(value(document, "gpu_margin"), 0.19, 0.005);
}

/// Whatever date is chosen, nothing is in error and everything adds up.
TEST_F(FactsByDate, DriveEveryWorkbookThatHasThem) {
    int driven = 0;
    for (const std::string& title : templates()) {
        const Document document = create(title);
        if (!document.named_cells().contains("as_of")) {
            continue;
        }
        ++driven;
        const Snapshot before = snapshot(document);
        for (const std::string& date : dates) {
            SCOPED_TRACE(title + " at " + date);
            choose(document, "as_of", date);
            EXPECT_EQ(cells_in_error(snapshot(document)), "");
            EXPECT_EQ(text(document, "checks"), "OK");
        }
        choose(document, "price_from", "contract price");
        EXPECT_NE(differences(before, snapshot(document), same_result), "") << title;
    }
    EXPECT_EQ(driven, 3);
}

} // namespace

} // namespace headroom::test
