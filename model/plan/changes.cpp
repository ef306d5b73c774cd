#include "plan/changes.hpp"

#include "core/label.hpp"

#include <utility>

namespace headroom {

namespace {

bool blank(const Cell& cell) {
    const std::string* text = std::get_if<std::string>(&cell);
    return std::holds_alternative<std::monostate>(cell) || (text != nullptr && text->empty());
}

/// Driver and value beside each other in each row, without blank ones at the end: of a whole column
/// that is a million.
Table in_pairs(const Table& cells) {
    const bool two_columns = cells.rows() > 1 && cells.columns() > 1;
    const std::size_t count = cells.rows() * cells.columns();
    const auto cell = [&](std::size_t i) {
        return i < count ? cells.at(i / cells.columns(), i % cells.columns()) : Cell();
    };
    Table pairs(0, 2);
    std::size_t kept = 0;
    const std::size_t step = two_columns ? cells.columns() : 2;
    for (std::size_t i = 0; i < count; i += step) {
        kept = blank(cell(i)) && blank(cell(i + 1)) ? kept : i + step;
    }
    for (std::size_t i = 0; i < kept; i += step) {
        pairs.append({cell(i), cell(i + 1)});
    }
    return pairs;
}

/// One row, or one column, in which the last value has been forgotten.
bool ends_with_a_name(const Table& cells) {
    if ((cells.rows() != 1 && cells.columns() != 1) || cells.rows() * cells.columns() % 2 == 0) {
        return false;
    }
    const Cell& last = cells.at(cells.rows() - 1, cells.columns() - 1);
    const std::string* name = std::get_if<std::string>(&last);
    return !blank(last) && (name == nullptr || !is_remark(*name));
}

std::optional<Driver> driver_in(const Cell& cell) {
    const std::string* name = std::get_if<std::string>(&cell);
    return name == nullptr || is_remark(*name) ? std::nullopt : driver_named(*name);
}

} // namespace

Changes::Changes(const Table& cells)
    : cells_(in_pairs(cells)), read_(check_part(cells_, "changes")) {
    if (ends_with_a_name(cells)) {
        static constexpr Text sentence =
            tr("%1% ends with a name without a value. Drivers and values go by turns.");
        read_.problems.push_back(
            {cells_.rows(),
             {},
             Error(Failure::invalid, "changes", sentence, {std::string("changes")})});
    }
}

Table Changes::made_in(Table assumptions) const {
    if (assumptions.columns() < 2) {
        return assumptions; // which is wrong in itself
    }
    std::array<bool, driver_count> made{};
    const auto value_of = [&](Driver driver) { return cells_.at(row(driver) - 1, 1); };
    for (std::size_t i = 0; i < assumptions.rows(); ++i) {
        const std::optional<Driver> driver = driver_in(assumptions.at(i, 0));
        if (!driver || row(*driver) == 0 || made[static_cast<std::size_t>(*driver)]) {
            continue;
        }
        made[static_cast<std::size_t>(*driver)] = true;
        assumptions.at(i, 1) = value_of(*driver);
        for (std::size_t column = 2; column < assumptions.columns(); ++column) {
            assumptions.at(i, column) = {};
        }
    }
    for (const DriverRecord& record : drivers()) {
        if (row(record.driver) > 0 && !made[static_cast<std::size_t>(record.driver)]) {
            std::vector<Cell> added(assumptions.columns());
            added[0] = std::string(record.id);
            added[1] = value_of(record.driver);
            assumptions.append(std::move(added));
        }
    }
    return assumptions;
}

Table changed(const Table& assumptions, const Table& changes) {
    const Changes made(changes);
    if (!made.problems().empty()) {
        throw Error(made.problems().front().error);
    }
    return made.made_in(assumptions);
}

Phrase with_changes(std::string_view argument) {
    // TRANSLATORS: stands for the range in sentences such as "%1% has no revenue".
    return {tr("%1% with changes"), {argument}};
}

} // namespace headroom
