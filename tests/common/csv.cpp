#include "csv.hpp"

#include <boost/tokenizer.hpp>

#include <fstream>
#include <stdexcept>

namespace headroom::test {

std::vector<std::map<std::string, std::string>> read_csv(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::vector<std::map<std::string, std::string>> rows;
    std::vector<std::string> names;
    for (std::string line; std::getline(in, line);) {
        if (line.ends_with('\r')) {
            line.pop_back();
        }
        const boost::tokenizer<boost::escaped_list_separator<char>> fields(line);
        const std::vector<std::string> values(fields.begin(), fields.end());
        if (names.empty()) {
            names = values;
            continue;
        }
        if (values.size() != names.size()) {
            throw std::runtime_error(file.string() + " has a row of another length: " + line);
        }
        std::map<std::string, std::string>& row = rows.emplace_back();
        for (std::size_t i = 0; i < names.size(); ++i) {
            row[names[i]] = values[i];
        }
    }
    if (names.empty()) {
        throw std::runtime_error("cannot read " + file.string());
    }
    return rows;
}

} // namespace headroom::test
