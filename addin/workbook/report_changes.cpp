#include "workbook/report_changes.hpp"

#include "workbook/kept_formula.hpp"
#include "workbook/report_layout.hpp"
#include "workbook/values.hpp"
#include "workbook/words.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace headroom {

using namespace report_layout;

namespace {

/// What an earlier report has, each taken once.
class EarlierEntries {
public:
    EarlierEntries(const Spreadsheet& spreadsheet, EarlierReport::Entries entries)
        : spreadsheet_(spreadsheet), entries_(std::move(entries)) {}

    /// Of that cell, wherever it was, or of that name.
    std::optional<EarlierReport::Entry> take(const std::optional<CellPlace>& place,
                                             const std::string& where) {
        auto found = place ? entries_.find(following(spreadsheet_, *place)) : entries_.end();
        if (found == entries_.end()) {
            found = entries_.find(where);
        }
        if (found == entries_.end()) {
            return std::nullopt;
        }
        EarlierReport::Entry first = std::move(found->second.front());
        found->second.erase(found->second.begin());
        if (found->second.empty()) {
            entries_.erase(found);
        }
        return first;
    }

    /// In the order in which they stood there.
    std::vector<EarlierReport::Entry> rest() const {
        std::vector<EarlierReport::Entry> all;
        for (const auto& [key, entries] : entries_) {
            all.insert(all.end(), entries.begin(), entries.end());
        }
        std::ranges::sort(all, {}, [](const EarlierReport::Entry& one) { return one.kept.row; });
        return all;
    }

private:
    const Spreadsheet& spreadsheet_;
    EarlierReport::Entries entries_;
};

/// Whether a formula is that of an earlier report, its references where their cells are now.
/// Nothing where that one was not kept.
std::optional<bool> means_the_same(const EarlierReport& earlier, const EarlierReport::Entry& entry,
                                   const std::string& formula, const CellPlace& place,
                                   const Spreadsheet& spreadsheet) {
    const std::optional<std::string> kept =
        KeptFormula(spreadsheet, {earlier.sheet, entry.kept}).meaning(place);
    return kept ? std::optional(*kept ==
                                meaning_of(spreadsheet, spreadsheet.parse(formula, place), place))
                : std::nullopt;
}

} // namespace

std::vector<std::string> changes_since(const EarlierReport& earlier, const Review& review,
                                       const Spreadsheet& spreadsheet) {
    static constexpr Text input = tr("Input %1%: %2% before, %3% now");
    static constexpr Text call = tr("Call in %1%: %2% before, %3% now");
    static constexpr Text result = tr("Result of %1%, %2%: %3% before, %4% now");
    static constexpr Text new_input = tr("New input %1%: %2%");
    static constexpr Text no_input = tr("No longer an input: %1%, %2% before");
    static constexpr Text new_call = tr("New call in %1%: %2%");
    static constexpr Text no_call = tr("Call that is gone from %1%: %2%");
    static constexpr Text moved =
        tr("Inputs and calls that stand in another cell now, or on a sheet of another name: %1%");
    std::vector<std::string> changes;
    const auto add = [&](Text sentence, std::vector<Phrase> values) {
        changes.push_back(words({sentence, std::move(values)}));
    };
    std::size_t elsewhere = 0;
    // Where cells were moved, the same text may mean others.
    const auto is_same_formula = [&](const EarlierReport::Entry& before, bool same_text,
                                     const std::string& formula, const CellPlace& place) {
        return (same_text && elsewhere == 0) ||
               means_the_same(earlier, before, formula, place, spreadsheet)
                   .value_or(same_text && elsewhere == 0);
    };
    EarlierEntries inputs(spreadsheet, earlier.inputs);
    for (const ReviewedInput& now : review.inputs) {
        const std::optional<EarlierReport::Entry> before = inputs.take(now.place, now.where);
        if (!before) {
            add(new_input, {now.where, shown(now.content)});
            continue;
        }
        elsewhere += before->where == now.where ? 0 : 1;
        const bool same_text = before->content == as_written(now.content);
        const bool is_same = now.kept.empty()
                                 ? same_text
                                 : is_same_formula(*before, same_text, shown(now.content).substr(1),
                                                   now.place.value_or(CellPlace()));
        if (!is_same) {
            add(input, {now.where, shown(before->content), shown(now.content)});
        }
    }
    for (const EarlierReport::Entry& before : inputs.rest()) {
        add(no_input, {before.where, shown(before.content)});
    }
    EarlierEntries calls(spreadsheet, earlier.calls);
    for (const ReviewedCall& now : review.calls) {
        const std::string where = spreadsheet.shown(now.place);
        const std::optional<EarlierReport::Entry> before = calls.take(now.place, where);
        if (!before) {
            add(new_call, {where, now.text});
            continue;
        }
        elsewhere += before->where == where ? 0 : 1;
        if (!is_same_formula(*before, before->text == now.text, now.meaning, now.place)) {
            add(call, {where, before->text, now.text});
        }
        if (!same(before->content, as_written(now.result))) {
            add(result, {where, now.text, as_in_cell(before->content), as_in_cell(now.result)});
        }
    }
    for (const EarlierReport::Entry& before : calls.rest()) {
        add(no_call, {before.where, before.text});
    }
    if (elsewhere > 0) {
        add(moved, {std::to_string(elsewhere)});
    }
    return changes;
}

} // namespace headroom
