#include "plan/assumptions.hpp"

#include "core/elementary.hpp"
#include "core/label.hpp"
#include "core/reading.hpp"
#include "plan/equations.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace headroom {

namespace {

constexpr double not_given = std::numeric_limits<double>::quiet_NaN();

std::string text_of(const Cell& cell) {
    const std::string* text = std::get_if<std::string>(&cell);
    return text == nullptr ? std::string() : folded(*text);
}

/// The first row heads the columns when it names no driver and has no number.
AssumptionColumns columns_of(const Table& cells) {
    AssumptionColumns columns;
    if (cells.rows() == 0 || cells.columns() < 2) {
        return columns;
    }
    const std::string* name = std::get_if<std::string>(&cells.at(0, 0));
    const Cell& value = cells.at(0, 1);
    columns.headed = (name == nullptr || (!driver_named(*name) && !is_remark(*name))) &&
                     (std::holds_alternative<std::monostate>(value) ||
                      (std::holds_alternative<std::string>(value) &&
                       !begins_like_number(std::get<std::string>(value))));
    for (std::size_t column = 2; columns.headed && column < cells.columns(); ++column) {
        const std::string title = text_of(cells.at(0, column));
        if (title == "low") {
            columns.low = column;
        } else if (title == "high") {
            columns.high = column;
        } else if (title == "distribution") {
            columns.distribution = column;
        }
    }
    return columns;
}

/// Reads one range. What is wrong is handed to `report`, which may throw.
class Reading {
public:
    using Report = std::function<void(std::size_t row, std::string_view driver, Error error)>;

    Reading(const Table& cells, std::string_view argument, Read read, Phrase whole, Report report)
        : cells_(cells), argument_(argument), whole_(std::move(whole)), report_(std::move(report)),
          columns_(columns_of(cells)), read_(read) {}

    Assumptions result() {
        read_rows();
        if (cells_.columns() >= 2) {
            complete();
        }
        return assumptions_;
    }

    /// What stands there, and not what is missing.
    Assumptions part() {
        if (cells_.rows() == 1) {
            columns_ = {}; // what would be headed by it?
        }
        read_rows();
        for (const DriverRecord& record : drivers()) {
            if (is_missing(record) && row_of(record.driver) > 0) {
                missing(record);
            }
        }
        return assumptions_;
    }

    const AssumptionColumns& columns() const { return columns_; }
    bool named() const { return named_; }

private:
    void read_rows() {
        if (cells_.columns() < 2) {
            static constexpr Text sentence =
                tr("%1% must be a range of cells with at least two columns: names and values.");
            misnamed(0, {}, {sentence, {argument_}});
            return;
        }
        std::fill(assumptions_.values.values.begin(), assumptions_.values.values.end(), not_given);
        if (columns_.headed) {
            headings();
        }
        for (std::size_t row = columns_.headed ? 1 : 0; row < cells_.rows(); ++row) {
            read_row(row);
        }
    }

    std::size_t row_of(Driver driver) const {
        return assumptions_.rows[static_cast<std::size_t>(driver)];
    }

    Phrase place(std::size_t row) const { return headroom::row_of(argument_, row + 1); }

    /// Row counts from 1 here, as in what the user sees; 0 is the whole range.
    void refuse(std::size_t row, std::string_view driver, Text sentence,
                std::vector<Phrase> values) {
        refuse(row, driver, Phrase(sentence, std::move(values)));
    }
    void refuse(std::size_t row, std::string_view driver, Phrase sentence) {
        report_(row, driver, Error(Failure::invalid, argument_, std::move(sentence)));
    }

    /// What no other value would mend.
    void misnamed(std::size_t row, std::string_view driver, Phrase sentence) {
        named_ = false;
        refuse(row, driver, std::move(sentence));
    }

    bool refuse_error(std::size_t row, std::string_view driver, const Cell& cell) {
        if (!in_error(cell)) {
            return false;
        }
        report_(row + 1, driver, *error_in(cell, argument_, place(row)));
        return true;
    }

    bool blank(std::size_t row, std::size_t column) const {
        const Cell& cell = cells_.at(row, column);
        const std::string* text = std::get_if<std::string>(&cell);
        return std::holds_alternative<std::monostate>(cell) || (text != nullptr && text->empty());
    }

    bool looks_like_headings(std::size_t row) const {
        for (std::size_t column = 1; column < cells_.columns(); ++column) {
            const std::string title = text_of(cells_.at(row, column));
            if (title == "value" || title == "low" || title == "high") {
                return true;
            }
        }
        return false;
    }

    /// What a heading in error would name cannot be known.
    void headings() {
        const std::size_t columns = read_ == Read::spreads ? cells_.columns() : 2;
        for (std::size_t column = 0; column < columns; ++column) {
            if (refuse_error(0, {}, cells_.at(0, column))) {
                named_ = false;
                return;
            }
        }
    }

