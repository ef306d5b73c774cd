#include "workbook/hash.hpp"

#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/nil_generator.hpp>
#include <boost/uuid/uuid_io.hpp>

namespace headroom {

std::string hash_of(const std::string& text) {
    return boost::uuids::to_string(
        boost::uuids::name_generator_sha1(boost::uuids::nil_uuid())(text.data(), text.size()));
}

} // namespace headroom
