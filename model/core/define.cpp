#include "core/define.hpp"

#include <boost/algorithm/string/case_conv.hpp>

#include <locale>

namespace headroom {

namespace detail {

Function complete(Function record) {
    record.name = boost::to_upper_copy(std::string(record.id), std::locale::classic());
    return record;
}

} // namespace detail

} // namespace headroom
