#include "panel/given_argument.hpp"

#include "panel/arithmetic.hpp"
#include "workbook/calls.hpp"
#include "workbook/references.hpp"
#include "workbook/values.hpp"
#include "workbook/words.hpp"

namespace headroom {

namespace {

using uno::Object;

class Reading {
public:
    Reading(const Spreadsheet& spreadsheet, const CellPlace& place, const Argument& argument,
            const Notation& notation)
        : spreadsheet_(spreadsheet), place_(place), argument_(argument), notation_(notation) {}

    GivenArgument read(const Tokens& all) const {
        const Tokens tokens = without_spaces(all);
        if (tokens.size() == 1) {
            if (const std::optional<SheetArea> cells = cells_of(tokens.front())) {
                return of_cells(*cells, tokens);
            }
            const uno::Any& data = tokens.front().data;
            if (data.type_class() == uno::TypeClass::string &&
                tokens.front().opcode == opcode::push) {
                return {printed(tokens), {}, Value(data.text())};
            }
        }
        return of_expression(tokens);
    }

private:
    std::string printed(const Tokens& tokens) const { return spreadsheet_.print(tokens, place_); }

    /// A name of the document, or of a sheet; null when there is none.
    Object named(const Token& token) const {
        if (token.opcode != opcode::name) {
            return {};
        }
        const std::int64_t sheet = token.data.member("Sheet").whole();
        const Object owner = sheet < 0 ? spreadsheet_.document()
                                       : spreadsheet_.sheet(static_cast<std::int32_t>(sheet));
        const Object names = owner.get("NamedRanges").object();
        const std::string name = printed({token});
        return names.call("hasByName", name).truth() ? names.call("getByName", name).object()
                                                     : Object();
    }

    /// The cells that a token stands for, a name too.
    std::optional<SheetArea> cells_of(const Token& token) const {
        if (is_reference(token)) {
            return referred_cells(fixed(token, place_));
        }
        const Object name = named(token);
        const Tokens content = name ? spreadsheet_.tokens(name) : Tokens();
        return content.size() == 1 && is_reference(content.front())
                   ? referred_cells(fixed(content.front(), place_))
                   : std::nullopt;
    }

    bool needs_cells() const {
        return argument_.shape == Shape::cells || argument_.shape == Shape::series;
    }

    GivenArgument of_cells(const SheetArea& cells, const Tokens& tokens) const {
        static constexpr Text size = tr("%1%, %2% × %3% cells"),
                              blank = tr("blank, which counts as 0");
        const Object range = spreadsheet_.range(cells.sheet, cells.area);
        if (cells.area.rows * cells.area.columns > 1) {
            GivenArgument given{words({size,
                                       {printed(tokens), std::to_string(cells.area.rows),
                                        std::to_string(cells.area.columns)}})};
            given.value = values_of(range);
            return given;
        }
        const Table value = values_of(range);
        const Cell cell = value.rows() == 0 ? Cell() : value.at(0, 0);
        GivenArgument given{spreadsheet_.cell({cells.sheet, cells.area.first}).get("String").text(),
                            printed(tokens)};
        if (is_error(cell)) {
            given.in_error = true;
        } else if (needs_cells()) {
            given.value = value;
        } else if (const double* number = std::get_if<double>(&cell)) {
            given.value = *number;
        } else if (const std::string* text = std::get_if<std::string>(&cell)) {
            given.value = *text;
        } else {
            given.shown = words(blank);
            given.value = 0.0;
        }
        return given;
    }

    GivenArgument of_expression(const Tokens& tokens) const {
        static constexpr Text result = tr("the result of %1%");
        const std::vector<FoundCall> calls = calls_among(tokens);
        if (!calls.empty() && calls.back().tokens() == tokens.size()) {
            return {words({result, {calls.back().function->name}})};
        }
        GivenArgument given{{}, printed(tokens)};
        if (const std::optional<double> number = number_of(tokens, 0)) {
            given.value = *number;
            given.shown = rounded(*number).in(notation_);
            // A number that was typed says all.
            if (given.typed == plain(*number)) {
                given.typed.clear();
            } else {
                given.shown = brief(*number).in(notation_);
            }
        }
        return given;
    }

    std::optional<double> number_of(const Tokens& tokens, int depth) const {
        constexpr int deep = 8; // A name may hold itself.
        const auto operand = [&](const Token& token) -> std::optional<double> {
            if (const std::optional<SheetArea> cells = cells_of(token)) {
                return number_in(*cells);
            }
            if (const Object name = named(token); name && depth < deep) {
                return number_of(fixed(spreadsheet_.tokens(name), place_), depth + 1);
            }
            return token.data.type_class() == uno::TypeClass::float64 &&
                           token.opcode == opcode::push
                       ? std::optional(token.data.number())
                       : std::nullopt;
        };
        return arithmetic(without_spaces(tokens), operand, [this](const Token& token) {
            // Operands are long to write, and no sign.
            return token.opcode == opcode::push ? std::string() : printed({token});
        });
    }

    std::optional<double> number_in(const SheetArea& cells) const {
        const Table value = values_of(spreadsheet_.range(cells.sheet, cells.area));
        if (value.rows() * value.columns() != 1) {
            return std::nullopt;
        }
        const Cell& cell = value.at(0, 0);
        if (std::holds_alternative<std::monostate>(cell)) {
            return 0;
        }
        const double* number = std::get_if<double>(&cell);
        return number == nullptr ? std::nullopt : std::optional(*number);
    }

    const Spreadsheet& spreadsheet_;
    const CellPlace& place_;
    const Argument& argument_;
    const Notation& notation_;
};

} // namespace

GivenArgument given_argument(const Spreadsheet& spreadsheet, const CellPlace& place,
                             const Tokens& tokens, const Argument& argument,
                             const Notation& notation) {
    return Reading(spreadsheet, place, argument, notation).read(tokens);
}

} // namespace headroom
