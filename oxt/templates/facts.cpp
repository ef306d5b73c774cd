#include "templates/facts.hpp"

#include "templates/entries.hpp"

#include <boost/lexical_cast.hpp>
#include <boost/tokenizer.hpp>

#include <fstream>
#include <stdexcept>

namespace headroom::workbook {

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
    std::vector<std::string> names;
    for (const Fact& fact : facts_) {
        names.push_back(fact.item + ", " + fact.as_of);
        if (names.back() == name) {
            return fact;
        }
    }
    refuse("there is no fact", name, {names.begin(), names.end()});
}

} // namespace headroom::workbook
