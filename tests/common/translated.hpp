#pragma once

#include "core/function.hpp"

#include <string>
#include <string_view>

namespace headroom::test {

/// The language of the tests, in which every text stands in ‹ › and has no letter of English.
Language pseudo_language();

/// What of a text in that language is English, and not the same in every language as ids, formulas
/// and what stands in quotation marks are; empty when nothing is.
std::string english_in(std::string_view said);

/// Fails the running test when a sentence in that language holds English, or is put together from
/// several.
void expect_sentence(const std::string& said);
/// The same of a sentence that is in no language yet; where there is the language of the tests.
void expect_translated(const Phrase& sentence);
/// The same of each of several sentences with a blank between them.
void expect_sentences(std::string_view said);

/// Fails the running test when an answer, or a cell of it, holds English that the user has not
/// `typed` himself.
void expect_no_english(const Value& value, Arguments typed = {});

} // namespace headroom::test
