// Plain copies of the workbooks that come with Headroom, in an office without it, after every input
// has changed: beside the originals in one with Headroom.

#include "paths.hpp"
#include "plain_copy_test.hpp"
#include "snapshot.hpp"
#include "workbook_test.hpp"

#include <com/sun/star/sheet/XCalculatable.hpp>

#include <set>

namespace headroom::test {

namespace {

namespace uno = com::sun::star::uno;

struct Change {
    const char* name;
    bool (*concerns)(double);
    double (*changed)(double);
};

bool is_whole(double value) {
    return value == std::round(value);
}

const Change ways[] = {
    {"fractions a little smaller", [](double value) { return !is_whole(value); },
     [](double value) { return 0.98 * value; }},
    {"small counts one more", [](double value) { return is_whole(value) && value < 100; },
     [](double value) { return value + 1; }},
    {"large numbers larger", [](double value) { return is_whole(value) && value >= 100; },
     [](double value) { return std::round(1.03 * value); }},
};

/// Types all of that into the inputs of the workbook; returns how many there were.
int change_inputs(const Document& document, const std::vector<Place>& inputs, const Change& way) {
    const uno::Reference<com::sun::star::sheet::XCalculatable> calculation(document.uno(),
                                                                           uno::UNO_QUERY_THROW);
    calculation->enableAutomaticCalculation(false);
    int number = 0;
    for (const Place& input : inputs) {
        Sheet sheet = document.sheet(input);
        const Cell value = sheet.content(input.at);
        const double* now = std::get_if<double>(&value);
        if (now != nullptr && way.concerns(*now)) {
            sheet.set_number(input.at, way.changed(*now));
            ++number;
        }
    }
    calculation->calculateAll();
    calculation->enableAutomaticCalculation(true);
    return number;
}

/// The cells of a copy that show something else where frozen results do: of what stays as it was,
/// nothing that depends on it follows the inputs.
std::set<Place> frozen_or_fed_by_it(const Document& copy) {
    const Snapshot before = snapshot(copy);
    const uno::Reference<com::sun::star::sheet::XCalculatable> calculation(copy.uno(),
                                                                           uno::UNO_QUERY_THROW);
    calculation->enableAutomaticCalculation(false);
    for (const Place& frozen : copy.in_style("Headroom value, frozen")) {
        copy.sheet(frozen).set_formula(frozen.at, "=NA()");
    }
    calculation->calculateAll();
    std::set<Place> places;
    for (const auto& [place, shown] : snapshot(copy)) {
        const auto was = before.find(place);
        if (was == before.end() || was->second.error != shown.error ||
            was->second.text != shown.text) {
            places.insert(place);
        }
    }
    return places;
}

/// How many numbers of the original the copy has, too, where it follows the inputs.
int expect_alike(const Snapshot& original, const Snapshot& copy, const std::set<Place>& but_for) {
    int numbers = 0;
    for (const auto& [place, wanted] : original) {
        // The sheet Workings holds nothing but WORKINGS, which is frozen.
        if (!wanted.calculated() || but_for.contains(place) || place.sheet == "Workings") {
            continue;
        }
        const auto found = copy.find(place);
        const bool there = found != copy.end();
        const bool number = wanted.error == 0 && wanted.value != 0;
        numbers += number ? 1 : 0;
        // What is left of amounts that cancel is noise.
        EXPECT_TRUE(there && (wanted.error != 0) == (found->second.error != 0) &&
                    (wanted.error != 0 || same_number(wanted.value, found->second.value) ||
                     std::abs(wanted.value - found->second.value) < 1e-5) &&
                    (number || wanted.error != 0 || wanted.text == found->second.text ||
                     wanted.text.starts_with("CALCULATED") ||
                     wanted.formula.find("\"HEADROOMVERSION\"") != std::string::npos))
            << place.sheet << '.' << place.at.name() << ": "
            << (there ? found->second.text : "nothing") << " and not " << wanted.text;
    }
    return numbers;
}

class PlainWorkbooks : public WithBareOffice<TemplateTest> {};

TEST_P(PlainWorkbooks, FollowEveryInput) {
    const Document original = create();
    const std::filesystem::path file = office().folder() / "plain.ods";
    const std::string said =
        dispatch(office(), original, "plain-copy", {{"URL", "file://" + file.string()}});
    ASSERT_TRUE(std::filesystem::exists(file)) << said;
    const std::set<Place> stays = frozen_or_fed_by_it(office_without_headroom().load(file));
    const Document copy = office_without_headroom().load(file);
    const std::vector<Place> inputs = original.in_style("Input");
    for (const Change& way : ways) {
        SCOPED_TRACE(way.name);
        const int changed = change_inputs(original, inputs, way);
        EXPECT_GT(changed, 0);
        EXPECT_EQ(change_inputs(copy, inputs, way), changed);
        EXPECT_GT(expect_alike(snapshot(original), snapshot(copy), stays), 30);
    }
}

/// The Trade plan has more calls than are quickly tried like this: see PlainCopies.
std::set<std::string> without_simulations() {
    std::set<std::string> names = templates();
    names.erase("Trade plan");
    return names;
}

INSTANTIATE_TEST_SUITE_P(All, PlainWorkbooks, testing::ValuesIn(without_simulations()),
                         template_test_name);

} // namespace

} // namespace headroom::test
