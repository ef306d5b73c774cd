// The UNO object behind every Headroom function: values in, values out, errors translated.

#include "convert.hpp"
#include "core/catalogue.hpp"
#include "core/memory.hpp"
#include "notation.hpp"
#include "progress.hpp"

#include <com/sun/star/lang/XServiceInfo.hpp>
#include <com/sun/star/uno/XComponentContext.hpp>
#include <cppuhelper/implbase2.hxx>
#include <cppuhelper/supportsservice.hxx>
#include <org/headroom/XFunctions.hpp>

#include <array>
#include <optional>

namespace {

using headroom::Any;
using headroom::Arguments;
using headroom::CellRange;
using headroom::FirstColumns;
using headroom::Value;

class Functions
    : public cppu::WeakImplHelper2<org::headroom::XFunctions, com::sun::star::lang::XServiceInfo> {
public:
    explicit Functions(
        const com::sun::star::uno::Reference<com::sun::star::uno::XComponentContext>& context)
        : context_(context), progress_(context) {
        memory_.simulations().set_progress([this](double share) { progress_.report(share); });
    }

    rtl::OUString SAL_CALL getImplementationName() override {
        return "org.headroom.FunctionsImplementation";
    }
    sal_Bool SAL_CALL supportsService(const rtl::OUString& name) override {
        return cppu::supportsService(this, name);
    }
    com::sun::star::uno::Sequence<rtl::OUString> SAL_CALL getSupportedServiceNames() override {
        const std::array<rtl::OUString, 2> names{"org.headroom.Functions",
                                                 "com.sun.star.sheet.AddIn"};
        return {names.data(), static_cast<sal_Int32>(names.size())};
    }

#include "methods.inc"

private:
    /// The border: whatever goes wrong inside becomes a Calc error here and nowhere else.
    template <class Body> static auto guarded(Body body) noexcept {
        using Result = decltype(body());
        try {
            return body();
        } catch (const headroom::Error& error) {
            return Result(headroom::error_number(error));
        } catch (...) {
            return Result(headroom::internal_error_number());
        }
    }

    template <class... Cells> double number(std::size_t index, const Cells&... cells) noexcept {
        return guarded([&] {
            const std::array values{headroom::value_from(cells)...};
            return std::get<double>(call(index, values));
        });
    }

    template <class... Cells> Any value(std::size_t index, const Cells&... cells) noexcept {
        return guarded([&] {
            const std::array<Value, sizeof...(Cells)> values{headroom::value_from(cells)...};
            return headroom::any_from(call(index, values));
        });
    }

    Value call(std::size_t index, Arguments values) {
        if (!notation_) {
            notation_ = headroom::office_notation(context_);
        }
        headroom::Call call(headroom::Language::english, nullptr, &memory_, *notation_);
        return headroom::catalogue()[index]->call(values, call);
    }

    com::sun::star::uno::Reference<com::sun::star::uno::XComponentContext> context_;
    std::optional<headroom::Notation> notation_; ///< asked for once
    headroom::Progress progress_;
    headroom::Memory memory_;
};

} // namespace

extern "C" SAL_DLLPUBLIC_EXPORT com::sun::star::uno::XInterface*
headroom_functions_constructor(com::sun::star::uno::XComponentContext* context,
                               const com::sun::star::uno::Sequence<Any>&) {
    return cppu::acquire(new Functions(context));
}
