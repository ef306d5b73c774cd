#pragma once

#include "ods/workbook.hpp"
#include "templates/facts.hpp"

/// The sheets of the GPU business case that are tables, and what they share with its others.
namespace headroom::workbook::gpu_case {

/// Years that the tables have room for.
constexpr int most_years = 10;

inline constexpr const char* margin_terms = "price;utilisation;capex;life;opex_per_gpu;0;residual";
inline constexpr const char* npv_terms =
    "price;utilisation;capex;life;opex_per_gpu;wacc;residual;erosion;tax";
inline constexpr const char* flow_terms =
    "price;utilisation;capex;life;opex_per_gpu;residual;erosion;tax";
inline constexpr const char* lease_terms = "capex;lease_payments;wacc;tax;life;residual";

/// Names the columns years, cash_flows, cumulative_cash, paid_back, …, one row a year from year 0.
Sheet cash_sheet();
Sheet prices_sheet(const Facts& facts);
/// Names the columns book_charges, tax_charges and lease_payments, one row a year from year 1.
Sheet tax_and_lease_sheet();

} // namespace headroom::workbook::gpu_case
