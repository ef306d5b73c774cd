#include "workbook/spreadsheet.hpp"

#include "convert.hpp"

#include "uno/sequence.hpp"

#include <exception>
#include <utility>

namespace headroom {

namespace {

using uno::Any;
using uno::Object;

constexpr std::int32_t three_dimensional = 64; // ReferenceFlags.SHEET_3D

Any single(std::int32_t sheet, const Place& place, std::int32_t flags) {
    static const uno::Type type("com.sun.star.sheet.SingleReference");
    return uno::structure(type, {{"Column", whole(place.column)},
                                 {"Row", whole(place.row)},
                                 {"Sheet", sheet},
                                 {"Flags", flags}});
}

Place last_of(const Area& area) {
    return {area.first.row + area.rows - 1, area.first.column + area.columns - 1};
}

/// A name that needs no quotation marks in a formula: so only what is certain.
bool is_plain(std::string_view name) {
    const auto letter = [](char one) {
        return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || one == '_';
    };
    for (const char one : name) {
        if (!letter(one) && (one < '0' || one > '9')) {
            return false;
        }
    }
    return !name.empty() && letter(name.front());
}

std::string quoted(std::string_view sheet) {
    if (is_plain(sheet)) {
        return std::string(sheet);
    }
    std::string written = "'";
    for (const char letter : sheet) {
        written += letter == '\'' ? std::string("''") : std::string(1, letter);
    }
    return written + '\'';
}

/// The titles of what can be undone.
std::string steps_of(const Object& undo_manager) {
    const Any titles = undo_manager.call("getAllUndoActionTitles");
    std::string all;
    for (std::size_t i = 0; i < titles.elements().size(); ++i) {
        all += titles.elements()[i].text() + '\n';
    }
    return all;
}

std::set<std::string> names_of_sheets(const Spreadsheet& spreadsheet) {
    std::set<std::string> names;
    for (std::int32_t index = 0; index < spreadsheet.sheets(); ++index) {
        names.insert(spreadsheet.sheet_name(index));
    }
    return names;
}

/// What is done to a document while this lives is no step to undo.
class NotRecorded {
public:
    explicit NotRecorded(const Object& document)
        : manager_(document.get("UndoManager").object().as("com.sun.star.util.XLockable")) {
        manager_.call("lock");
    }
    ~NotRecorded() {
        try {
            manager_.call("unlock");
        } catch (const std::exception&) {
            // The document is gone.
            manager_ = {};
        }
    }
    NotRecorded(const NotRecorded&) = delete;
    NotRecorded& operator=(const NotRecorded&) = delete;

private:
    Object manager_;
};

} // namespace

std::int32_t whole(std::size_t number) {
    return static_cast<std::int32_t>(number);
}

std::string absolute(const Place& place) {
    const std::string name = place.name();
    const std::size_t digits = name.find_first_of("0123456789");
    return '$' + name.substr(0, digits) + '$' + name.substr(digits);
}

Any property(std::string_view name, const Any& value) {
    static const uno::Type type("com.sun.star.beans.PropertyValue");
    return uno::structure(type, {{"Name", name}, {"Value", value}});
}

Any properties(const std::vector<Any>& all) {
    static const uno::Type type("com.sun.star.beans.PropertyValue");
    return uno::sequence(type, all);
}

Any named(const uno::View& values, std::string_view name) {
    if (values.is_void()) {
        return {};
    }
    const uno::Elements all = values.elements();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].member("Name").text() == name) {
            return all[i].member("Value");
        }
    }
    return {};
}

Spreadsheet::Spreadsheet(Object context, Object document)
    : context_(std::move(context)), document_(std::move(document)),
      sheets_(document_.get("Sheets").object()),
      parser_(document_.call("createInstance", "com.sun.star.sheet.FormulaParser").object()) {
    // In a locale's notation names with an apostrophe print wrong.
    parser_.set("CompileEnglish", true);
}

std::int32_t Spreadsheet::sheets() const {
    return static_cast<std::int32_t>(sheets_.call("getCount").whole());
}

Object Spreadsheet::sheet(std::int32_t index) const {
    static const uno::Method get("com.sun.star.container.XIndexAccess", "getByIndex");
    return get(sheets_, index).object();
}

