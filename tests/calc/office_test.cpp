#include "calc_test.hpp"

#include "paths.hpp"
#include "strings.hpp"

#include "core/catalogue.hpp"

#include <com/sun/star/beans/NamedValue.hpp>
#include <com/sun/star/container/XHierarchicalNameAccess.hpp>
#include <com/sun/star/container/XNameAccess.hpp>
#include <com/sun/star/frame/XDesktop.hpp>
#include <com/sun/star/frame/XDispatchHelper.hpp>
#include <com/sun/star/frame/XDispatchProvider.hpp>
#include <com/sun/star/frame/XModel.hpp>
#include <com/sun/star/lang/XMultiServiceFactory.hpp>
#include <com/sun/star/ucb/XSimpleFileAccess.hpp>
#include <com/sun/star/util/XCloseable.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

namespace headroom::test {

namespace {

namespace container = com::sun::star::container;
namespace uno = com::sun::star::uno;

class OfficeTest : public CalcTest {};

TEST_F(OfficeTest, AnswersWithTheVersionThatWasBuilt) {
    const Document document = office().create();
    Sheet sheet = document.sheet();
    sheet.set_formula({0, 0}, "=HEADROOMVERSION()");
    EXPECT_EQ(sheet.text({0, 0}), version());
    EXPECT_EQ(sheet.error({0, 0}), 0);
}

TEST_F(OfficeTest, WithoutTheExtensionTheNameIsUnknown) {
    Office bare(Extension::absent);
    const Document document = bare.create();
    Sheet sheet = document.sheet();
    sheet.set_formula({0, 0}, "=HEADROOMVERSION()");
    EXPECT_EQ(sheet.error({0, 0}), 525);
}

TEST_F(OfficeTest, KeepsWhatIsWrittenToAFile) {
    const std::filesystem::path file = office().folder() / "kept.ods";
    {
        Document document = office().create();
        Sheet sheet = document.sheet();
        sheet.set_number({0, 0}, 2.5);
        sheet.set_text({1, 0}, "25");
        sheet.set_formula({2, 0}, "=GPUMARGIN(A1;0.75;50000;5;2467.104)");
        sheet.set_number_format({2, 0}, "0.00%");
        document.name_cells("price", sheet, {});
        sheet.set_formula({3, 0}, "=price+1");
        document.store(file);
    }
    const Document document = office().load(file);
    const Sheet sheet = document.sheet();
    EXPECT_EQ(sheet.value({0, 0}), 2.5);
    EXPECT_EQ(sheet.content({1, 0}), Cell("25"));
    EXPECT_EQ(sheet.text({2, 0}), "24.10%");
    EXPECT_EQ(sheet.number_format({2, 0}), "0.00%");
    EXPECT_EQ(sheet.value({3, 0}), 3.5);
}

TEST_F(OfficeTest, MovesWholeBlocks) {
    const Document document = office().create();
    Sheet sheet = document.sheet();
    Table values;
    values.append({1.5, std::string("text"), {}});
    values.append({-2.0, std::string("2.5"), 1e300});
    sheet.write({1, 1}, values);
    sheet.write_formulas({3, 1}, {{"=B2*2", "=1/0", "=NA()"}});
    const Table read = sheet.read({.first = {1, 1}, .rows = 3, .columns = 3});
    for (std::size_t row = 0; row < 2; ++row) {
        for (std::size_t column = 0; column < 3; ++column) {
            EXPECT_EQ(read.at(row, column), values.at(row, column)) << row << ',' << column;
        }
    }
    EXPECT_EQ(read.at(2, 0), Cell(3.0));
    EXPECT_EQ(read.at(2, 1), Cell(Failure::division));
    EXPECT_EQ(read.at(2, 2), Cell(Failure::not_available));
    EXPECT_EQ((Block{{1, 25}, 3, 3}.name()), "Z2:AB4");
}

TEST_F(OfficeTest, ShowsWhatTheReadmeSaysWhereTheLibraryDoesNotFit) {
    const TemporaryFolder folder;
    const std::filesystem::path package = folder.path() / "broken.oxt";
    std::filesystem::copy_file(path::extension, package);
    std::filesystem::create_directory(folder.path() / "linux-x86_64");
    std::ofstream(folder.path() / "linux-x86_64" / "headroom.so") << "Of another system.\n";
    Process zip("/bin/sh",
                {"-c", R"(cd "$1" && exec "$2" -q broken.oxt linux-x86_64/headroom.so)", "sh",
                 folder.path().string(), path::zip},
                folder.path() / "zip.log", std::chrono::seconds(10));
    ASSERT_EQ(zip.wait(), 0) << zip.log();

    Office office(Extension::absent, std::chrono::minutes(5), {package});
    const Document document = office.create();
    Sheet sheet = document.sheet();
    sheet.set_formula({0, 0}, "=HEADROOMVERSION()");
    EXPECT_EQ(sheet.error({0, 0}), 521) << "#NULL!";
    for (const char* formula : {"=GPUMARGIN(2.5;0.75;50000;5;2467.104)", "=SAVINGMONTHS(1)",
                                "=VINTAGEDEPRECIATION(B1:B2;5)", "=REASON(\"SAVINGMONTHS\";1)"}) {
        sheet.set_formula({1, 0}, formula);
        EXPECT_EQ(sheet.error({1, 0}), 504) << formula;
    }
}

/// Closes every document but this one; returns how many there were.
int close_others(const Office& office, const Document& document) {
    const uno::Reference<com::sun::star::frame::XDesktop> desktop(
        office.service("com.sun.star.frame.Desktop"), uno::UNO_QUERY_THROW);
    const auto all = desktop->getComponents()->createEnumeration();
    std::vector<uno::Reference<com::sun::star::util::XCloseable>> others;
    while (all->hasMoreElements()) {
        const uno::Reference<com::sun::star::util::XCloseable> one(all->nextElement(),
                                                                   uno::UNO_QUERY);
        if (one.is() && one != document.uno()) {
            others.push_back(one);
        }
    }
    for (const auto& other : others) {
        other->close(true);
    }
    return static_cast<int>(others.size());
}

std::filesystem::path installed_templates(const std::filesystem::path& profile) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(profile)) {
        if (entry.path().filename() == "Trade plan.ots") {
            return entry.path().parent_path();
        }
    }
    throw std::runtime_error("the package has no templates");
}

