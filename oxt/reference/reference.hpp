#pragma once

#include <ostream>

namespace headroom {

/// The function reference from the catalogue, with the results of the examples calculated: one HTML
/// page for the package and one Markdown page for the repository.
void write_reference_html(std::ostream& out);
void write_reference_markdown(std::ostream& out);

} // namespace headroom
