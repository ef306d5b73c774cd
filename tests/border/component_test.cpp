// Being called by the office: components as its C++ binding sees them, through its own bridge, and
// as binary UNO sees them.

#include "crossing.hpp"
#include "strings.hpp"

#include "uno/component.hpp"
#include "uno/sequence.hpp"

#include <com/sun/star/container/NoSuchElementException.hpp>
#include <com/sun/star/container/XNameContainer.hpp>
#include <com/sun/star/lang/IllegalArgumentException.hpp>
#include <com/sun/star/lang/XServiceInfo.hpp>
#include <com/sun/star/lang/XSingleComponentFactory.hpp>
#include <com/sun/star/lang/XTypeProvider.hpp>
#include <com/sun/star/table/XCell.hpp>
#include <com/sun/star/uno/RuntimeException.hpp>
#include <com/sun/star/util/XStringSubstitution.hpp>

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <stdexcept>

namespace headroom::test {

namespace {

namespace css = com::sun::star;
using css::uno::Reference;
using css::uno::UNO_QUERY_THROW;
using uno::Any;
using uno::Call;
using uno::Misuse;
using uno::Object;
using uno::Type;

/// What a component leaves behind when it goes.
using Life = std::shared_ptr<int>;

/// Keeps values by name.
class Shelf : public uno::Component {
public:
    explicit Shelf(Life life)
        : Component({"test.ShelfImplementation", {"test.Shelf", "test.Furniture"}}),
          life_(std::move(life)) {
        const auto set = [this](Call& call) {
            if (call.argument(0).letters().empty()) {
                throw uno::Exception("com.sun.star.lang.IllegalArgumentException", "a name");
            }
            values_[call.argument(0).text()] = call.argument(1);
        };
        offer("com.sun.star.container.XNameContainer",
              {{"getByName",
                [this](Call& call) {
                    const auto found = values_.find(call.argument(0).text());
                    if (found == values_.end()) {
                        throw uno::Exception("com.sun.star.container.NoSuchElementException",
                                             "no " + call.argument(0).text());
                    }
                    call.result(found->second);
                }},
               {"getElementNames",
                [this](Call& call) {
                    std::vector<Any> names;
                    for (const auto& [name, value] : values_) {
                        names.emplace_back(name);
                    }
                    call.result(uno::sequence(Type("string"), names));
                }},
               {"hasByName",
                [this](Call& call) {
                    call.result(Any(values_.count(call.argument(0).text()) != 0));
                }},
               {"getElementType", [](Call& call) { call.result(Any(Type("any"))); }},
               {"hasElements", [this](Call& call) { call.result(Any(!values_.empty())); }},
               {"insertByName", set},
               {"replaceByName", set},
               {"removeByName", [this](Call& call) { values_.erase(call.argument(0).text()); }}});
        offer("com.sun.star.table.XCell", [](Call& call) {
            switch (call.index()) {
            case 1: // setFormula
                throw std::invalid_argument("ill-formed ä€😀");
            case 2: // getValue
                throw uno::Exception("com.sun.star.lang.IndexOutOfBoundsException", "no sheet 7");
            case 3: // setValue
                throw 17;
            case 4: // getType: wrong, and after a result
                call.result(Any(std::int32_t{1}));
                call.result(Any(std::int32_t{1}));
                break;
            case 5: // getError: wrong
                call.result(Any("not a number"));
                break;
            default:; // no result
            }
        });
    }

    Object itself() { return self("com.sun.star.table.XCell"); }

private:
    Life life_;
    std::map<std::string, Any> values_;
};

class ComponentTest : public testing::Test {
protected:
    bool gone() const { return life.use_count() == 1; }

