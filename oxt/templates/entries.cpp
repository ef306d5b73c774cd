#include "templates/entries.hpp"

#include "core/label.hpp"

#include "ods/styles.hpp"

#include <boost/algorithm/string/split.hpp>
#include <boost/algorithm/string/trim.hpp>
#include <boost/lexical_cast.hpp>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <optional>
#include <regex>

namespace headroom::workbook {

namespace {

const Part* find_part(const Entry& entry, std::string_view key) {
    const auto found =
        std::ranges::find_if(entry.parts, [&](const Part& part) { return part.key == key; });
    return found == entry.parts.end() ? nullptr : &*found;
}

bool within_text(const std::string& formula) {
    return std::ranges::count(formula, '"') % 2 == 1;
}

/// A line that goes on with another.
void append(std::string& text, const std::string& more) {
    const bool one_word = text.starts_with('=') && !within_text(text);
    text += (text.empty() || one_word ? "" : " ") + more;
}

Part part_in(const std::string& line) {
    const std::size_t end = std::min(line.find(' '), line.size());
    return {.key = line.substr(0, end), .text = boost::trim_copy(line.substr(end))};
}

} // namespace

bool Entry::has(std::string_view key) const {
    return find_part(*this, key) != nullptr;
}

const std::string& Entry::at(std::string_view key) const {
    const Part* part = find_part(*this, key);
    if (part == nullptr) {
        throw std::runtime_error(kind + " needs " + std::string(key));
    }
    return part->text;
}

std::string Entry::get(std::string_view key) const {
    const Part* part = find_part(*this, key);
    return part == nullptr ? std::string() : part->text;
}

double Entry::number(std::string_view key) const {
    return number_of(at(key));
}

const std::string& Entry::formula(std::string_view key) const {
    return formula_of(at(key));
}

void Entry::expect(std::initializer_list<std::string_view> needed,
                   std::initializer_list<std::string_view> possible) const {
    std::vector<std::string_view> known(needed);
    known.insert(known.end(), possible.begin(), possible.end());
    for (const Part& part : parts) {
        if (std::ranges::find(known, part.key) == known.end()) {
            refuse(kind + " has no", part.key, known);
        }
        if (find_part(*this, part.key) != &part) {
            throw std::runtime_error(kind + " has " + part.key + " twice");
        }
    }
    for (const std::string_view key : needed) {
        at(key);
    }
}

std::vector<Entry> read_entries(const std::filesystem::path& file) {
    std::ifstream in(file);
    if (!in) {
        throw std::runtime_error("cannot read " + file.string());
    }
    const std::string name = (file.parent_path().filename() / file.filename()).string();
    std::vector<Entry> entries;
    bool between = true;
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
        const bool goes_on = line.starts_with(' ');
        boost::trim(line);
        const std::string where = name + ":" + std::to_string(number);
        if (line.empty()) {
            between = true;
        } else if (goes_on && between) {
            throw RowError(where + ": goes on with nothing: " + line);
        } else if (goes_on) {
            Entry& entry = entries.back();
            append(entry.parts.empty() ? entry.text : entry.parts.back().text, line);
        } else if (between) {
            const auto [kind, text] = part_in(line);
            entries.push_back({.kind = kind, .text = text, .where = where});
            between = false;
        } else {
            const Part& part = entries.back().parts.emplace_back(part_in(line));
            if (part.text.empty() && part.key != "text") { // a heading may be empty
                throw RowError(where + ": there is nothing beside " + part.key);
            }
        }
    }
    return entries;
}

void at_row(const std::string& where, const std::function<void()>& read) {
    try {
        read();
    } catch (const RowError&) {
        throw;
    } catch (const std::runtime_error& error) {
        throw RowError(where + ": " + error.what());
    }
}

void refuse(const std::string& what, std::string_view typed,
            const std::vector<std::string_view>& known) {
    constexpr std::size_t few = 20;
    std::string advice;
    if (const auto near = nearest(typed, known)) {
        advice = "; the nearest is " + std::string(*near);
    } else if (known.size() <= few) {
        for (const std::string_view name : known) {
            advice += (advice.empty() ? "; there is " : ", ") + std::string(name);
        }
    }
    throw std::runtime_error(what + " " + std::string(typed) + advice);
}

