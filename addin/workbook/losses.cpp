#include "workbook/losses.hpp"

#include "workbook/areas.hpp"
#include "workbook/general_format.hpp"
#include "workbook/sources.hpp"
#include "workbook/without_headroom.hpp"
#include "workbook/words.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>
#include <utility>

namespace headroom {

namespace {

using uno::Object;

/// What the office calculates anew whenever it opens a file, whatever was saved.
constexpr std::array<std::string_view, 10> calculated_on_opening{
    "CELL", "FORMULA", "HYPERLINK", "INDIRECT",    "INFO",
    "NOW",  "OFFSET",  "RAND",      "RANDBETWEEN", "TODAY"};

/// Whether a formula calls a function; what stands in quotation marks is no call.
bool calls_function(const std::string& formula, std::string_view name) {
    bool in_text = false;
    for (std::size_t i = 0; i < formula.size(); ++i) {
        if (formula[i] == '"') {
            in_text = !in_text;
        }
        const bool begins =
            i == 0 || (std::isalnum(static_cast<unsigned char>(formula[i - 1])) == 0 &&
                       formula[i - 1] != '.' && formula[i - 1] != '_');
        if (!in_text && begins && formula.compare(i, name.size(), name) == 0 &&
            formula.compare(i + name.size(), 1, "(") == 0) {
            return true;
        }
    }
    return false;
}

bool is_calculated_on_opening(const std::string& formula) {
    return std::ranges::any_of(calculated_on_opening, [&](std::string_view name) {
        return calls_function(formula, name);
    });
}

/// Tells which formulas are calculated anew whenever a file is opened, because of a function in
/// them or in what they depend on.
class Recalculated {
public:
    Recalculated(const Spreadsheet& spreadsheet, const Calls& calls, const Cells& cells)
        : spreadsheet_(spreadsheet), calls_(calls), cells_(cells),
          any_(cells.any_formula(is_calculated_on_opening)) {}

    bool is(const FormulaWithCalls& formula) const {
        if (is_calculated_on_opening(formula.text)) {
            return true;
        }
        if (!any_ && calls_.names_in(formula.typed).empty()) {
            return false;
        }
        Sources sources(spreadsheet_, calls_, cells_);
        sources.add(formula);
        const auto one_is = [](const auto& one) { return is_calculated_on_opening(one.second); };
        return std::ranges::any_of(sources.formulas(), one_is) ||
               std::ranges::any_of(sources.names(), one_is);
    }

private:
    const Spreadsheet& spreadsheet_;
    const Calls& calls_;
    const Cells& cells_;
    bool any_; ///< in the cells of the document
};

class Results {
public:
    Results(const Spreadsheet& spreadsheet, const Calls& calls, const Cells& cells)
        : spreadsheet_(spreadsheet), general_(spreadsheet),
          recalculated_(spreadsheet, calls, cells), without_headroom_(spreadsheet, calls),
          formats_(spreadsheet.document().get("NumberFormats").object()) {}

    void look_at(const FormulaWithCalls& formula) {
        if (formula.array) {
            add(formula, Loss::array);
            return;
        }
        const Object cell = spreadsheet_.cell(formula.place);
        std::int64_t format = cell.get("NumberFormat").whole();
        if (general_.is(format)) {
            format = general_.same_as_in(cell);
            add(formula, Loss::general, static_cast<std::int32_t>(format));
        }
        if (recalculated_.is(formula)) {
            add(formula, Loss::recalculated);
        } else if (cell.call("getError").whole() != 0) {
            add(formula, Loss::error);
        } else if (cell.as("com.sun.star.text.XTextRange").call("getString").text().empty()) {
            // It stays empty where none of its calls is reached, as in IF(A1="";"";call).
            if (!without_headroom_.text_of(formula).empty()) {
                add(formula, Loss::empty);
            }
        } else if (is_truth(format)) {
            add(formula, Loss::truth);
        }
    }

    const std::vector<LostResult>& found() const { return found_; }

private:
    void add(const FormulaWithCalls& formula, Loss loss, std::int32_t format = 0) {
        found_.push_back({{formula.place.sheet, formula.cells}, loss, format});
    }

    bool is_truth(std::int64_t format) {
        constexpr std::int64_t logical = 1024; // NumberFormat.LOGICAL
        const auto [known, fresh] = truths_.try_emplace(format, false);
        if (fresh) {
            const auto kind = formats_.call("getByKey", static_cast<std::int32_t>(format))
                                  .object()
                                  .get("Type")
                                  .whole();
            known->second = (kind & logical) != 0;
        }
        return known->second;
    }

    const Spreadsheet& spreadsheet_;
    GeneralFormat general_;
    Recalculated recalculated_;
    WithoutHeadroom without_headroom_;
    Object formats_;
    std::map<std::int64_t, bool> truths_; ///< of number formats
    std::vector<LostResult> found_;
};

} // namespace

Text words_for(Loss loss) {
    switch (loss) {
    case Loss::general:
        return tr("the number format General (lost in an .ods file)");
    case Loss::array:
        return tr("an array formula");
    case Loss::recalculated:
        return tr("a function that is calculated anew whenever a file is opened, such as TODAY or "
                  "OFFSET");
    case Loss::error:
        return tr("an error (it shows as #NAME?)");
    case Loss::empty:
        return tr("an empty text (it shows as #NAME?)");
    case Loss::truth:
        return tr("TRUE or FALSE (lost in an .xlsx file)");
    }
    return {};
}

std::vector<LostResult> lost_results(const Spreadsheet& spreadsheet, const Calls& calls,
                                     const Cells& cells,
                                     const std::vector<FormulaWithCalls>& formulas,
                                     const Report& report) {
    Results results(spreadsheet, calls, cells);
    for (std::size_t i = 0; i < formulas.size(); ++i) {
        report(static_cast<double>(i) / static_cast<double>(formulas.size()));
        results.look_at(formulas[i]);
    }
    return results.found();
}

std::vector<SheetArea> gathered(const std::vector<LostResult>& results, Loss loss) {
    std::map<std::int32_t, Areas> sheets;
    for (const auto& [cells, why, format] : results) {
        if (why != loss) {
            continue;
        }
        Areas& areas = sheets.try_emplace(cells.sheet, cells.sheet).first->second;
        for (std::size_t row = 0; row < cells.area.rows; ++row) {
            areas.add({cells.area.first.row + row, cells.area.first.column}, cells.area.columns);
        }
    }
    std::vector<SheetArea> all;
    for (const auto& [sheet, areas] : sheets) {
        all.insert(all.end(), areas.all().begin(), areas.all().end());
    }
    return all;
}

std::string listed(const Spreadsheet& spreadsheet, const std::vector<SheetArea>& cells) {
    constexpr std::size_t most = 20;
    std::string all;
    for (std::size_t i = 0; i < std::min(cells.size(), most); ++i) {
        all += (i == 0 ? "" : ", ") + spreadsheet.shown_range(cells[i]);
    }
    return cells.size() > most ? all + ", …" : all;
}

std::vector<std::string> listed(const Spreadsheet& spreadsheet,
                                const std::vector<LostResult>& results) {
    static constexpr Text line = tr("%1%: %2%");
    std::vector<std::string> lines;
    for (const Loss loss : losses) {
        const std::vector<SheetArea> cells = gathered(results, loss);
        if (!cells.empty()) {
            lines.push_back(words({line, {words_for(loss), listed(spreadsheet, cells)}}));
        }
    }
    return lines;
}

} // namespace headroom