    Life life = std::make_shared<int>();
    Object shelf = uno::make<Shelf>(life);
};

TEST_F(ComponentTest, IsCalledByTheOffice) {
    const auto container = in_cpp<css::container::XNameContainer>(shelf);
    ASSERT_TRUE(container.is());
    EXPECT_FALSE(container->hasElements());
    container->insertByName("text", css::uno::Any(wide("ä€😀")));
    container->insertByName("number", css::uno::Any(2.5));
    EXPECT_EQ(narrow(container->getByName("text").get<rtl::OUString>()), "ä€😀");
    EXPECT_EQ(container->getByName("number").get<double>(), 2.5);
    EXPECT_TRUE(container->hasByName("number"));
    EXPECT_TRUE(container->hasElements());
    EXPECT_TRUE(container->getElementType() == cppu::UnoType<css::uno::Any>::get());
    const css::uno::Sequence<rtl::OUString> names = container->getElementNames();
    ASSERT_EQ(names.getLength(), 2);
    EXPECT_EQ(names[1], "text");
    container->removeByName("text");
    EXPECT_EQ(container->getElementNames().getLength(), 1);
}

TEST_F(ComponentTest, IsCalledThroughInheritedInterfaces) {
    const auto container = in_cpp<css::container::XNameContainer>(shelf);
    container->insertByName("a", css::uno::Any(1.0));
    const Reference<css::container::XNameAccess> access(container, UNO_QUERY_THROW);
    const auto elements = in_cpp<css::container::XElementAccess>(shelf);
    EXPECT_EQ(access->getByName("a").get<double>(), 1);
    EXPECT_TRUE(elements->hasElements());
    EXPECT_TRUE(elements->getElementType() == cppu::UnoType<css::uno::Any>::get());
}

TEST_F(ComponentTest, ThrowsIntoTheOffice) {
    const auto container = in_cpp<css::container::XNameContainer>(shelf);
    try {
        container->getByName(wide("ä€😀"));
        FAIL();
    } catch (const css::container::NoSuchElementException& thrown) {
        EXPECT_EQ(narrow(thrown.Message), "no ä€😀");
    }
    EXPECT_THROW(container->insertByName("", {}), css::lang::IllegalArgumentException);
}

TEST_F(ComponentTest, LetsNothingElseEscape) {
    const auto cell = in_cpp<css::table::XCell>(shelf);
    try {
        cell->setFormula("x");
        FAIL();
    } catch (const css::uno::RuntimeException& thrown) {
        EXPECT_EQ(narrow(thrown.Message), "ill-formed ä€😀");
    }
    try {
        cell->getValue(); // an exception that its caller does not expect
        FAIL();
    } catch (const css::uno::RuntimeException& thrown) {
        EXPECT_EQ(narrow(thrown.Message), "no sheet 7");
    }
    EXPECT_THROW(cell->setValue(1), css::uno::RuntimeException); // not even an exception
    EXPECT_THROW(cell->getType(), css::uno::RuntimeException);   // a second result
    EXPECT_THROW(cell->getError(), css::uno::RuntimeException);  // of another type
    EXPECT_EQ(cell->getFormula(), "");                           // none is the type's default
}

TEST_F(ComponentTest, SaysWhatItIs) {
    const auto info = in_cpp<css::lang::XServiceInfo>(shelf);
    EXPECT_EQ(info->getImplementationName(), "test.ShelfImplementation");
    EXPECT_TRUE(info->supportsService("test.Furniture"));
    EXPECT_FALSE(info->supportsService("test.furniture"));
    EXPECT_EQ(info->getSupportedServiceNames().getLength(), 2);
    EXPECT_EQ(info->getSupportedServiceNames()[0], "test.Shelf");

    const auto provider = in_cpp<css::lang::XTypeProvider>(shelf);
    std::vector<std::string> names;
    for (const css::uno::Type& type : provider->getTypes()) {
        names.push_back(narrow(type.getTypeName()));
        EXPECT_TRUE(shelf.query(Type(names.back())));
    }
    EXPECT_EQ(names, (std::vector<std::string>{
                         "com.sun.star.lang.XTypeProvider", "com.sun.star.lang.XServiceInfo",
                         "com.sun.star.container.XNameContainer", "com.sun.star.table.XCell"}));
    EXPECT_EQ(shelf.call("getImplementationId").elements().size(), 0U);
}

/// The rules that com.sun.star.uno.XInterface sets up for queryInterface.
TEST_F(ComponentTest, KeepsTheRulesOfQueryInterface) {
    const Type root("com.sun.star.uno.XInterface");
    const Type offered[] = {root,
                            Type("com.sun.star.lang.XTypeProvider"),
                            Type("com.sun.star.lang.XServiceInfo"),
                            Type("com.sun.star.container.XNameContainer"),
                            Type("com.sun.star.container.XNameReplace"),
                            Type("com.sun.star.container.XNameAccess"),
                            Type("com.sun.star.container.XElementAccess"),
                            Type("com.sun.star.table.XCell")};
    const Type lacking[] = {Type("com.sun.star.container.XNamed"),
                            Type("com.sun.star.container.XIndexAccess"),
                            Type("com.sun.star.lang.XComponent")};
    for (const Type& from : offered) {
        const Object seen = shelf.as(from);
        EXPECT_EQ(seen.type(), from);
        EXPECT_EQ(seen.as(root).get(), shelf.as(root).get()) << "one identity";
        for (const Type& to : offered) {
            EXPECT_EQ(seen.as(to).get(), shelf.as(to).get()) << "the same on every way";
        }
        for (const Type& to : lacking) {
            EXPECT_FALSE(seen.query(to)) << "never there, whoever asks";
        }
    }
}

TEST_F(ComponentTest, GoesWithItsLastReference) {
    EXPECT_FALSE(gone());
    {
        const auto container = in_cpp<css::container::XNameContainer>(shelf);
        const Object cell = shelf.as("com.sun.star.table.XCell");
        shelf = Object();
        container->insertByName("a", css::uno::Any(1.0));
        EXPECT_FALSE(gone());
    }
    EXPECT_TRUE(gone());
}

TEST_F(ComponentTest, KeepsNoReferenceOfACall) {
    const uno::Text text("counted");
    for (int i = 0; i < 10; ++i) {
        shelf.call("insertByName", "a", Any(text));
        EXPECT_EQ(shelf.call("getByName", "a").text(), "counted");
        EXPECT_THROW(shelf.call("getByName", "b"), uno::Exception);
        EXPECT_THROW(shelf.call("setFormula", "x"), uno::Exception);
        EXPECT_THROW(shelf.call("getType"), uno::Exception);
        shelf.call("removeByName", "a");
        EXPECT_EQ(text.get()->references, 1);
    }
    shelf = Object();
    EXPECT_TRUE(gone());
}

/// One that refers to itself while it is made, or fails to be.
class Unfinished : public uno::Component {
public:
    Unfinished(Life life, bool fails) : Component({"test.Unfinished", {}}), life_(std::move(life)) {
        offer("com.sun.star.table.XCell", [](Call&) {});
        EXPECT_TRUE(self("com.sun.star.table.XCell").is(self("com.sun.star.uno.XInterface")));
        EXPECT_THROW(self("com.sun.star.container.XNamed"), Misuse);
        if (fails) {
            throw std::runtime_error("not today");
        }
    }

private:
    Life life_;
};

TEST_F(ComponentTest, MayReferToItselfWhileItIsMade) {
    shelf = uno::make<Unfinished>(life, false);
    EXPECT_FALSE(gone());
    shelf = Object();
    EXPECT_TRUE(gone());
    EXPECT_THROW(uno::make<Unfinished>(life, true), std::runtime_error);
    EXPECT_TRUE(gone());
}

class Wrong : public uno::Component {
public:
    template <class... Offered> explicit Wrong(Offered... offered) : Component({"test.Wrong", {}}) {
        offer(std::move(offered)...);
    }
};

TEST_F(ComponentTest, OffersOnlyWhatCanBeCalled) {
    using Members = std::initializer_list<uno::Component::Named>;
    const auto nothing = [](Call&) {};
    const Members incomplete{{"getName", nothing}};
    const Members too_many{{"getName", nothing}, {"setName", nothing}, {"getNames", nothing}};
    EXPECT_THROW(uno::make<Wrong>("com.sun.star.container.XNamed", incomplete), Misuse);
    EXPECT_THROW(uno::make<Wrong>("com.sun.star.container.XNamed", too_many), Misuse);
    EXPECT_THROW(uno::make<Wrong>("com.sun.star.container.XNothing", nothing), Misuse);
    // Its parseStrict gives the URL back in its argument.
    EXPECT_THROW(uno::make<Wrong>("com.sun.star.util.XURLTransformer", nothing), Misuse);
}

Object new_shelf(const uno::Implementation& implementation, const Object& context) {
    EXPECT_EQ(implementation.name, "test.ShelfImplementation");
    if (!context) {
        throw std::runtime_error("there is no context");
    }
    return uno::make<Shelf>(std::make_shared<int>());
}

TEST_F(ComponentTest, IsMadeByAFactory) {
    const uno::Entry entries[] = {
        {{"test.ShelfImplementation", {"test.Shelf"}}, new_shelf},
    };
    EXPECT_EQ(uno::factory(entries, "test.Nothing"), nullptr);
    const Object made = Object::adopt(
        static_cast<uno::abi::Interface*>(uno::factory(entries, "test.ShelfImplementation")),
        Type("com.sun.star.lang.XSingleComponentFactory"));
    EXPECT_EQ(made.call("getImplementationName").text(), "test.ShelfImplementation");
    EXPECT_TRUE(made.call("supportsService", "test.Shelf").truth());

    const auto factory = in_cpp<css::lang::XSingleComponentFactory>(made);
    EXPECT_THROW(factory->createInstanceWithContext(nullptr), css::uno::RuntimeException);
}

} // namespace

} // namespace headroom::test
