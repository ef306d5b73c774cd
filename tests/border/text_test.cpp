#include "uno/text.hpp"

#include <rtl/string.hxx>
#include <rtl/ustring.hxx>

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace headroom::test {

namespace {

struct Pair {
    std::u16string letters;
    std::string bytes;
};

TEST(Text, IsUtf16ThereAndUtf8Here) {
    const Pair pairs[] = {
        {u"", ""},
        {u"GPU", "GPU"},
        {std::u16string(u"a\0b", 3), std::string("a\0b", 3)},
        {u"\u007F\u0080\u07FF\u0800", "\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80"},
        {u"Tür, 10 €", "T\xC3\xBCr, 10 \xE2\x82\xAC"},
        {u"\uD7FF\uE000\uFFFD\uFFFF", "\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBD\xEF\xBF\xBF"},
        {u"\U00010000\U0001F600\U0010FFFF",
         "\xF0\x90\x80\x80\xF0\x9F\x98\x80\xF4\x8F\xBF\xBF"}, // beyond the first plane
    };
    for (const Pair& pair : pairs) {
        EXPECT_EQ(uno::utf8(pair.letters), pair.bytes);
        EXPECT_EQ(uno::utf16(pair.bytes), pair.letters);
        EXPECT_EQ(uno::Text(pair.bytes).letters(), pair.letters);
        EXPECT_EQ(uno::Text(pair.letters).utf8(), pair.bytes);
    }
}

TEST(Text, HalfOfASurrogatePairBecomesAReplacementAndItsNeighboursStay) {
    const char16_t high = 0xD83D;
    const char16_t low = 0xDE00;
    const std::string bad = "\xEF\xBF\xBD";
    const Pair pairs[] = {
        {{high}, bad},
        {{low}, bad},
        {{u'a', high, u'b'}, "a" + bad + "b"},
        {{u'a', low, u'b'}, "a" + bad + "b"},
        {{low, high}, bad + bad},
        {{high, high, low}, bad + "\xF0\x9F\x98\x80"},
        {{high, low, low}, "\xF0\x9F\x98\x80" + bad},
    };
    for (const Pair& pair : pairs) {
        EXPECT_EQ(uno::utf8(pair.letters), pair.bytes);
    }
}

TEST(Text, BytesThatAreNoUtf8BecomeReplacements) {
    // One for each longest beginning of a letter, as Unicode 15, 3.9, recommends.
    const Pair pairs[] = {
        {u"\uFFFD", "\x80"},           // a continuation alone
        {u"\uFFFD\uFFFD", "\xC0\xAF"}, // too long for what it says
        {u"\uFFFDa", "\xC3"
                     "a"},       // cut off by another letter
        {u"\uFFFD", "\xE2\x82"}, // cut off by the end
        {u"\uFFFDa", "\xF0\x9F\x98"
                     "a"},                                 //
        {u"\uFFFD\uFFFD\uFFFD", "\xED\xA0\xBD"},           // a surrogate
        {u"\uFFFD\uFFFD\uFFFD", "\xE0\x80\xAF"},           // too long again
        {u"\uFFFD\uFFFD\uFFFD\uFFFD", "\xF4\x90\x80\x80"}, // beyond the last code point
        {u"\uFFFD\uFFFD", "\xFE\xFF"},                     // never in UTF-8
    };
    for (const Pair& pair : pairs) {
        EXPECT_EQ(uno::utf16(pair.bytes), pair.letters);
    }
}

TEST(Text, IsWhatTheOfficesOwnConversionsMakeOfIt) {
    std::mt19937 random(7);
    for (int i = 0; i < 20000; ++i) {
        std::u16string letters;
        for (std::size_t length = random() % 12; length > 0; --length) {
            const unsigned kind = random() % 4;
            const char32_t point = kind == 0   ? random() % 0x80
                                   : kind == 1 ? random() % 0x800
                                   : kind == 2 ? random() % 0xD800
                                               : 0x10000 + random() % 0x100000;
            if (point < 0x10000) {
                letters += static_cast<char16_t>(point);
            } else {
                letters += static_cast<char16_t>(0xD800 + ((point - 0x10000) >> 10));
                letters += static_cast<char16_t>(0xDC00 + (point & 0x3FF));
            }
        }
        const rtl::OUString wide(reinterpret_cast<const sal_Unicode*>(letters.data()),
                                 static_cast<sal_Int32>(letters.size()));
        const rtl::OString narrow = rtl::OUStringToOString(wide, RTL_TEXTENCODING_UTF8);
        const std::string bytes(narrow.getStr(), static_cast<std::size_t>(narrow.getLength()));
        ASSERT_EQ(uno::utf8(letters), bytes);
        ASSERT_EQ(uno::utf16(bytes), letters);
    }
}

TEST(Text, SharesOneStringAndGivesItBack) {
    uno::Text text(u"counted");
    uno::abi::String* string = text.get();
    EXPECT_EQ(string->references, 1);
    {
        uno::Text copy = text;
        EXPECT_EQ(copy.get(), string);
        EXPECT_EQ(string->references, 2);
        uno::Text moved = std::move(copy);
        EXPECT_EQ(string->references, 2);
        moved = uno::Text(u"another");
        EXPECT_EQ(string->references, 1);
        moved = text;
        uno::Text& itself = moved;
        moved = itself;
        EXPECT_EQ(string->references, 2);
    }
    EXPECT_EQ(string->references, 1);
}

} // namespace

} // namespace headroom::test