    void read_row(std::size_t row) {
        const Cell& label = cells_.at(row, 0);
        if (refuse_error(row, {}, label)) {
            named_ = false;
            return;
        }
        if (const double* number = std::get_if<double>(&label)) {
            static constexpr Text sentence =
                tr("%1% begins with the number %2%; it must begin with the name of a driver.");
            misnamed(row + 1, {}, {sentence, {place(row), rounded(*number)}});
            return;
        }
        const std::string* name = std::get_if<std::string>(&label);
        const std::optional<Driver> driver = name == nullptr ? std::nullopt : driver_named(*name);
        if (driver) {
            read_driver(row, record_of(*driver));
        } else if (name == nullptr || !is_remark(*name)) {
            read_no_driver(row, label);
        }
    }

    void read_no_driver(std::size_t row, const Cell& label) {
        const std::string name = text_of(label);
        if (refuse_error(row, {}, cells_.at(row, 1))) {
            named_ = named_ && name.empty();
        } else if (name.empty()) {
            if (!blank(row, 1)) {
                static constexpr Text sentence =
                    tr("%1% has a value but no name. Name it, or put # before a remark.");
                refuse(row + 1, {}, sentence, {place(row)});
            }
        } else if (looks_like_headings(row)) {
            static constexpr Text sentence =
                tr("%1% looks like headings; they must be the first row of %2%.");
            misnamed(row + 1, {}, {sentence, {place(row), argument_}});
        } else {
            static constexpr Text sentence =
                tr("%1% names %2%, which is no driver of the plan. %3% Put # before a remark.");
            misnamed(row + 1, {},
                     {sentence,
                      {place(row), in_quotes(std::get<std::string>(label)),
                       driver_advice(std::get<std::string>(label))}});
        }
    }

    void read_driver(std::size_t row, const DriverRecord& record) {
        std::size_t& known = assumptions_.rows[static_cast<std::size_t>(record.driver)];
        if (known != 0) {
            static constexpr Text sentence =
                tr("%1% gives %2% a second time; row %3% has it already.");
            misnamed(row + 1, record.id,
                     {sentence, {place(row), std::string(record.id), std::to_string(known)}});
            return;
        }
        known = row + 1;
        const std::optional<double> value = number_of(row, 1, record, {});
        const bool given = !blank(row, 1);
        refused_ = refused_ || (given && !value);
        refused_drivers_[static_cast<std::size_t>(record.driver)] = given && !value;
        if (value) {
            assumptions_.values[record.driver] = *value;
        }
        if (read_ == Read::spreads && (columns_.low || columns_.high)) {
            spread_of(row, record, value);
        }
    }

    /// The number in a cell of a row, within the limits of its driver; nothing when it is blank or
    /// refused.
    std::optional<double> number_of(std::size_t row, std::size_t column, const DriverRecord& record,
                                    std::string_view title) {
        const Cell& cell = cells_.at(row, column);
        if (blank(row, column) || refuse_error(row, record.id, cell)) {
            return std::nullopt;
        }
        const auto subject = [&]() -> Phrase {
            if (title.empty()) {
                return {tr("%1%: %2%"), {place(row), record.id}};
            }
            return {tr("%1%: %2% (%3%)"), {place(row), record.id, title}};
        };
        if (const std::string* text = std::get_if<std::string>(&cell)) {
            refuse(row + 1, record.id, not_a_number(subject(), *text));
            return std::nullopt;
        }
        const double number = record.settled(std::get<double>(cell));
        if (!std::isfinite(number)) {
            refuse(row + 1, record.id, tr("%1% is not a finite number."), {subject()});
            return std::nullopt;
        }
        if (!admissible(record.driver, number)) {
            Phrase allowed = record.limits.words();
            if (record.step == 0.25) {
                static constexpr Text quarters = tr("%1% in whole quarters (a multiple of %2%)");
                allowed = {quarters, {allowed, exact(record.step)}};
            }
            refuse(row + 1, record.id,
                   out_of_limits(subject(), number, record.unit, record.limits, allowed));
            return std::nullopt;
        }
        return number + 0.0; // -0 becomes 0
    }

    std::optional<Spread> distribution_of(std::size_t row, const DriverRecord& record) {
        if (!columns_.distribution) {
            return Spread::pert;
        }
        const Cell& cell = cells_.at(row, *columns_.distribution);
        if (refuse_error(row, record.id, cell)) {
            return std::nullopt;
        }
        const double* number = std::get_if<double>(&cell);
        const std::string word = text_of(cell);
        if (number == nullptr && word.empty()) {
            return Spread::pert;
        }
        const auto found = std::find(spread_names.begin(), spread_names.end(), word);
        if (found == spread_names.end()) {
            static constexpr Text sentence =
                tr("%1%: the distribution is %2%; it must be pert, triangular, uniform, normal, "
                   "lognormal or metalog.");
            static constexpr Text in_marks = tr("\"%1%\"");
            refuse(row + 1, record.id, sentence,
                   {place(row), number == nullptr ? Phrase(in_quotes(std::get<std::string>(cell)))
                                                  : Phrase(in_marks, {rounded(*number)})});
            return std::nullopt;
        }
        return static_cast<Spread>(found - spread_names.begin());
    }

