#include "stage.hpp"

#include "uno/sequence.hpp"

#include <memory>
#include <utility>
#include <vector>

namespace headroom::test {

namespace {

using uno::Any;
using uno::Call;
using uno::Object;
using uno::Type;

void unused(Call&) {
    throw uno::Misuse("nobody is expected to call this");
}

/// As Calc hands a cell of a range over: a blank is an empty text, an error nothing at all.
Any data_of(const Cell& cell) {
    if (const double* number = std::get_if<double>(&cell)) {
        return *number;
    }
    if (const std::string* text = std::get_if<std::string>(&cell)) {
        return *text;
    }
    return std::holds_alternative<CellError>(cell) ? Any() : Any("");
}

class OneCell : public uno::Component {
public:
    explicit OneCell(const Cell& cell) : Component({"test.Cell", {}}) {
        const auto* error = std::get_if<CellError>(&cell);
        const std::int32_t number = error == nullptr ? 0 : error->number;
        offer("com.sun.star.table.XCell",
              {{"getFormula", unused},
               {"setFormula", unused},
               {"getValue", unused},
               {"setValue", unused},
               {"getType", unused},
               {"getError", [number](Call& call) { call.result(Any(number)); }}});
    }
};

/// The cells of a sheet, which ends where they do.
using Cells = std::shared_ptr<const Table>;

/// A part of a sheet; as a cursor it moves. Behind the cells all is blank.
class Part : public uno::Component {
public:
    Part(Cells cells, std::size_t rows, std::size_t columns)
        : Component({"test.Range", {}}), cells_(std::move(cells)), last_row_(rows - 1),
          last_column_(columns - 1) {
        const auto part = [this](Call& call) {
            const auto size = [&](std::size_t first, std::size_t last) {
                return static_cast<std::size_t>(call.argument(last).whole() -
                                                call.argument(first).whole() + 1);
            };
            call.result(Any(uno::make<Part>(cells_, size(1, 3), size(0, 2))));
        };
        const auto cell = [this](Call& call) {
            const auto place = [&](std::size_t argument) {
                return static_cast<std::size_t>(call.argument(argument).whole());
            };
            call.result(Any(uno::make<OneCell>(cells_->at(place(1), place(0)))));
        };
        const auto sheet = [this](Call& call) { call.result(Any(self(sheet_type))); };
        const auto cursor = [this](Call& call) { call.result(Any(uno::make<Part>(cells_, 1, 1))); };
        offer(sheet_type, {{"getCellByPosition", cell},
                           {"getCellRangeByPosition", part},
                           {"getCellRangeByName", unused},
                           {"getSpreadsheet", sheet},
                           {"createCursor", cursor},
                           {"createCursorByRange", unused}});
        offer("com.sun.star.sheet.XSheetCellCursor", unused);
        offer("com.sun.star.sheet.XUsedAreaCursor",
              {{"gotoStartOfUsedArea", unused}, {"gotoEndOfUsedArea", [this](Call&) {
                                                     last_row_ = cells_->rows() - 1;
                                                     last_column_ = cells_->columns() - 1;
                                                 }}});
        offer("com.sun.star.sheet.XCellRangeAddressable",
              {{"getRangeAddress", [this](Call& call) {
                    call.result(
                        uno::structure(Type("com.sun.star.table.CellRangeAddress"),
                                       {{"EndRow", static_cast<std::int32_t>(last_row_)},
                                        {"EndColumn", static_cast<std::int32_t>(last_column_)}}));
                }}});
        offer("com.sun.star.sheet.XCellRangeData",
              {{"getDataArray", [this](Call& call) { call.result(data()); }},
               {"setDataArray", unused}});
    }

private:
    static constexpr char sheet_type[] = "com.sun.star.sheet.XSpreadsheet";

