#include "workbook/general_format.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace headroom {

namespace {

using uno::Any;
using uno::Object;

constexpr double points = 2540.0 / 72; ///< of a font's height, in 1/100 mm
constexpr double margins = 70;         ///< of a cell, both, in 1/100 mm
constexpr int most_digits = 15;        ///< that the office shows

/// How many digits stand before the point.
int digits_before_point(double number) {
    return number < 1 ? 1 : static_cast<int>(std::floor(std::log10(number))) + 1;
}

/// The shown number of decimals, none of them needed: 0.### of three.
std::string with_decimals(int decimals) {
    return decimals <= 0 ? "0" : "0." + std::string(static_cast<std::size_t>(decimals), '#');
}

} // namespace

GeneralFormat::GeneralFormat(const Spreadsheet& spreadsheet)
    : spreadsheet_(spreadsheet), formats_(spreadsheet.document().get("NumberFormats").object()),
      formatter_(uno::create(spreadsheet.context(), "com.sun.star.util.NumberFormatter")),
      device_(uno::create(spreadsheet.context(), "com.sun.star.awt.Toolkit")
                  .call("createScreenCompatibleDevice", std::int32_t{1}, std::int32_t{1})
                  .object()) {
    formatter_.call("attachNumberFormatsSupplier",
                    spreadsheet.document().as("com.sun.star.util.XNumberFormatsSupplier"));
}

std::int32_t GeneralFormat::same_as_in(const Object& cell) const {
    const std::optional<std::int32_t> own = by_itself(cell);
    return own ? *own : spreadsheet_.number_format(digits_in(cell));
}

std::optional<std::int32_t> GeneralFormat::by_itself(const Object& cell) const {
    constexpr std::int64_t number = 1; // FormulaResult.VALUE
    if (cell.get("FormulaResultType2").whole() != number) {
        return std::nullopt;
    }
    constexpr std::int32_t general = 0;
    const std::string shown = cell.as("com.sun.star.text.XTextRange").call("getString").text();
    const double value = cell.call("getValue").number();
    const auto shows = [&](std::int32_t format) {
        return formatter_.call("convertNumberToString", format, value).text() == shown;
    };
    if (shows(general)) {
        return std::nullopt;
    }
    // NumberFormat: LOGICAL, PERCENT, CURRENCY, DATE, TIME, DATETIME
    static const uno::Type locale("com.sun.star.lang.Locale");
    constexpr std::array<std::int16_t, 6> kinds{1024, 128, 8, 2, 4, 6};
    for (const std::int16_t kind : kinds) {
        const auto format = static_cast<std::int32_t>(
            formats_.as("com.sun.star.util.XNumberFormatTypes")
                .call("getStandardFormat", kind, uno::structure(locale, {}))
                .whole());
        if (shows(format)) {
            return format;
        }
    }
    return std::nullopt;
}

bool GeneralFormat::is(std::int64_t format) const {
    const auto [known, fresh] = known_.try_emplace(format, false);
    if (fresh) {
        const Any locale =
            formats_.call("getByKey", static_cast<std::int32_t>(format)).object().get("Locale");
        known->second = formats_.as("com.sun.star.util.XNumberFormatTypes")
                            .call("getStandardIndex", locale)
                            .whole() == format;
    }
    return known->second;
}

bool GeneralFormat::is_of(const Object& cells) const {
    const Any format = cells.get("NumberFormat");
    return !format.is_void() && is(format.whole());
}

bool GeneralFormat::may_be_in(const Object& cells) const {
    const Any format = cells.get("NumberFormat");
    return format.is_void() || is(format.whole());
}

std::string GeneralFormat::digits_in(const Object& cell) const {
    const double value = cell.call("getValue").number();
    const double size = std::abs(value);
    const Widths& widths = widths_in(cell.get("CharFontName").text());
    const double height = cell.get("CharHeight").number() * points;
    const Any address = cell.as("com.sun.star.sheet.XCellAddressable").call("getCellAddress");
    const double width =
        spreadsheet_.sheet(static_cast<std::int32_t>(address.member("Sheet").whole()))
            .get("Columns")
            .object()
            .call("getByIndex", static_cast<std::int32_t>(address.member("Column").whole()))
            .object()
            .get("Width")
            .number();
    // What is left for digits, beside a sign and a point.
    const double room = (width - margins) / height - (value < 0 ? widths.sign : 0) - widths.point;
    const auto decimals = [&](int before, double other, int most) {
        const double fit = std::floor((room - other) / widths.digit) - before;
        return static_cast<int>(std::clamp(fit, 0.0, static_cast<double>(most)));
    };
    const int before = digits_before_point(size);
    // The point need not be there where nothing is behind it.
    const bool fits = (room + widths.point) / widths.digit >= before;
    if ((size != 0 && size < 1e-5) || before > most_digits || !fits) {
        return with_decimals(decimals(1, widths.exponent, most_digits - 1)) + "E+00";
    }
    return with_decimals(decimals(before, 0, most_digits - (size < 1 ? 0 : before)));
}

const GeneralFormat::Widths& GeneralFormat::widths_in(const std::string& font) const {
    const auto [known, fresh] = fonts_.try_emplace(font, Widths{});
    if (fresh) {
        static const uno::Type type("com.sun.star.awt.FontDescriptor");
        constexpr std::int16_t height = 100;
        const Object measured =
            device_.call("getFont", uno::structure(type, {{"Name", font}, {"Height", height}}))
                .object();
        const auto width = [&](const char* letter) {
            return measured.call("getStringWidth", letter).number() / height;
        };
        known->second = {width("0"), width("."), width("-"), width("E-00")};
    }
    return known->second;
}

} // namespace headroom
