// Calling the office: objects of its C++ binding, through its own bridge.

#include "crossing.hpp"

#include "uno/object.hpp"

#include <com/sun/star/beans/XPropertySet.hpp>
#include <com/sun/star/container/NoSuchElementException.hpp>
#include <com/sun/star/container/XNameContainer.hpp>
#include <com/sun/star/container/XNamed.hpp>
#include <com/sun/star/lang/IllegalArgumentException.hpp>
#include <com/sun/star/table/CellAddress.hpp>
#include <com/sun/star/table/XCell.hpp>
#include <com/sun/star/ui/XUIElementSettings.hpp>
#include <cppuhelper/implbase3.hxx>

#include <gtest/gtest.h>

#include <map>

namespace headroom::test {

namespace {

namespace css = com::sun::star;
using css::uno::Reference;
using uno::Any;
using uno::Exception;
using uno::Method;
using uno::Misuse;
using uno::Object;
using uno::Type;

/// Keeps values by name, and has a name and a property itself.
class Cupboard : public cppu::WeakImplHelper3<css::container::XNameContainer,
                                              css::container::XNamed, css::beans::XPropertySet> {
public:
    explicit Cupboard(bool& gone) : gone_(gone) { gone_ = false; }
    ~Cupboard() override { gone_ = true; }

    css::uno::Any SAL_CALL getByName(const rtl::OUString& name) override {
        const auto found = values_.find(name);
        if (found == values_.end()) {
            throw css::container::NoSuchElementException("no " + name, nullptr);
        }
        return found->second;
    }
    css::uno::Sequence<rtl::OUString> SAL_CALL getElementNames() override {
        css::uno::Sequence<rtl::OUString> names(static_cast<sal_Int32>(values_.size()));
        sal_Int32 i = 0;
        for (const auto& [name, value] : values_) {
            names.getArray()[i++] = name;
        }
        return names;
    }
    sal_Bool SAL_CALL hasByName(const rtl::OUString& name) override {
        return values_.count(name) != 0;
    }
    css::uno::Type SAL_CALL getElementType() override { return cppu::UnoType<double>::get(); }
    sal_Bool SAL_CALL hasElements() override { return !values_.empty(); }
    void SAL_CALL insertByName(const rtl::OUString& name, const css::uno::Any& value) override {
        if (name.isEmpty()) {
            throw css::lang::IllegalArgumentException("a name, please", nullptr, 7);
        }
        values_[name] = value;
    }
    void SAL_CALL removeByName(const rtl::OUString& name) override { values_.erase(name); }
    void SAL_CALL replaceByName(const rtl::OUString& name, const css::uno::Any& value) override {
        values_[name] = value;
    }

    rtl::OUString SAL_CALL getName() override { return name_; }
    void SAL_CALL setName(const rtl::OUString& name) override { name_ = name; }

    css::uno::Any SAL_CALL getPropertyValue(const rtl::OUString& name) override {
        if (name != "Colour") {
            throw css::beans::UnknownPropertyException(name, nullptr);
        }
        return colour_;
    }
    void SAL_CALL setPropertyValue(const rtl::OUString& name, const css::uno::Any& value) override {
        if (name != "Colour") {
            throw css::beans::UnknownPropertyException(name, nullptr);
        }
        colour_ = value;
    }
    Reference<css::beans::XPropertySetInfo> SAL_CALL getPropertySetInfo() override { return {}; }
    void SAL_CALL addPropertyChangeListener(
        const rtl::OUString&, const Reference<css::beans::XPropertyChangeListener>&) override {}
    void SAL_CALL removePropertyChangeListener(
        const rtl::OUString&, const Reference<css::beans::XPropertyChangeListener>&) override {}
    void SAL_CALL addVetoableChangeListener(
        const rtl::OUString&, const Reference<css::beans::XVetoableChangeListener>&) override {}
    void SAL_CALL removeVetoableChangeListener(
        const rtl::OUString&, const Reference<css::beans::XVetoableChangeListener>&) override {}

private:
    bool& gone_;
    std::map<rtl::OUString, css::uno::Any> values_;
    rtl::OUString name_;
    css::uno::Any colour_;
};

class ObjectTest : public testing::Test {
protected:
    bool gone = true;
    Object cupboard = in_binary(Reference<css::container::XNameContainer>(new Cupboard(gone)));
};

TEST_F(ObjectTest, IsCalledByName) {
    cupboard.call("insertByName", "number", Any(2.5));
    cupboard.call("insertByName", "text", "ä€😀");
    EXPECT_EQ(cupboard.call("getByName", "number").number(), 2.5);
    EXPECT_EQ(cupboard.call("getByName", "text").text(), "ä€😀");
    EXPECT_TRUE(cupboard.call("hasByName", "number").truth());
    EXPECT_FALSE(cupboard.call("hasByName", "Number").truth());
    EXPECT_TRUE(cupboard.call("hasElements").truth()); // inherited twice
    EXPECT_EQ(cupboard.call("getElementType").type().name(), "double");
    const Any names = cupboard.call("getElementNames");
    EXPECT_EQ(names.type_name(), "[]string");
    ASSERT_EQ(names.elements().size(), 2U);
    EXPECT_EQ(names.elements()[1].text(), "text");
    EXPECT_TRUE(cupboard.call("removeByName", "text").is_void());
}

TEST_F(ObjectTest, HasMembersOfItsOtherInterfaces) {
    cupboard.call("setName", "larder"); // of XNamed, which `cupboard` is not
    EXPECT_EQ(cupboard.call("getName").text(), "larder");
    cupboard.set("Name", "dresser");
    EXPECT_EQ(cupboard.get("Name").text(), "dresser");
    cupboard.set("Colour", std::int32_t{0xFF8800});
    EXPECT_EQ(cupboard.get("Colour").whole(), 0xFF8800);
    EXPECT_TRUE(cupboard.get("ElementType").type() == Type("double"));
}

TEST_F(ObjectTest, SaysWhatItCannotDo) {
    EXPECT_THROW(cupboard.call("getByNumber", 1), Misuse);
    EXPECT_THROW(cupboard.call("getByName"), Misuse);
    EXPECT_THROW(cupboard.call("getByName", "a", "b"), Misuse);
    EXPECT_THROW(cupboard.call("getByName", 1.0), Misuse);
    EXPECT_THROW(Object().call("getByName", "a"), Misuse);
    EXPECT_THROW(Object().get("Name"), Misuse);
    EXPECT_THROW(Object().as("com.sun.star.container.XNamed"), Misuse);
    EXPECT_THROW(cupboard.as("com.sun.star.table.XCell"), Misuse);
    EXPECT_FALSE(cupboard.query(Type("com.sun.star.table.XCell")));
    EXPECT_THROW(Method("com.sun.star.container.XNamed", "getNames"), Misuse);
    EXPECT_THROW(Method("com.sun.star.container.XNothing", "getName"), Misuse);
}

TEST_F(ObjectTest, ThrowsTheOfficesExceptions) {
    try {
        cupboard.call("getByName", "ä€😀");
        FAIL();
    } catch (const Exception& thrown) {
        EXPECT_EQ(thrown.type_name(), "com.sun.star.container.NoSuchElementException");
        EXPECT_STREQ(thrown.what(), "no ä€😀");
        EXPECT_FALSE(thrown.value().member("Context").object());
    }
    try {
        cupboard.call("insertByName", "", 1.0);
        FAIL();
    } catch (const Exception& thrown) {
        EXPECT_EQ(thrown.type_name(), "com.sun.star.lang.IllegalArgumentException");
        EXPECT_STREQ(thrown.what(), "a name, please");
        EXPECT_EQ(thrown.value().member("ArgumentPosition").whole(), 7);
    }
    EXPECT_THROW(cupboard.get("Weight"), Exception); // no such property
    EXPECT_THROW(cupboard.set("Weight", 1.0), Exception);
}

TEST_F(ObjectTest, MethodsLookedUpOnceAreTheSame) {
    const Method insert("com.sun.star.container.XNameContainer", "insertByName");
    const Method get("com.sun.star.container.XNameAccess", "getByName");
    const Method inherited("com.sun.star.container.XNameContainer", "getByName");
    const Method name("com.sun.star.container.XNamed", "getName");
    insert(cupboard, "a", 1.0);
    EXPECT_EQ(get(cupboard, "a").number(), 1);
    EXPECT_EQ(inherited(cupboard, "a").number(), 1);
    EXPECT_EQ(name(cupboard).text(), "");
    EXPECT_THROW(get(cupboard, "b"), Exception);
    EXPECT_THROW(get(Object(), "a"), Misuse);
}

TEST_F(ObjectTest, IsTheSameThroughEveryInterface) {
    const Object named = cupboard.as("com.sun.star.container.XNamed");
    EXPECT_TRUE(named.is(cupboard));
    EXPECT_TRUE(cupboard.is(named));
    bool other_gone = true;
    EXPECT_FALSE(
        cupboard.is(in_binary(Reference<css::container::XNamed>(new Cupboard(other_gone)))));
    EXPECT_TRUE(other_gone);
    EXPECT_FALSE(cupboard.is(Object()));
    EXPECT_TRUE(Object().is(Object()));
}

TEST_F(ObjectTest, GoesWithItsLastReference) {
    {
        const Object copy = cupboard;
        Object moved = std::move(cupboard);
        cupboard = Object();
        const Any any(moved);
        moved = Object();
        EXPECT_FALSE(gone);
        cupboard = any.object();
    }
    EXPECT_FALSE(gone);
    const Object named = cupboard.as("com.sun.star.container.XNamed");
    cupboard = Object();
    EXPECT_FALSE(gone);
}

TEST_F(ObjectTest, LeavesNothingBehind) {
    for (int i = 0; i < 10; ++i) {
        EXPECT_THROW(cupboard.call("getByName", "nothing"), Exception);
        EXPECT_THROW(cupboard.call("insertByName", 1.0, 1.0), Misuse);
        cupboard.call("insertByName", "itself", cupboard.as("com.sun.star.container.XNamed"));
        EXPECT_TRUE(cupboard.call("getByName", "itself").object().is(cupboard));
        cupboard.call("removeByName", "itself");
    }
    EXPECT_FALSE(gone);
    cupboard = Object();
    EXPECT_TRUE(gone);
}

} // namespace

} // namespace headroom::test
