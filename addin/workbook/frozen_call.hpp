#pragma once

#include "workbook/block_sheet.hpp"
#include "workbook/calls.hpp"

#include "core/shared_blocks.hpp"

#include <string>
#include <vector>

namespace headroom {

/// A call whose value stays as it is: where its block has what.
struct FrozenCall {
    Area result = {};
    Area inputs = {};
    Place check = {};        ///< says whether the inputs are still the same
    std::string remark = {}; ///< why it stays, when and by which version it was calculated
};

/// Adds the block of such a call, with a result of that size, to a page. The values themselves are
/// kept later, when all that they depend on is calculated.
FrozenCall lay_out_frozen(const PlacedCall& call, const Area& size, Page& page);

/// Adds what holds a frozen result on that sheet, named as formulas name it, against what the call
/// asks for: where its function knows how.
void lay_out_proof(const PlacedCall& call, const Area& result, const std::string& sheet,
                   SharedBlocks& shared, Page& page);

/// What is kept of the inputs, to be held against what they are then.
std::vector<std::vector<BlockCell>> kept_inputs(const Table& inputs);
/// What is kept of the result.
std::vector<std::vector<BlockCell>> kept_result(const Table& values);

} // namespace headroom
