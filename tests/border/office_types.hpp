#pragma once

namespace headroom::test {

/// Makes the types of the office and of Headroom known in this process, without an office.
void load_office_types();

} // namespace headroom::test