const std::string& Spreadsheet::sheet_name(std::int32_t index) const {
    std::string& name = names_[index];
    if (name.empty()) {
        name = sheet(index).get("Name").text();
    }
    return name;
}

void Spreadsheet::remove_sheet(std::string_view name) const {
    sheets_.as("com.sun.star.container.XNameContainer").call("removeByName", name);
    names_.clear();
}

std::optional<std::int32_t> Spreadsheet::sheet_named(std::string_view name) const {
    // The office does not tell capital letters apart here.
    const Object names = sheets_.as("com.sun.star.container.XNameAccess");
    if (!names.call("hasByName", name).truth()) {
        return std::nullopt;
    }
    return area_of(names.call("getByName", name).object().call("getRangeAddress")).sheet;
}

std::string Spreadsheet::free_name(std::string_view name) const {
    std::string free(name);
    for (int number = 2; sheet_named(free); ++number) {
        free = std::string(name) + ' ' + std::to_string(number);
    }
    return free;
}

bool Spreadsheet::any_protected() const {
    for (std::int32_t index = 0; index < sheets(); ++index) {
        if (sheet(index).call("isProtected").truth()) {
            return true;
        }
    }
    return false;
}

Object Spreadsheet::add_sheet(std::string_view name, std::int32_t index) const {
    std::optional<NotRecorded> unseen;
    if (!is_shown(document_)) {
        unseen.emplace(document_);
    }
    sheets_.call("insertNewByName", name, static_cast<std::int16_t>(index));
    names_.clear();
    return sheet(index);
}

Object Spreadsheet::cell(const CellPlace& place) const {
    static const uno::Method get("com.sun.star.table.XCellRange", "getCellByPosition");
    return get(sheet(place.sheet), whole(place.at.column), whole(place.at.row)).object();
}

Object Spreadsheet::range(std::int32_t sheet, const Area& area) const {
    const Place last = last_of(area);
    return this->sheet(sheet)
        .call("getCellRangeByPosition", whole(area.first.column), whole(area.first.row),
              whole(last.column), whole(last.row))
        .object();
}

bool SheetArea::touches(const SheetArea& other) const {
    const auto apart = [](std::size_t first, std::size_t size, std::size_t other,
                          std::size_t others) {
        return first + size <= other || other + others <= first;
    };
    return sheet == other.sheet &&
           !apart(area.first.row, area.rows, other.area.first.row, other.area.rows) &&
           !apart(area.first.column, area.columns, other.area.first.column, other.area.columns);
}

std::vector<SheetArea> Spreadsheet::with_contents(const SheetArea& cells,
                                                  std::int16_t contents) const {
    const Any addresses = range(cells.sheet, cells.area)
                              .call("queryContentCells", contents)
                              .object()
                              .call("getRangeAddresses");
    std::vector<SheetArea> found;
    for (std::size_t i = 0; i < addresses.elements().size(); ++i) {
        const SheetArea one = area_of(addresses.elements()[i]);
        // Of a range in columns that were never used the office gives the last used column.
        if (one.touches(cells)) {
            found.push_back(one);
        }
    }
    return found;
}

Area Spreadsheet::used(std::int32_t sheet) const {
    const Object cursor = this->sheet(sheet).call("createCursor").object();
    cursor.call("gotoEndOfUsedArea", false);
    const Area end = area_of(cursor.call("getRangeAddress")).area;
    const Place last = last_of(end);
    return {{}, last.row + 1, last.column + 1};
}

void Spreadsheet::each_formula(
    const SheetArea& cells,
    const std::function<void(const CellPlace&, const std::string&)>& formula) const {
    constexpr std::int16_t formulas = 16; // CellFlags.FORMULA
    for (const SheetArea& found : with_contents(cells, formulas)) {
        const Any texts = range(found.sheet, found.area).call("getFormulaArray");
        const uno::Elements rows = texts.elements();
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const uno::Elements columns = rows[row].elements();
            for (std::size_t column = 0; column < columns.size(); ++column) {
                formula(
                    {found.sheet, {found.area.first.row + row, found.area.first.column + column}},
                    columns[column].text());
            }
        }
    }
}

std::string Spreadsheet::prefix(std::int32_t sheet) const {
    return '$' + quoted(sheet_name(sheet)) + '.';
}