    void spread_of(std::size_t row, const DriverRecord& record, std::optional<double> value) {
        const bool no_low = !columns_.low || blank(row, *columns_.low);
        const bool no_high = !columns_.high || blank(row, *columns_.high);
        if (no_low && no_high) {
            return;
        }
        for (const auto& column : {columns_.low, columns_.high}) {
            if (column && refuse_error(row, record.id, cells_.at(row, *column))) {
                return;
            }
        }
        const std::string id(record.id);
        if (no_low || no_high) {
            static constexpr Text sentence = tr("%1%: %2% has one of low and high; it needs both.");
            refuse(row + 1, record.id, sentence, {place(row), id});
            return;
        }
        const auto low = number_of(row, *columns_.low, record, "low");
        const auto high = number_of(row, *columns_.high, record, "high");
        const auto spread = distribution_of(row, record);
        if (blank(row, 1)) {
            static constexpr Text sentence =
                tr("%1%: %2% has low and high but no value; type its likeliest value.");
            refuse(row + 1, record.id, sentence, {place(row), id});
            return;
        }
        if (!value || !low || !high || !spread) {
            return; // said already
        }
        if (*low > *value || *value > *high) {
            static constexpr Text sentence =
                tr("%1%: low, value and high of %2% are %3%, %4% and %5%; they must not fall.");
            refuse(row + 1, record.id, sentence,
                   {place(row), id, rounded(*low), rounded(*value), rounded(*high)});
            return;
        }
        if (*low == *high) {
            return; // certain after all
        }
        const bool by_ratio = spread == Spread::lognormal && *low > 0;
        if (!std::isfinite(by_ratio ? *high / *low : *high - *low)) {
            static constexpr Text sentence = tr("%1%: low and high of %2% are too far apart.");
            refuse(row + 1, record.id, sentence, {place(row), id});
            return;
        }
        if (record.driver == Driver::quarters) {
            static constexpr Text sentence = tr("%1%: quarters cannot be uncertain.");
            refuse(row + 1, record.id, sentence, {place(row)});
            return;
        }
        const Uncertain uncertain{record.driver, *spread, *low, *value, *high};
        if (shape_fits(row, uncertain)) {
            assumptions_.uncertain.push_back(uncertain);
        }
    }

    /// Whether there is a distribution of that kind through the three points.
    bool shape_fits(std::size_t row, const Uncertain& u) {
        constexpr double tolerance = 0.01;
        const std::string id(record_of(u.driver).id);
        if (u.spread == Spread::normal &&
            std::abs(u.low + u.high - 2 * u.value) > tolerance * (u.high - u.low)) {
            static constexpr Text sentence =
                tr("%1%: a normal %2% has its value in the middle of low and high, at %3%; it is "
                   "%4%. Use metalog for a lopsided one.");
            refuse(row + 1, id, sentence,
                   {place(row), id, rounded((u.low + u.high) / 2), rounded(u.value)});
            return false;
        }
        if (u.spread == Spread::lognormal && u.low <= 0) {
            static constexpr Text sentence = tr("%1%: a lognormal %2% is above 0; low is %3%.");
            refuse(row + 1, id, sentence, {place(row), id, rounded(u.low)});
            return false;
        }
        if (u.spread == Spread::lognormal &&
            std::abs(elementary::log(u.low / u.value) + elementary::log(u.high / u.value)) >
                tolerance * elementary::log(u.high / u.low)) {
            static constexpr Text sentence =
                tr("%1%: with low %3% and value %4% a lognormal %2% has its high at value × value "
                   "/ low, %5%; it is %6%. Use metalog for another shape.");
            refuse(row + 1, id, sentence,
                   {place(row), id, rounded(u.low), rounded(u.value),
                    rounded(u.value * u.value / u.low), rounded(u.high)});
            return false;
        }
        const double skew = (u.value - u.low) / (u.high - u.low);
        if (u.spread == Spread::metalog && std::abs(1 - 2 * skew) / 0.4 >= 1.66711) {
            static constexpr Text sentence =
                tr("%1%: the value of %2% lies %3% of the way from low to high; a metalog needs "
                   "between %4% and %5%.");
            refuse(row + 1, id, sentence,
                   {place(row), id, rounded(skew), rounded(0.1666), rounded(0.8334)});
            return false;
        }
        return true;
    }

