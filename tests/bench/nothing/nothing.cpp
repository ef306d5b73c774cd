// The UNO object of the do-nothing add-in: as little as a function in a cell can be, and as little
// as one with a range can be that must not read a million rows of a whole column.

#include <com/sun/star/lang/XServiceInfo.hpp>
#include <com/sun/star/sheet/XCellRangeAddressable.hpp>
#include <com/sun/star/sheet/XCellRangeData.hpp>
#include <com/sun/star/uno/XComponentContext.hpp>
#include <cppuhelper/implbase2.hxx>
#include <cppuhelper/supportsservice.hxx>
#include <org/headroombench/XFunctions.hpp>

#include <array>

namespace {

using com::sun::star::uno::Any;
using com::sun::star::uno::Reference;
using com::sun::star::uno::UNO_QUERY_THROW;

class Functions : public cppu::WeakImplHelper2<org::headroombench::XFunctions,
                                               com::sun::star::lang::XServiceInfo> {
public:
    rtl::OUString SAL_CALL getImplementationName() override {
        return "org.headroombench.FunctionsImplementation";
    }
    sal_Bool SAL_CALL supportsService(const rtl::OUString& name) override {
        return cppu::supportsService(this, name);
    }
    com::sun::star::uno::Sequence<rtl::OUString> SAL_CALL getSupportedServiceNames() override {
        const std::array<rtl::OUString, 2> names{"org.headroombench.Functions",
                                                 "com.sun.star.sheet.AddIn"};
        return {names.data(), static_cast<sal_Int32>(names.size())};
    }

    double SAL_CALL nothing7(const Any&, const Any&, const Any&, const Any&, const Any&, const Any&,
                             const Any&) override {
        return 1;
    }
    double SAL_CALL nothing8(const Any&, const Any&, const Any&, const Any&, const Any&, const Any&,
                             const Any&, const Any&) override {
        return 1;
    }
    double SAL_CALL range3(const Reference<com::sun::star::table::XCellRange>& range, const Any&,
                           const Any&) override {
        using namespace com::sun::star::sheet;
        const auto address =
            Reference<XCellRangeAddressable>(range, UNO_QUERY_THROW)->getRangeAddress();
        if (address.EndRow - address.StartRow > 1000) {
            return 0;
        }
        return Reference<XCellRangeData>(range, UNO_QUERY_THROW)->getDataArray().getLength();
    }
};

} // namespace

extern "C" SAL_DLLPUBLIC_EXPORT com::sun::star::uno::XInterface*
nothing_functions_constructor(com::sun::star::uno::XComponentContext*,
                              const com::sun::star::uno::Sequence<Any>&) {
    return cppu::acquire(new Functions);
}
