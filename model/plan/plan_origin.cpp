#include "plan/plan_origin.hpp"

#include "core/label.hpp"

#include <string_view>

namespace headroom {

namespace {

/// A label that a formula, too, sees to be a remark or none: what it folds are these letters.
bool is_plainly_passed_over(std::string_view label) {
    while (!label.empty() && label.front() != '#') {
        constexpr std::string_view no_break_space = "\u00a0";
        const bool one = std::string_view(" _-").find(label.front()) != label.npos;
        if (!one && !label.starts_with(no_break_space)) {
            return false;
        }
        label.remove_prefix(one ? 1 : no_break_space.size());
    }
    return true;
}

} // namespace

Pairs Pairs::in_two_columns(const PlacedArgument& argument) {
    Pairs pairs(Table(argument.values.rows(), 2), argument);
    const bool all = argument.values.columns() >= 2 && pairs.values.rows() > 0 &&
                     argument.cells.size() == pairs.values.rows() &&
                     argument.cells.front().size() >= 2;
    for (std::size_t row = 0; all && row < pairs.values.rows(); ++row) {
        for (std::size_t column = 0; column < 2; ++column) {
            pairs.values.at(row, column) = argument.values.at(row, column);
        }
        pairs.cells.push_back({argument.cells[row][0], argument.cells[row][1]});
    }
    pairs.in_two_columns_ = all && !argument.columns.empty();
    return pairs;
}

Pairs Pairs::in_changes(const PlacedArgument& argument, const Changes& changes) {
    Pairs pairs(changes.cells(), argument);
    const bool two_columns = argument.cells.size() > 1 && argument.cells.front().size() > 1;
    std::vector<std::string> all;
    for (const std::vector<std::string>& row : argument.cells) {
        const std::size_t count = two_columns ? 2 : row.size();
        all.insert(all.end(), row.begin(), row.begin() + static_cast<std::ptrdiff_t>(count));
    }
    for (std::size_t i = 0; i < all.size(); i += 2) {
        pairs.cells.push_back({all[i], i + 1 < all.size() ? all[i + 1] : "\"\""});
    }
    pairs.in_two_columns_ = two_columns && !argument.columns.empty();
    return pairs;
}

KeptRows Pairs::kept_rows(bool headed) const {
    KeptRows kept;
    for (std::size_t row = 0; row < cells.size(); ++row) {
        const std::string name = text_in(row, 0);
        KeptRow made{cells[row].name, cells[row].value, name};
        if (row == 0 && headed) {
            made.headings = true;
            made.titled = text_in(row, 1);
        } else if (!is_remark(name)) {
            made.driver = driver_named(name);
        }
        if (!in_two_columns_ || made.headings || made.driver || !is_plainly_passed_over(name)) {
            kept.rows.push_back(std::move(made));
        }
    }
    if (in_two_columns_) {
        kept.names = argument_.columns[0];
        kept.values = argument_.columns[1];
        kept.height = argument_.cells.size() + (argument_.beyond.empty() ? 0 : 1);
        // A column between them would hold the values.
        kept.as_large = "COLUMN(" + cells[0].value + ")-COLUMN(" + cells[0].name + ")=1";
    } else {
        kept.as_large = argument_.as_large();
    }
    kept.nothing_beyond = argument_.nothing_beyond();
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

std::vector<KeptRows> PlanOrigin::kept_rows() const {
    std::vector<KeptRows> kept{assumptions_.kept_rows(checked_.columns.headed)};
    if (changes_) {
        kept.push_back(changed_->kept_rows(changes_->headed()));
    }
    return kept;
}

double PlanOrigin::quarters() const {
    const Table table = changes_ ? changes_->made_in(assumptions_.values) : assumptions_.values;
    return check_assumptions(table, "assumptions").assumptions.values[Driver::quarters];
}

} // namespace headroom