    void complete() {
        for (const DriverRecord& record : drivers()) {
            double& value = assumptions_.values[record.driver];
            if (is_missing(record)) {
                missing(record);
            } else if (std::isnan(value) && record.otherwise) {
                value = *record.otherwise;
            }
        }
        if (!refused_) {
            try {
                check_together(assumptions_.values, argument_, whole_);
            } catch (Error& error) {
                report_(0, {}, std::move(error));
            }
        }
    }

    /// Whether it is a driver that has to be given, and is not, right or wrong.
    bool is_missing(const DriverRecord& record) const {
        return std::isnan(assumptions_.values[record.driver]) && !record.otherwise &&
               record.driver != Driver::cuts && !record.follows &&
               !refused_drivers_[static_cast<std::size_t>(record.driver)];
    }

    void missing(const DriverRecord& record) {
        refused_ = true;
        const std::string id(record.id);
        const std::size_t row = row_of(record.driver);
        if (row == 0) {
            static constexpr Text sentence = tr("%1% has no %2%; the plan cannot do without it.");
            refuse(0, id, sentence, {whole_, id});
        } else {
            static constexpr Text sentence =
                tr("%1%: %2% is blank; the plan cannot do without it.");
            static constexpr Text or_none =
                tr("%1%: %2% is blank; the plan cannot do without it. Type 0 if that is meant.");
            refuse(row, id, record.limits.admit(0) ? or_none : sentence, {place(row - 1), id});
        }
    }

    const Table& cells_;
    std::string argument_;
    Phrase whole_;
    Report report_;
    AssumptionColumns columns_;
    Read read_;
    Assumptions assumptions_;
    std::array<bool, driver_count> refused_drivers_{};
    bool refused_ = false;
    bool named_ = true;
};

} // namespace

bool Assumptions::cuts_as_required() const {
    return std::isnan(values[Driver::cuts]);
}

bool admissible(Driver driver, double value) {
    const DriverRecord& record = record_of(driver);
    return record.limits.admit(value) &&
           (record.step == 0 || std::floor(value / record.step) * record.step == value);
}

void check_together(const Drivers<double>& values, std::string_view argument, const Phrase& whole) {
    const std::string name(argument);
    const double other = PlanEquations<double>::other_cost_at_start(values);
    if (other < 0) {
        static constexpr Text sentence =
            tr("%1%: quarter 0 does not add up. revenue − operating_profit − headcount × "
               "loaded_cost / 4 is what all other costs are, and must not be negative; it is %2%.");
        throw Error(Failure::invalid, name, sentence, {whole, rounded(other)});
    }
    const double quarters = values[Driver::quarters];
    if (values[Driver::hold_from] > quarters) {
        static constexpr Text sentence =
            tr("%1%: hold_from is %2%, but the plan ends with quarter %3%.");
        throw Error(Failure::invalid, name, sentence,
                    {whole, rounded(values[Driver::hold_from]), rounded(quarters)});
    }
    if (values[Driver::cuts] > values[Driver::headcount]) {
        static constexpr Text sentence = tr("%1%: cuts is %2%, more than the headcount of %3%.");
        throw Error(Failure::invalid, name, sentence,
                    {whole, rounded(values[Driver::cuts]), rounded(values[Driver::headcount])});
    }
}

void check_together(const Drivers<double>& values, std::string_view argument) {
    check_together(values, argument, argument);
}

namespace {

Checked checked_by(Assumptions (Reading::*result)(), const Table& cells, std::string_view argument,
                   Read read, const Phrase& whole) {
    Checked checked;
    Reading reading(cells, argument, read, whole,
                    [&](std::size_t row, std::string_view driver, Error error) {
                        checked.problems.push_back({row, std::string(driver), std::move(error)});
                    });
    checked.assumptions = (reading.*result)();
    checked.columns = reading.columns();
    checked.named = reading.named();
    return checked;
}

} // namespace

Assumptions read_assumptions(const Table& cells, std::string_view argument, Read read,
                             const Phrase& whole) {
    return Reading(cells, argument, read, whole,
                   [](std::size_t, std::string_view, Error error) { throw error; })
        .result();
}

Assumptions read_assumptions(const Table& cells, std::string_view argument, Read read) {
    return read_assumptions(cells, argument, read, argument);
}

Checked check_assumptions(const Table& cells, std::string_view argument, const Phrase& whole) {
    return checked_by(&Reading::result, cells, argument, Read::spreads, whole);
}

Checked check_assumptions(const Table& cells, std::string_view argument) {
    return check_assumptions(cells, argument, argument);
}

Checked check_part(const Table& cells, std::string_view argument) {
    return checked_by(&Reading::part, cells, argument, Read::values, argument);
}

} // namespace headroom
