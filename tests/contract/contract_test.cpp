#include "contract.hpp"

#include "core/catalogue.hpp"
#include "paths.hpp"

#include <boost/algorithm/string/replace.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headroom::test {

namespace {

std::string read_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    EXPECT_TRUE(in) << file;
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string today(std::string_view file = "XFunctions.idl") {
    return read_file(std::filesystem::path(path::committed_idl) / file);
}

/// Every released version's folder.
std::vector<std::filesystem::path> releases() {
    const std::filesystem::directory_iterator folders(path::tests +
                                                      std::string("/contract/released"));
    return {begin(folders), end(folders)};
}

TEST(Contract, KeepsEveryReleasedFunction) {
    ASSERT_FALSE(releases().empty());
    for (const std::filesystem::path& release : releases()) {
        const std::string released = read_file(release / "XFunctions.idl");
        EXPECT_FALSE(read_methods(released).empty()) << release;
        EXPECT_EQ(broken_promises(released, today()), std::vector<std::string>())
            << "since " << release.filename();
    }
}

// What was not there in a release is in no formula of its time.
TEST(Contract, LetsArgumentsThatWereAddedBeLeftOut) {
    int added = 0;
    for (const std::filesystem::path& release : releases()) {
        for (const Method& method : read_methods(read_file(release / "XFunctions.idl"))) {
            const Function* function = find(method.name);
            ASSERT_NE(function, nullptr) << method.name;
            for (std::size_t i = method.arguments.size(); i < function->arguments.size(); ++i) {
                EXPECT_TRUE(function->arguments[i].optional)
                    << function->name << " needs " << function->arguments[i].id;
                ++added;
            }
        }
    }
    EXPECT_GT(added, 0);
}

// Files name every function by the service that has it.
TEST(Contract, KeepsTheNameOfTheService) {
    for (const std::filesystem::path& release : releases()) {
        EXPECT_EQ(idl_words(today("Functions.idl")),
                  idl_words(read_file(release / "Functions.idl")));
    }
    EXPECT_EQ(
        idl_words("module org { // comment\n service A : B; };"),
        (std::vector<std::string>{"module", "org", "{", "service", "A", ":", "B", ";", "}", ";"}));
}

TEST(Contract, IsReadCompletely) {
    const std::vector<Method> methods = read_methods(today());
    ASSERT_EQ(methods.size(), catalogue().size());
    for (std::size_t i = 0; i < methods.size(); ++i) {
        const Function& function = *catalogue()[i];
        EXPECT_EQ(methods[i].name, function.id);
        EXPECT_EQ(methods[i].returns == "double", function.returns == Function::Returns::number);
        std::vector<std::pair<std::string, std::string>> expected;
        for (const Argument& argument : function.arguments) {
            const std::string name = idl_name(argument.id);
            if (argument.shape == Shape::any_number) {
                for (int number = 1; number <= looked_into; ++number) {
                    expected.emplace_back("any", name + std::to_string(number));
                }
            } else {
                expected.emplace_back(
                    argument.must_be_cells() ? "com::sun::star::table::XCellRange" : "any", name);
            }
        }
        EXPECT_EQ(methods[i].arguments, expected) << function.name;
    }
}

TEST(Contract, IsCommittedAsItIsWritten) {
    for (const char* file : {"XFunctions.idl", "Functions.idl"}) {
        EXPECT_EQ(read_file(std::filesystem::path(path::committed_idl) / file),
                  read_file(std::filesystem::path(path::written_idl) / file))
            << "build the target idl and commit " << file;
    }
}

TEST(Contract, NoticesEveryBrokenPromise) {
    const std::string released =
        "// Released.\nmodule org { module headroom {\n"
        "interface XFunctions {\n"
        "    /// A(first; second)\n"
        "    double a(\n        [in] any first,\n        [in] any second);\n"
        "    any b([in] any name, [in] sequence<any> arguments);\n"
        "    any c();\n};\n}; };\n";
    struct Row {
        const char* before;
        const char* after;
        std::vector<std::string> broken;
    };
    const std::string a = "double a(any first, any second)";
    const Row rows[] = {
        {"any c();", "any c();", {}},
        {"any c();", "any c(); double d([in] any x);", {}},
        {"any c();", "/* any a(); */ any c();", {}},
        {"\n        ", " ", {}},
        {"any c();", "", {"any c() is gone"}},
        {"any c();", "// any c();", {"any c() is gone"}},
        {"any c();", "any C();", {"any c() is gone"}},
        {"any c();", "double c();", {"any c() became double c()"}},
        {"any first", "any price", {a + " became double a(any price, any second)"}},
        {"[in] any second",
         "[in] double second",
         {a + " became double a(any first, double second)"}},
        {"[in] any first,\n        [in] any second",
         "[in] any second, [in] any first",
         {a + " became double a(any second, any first)"}},
        {",\n        [in] any second", "", {a + " became double a(any first)"}},
        {"any second", "any second, [in] any third, [in] any fourth", {}},
        {"any first",
         "any third, [in] any first",
         {a + " became double a(any third, any first, any second)"}},
        {"any second",
         "any second, [in] string third",
         {a + " became double a(any first, any second, string third)"}},
        {"sequence<any> arguments",
         "any arguments",
         {"any b(any name, sequence<any> arguments) became any b(any name, any arguments)"}},
    };
    for (const Row& row : rows) {
        const std::string altered = boost::replace_all_copy(released, row.before, row.after);
        EXPECT_EQ(broken_promises(released, altered), row.broken)
            << row.before << " -> " << row.after;
    }
    EXPECT_THROW(read_methods("interface X { double a([in] any first"), std::runtime_error);
    EXPECT_THROW(read_methods("service X;"), std::runtime_error);
}

} // namespace

} // namespace headroom::test
