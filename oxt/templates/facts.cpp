#include "templates/facts.hpp"

#include "templates/entries.hpp"

#include <boost/lexical_cast.hpp>
#include <boost/tokenizer.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <iterator>
#include <regex>
#include <stdexcept>

namespace headroom::workbook {

namespace {

std::string dated_name(const Fact& fact) {
    return fact.item + ", " + fact.as_of;
}

double year_and_quarter(int year, int quarter) {
    return (10 * year + quarter) / 10.0;
}

/// "AWS net sales" as a name: aws_net_sales.
std::string word_of(std::string_view item) {
    std::string word;
    for (const char letter : item) {
        const auto code = static_cast<unsigned char>(letter);
        if (std::isalnum(code) != 0) {
            word += static_cast<char>(std::tolower(code));
        } else if (!word.empty() && word.back() != '_') {
            word += '_';
        }
    }
    return word.ends_with('_') ? word.substr(0, word.size() - 1) : word;
}

} // namespace

Facts::Facts(const std::filesystem::path& file) {
    std::ifstream in(file);
    if (!in) {
        throw std::runtime_error("cannot read " + file.string());
    }
    std::string line;
    std::getline(in, line); // the column names
    for (int number = 2; std::getline(in, line); ++number) {
        const boost::tokenizer<boost::escaped_list_separator<char>> tokens(line);
        const std::vector<std::string> fields(tokens.begin(), tokens.end());
        double value = 0;
        if (fields.size() != 6 || !boost::conversion::try_lexical_convert(fields[1], value)) {
            throw std::runtime_error(file.string() + ": line " + std::to_string(number) +
                                     " does not hold six fields with a number in the second");
        }
        facts_.push_back({.item = fields[0],
                          .unit = fields[2],
                          .as_of = fields[3],
                          .source = fields[4],
                          .confidence = fields[5],
                          .value = value});
    }
}

const Fact& Facts::at(std::string_view name) const {
    for (const Fact& fact : facts_) {
        if (dated_name(fact) == name) {
            return fact;
        }
    }
    refuse_fact(name);
}

bool Facts::is_series(std::string_view item) const {
    return std::ranges::count(facts_, item, &Fact::item) > 1;
}

std::vector<Fact> Facts::series(std::string_view item) const {
    std::vector<Fact> found;
    std::ranges::copy_if(facts_, std::back_inserter(found),
                         [&](const Fact& fact) { return fact.item == item; });
    if (found.empty()) {
        refuse_fact(item);
    }
    std::ranges::stable_sort(found, {}, known_with);
    return found;
}

void Facts::refuse_fact(std::string_view name) const {
    std::vector<std::string> names;
    for (const Fact& fact : facts_) {
        names.push_back(dated_name(fact));
        if (is_series(fact.item)) {
            names.push_back(fact.item);
        }
    }
    refuse("there is no fact", name, {names.begin(), names.end()});
}

double known_with(const Fact& fact) {
    static const std::regex quarter("Q([1-4]) (20[0-9]{2})");
    std::smatch parts;
    if (std::regex_search(fact.as_of, parts, quarter)) {
        return year_and_quarter(std::stoi(parts[2]), std::stoi(parts[1]));
    }
    static const std::array<std::string, 12> months{
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    for (std::size_t month = 0; month < months.size(); ++month) {
        const std::size_t at = fact.as_of.find(months[month] + " 20");
        if (at != std::string::npos) {
            const int year = std::stoi(fact.as_of.substr(at + months[month].size()));
            const int ended = static_cast<int>(month) / 3 + (month % 3 == 0 ? 0 : 1);
            return ended == 0 ? year_and_quarter(year - 1, 4) : year_and_quarter(year, ended);
        }
    }
    if (std::regex_search(fact.source, parts, quarter)) {
        return year_and_quarter(std::stoi(parts[2]), std::stoi(parts[1]));
    }
    throw std::runtime_error("neither date nor source of " + dated_name(fact) +
                             " says with which quarter it was known");
}

ChosenFact chosen(std::string_view item) {
    // The latest that was known by then; where nothing was known yet, the first.
    const std::string latest = "=INDEX(" + series_name(item) + ";MAX(1;SUMPRODUCT((" +
                               known_name(item) + "<=known_at)*1));";
    return {.value = latest + "1)",
            .unit = latest + "2)",
            .as_of = latest + "3)",
            .source = latest + "4)",
            .confidence = latest + "5)"};
}

std::string series_name(std::string_view item) {
    return word_of(item) + "_by_date";
}

std::string values_name(std::string_view item) {
    return word_of(item) + "_values";
}

std::string known_name(std::string_view item) {
    return word_of(item) + "_known";
}

} // namespace headroom::workbook
