#pragma once

#include "core/function.hpp"

namespace headroom {

/// The arguments that the functions about one GPU have in common.
namespace gpu_argument {

inline const ArgumentText price{
    .id = "price",
    .help = tr("What a customer pays for one billed hour of one GPU."),
    .limits = above(0),
};
inline const ArgumentText utilisation{
    .id = "utilisation",
    .help = tr("Share of all hours that are billed. 75 % is 0.75."),
    .limits = above(0).to(1),
};
inline const ArgumentText capex{
    .id = "capex",
    .help = tr("Cost of one GPU all-in: server, network, building if owned."),
    .limits = from(0),
};
inline const ArgumentText life{
    .id = "life",
    .help = tr("Years the GPU is depreciated over."),
    .limits = above(0),
};
inline const ArgumentText opex{
    .id = "opex",
    .help = tr("Running cost of one GPU and year. GPUOPEX works it out."),
    .limits = from(0),
};
inline const ArgumentText wacc{
    .id = "wacc",
    .help = tr("Cost of capital per year. 0: straight-line as in the books."),
    .limits = above(-1),
    .otherwise = 0.0,
};
inline const ArgumentText residual{
    .id = "residual",
    .help = tr("What one GPU sells for at the end of its life."),
    .limits = from(0).to("capex"),
    .otherwise = 0.0,
};

inline const ArgumentText margin{
    .id = "margin",
    .help = tr("Operating margin the GPU has to earn. 33 % is 0.33."),
    .limits = below(1),
    .otherwise = 0.0,
};

} // namespace gpu_argument

} // namespace headroom