std::string Spreadsheet::reference(std::int32_t sheet, const Area& area) const {
    const std::string first = prefix(sheet) + absolute(area.first);
    return area.rows * area.columns == 1 ? first : first + ':' + absolute(last_of(area));
}

std::string Spreadsheet::shown(const CellPlace& place) const {
    return sheet_name(place.sheet) + '.' + place.at.name();
}

std::string Spreadsheet::shown_range(const SheetArea& cells) const {
    return sheet_name(cells.sheet) + '.' + cells.area.name();
}

std::string Spreadsheet::link(const CellPlace& place) const {
    return '#' + quoted(sheet_name(place.sheet)) + '.' + place.at.name();
}

Tokens Spreadsheet::tokens(const Object& cell) const {
    static const uno::Method get("com.sun.star.sheet.XFormulaTokens", "getTokens");
    return tokens_from(get(cell));
}

std::string Spreadsheet::print(const Tokens& tokens, const CellPlace& place) const {
    static const uno::Method print("com.sun.star.sheet.XFormulaParser", "printFormula");
    return print(parser_, token_sequence(tokens), address_of(place)).text();
}

Tokens Spreadsheet::parse(std::string_view formula, const CellPlace& place) const {
    static const uno::Method parse("com.sun.star.sheet.XFormulaParser", "parseFormula");
    return tokens_from(parse(parser_, formula, address_of(place)));
}

std::int32_t Spreadsheet::number_format(std::string_view code) const {
    static const uno::Type locale("com.sun.star.lang.Locale");
    const Any english = uno::structure(locale, {{"Language", "en"}, {"Country", "US"}});
    const Object formats = document_.get("NumberFormats").object();
    const auto key = formats.call("queryKey", code, english, false).whole();
    return static_cast<std::int32_t>(key >= 0 ? key
                                              : formats.call("addNew", code, english).whole());
}

Table values_of(const Object& range) {
    const Value value = value_from(Any(range.as("com.sun.star.table.XCellRange")));
    const Table* table = std::get_if<Table>(&value);
    return table == nullptr ? Table() : *table;
}

Object document_in(const Object& controller) {
    const Object model = controller ? controller.call("getModel").object() : Object();
    return model && model.query(uno::Type("com.sun.star.sheet.XSpreadsheetDocument")) ? model
                                                                                      : Object();
}

bool is_shown(const Object& document) {
    const Object controller =
        document.as("com.sun.star.frame.XModel").call("getCurrentController").object();
    const Object frame = controller ? controller.call("getFrame").object() : Object();
    const Object window = frame ? frame.call("getContainerWindow").object() : Object();
    return window && window.as("com.sun.star.awt.XWindow2").call("isVisible").truth();
}

std::vector<SheetArea> selected_cells(const Object& controller) {
    const Object selection = controller.call("getSelection").object();
    std::vector<SheetArea> areas;
    if (const Object many =
            selection.query(uno::Type("com.sun.star.sheet.XSheetCellRangeContainer"))) {
        const Any addresses = many.call("getRangeAddresses");
        const uno::Elements all = addresses.elements();
        for (std::size_t i = 0; i < all.size(); ++i) {
            areas.push_back(area_of(all[i]));
        }
    } else if (const Object one =
                   selection.query(uno::Type("com.sun.star.sheet.XCellRangeAddressable"))) {
        areas.push_back(area_of(one.call("getRangeAddress")));
    }
    return areas;
}

Token reference_token(std::int32_t sheet, const Area& area) {
    if (area.rows * area.columns == 1) {
        return {opcode::push, single(sheet, area.first, three_dimensional)};
    }
    static const uno::Type type("com.sun.star.sheet.ComplexReference");
    return {opcode::push,
            uno::structure(type, {{"Reference1", single(sheet, area.first, three_dimensional)},
                                  {"Reference2", single(sheet, last_of(area), 0)}})};
}

Any token_sequence(const Tokens& tokens) {
    static const uno::Type type("com.sun.star.sheet.FormulaToken");
    std::vector<Any> all;
    all.reserve(tokens.size());
    for (const Token& token : tokens) {
        all.push_back(uno::structure(type, {{"OpCode", token.opcode}, {"Data", token.data}}));
    }
    return uno::sequence(type, all);
}