TEST_F(OfficeTest, MakesTheWorkbooksOfItsMenuAndNothingElse) {
    const std::filesystem::path templates = installed_templates(office().folder());
    for (const auto& stray : {templates / "Stray.ots", templates.parent_path() / "Stray.ots"}) {
        std::filesystem::copy_file(templates / "Trade plan.ots", stray);
    }
    const Document document = office().create();
    const uno::Reference<com::sun::star::frame::XModel> model(document.uno(), uno::UNO_QUERY_THROW);
    const uno::Reference<com::sun::star::frame::XDispatchProvider> frame(
        model->getCurrentController()->getFrame(), uno::UNO_QUERY_THROW);
    const uno::Reference<com::sun::star::frame::XDispatchHelper> helper(
        office().service("com.sun.star.frame.DispatchHelper"), uno::UNO_QUERY_THROW);
    const std::pair<const char*, int> rows[] = {
        {"new/Talent%20for%20GPUs", 1},
        {"new/GPU%20business%20case", 1},
        {"new/Restructuring%20planner", 1},
        {"new/Trade%20plan", 1},
        {"new/Trade plan", 1},
        {"new/Stray", 0},
        {"new/../Stray", 0},
        {"new/..%2FStray", 0},
        {"new/%2E%2E/Stray", 0},
        {"new/../templates/Trade%20plan", 0},
        {"new/Trade%20plan%00", 0},
        {"new/trade%20plan", 0},
        {"new/", 0},
        {"new", 0},
        {"", 0},
    };
    for (const auto& [command, opened] : rows) {
        helper->executeDispatch(frame, wide("org.headroom:" + std::string(command)), "_self", 0,
                                {});
        EXPECT_EQ(close_others(office(), document), opened) << command;
    }
}

TEST_F(OfficeTest, FindsItselfAsItWasBuilt) {
    const Document document = office().create();
    const uno::Reference<com::sun::star::frame::XModel> model(document.uno(), uno::UNO_QUERY_THROW);
    const uno::Reference<com::sun::star::frame::XDispatchProvider> frame(
        model->getCurrentController()->getFrame(), uno::UNO_QUERY_THROW);
    const uno::Reference<com::sun::star::frame::XDispatchHelper> helper(
        office().service("com.sun.star.frame.DispatchHelper"), uno::UNO_QUERY_THROW);
    helper->executeDispatch(frame, "org.headroom:self-test", "_self", 0, {});

    const uno::Reference<com::sun::star::frame::XDesktop> desktop(
        office().service("com.sun.star.frame.Desktop"), uno::UNO_QUERY_THROW);
    const Document made(uno::Reference<com::sun::star::sheet::XSpreadsheetDocument>(
        desktop->getCurrentComponent(), uno::UNO_QUERY_THROW));
    ASSERT_EQ(made.sheets(), 3);
    const Sheet summary = made.sheet("Self-test");
    std::size_t examples = 0;
    for (const Function* function : catalogue()) {
        examples += function->examples.size();
    }
    const std::string count = std::to_string(examples);
    EXPECT_EQ(summary.text({0, 0}), "Headroom " + std::string(version()) + ": self-test");
    EXPECT_EQ(summary.text({1, 0}),
              count + " of " + count +
                  " examples gave every digit that was stored when Headroom was built.");
    EXPECT_TRUE(summary.text({2, 0}).starts_with("Linux x86_64, LibreOffice "))
        << summary.text({2, 0});
    for (int row = 5; row < 5 + static_cast<int>(examples); ++row) {
        EXPECT_EQ(summary.text({row, 3}), "yes")
            << summary.text({row, 1}) << ": " << summary.text({row, 4}) << " here, "
            << summary.text({row, 5}) << " stored";
    }
}