    Any data() const {
        uno::Sequence<uno::Sequence<Any>> rows(last_row_ + 1);
        for (std::size_t row = 0; row <= last_row_; ++row) {
            uno::Sequence<Any> cells(last_column_ + 1);
            for (std::size_t column = 0; column <= last_column_; ++column) {
                const bool blank = row >= cells_->rows() || column >= cells_->columns();
                cells[column] = blank ? Any("") : data_of(cells_->at(row, column));
            }
            rows[row] = std::move(cells);
        }
        return rows;
    }

    Cells cells_;
    std::size_t last_row_;
    std::size_t last_column_;
};

using Tell = std::function<void(const std::string&)>;

/// A service that tells which call it gets.
class Service : public uno::Component {
public:
    explicit Service(const Tell& tell) : Component({"test.Service", {}}) {
        offer("com.sun.star.frame.XComponentLoader", [tell](Call& call) {
            const uno::View property = call.argument(3).elements()[0];
            tell("load " + call.argument(0).text() + " in " + call.argument(1).text() + ", " +
                 property.member("Name").text() + " is " +
                 (property.member("Value").truth() ? "true" : "false"));
        });
        offer("com.sun.star.system.XSystemShellExecute", [tell](Call& call) {
            tell("execute " + call.argument(0).text() + " with " +
                 std::to_string(call.argument(2).whole()));
        });
        offer("com.sun.star.deployment.XPackageInformationProvider",
              {{"getPackageLocation",
                [](Call& call) { call.result(Any("file:///" + call.argument(0).text())); }},
               {"isUpdateAvailable", unused},
               {"getExtensionList", unused}});
        offer(
            "com.sun.star.lang.XMultiServiceFactory",
            {{"createInstance", unused},
             {"createInstanceWithArguments",
              [this](Call& call) { call.result(Any(self("com.sun.star.container.XNameAccess"))); }},
             {"getAvailableServiceNames", unused}});
        offer("com.sun.star.container.XNameAccess", {{"getElementType", unused},
                                                     {"hasElements", unused},
                                                     {"getByName",
                                                      [tell](Call& call) {
                                                          tell(call.argument(0).text());
                                                          call.result(Any("en-US"));
                                                      }},
                                                     {"getElementNames", unused},
                                                     {"hasByName", unused}});
        offer("com.sun.star.util.XNumberFormatsSupplier", unused);
        offer("com.sun.star.util.XNumberFormatter",
              {{"attachNumberFormatsSupplier",
                [tell](Call& call) { tell(call.argument(0).object() ? "formats" : "no formats"); }},
               {"getNumberFormatsSupplier", unused},
               {"detectNumberFormat", unused},
               {"convertStringToNumber", unused},
               // Of a locale where numbers are written otherwise.
               {"convertNumberToString", [](Call& call) { call.result(Any("1,5")); }},
               {"queryColorForNumber", unused},
               {"formatString", unused},
               {"queryColorForString", unused},
               {"getInputString", unused}});
    }
};

class Context : public uno::Component {
public:
    explicit Context(Tell tell) : Component({"test.Context", {}}), tell_(std::move(tell)) {
        const auto service = [this](Call& call) {
            tell_(call.argument(0).text());
            call.result(Any(uno::make<Service>(tell_)));
        };
        offer("com.sun.star.uno.XComponentContext",
              {{"getValueByName", service}, {"getServiceManager", [this](Call& call) {
                                                 call.result(Any(self(manager_type)));
                                             }}});
        offer(manager_type, {{"createInstanceWithContext", service},
                             {"createInstanceWithArgumentsAndContext", service},
                             {"getAvailableServiceNames", unused}});
    }

private:
    static constexpr char manager_type[] = "com.sun.star.lang.XMultiComponentFactory";

    Tell tell_;
};

} // namespace

Object cell_range(const Table& cells, std::size_t more_rows) {
    return uno::make<Part>(std::make_shared<Table>(cells), cells.rows() + more_rows,
                           cells.columns())
        .as("com.sun.star.table.XCellRange");
}

Object context(Tell tell) {
    return uno::make<Context>(std::move(tell)).as("com.sun.star.uno.XComponentContext");
}

} // namespace headroom::test
