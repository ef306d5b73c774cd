// What is added to the context menu of a cell, asked for as the office asks.

#include "calc_test.hpp"
#include "commands.hpp"
#include "strings.hpp"

#include <com/sun/star/beans/XPropertySet.hpp>
#include <com/sun/star/container/XIndexContainer.hpp>
#include <com/sun/star/frame/XController.hpp>
#include <com/sun/star/frame/XModel.hpp>
#include <com/sun/star/lang/XMultiServiceFactory.hpp>
#include <com/sun/star/ui/ContextMenuExecuteEvent.hpp>
#include <com/sun/star/ui/XContextMenuInterceptor.hpp>
#include <com/sun/star/view/XSelectionSupplier.hpp>
#include <cppuhelper/implbase1.hxx>
#include <cppuhelper/implbase2.hxx>
#include <rtl/ref.hxx>

#include <map>

namespace headroom::test {

namespace {

namespace uno = com::sun::star::uno;
namespace beans = com::sun::star::beans;
namespace container = com::sun::star::container;
namespace lang = com::sun::star::lang;
namespace ui = com::sun::star::ui;

/// An entry of the menu, of which only the properties are of interest.
class Entry : public cppu::WeakImplHelper1<beans::XPropertySet> {
public:
    uno::Reference<beans::XPropertySetInfo> SAL_CALL getPropertySetInfo() override { return {}; }
    void SAL_CALL setPropertyValue(const rtl::OUString& name, const uno::Any& value) override {
        values_[narrow(name)] = value;
    }
    uno::Any SAL_CALL getPropertyValue(const rtl::OUString& name) override {
        return values_[narrow(name)];
    }
    void SAL_CALL addPropertyChangeListener(
        const rtl::OUString&, const uno::Reference<beans::XPropertyChangeListener>&) override {}
    void SAL_CALL removePropertyChangeListener(
        const rtl::OUString&, const uno::Reference<beans::XPropertyChangeListener>&) override {}
    void SAL_CALL addVetoableChangeListener(
        const rtl::OUString&, const uno::Reference<beans::XVetoableChangeListener>&) override {}
    void SAL_CALL removeVetoableChangeListener(
        const rtl::OUString&, const uno::Reference<beans::XVetoableChangeListener>&) override {}

private:
    std::map<std::string, uno::Any> values_;
};

/// A menu that has nothing yet.
class Menu : public cppu::WeakImplHelper2<container::XIndexContainer, lang::XMultiServiceFactory> {
public:
    uno::Reference<uno::XInterface> SAL_CALL createInstance(const rtl::OUString&) override {
        return uno::Reference<beans::XPropertySet>(new Entry);
    }
    uno::Reference<uno::XInterface>
        SAL_CALL createInstanceWithArguments(const rtl::OUString& service,
                                             const uno::Sequence<uno::Any>&) override {
        return createInstance(service);
    }
    uno::Sequence<rtl::OUString> SAL_CALL getAvailableServiceNames() override { return {}; }

    void SAL_CALL insertByIndex(sal_Int32 index, const uno::Any& entry) override {
        entries_.insert(entries_.begin() + index,
                        uno::Reference<beans::XPropertySet>(entry, uno::UNO_QUERY_THROW));
    }
    void SAL_CALL removeByIndex(sal_Int32 index) override {
        entries_.erase(entries_.begin() + index);
    }
    void SAL_CALL replaceByIndex(sal_Int32, const uno::Any&) override {}
    sal_Int32 SAL_CALL getCount() override { return static_cast<sal_Int32>(entries_.size()); }
    uno::Any SAL_CALL getByIndex(sal_Int32 index) override {
        return uno::Any(entries_.at(static_cast<std::size_t>(index)));
    }
    uno::Type SAL_CALL getElementType() override {
        return cppu::UnoType<beans::XPropertySet>::get();
    }
    sal_Bool SAL_CALL hasElements() override { return !entries_.empty(); }

    std::string text(std::size_t entry, const char* property) {
        return narrow(entries_.at(entry)->getPropertyValue(wide(property)).get<rtl::OUString>());
    }

private:
    std::vector<uno::Reference<beans::XPropertySet>> entries_;
};

class ContextMenu : public CalcTest {
protected:
    static ui::ContextMenuInterceptorAction ask(const Document& document,
                                                const rtl::Reference<Menu>& menu) {
        const uno::Reference<com::sun::star::frame::XModel> model(document.uno(),
                                                                  uno::UNO_QUERY_THROW);
        ui::ContextMenuExecuteEvent event;
        event.ActionTriggerContainer = menu.get();
        event.Selection.set(model->getCurrentController(), uno::UNO_QUERY_THROW);
        const uno::Reference<ui::XContextMenuInterceptor> interceptor(
            office().service("org.headroom.ContextMenu"), uno::UNO_QUERY_THROW);
        return interceptor->notifyContextMenuExecute(event);
    }
};

TEST_F(ContextMenu, OffersToExplainACellWithACall) {
    const Document document = office().create();
    Sheet sheet = document.sheet();
    sheet.set_formula({0, 0}, "=2*GPUMARGIN(2.5;0.75;50000;5;2467.104)");
    sheet.set_formula({1, 0}, "=A1");
    sheet.set_array_formula({{3, 0}, 6, 1}, "=GPUCASHFLOW(2.5;0.75;50000;5;2467.104)");
    for (const Block& cells : {Block{{0, 0}}, Block{{0, 0}, 2, 2}, Block{{4, 0}}}) {
        SCOPED_TRACE(cells.name());
        const rtl::Reference<Menu> menu(new Menu);
        select(document, sheet, cells);
        EXPECT_EQ(ask(document, menu), ui::ContextMenuInterceptorAction_CONTINUE_MODIFIED);
        ASSERT_EQ(menu->getCount(), 2) << "the entry and a line below it";
        EXPECT_EQ(menu->text(0, "Text"), "Explain Cell");
        EXPECT_EQ(menu->text(0, "CommandURL"), "org.headroom:explain");
    }
}

TEST_F(ContextMenu, IsAsItWasElsewhere) {
    const Document document = office().create();
    Sheet sheet = document.sheet();
    sheet.set_formula({0, 0}, "=1+1");
    sheet.set_text({1, 0}, "GPUMARGIN(1)");
    for (const At at : {At{0, 0}, At{1, 0}, At{2, 0}}) {
        SCOPED_TRACE(at.name());
        const rtl::Reference<Menu> menu(new Menu);
        select(document, sheet, {at});
        EXPECT_EQ(ask(document, menu), ui::ContextMenuInterceptorAction_IGNORED);
        EXPECT_EQ(menu->getCount(), 0);
    }
}

} // namespace

} // namespace headroom::test
