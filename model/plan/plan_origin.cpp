#include "plan/plan_origin.hpp"

#include "core/label.hpp"

#include <algorithm>
#include <iterator>

namespace headroom {

Pairs Pairs::in_two_columns(const PlacedArgument& argument) {
    Pairs pairs(Table(argument.values.rows(), 2), argument.beyond);
    const bool all = argument.values.columns() >= 2 && pairs.values.rows() > 0 &&
                     argument.cells.size() == pairs.values.rows() &&
                     argument.cells.front().size() >= 2;
    for (std::size_t row = 0; all && row < pairs.values.rows(); ++row) {
        for (std::size_t column = 0; column < 2; ++column) {
            pairs.values.at(row, column) = argument.values.at(row, column);
        }
        pairs.cells.push_back({argument.cells[row][0], argument.cells[row][1]});
    }
    return pairs;
}

Pairs Pairs::in_changes(const PlacedArgument& argument, const Changes& changes) {
    Pairs pairs(changes.cells(), argument.beyond);
    const bool two_columns = argument.cells.size() > 1 && argument.cells.front().size() > 1;
    std::vector<std::string> all;
    for (const std::vector<std::string>& row : argument.cells) {
        const std::size_t count = two_columns ? 2 : row.size();
        all.insert(all.end(), row.begin(), row.begin() + static_cast<std::ptrdiff_t>(count));
    }
    for (std::size_t i = 0; i < all.size(); i += 2) {
        pairs.cells.push_back({all[i], i + 1 < all.size() ? all[i + 1] : "\"\""});
    }
    return pairs;
}

std::vector<KeptText> Pairs::kept_texts(bool headed) const {
    std::vector<KeptText> kept;
    for (std::size_t row = 0; row < cells.size(); ++row) {
        const std::string name = text_in(row, 0);
        kept.push_back({cells[row].name, name});
        if (row == 0 && headed) {
            kept.push_back({cells[row].value, text_in(row, 1)});
        } else if (folded(name).empty()) {
            kept.push_back({cells[row].value, {}});
        }
    }
    return kept;
}

std::string Pairs::text_in(std::size_t row, std::size_t column) const {
    const std::string* text =
        row < values.rows() ? std::get_if<std::string>(&values.at(row, column)) : nullptr;
    return text == nullptr ? std::string() : *text;
}

PlanOrigin::PlanOrigin(const PlacedArgument& assumptions, const PlacedArgument& changes)
    : assumptions_(Pairs::in_two_columns(assumptions)),
      checked_(check_assumptions(assumptions_.values, "assumptions")) {
    if (changes.given()) {
        changes_.emplace(changes.values);
        changed_ = Pairs::in_changes(changes, *changes_);
    }
}

bool PlanOrigin::readable() const {
    return assumptions_.readable() && checked_.named &&
           (!changes_ || (changed_->readable() && changes_->named()));
}

std::string PlanOrigin::cell(Driver driver) const {
    if (!readable()) {
        return {};
    }
    if (const std::size_t row = changes_ ? changes_->row(driver) : 0; row > 0) {
        return changed_->cells[row - 1].value;
    }
    const std::size_t row = checked_.assumptions.rows[static_cast<std::size_t>(driver)];
    return row > 0 ? assumptions_.cells[row - 1].value : std::string();
}

std::vector<KeptText> PlanOrigin::kept_texts() const {
    std::vector<KeptText> kept = assumptions_.kept_texts(checked_.columns.headed);
    if (changes_) {
        std::ranges::copy(changed_->kept_texts(changes_->headed()), std::back_inserter(kept));
    }
    return kept;
}

std::vector<std::string> PlanOrigin::beyond() const {
    std::vector<std::string> ranges;
    for (const Pairs* pairs : {&assumptions_, changed_ ? &*changed_ : nullptr}) {
        if (pairs != nullptr && !pairs->beyond.empty()) {
            ranges.push_back(pairs->beyond);
        }
    }
    return ranges;
}

double PlanOrigin::quarters() const {
    const Table table = changes_ ? changes_->made_in(assumptions_.values) : assumptions_.values;
    return check_assumptions(table, "assumptions").assumptions.values[Driver::quarters];
}

} // namespace headroom
