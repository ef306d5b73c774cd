#include "workbook_test.hpp"

#include "gnumeric.hpp"
#include "snapshot.hpp"
#include "strings.hpp"
#include "two_offices_test.hpp"

#include "core/catalogue.hpp"

#include <com/sun/star/beans/XPropertySet.hpp>
#include <com/sun/star/frame/XDocumentTemplates.hpp>
#include <com/sun/star/table/CellHoriJustify.hpp>
#include <com/sun/star/ucb/XSimpleFileAccess.hpp>
#include <rtl/uri.hxx>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <system_error>

namespace headroom::test {

namespace uno = com::sun::star::uno;

std::set<std::string> templates() {
    std::set<std::string> names{"Talent for GPUs"};
    std::error_code nothing_packed;
    for (const auto& file : std::filesystem::directory_iterator(path::templates, nothing_packed)) {
        names.insert(file.path().stem().string());
    }
    return names;
}

std::string template_test_name(const testing::TestParamInfo<std::string>& info) {
    std::string name = info.param;
    std::erase_if(name, [](unsigned char letter) { return std::isalnum(letter) == 0; });
    return name;
}

namespace {

class Workbooks : public WithBareOffice<TemplateTest> {};

std::set<Place> inputs(const Document& document) {
    std::set<Place> cells;
    for (const char* style : {"Input", "Input choice", "Input name"}) {
        for (Place& place : document.in_style(style)) {
            cells.insert(std::move(place));
        }
    }
    return cells;
}

/// The one cell that says whether the workbook is calculated.
Place status_of(const Document& document) {
    std::vector<Place> cells = document.in_style("Status");
    std::erase_if(cells, [&](const Place& place) {
        return !document.sheet(place).text(place.at).starts_with("CALCULATED");
    });
    if (cells.size() != 1) {
        throw std::runtime_error(std::to_string(cells.size()) + " cells say who calculates");
    }
    return cells.front();
}

std::vector<std::string> texts(const Document& document, const std::vector<Place>& places) {
    std::vector<std::string> texts;
    for (const Place& place : places) {
        texts.push_back(document.sheet(place).text(place.at));
    }
    return texts;
}

/// Makes one input a little smaller: the first that moves a result.
void move_a_result(Document& document) {
    const std::vector<Place> results = document.in_style("Result");
    const std::vector<std::string> before = texts(document, results);
    for (const Place& input : document.in_style("Input")) {
        Sheet sheet = document.sheet(input);
        const double value = sheet.value(input.at);
        if (value == std::floor(value)) {
            continue; // It may have to be whole.
        }
        // Few digits, as a user types: of fifteen the office reads some a bit lower or higher.
        const double scale = std::pow(10, 2 - std::floor(std::log10(std::abs(value))));
        sheet.set_number(input.at, std::round(0.99 * value * scale) / scale);
        if (texts(document, results) != before) {
            return;
        }
        sheet.set_number(input.at, value);
    }
    throw std::runtime_error("no input moves a result");
}

sal_Int32 background(const Document& document, const Place& place) {
    const uno::Reference<com::sun::star::beans::XPropertySet> properties(
        document.sheet(place).cell(place.at), uno::UNO_QUERY_THROW);
    return properties->getPropertyValue("CellBackColor").get<sal_Int32>();
}

/// What File > New > Templates offers.
std::set<std::string> templates_offered_by(const Office& office) {
    const uno::Reference<com::sun::star::frame::XDocumentTemplates> list(
        office.service("com.sun.star.frame.DocumentTemplates"), uno::UNO_QUERY_THROW);
    list->update();
    const uno::Reference<com::sun::star::ucb::XSimpleFileAccess> folders(
        office.service("com.sun.star.ucb.SimpleFileAccess"), uno::UNO_QUERY_THROW);
    std::set<std::string> names;
    for (const rtl::OUString& group : folders->getFolderContents(
             list->getContent()->getIdentifier()->getContentIdentifier(), true)) {
        for (const rtl::OUString& url : folders->getFolderContents(group, true)) {
            names.insert(narrow(rtl::Uri::decode(url.copy(url.lastIndexOf('/') + 1),
                                                 rtl_UriDecodeWithCharset, RTL_TEXTENCODING_UTF8)));
        }
    }
    return names;
}

} // namespace

TEST_P(Workbooks, ShowNoError) {
    EXPECT_EQ(cells_in_error(snapshot(create())), "");
}

/// What Calc needs to show saved values where Headroom is missing.
TEST_P(Workbooks, FormatEveryFormulaAndHaveNoArrays) {
    const Document document = create();
    const auto unformatted = [&](const Place& place, const Shown& cell) {
        return cell.calculated() && document.sheet(place).number_format(place.at) == "General";
    };
    const Snapshot cells = snapshot(document);
    EXPECT_EQ(cells_where(cells, unformatted), "");
    EXPECT_EQ(cells_where(cells, [](const Place&, const Shown& cell) { return cell.in_array(); }),
              "");
}

TEST_P(Workbooks, TellInputsFromEverythingElse) {
    const Document document = create();
    const std::set<Place> inputs = test::inputs(document);
    ASSERT_FALSE(inputs.empty());
    Snapshot cells = snapshot(document);
    for (const auto& [name, place] : document.named_cells()) {
        EXPECT_EQ(inputs.contains(place), !cells[place].calculated()) << name;
    }
    const auto wrong = [&](const Place& place, const Shown& cell) {
        return inputs.contains(place) ? cell.calculated() : !cell.calculated() && cell.value != 0;
    };
    EXPECT_EQ(cells_where(cells, wrong), "");

    const sal_Int32 yellow = background(document, *inputs.begin());
    const auto misleading = [&](const Place& place, const Shown&) {
        return inputs.contains(place) != (background(document, place) == yellow);
    };
    EXPECT_EQ(cells_where(cells, misleading), "");
}

TEST_P(Workbooks, SayWhoCalculates) {
    const Document document = create();
    const Place status = status_of(document);
    EXPECT_NE(document.sheet(status).text(status.at).find(version()), std::string::npos);
}

TEST_P(Workbooks, AddUp) {
    const Document document = create();
    const std::vector<Place> checks = document.in_style("Check");
    EXPECT_TRUE(std::any_of(checks.begin(), checks.end(),
                            [](const Place& place) { return place.sheet == "Checks"; }));
    for (const Place& check : checks) {
        EXPECT_EQ(document.sheet(check).text(check.at), "OK") << check.sheet << check.at.name();
    }
}

/// Sent by someone with Headroom, seen and annotated by someone without it, and sent back.
TEST_P(Workbooks, SurviveTheMail) {
    Document original = create();
    move_a_result(original);
    const Snapshot live = snapshot(original);
    EXPECT_EQ(cells_in_error(live), "");
    const Place status = status_of(original);
    const std::map<std::string, Place> names = original.named_cells();
    const Place note{.sheet = status.sheet,
                     .at = {.row = 0, .column = original.sheet(status).used().columns}};
    for (const auto& [ending, filter] : {std::pair(".ods", filter::ods), {".xlsx", filter::xlsx}}) {
        SCOPED_TRACE(ending);
        const auto sent = office().folder() / (std::string("sent") + ending);
        const auto returned = office().folder() / (std::string("returned") + ending);
        original.store(sent, filter);
        {
            const Document document = office_without_headroom().load(sent);
            Snapshot received = snapshot(document);
            Shown& warning = received[status];
            EXPECT_TRUE(warning.text.starts_with("SAVED VALUES")) << warning.text;
            EXPECT_NE(warning.text.find("install headroom.oxt"), std::string::npos) << warning.text;
            warning = live.at(status);
            // What says that Headroom is missing is all that may differ.
            for (const char* name : {"headroom_here", "no_answer"}) {
                received.at(names.at(name)) = live.at(names.at(name));
            }
            EXPECT_EQ(differences(live, received, same_result), "");
            document.sheet(note).set_text(note.at, "Seen.");
            document.store(returned, filter);
        }
        Document document = office().load(returned);
        EXPECT_EQ(document.sheet(note).text(note.at), "Seen.");
        Snapshot back = snapshot(document);
        EXPECT_EQ(back[status].text, live.at(status).text);
        EXPECT_EQ(differences(live, back, same_formula), "");
        EXPECT_EQ(differences(live, back, same_input), "");
        document.calculate_all();
        EXPECT_EQ(differences(live, snapshot(document), same_result), "");
    }
}

/// Someone without Headroom changes an input: no sentence may blame the inputs, or say that all is
/// as it was saved.
TEST_P(Workbooks, SayThatHeadroomIsMissing) {
    const auto sent = office().folder() / "to change.ods";
    create().store(sent, filter::ods);
    Document document = office_without_headroom().load(sent);
    const std::map<std::string, Place> names = document.named_cells();
    const auto said = [&](const std::string& name) {
        return document.sheet(names.at(name)).text(names.at(name).at);
    };
    EXPECT_EQ(said("headroom_here"), "no");
    EXPECT_EQ(said("checks"), "OK");
    for (const Place& input : document.in_style("Input")) {
        Sheet sheet = document.sheet(input);
        sheet.set_number(input.at, sheet.value(input.at));
    }
    const Sheet answer = document.sheet(0);
    EXPECT_NE(answer.error(answer.in_style("Result").at(0)), 0);
    EXPECT_TRUE(said("no_answer").starts_with("No answer without Headroom")) << said("no_answer");
    EXPECT_EQ(answer.text(answer.in_style("Verdict").at(0)), said("no_answer"));
    EXPECT_EQ(said("checks"), "Not known");
    const auto blames = [](const Place&, const Shown& cell) {
        return cell.error == 0 && cell.calculated() &&
               (cell.text == "No answer" ||
                cell.text.find("look there first") != std::string::npos ||
                cell.text.find("No answer with these") != std::string::npos ||
                cell.text.find("has no answer with") != std::string::npos ||
                cell.text.find("every figure is") != std::string::npos);
    };
    EXPECT_EQ(cells_where(snapshot(document), blames), "");
}

/// Gnumeric shows an .xlsx as it was saved; what it calculates anew has no result of Headroom's.
TEST_P(Workbooks, SayInGnumericWhatItShows) {
    Document original = create();
    const Sheet answer = original.sheet(0);
    const Place status = status_of(original);
    const At result = answer.in_style("Result").at(0);
    const At verdict = answer.in_style("Verdict").at(0);
    struct Opened {
        const char* ending;
        std::string_view filter;
        Calculated calculated;
    };
    for (const Opened& opened : {Opened{".xlsx", filter::xlsx, Calculated::as_saved},
                                 {".xlsx", filter::xlsx, Calculated::anew},
                                 {".ods", filter::ods, Calculated::as_saved}}) {
        SCOPED_TRACE(opened.ending);
        const auto sent = office().folder() / (std::string("to Gnumeric") + opened.ending);
        original.store(sent, opened.filter);
        const Document values =
            office().load(values_in_gnumeric(sent, answer.name(), opened.calculated));
        const Sheet shown = values.sheet();
        const bool saved = shown.text(status.at).starts_with("CALCULATED");
        EXPECT_TRUE(saved || shown.text(status.at).starts_with("SAVED VALUES, or #NAME?"));
        EXPECT_EQ(saved, opened.ending == std::string(".xlsx") &&
                             opened.calculated == Calculated::as_saved);
        EXPECT_EQ(shown.text(result) == "#NAME?", !saved) << shown.text(result);
        if (saved) {
            EXPECT_EQ(shown.text(verdict), answer.text(verdict));
        } else {
            EXPECT_TRUE(shown.text(verdict).starts_with("No answer without Headroom"))
                << shown.text(verdict);
        }
    }
}

TEST_P(Workbooks, AreOfferedUnderNewTemplates) {
    const std::set<std::string> offered = templates_offered_by(office());
    EXPECT_TRUE(offered.contains(GetParam()));
    const std::set<std::string> without = templates_offered_by(office_without_headroom());
    EXPECT_FALSE(without.empty());
    EXPECT_FALSE(without.contains(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(, Workbooks, testing::ValuesIn(templates()), template_test_name);

} // namespace headroom::test