namespace {

/// Of a day such as 2025-10-01, as Calc counts days.
std::optional<double> day_of(const std::string& text) {
    static const std::regex day("([0-9]{4})-([0-9]{2})-([0-9]{2})");
    std::smatch parts;
    if (!std::regex_match(text, parts, day)) {
        return std::nullopt;
    }
    using namespace std::chrono;
    const year_month_day date(year(std::stoi(parts[1])),
                              month(static_cast<unsigned>(std::stoul(parts[2]))),
                              std::chrono::day(static_cast<unsigned>(std::stoul(parts[3]))));
    if (!date.ok()) {
        throw std::runtime_error("there is no day " + text);
    }
    return static_cast<double>((sys_days(date) - sys_days(1899y / December / 30)).count());
}

std::optional<double> number_in(const std::string& text) {
    double number = 0;
    if (boost::conversion::try_lexical_convert(text, number)) {
        return number;
    }
    return day_of(text);
}

} // namespace

bool is_number(const std::string& text) {
    return number_in(text).has_value();
}

double number_of(const std::string& text) {
    const std::optional<double> number = number_in(text);
    if (!number) {
        throw std::runtime_error(text + " is no number");
    }
    return *number;
}

std::vector<std::string> texts_of(const std::string& text) {
    std::vector<std::string> texts;
    boost::split(texts, text, [](char letter) { return letter == ';'; });
    for (std::string& part : texts) {
        boost::trim(part);
    }
    return texts;
}

std::vector<double> numbers_of(const std::string& text) {
    std::vector<double> numbers;
    for (const std::string& number : texts_of(text)) {
        numbers.push_back(number_of(number));
    }
    return numbers;
}

std::string in_row(const std::string& formula, int row, std::map<std::string, int> others) {
    static const std::regex open("#([a-z_]*)");
    others[""] = row;
    others["above"] = row - 1;
    std::string out;
    std::size_t end = 0;
    for (std::sregex_iterator match(formula.begin(), formula.end(), open), last; match != last;
         ++match) {
        const auto number = others.find((*match)[1]);
        if (number == others.end()) {
            std::vector<std::string_view> known;
            for (const auto& [name, other] : others) {
                known.push_back(name);
            }
            refuse("there is no row", match->str(), known);
        }
        const auto at = static_cast<std::size_t>(match->position());
        out += formula.substr(end, at - end) + std::to_string(number->second);
        end = at + static_cast<std::size_t>(match->length());
    }
    return out + formula.substr(end);
}

const std::string& formula_of(const std::string& text) {
    if (!text.starts_with('=')) {
        throw std::runtime_error("a formula begins with =, not " + text);
    }
    int open = 0;
    bool within = false;
    for (const char letter : text) {
        within = letter == '"' ? !within : within;
        open += within ? 0 : letter == '(' ? 1 : letter == ')' ? -1 : 0;
        if (open < 0) {
            break;
        }
    }
    if (within || open != 0) {
        throw std::runtime_error(within ? "a text in the formula has no end"
                                        : "the brackets do not match in " + text);
    }
    return text;
}

Format format_of(std::string_view name) {
    const std::optional<Format> format = format_named(name);
    if (!format) {
        refuse("there is no format", name, format_names());
    }
    return *format;
}

Limits limits_of(const std::string& text) {
    if (text == "any number") {
        return {};
    }
    static const std::string number = "(-?[0-9.]+)";
    static const std::regex either_end("(above )?" + number + " to (below )?" + number + "|above " +
                                       number + "|" + number + " or more");
    std::smatch part;
    if (!std::regex_match(text, part, either_end)) {
        throw std::runtime_error("limits are as 1 to 10, above 0 to below 1, above 0, 0 or more or "
                                 "any number, not " +
                                 text);
    }
    if (part[5].matched) {
        return above(number_of(part[5]));
    }
    if (part[6].matched) {
        return from(number_of(part[6]));
    }
    const double low = number_of(part[2]);
    const double high = number_of(part[4]);
    const Limits limits = part[1].matched ? above(low) : from(low);
    return part[3].matched ? limits.below(high) : limits.to(high);
}

bool new_page(const Entry& entry) {
    if (entry.has("page") && entry.at("page") != "new") {
        throw std::runtime_error("page is new or not there, not " + entry.at("page"));
    }
    return entry.has("page");
}

} // namespace headroom::workbook
