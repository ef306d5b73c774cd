#include "calc_test.hpp"
#include "strings.hpp"

#include "core/catalogue.hpp"

#include <com/sun/star/beans/PropertyValue.hpp>
#include <com/sun/star/container/XNameAccess.hpp>
#include <com/sun/star/sheet/FunctionArgument.hpp>
#include <com/sun/star/sheet/FunctionCategory.hpp>

#include <map>
#include <set>

namespace headroom::test {

namespace {

namespace uno = com::sun::star::uno;
namespace calc_sheet = com::sun::star::sheet;

class FunctionWizard : public CalcTest {
protected:
    /// What the wizard knows of a function, by property; empty when it does not know the function.
    static std::map<std::string, uno::Any> description(const std::string& name) {
        // The list is filled when the first spreadsheet opens.
        const Document document = office().create();
        const uno::Reference<com::sun::star::container::XNameAccess> all(
            office().service("com.sun.star.sheet.FunctionDescriptions"), uno::UNO_QUERY_THROW);
        std::map<std::string, uno::Any> properties;
        if (all->hasByName(wide(name))) {
            const auto values = all->getByName(wide(name))
                                    .get<uno::Sequence<com::sun::star::beans::PropertyValue>>();
            for (const auto& property : values) {
                properties[narrow(property.Name)] = property.Value;
            }
        }
        return properties;
    }

    static std::string text(const uno::Any& any) { return narrow(any.get<rtl::OUString>()); }
};

TEST_F(FunctionWizard, DescribesEveryFunction) {
    for (const Theme& theme : themes()) {
        for (const Function& function : theme.functions) {
            auto about = description(function.name);
            ASSERT_FALSE(about.empty()) << function.name;
            EXPECT_EQ(text(about["Name"]), function.name);
            EXPECT_EQ(text(about["Description"]), function.summary.english()) << function.name;
            EXPECT_EQ(about["Category"].get<sal_Int32>(),
                      theme.calculates ? calc_sheet::FunctionCategory::FINANCIAL
                                       : calc_sheet::FunctionCategory::INFORMATION)
                << function.name;
        }
    }
}

TEST_F(FunctionWizard, DescribesEveryArgument) {
    for (const Function* function : catalogue()) {
        auto about = description(function->name);
        uno::Sequence<calc_sheet::FunctionArgument> arguments;
        about["Arguments"] >>= arguments; // Nothing when there are none.
        std::vector<const Argument*> described;
        for (const Argument& argument : function->arguments) {
            const bool open = argument.shape == Shape::any_number;
            described.insert(described.end(), open ? looked_into : 1, &argument);
        }
        ASSERT_EQ(static_cast<std::size_t>(arguments.getLength()), described.size())
            << function->name;
        for (std::size_t i = 0; i < described.size(); ++i) {
            const auto& shown = arguments[static_cast<sal_Int32>(i)];
            const std::size_t first = function->arguments.size();
            const bool open = described[i]->shape == Shape::any_number;
            const std::string number = open ? std::to_string(i + 2 - first) : "";
            EXPECT_EQ(narrow(shown.Name), std::string(described[i]->id) + number) << function->name;
            EXPECT_EQ(narrow(shown.Description), summary(*described[i], Language::english))
                << function->name;
        }
    }
}

TEST_F(FunctionWizard, KnowsNoOtherFunctionOfOurs) {
    EXPECT_TRUE(description("GPUNOTHING").empty());
}

} // namespace

} // namespace headroom::test