Tokens tokens_from(const uno::View& sequence) {
    const uno::Elements elements = sequence.elements();
    Tokens tokens;
    tokens.reserve(elements.size());
    for (std::size_t i = 0; i < elements.size(); ++i) {
        tokens.push_back({static_cast<std::int32_t>(elements[i].member("OpCode").whole()),
                          elements[i].member("Data")});
    }
    return tokens;
}

SheetArea area_of(const uno::View& range_address) {
    const auto number = [&](const char* member) {
        return static_cast<std::size_t>(range_address.member(member).whole());
    };
    const Place first{number("StartRow"), number("StartColumn")};
    return {static_cast<std::int32_t>(range_address.member("Sheet").whole()),
            {first, number("EndRow") - first.row + 1, number("EndColumn") - first.column + 1}};
}

Any address_of(const CellPlace& place) {
    static const uno::Type type("com.sun.star.table.CellAddress");
    return uno::structure(type, {{"Sheet", static_cast<std::int16_t>(place.sheet)},
                                 {"Column", whole(place.at.column)},
                                 {"Row", whole(place.at.row)}});
}

Any address_of(const SheetArea& cells) {
    static const uno::Type type("com.sun.star.table.CellRangeAddress");
    const Place last = last_of(cells.area);
    return uno::structure(type, {{"Sheet", static_cast<std::int16_t>(cells.sheet)},
                                 {"StartColumn", whole(cells.area.first.column)},
                                 {"StartRow", whole(cells.area.first.row)},
                                 {"EndColumn", whole(last.column)},
                                 {"EndRow", whole(last.row)}});
}

UndoStep::UndoStep(const Spreadsheet& spreadsheet, std::string_view title)
    : spreadsheet_(spreadsheet), manager_(spreadsheet.document().get("UndoManager").object()),
      exceptions_(std::uncaught_exceptions()), before_(steps_of(manager_)),
      sheets_(names_of_sheets(spreadsheet)) {
    manager_.call("enterUndoContext", title);
    spreadsheet.document().call("lockControllers");
}

UndoStep::~UndoStep() {
    try {
        spreadsheet_.document().call("unlockControllers");
        for (int open = cells_ > 0 ? inner_steps : 0; open >= 0; --open) {
            manager_.call("leaveUndoContext");
        }
        if (std::uncaught_exceptions() > exceptions_) {
            take_back();
        }
    } catch (const std::exception&) {
        // The document is gone, and its undo steps with it.
        manager_ = {};
    }
}

void UndoStep::next() {
    constexpr std::size_t most = 90; // in a step; the office remembers 100
    int changing = 1;
    for (std::size_t every = most; changing < inner_steps && cells_ % every == 0; every *= most) {
        ++changing;
    }
    for (int left = cells_ > 0 ? changing : 0; left > 0; --left) {
        manager_.call("leaveUndoContext");
    }
    for (int entered = changing; entered > 0; --entered) {
        manager_.call("enterUndoContext", std::string_view());
    }
    ++cells_;
}

void UndoStep::take_back() const {
    // A step in which nothing was done is none.
    if (steps_of(manager_) != before_) {
        manager_.call("undo");
    }
    const NotRecorded no_step(spreadsheet_.document());
    const Spreadsheet now(spreadsheet_.context(), spreadsheet_.document());
    for (const std::string& name : names_of_sheets(now)) {
        if (!sheets_.contains(name)) {
            now.remove_sheet(name);
        }
    }
}

void show_message(const Object& context, const Object& frame, std::string_view title,
                  std::string_view text) {
    if (!frame) {
        return;
    }
    const Object window = frame.call("getContainerWindow").object();
    constexpr std::int32_t only_ok = 1; // MessageBoxButtons.BUTTONS_OK
    static const uno::Type kinds("com.sun.star.awt.MessageBoxType");
    std::int32_t information = 1;
    const Any kind = Any::of_type(kinds, &information);
    const Object box = uno::create(context, "com.sun.star.awt.Toolkit")
                           .call("createMessageBox", window, kind, only_ok, title, text)
                           .object();
    if (box) {
        box.call("execute");
        box.call("dispose");
    }
}

} // namespace headroom