/// The part of the office's configuration below a path.
uno::Reference<container::XNameAccess> configuration(const Office& office, const char* path) {
    const uno::Reference<com::sun::star::lang::XMultiServiceFactory> provider(
        office.service("com.sun.star.configuration.ConfigurationProvider"), uno::UNO_QUERY_THROW);
    const com::sun::star::beans::NamedValue node("nodepath", uno::Any(rtl::OUString(wide(path))));
    const uno::Any argument(node);
    return {provider->createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess",
                                                  uno::Sequence<uno::Any>(&argument, 1)),
            uno::UNO_QUERY_THROW};
}

std::string text_at(const uno::Reference<container::XNameAccess>& place, const char* path) {
    const uno::Reference<container::XHierarchicalNameAccess> names(place, uno::UNO_QUERY_THROW);
    return narrow(names->getByHierarchicalName(wide(path)).get<rtl::OUString>());
}

TEST_F(OfficeTest, HasADrawingForEachCommandOfTheToolbar) {
    const auto toolbar = configuration(office(), "/org.openoffice.Office.Addons/AddonUI/"
                                                 "OfficeToolBar/org.headroom.toolbar");
    const auto images = configuration(office(), "/org.openoffice.Office.Addons/AddonUI/Images");
    const uno::Reference<com::sun::star::ucb::XSimpleFileAccess> files(
        office().service("com.sun.star.ucb.SimpleFileAccess"), uno::UNO_QUERY_THROW);
    const auto entries = toolbar->getElementNames();
    EXPECT_EQ(entries.getLength(), 3);
    for (const rtl::OUString& entry : entries) {
        const std::string command = text_at(toolbar, (narrow(entry) + "/URL").c_str());
        const std::string name = command.substr(command.find(':') + 1);
        const std::string image = "org.headroom.image." + name;
        ASSERT_TRUE(images->hasByName(wide(image))) << image;
        EXPECT_EQ(text_at(images, (image + "/URL").c_str()), command);
        for (const char* size : {"ImageSmallURL", "ImageBigURL"}) {
            const std::string url = text_at(images, (image + "/UserDefinedImages/" + size).c_str());
            EXPECT_TRUE(files->exists(wide(url))) << url;
        }
    }
}

/// The commands of a menu and the menus in it.
std::vector<std::string> commands_of(const uno::Reference<container::XNameAccess>& menu) {
    std::vector<std::string> commands;
    for (const rtl::OUString& name : menu->getElementNames()) {
        const uno::Reference<container::XNameAccess> entry(menu->getByName(name),
                                                           uno::UNO_QUERY_THROW);
        rtl::OUString url;
        if ((entry->getByName("URL") >>= url) && url.startsWith("org.headroom:")) {
            commands.push_back(narrow(url));
        }
        uno::Reference<container::XNameAccess> inner;
        if (entry->hasByName("Submenu") && (entry->getByName("Submenu") >>= inner) && inner.is()) {
            std::ranges::move(commands_of(inner), std::back_inserter(commands));
        }
    }
    return commands;
}

TEST_F(OfficeTest, KnowsEachCommandOfItsMenu) {
    const std::vector<std::string> commands =
        commands_of(configuration(office(), "/org.openoffice.Office.Addons/AddonUI/OfficeMenuBar/"
                                            "org.headroom.menu/Submenu"));
    EXPECT_GE(commands.size(), 16U);
    const uno::Reference<com::sun::star::frame::XDispatchProvider> menu(
        office().service("org.headroom.Menu"), uno::UNO_QUERY_THROW);
    for (const std::string& command : commands) {
        com::sun::star::util::URL url;
        url.Complete = wide(command);
        EXPECT_TRUE(menu->queryDispatch(url, {}, 0).is()) << command;
    }
}

TEST_F(OfficeTest, EndsAtItsLimit) {
    Office slow(Extension::absent, std::chrono::seconds(30));
    const Document document = slow.create();
    const Sheet sheet = document.sheet();
    const auto wait_for_ever = [&] {
        for (;;) {
            sheet.error({0, 0});
        }
    };
    EXPECT_ANY_THROW(wait_for_ever());
    // The connection may break a moment before the process is gone.
    for (int i = 0; i < 100 && slow.running(); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    EXPECT_FALSE(slow.running());
}

} // namespace

} // namespace headroom::test
