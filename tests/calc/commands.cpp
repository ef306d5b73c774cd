#include "commands.hpp"

#include "strings.hpp"

#include <com/sun/star/beans/PropertyValue.hpp>
#include <com/sun/star/document/XUndoManagerSupplier.hpp>
#include <com/sun/star/frame/DispatchResultEvent.hpp>
#include <com/sun/star/frame/XController.hpp>
#include <com/sun/star/frame/XDispatchHelper.hpp>
#include <com/sun/star/frame/XDispatchProvider.hpp>
#include <com/sun/star/frame/XModel.hpp>
#include <com/sun/star/view/XSelectionSupplier.hpp>

#include <stdexcept>

namespace headroom::test {

namespace uno = com::sun::star::uno;

namespace {

uno::Reference<com::sun::star::frame::XController> controller_of(const Document& document) {
    const uno::Reference<com::sun::star::frame::XModel> model(document.uno(), uno::UNO_QUERY_THROW);
    return model->getCurrentController();
}

uno::Reference<com::sun::star::document::XUndoManager> undo_manager(const Document& document) {
    const uno::Reference<com::sun::star::document::XUndoManagerSupplier> supplier(
        document.uno(), uno::UNO_QUERY_THROW);
    return supplier->getUndoManager();
}

} // namespace

void select(const Document& document, const Sheet& sheet, const Block& block) {
    const uno::Reference<com::sun::star::view::XSelectionSupplier> selection(
        controller_of(document), uno::UNO_QUERY_THROW);
    selection->select(uno::Any(sheet.range(block)));
}

std::string dispatch(const Office& office, const Document& document, const std::string& command,
                     const std::vector<std::pair<std::string, std::string>>& arguments) {
    const uno::Reference<com::sun::star::frame::XDispatchProvider> frame(
        controller_of(document)->getFrame(), uno::UNO_QUERY_THROW);
    const uno::Reference<com::sun::star::frame::XDispatchHelper> helper(
        office.service("com.sun.star.frame.DispatchHelper"), uno::UNO_QUERY_THROW);
    uno::Sequence<com::sun::star::beans::PropertyValue> given(
        static_cast<sal_Int32>(arguments.size()));
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        given.getArray()[i].Name = wide(arguments[i].first);
        given.getArray()[i].Value <<= wide(arguments[i].second);
    }
    try {
        const auto result =
            helper->executeDispatch(frame, wide("org.headroom:" + command), "_self", 0, given)
                .get<com::sun::star::frame::DispatchResultEvent>();
        return result.Result.has<rtl::OUString>() ? narrow(result.Result.get<rtl::OUString>())
                                                  : std::string();
    } catch (const uno::Exception& error) {
        throw std::runtime_error(narrow(error.Message));
    }
}

void undo(const Document& document) {
    undo_manager(document)->undo();
}

std::vector<std::string> undo_steps(const Document& document) {
    std::vector<std::string> titles;
    for (const rtl::OUString& title : undo_manager(document)->getAllUndoActionTitles()) {
        titles.push_back(narrow(title));
    }
    return titles;
}

} // namespace headroom::test
