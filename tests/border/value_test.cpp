#include "uno/object.hpp"
#include "uno/sequence.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace headroom::test {

namespace {

using uno::Any;
using uno::Misuse;
using uno::Sequence;
using uno::Text;
using uno::Type;

TEST(Type, HasTheNameItWasFoundBy) {
    for (const char* name :
         {"void", "double", "any", "[]any", "[][]any", "[]string", "com.sun.star.table.CellAddress",
          "com.sun.star.uno.RuntimeException", "com.sun.star.table.XCellRange",
          "com.sun.star.table.CellContentType", "org.headroom.XFunctions"}) {
        EXPECT_EQ(Type(name).name(), name);
        EXPECT_EQ(Type(name), Type(name));
    }
    EXPECT_NE(Type("long"), Type("hyper"));
    EXPECT_THROW(Type("com.sun.star.table.XNothing"), Misuse);
    EXPECT_THROW(Type(""), Misuse);
}

TEST(Any, GivesBackWhatItWasMadeOf) {
    EXPECT_TRUE(Any().is_void());
    EXPECT_EQ(Any(2.5).number(), 2.5);
    EXPECT_EQ(Any(std::int32_t{-7}).whole(), -7);
    EXPECT_EQ(Any(std::int32_t{-7}).number(), -7);
    EXPECT_EQ(Any(std::int16_t{300}).whole(), 300);
    EXPECT_EQ(Any(std::int8_t{-128}).whole(), -128);
    EXPECT_EQ(Any(std::numeric_limits<std::int64_t>::min()).whole(),
              std::numeric_limits<std::int64_t>::min());
    EXPECT_TRUE(Any(true).truth());
    EXPECT_FALSE(Any(false).truth());
    EXPECT_EQ(Any("a text").text(), "a text"); // and not true, as a pointer is
    EXPECT_EQ(Any(std::string("a\0b", 3)).text(), std::string("a\0b", 3));
    EXPECT_EQ(Any(Type("[]any")).type().name(), "[]any");
    EXPECT_FALSE(Any(uno::Object()).object());
    EXPECT_FALSE(Any().object());
}

TEST(Any, RefusesWhatItDoesNotHold) {
    EXPECT_THROW(Any("1").number(), Misuse);
    EXPECT_THROW(Any(true).number(), Misuse);
    EXPECT_THROW(Any().number(), Misuse);
    EXPECT_THROW(Any(1.0).whole(), Misuse);
    EXPECT_THROW(Any(1.0).truth(), Misuse);
    EXPECT_THROW(Any(1.0).text(), Misuse);
    EXPECT_THROW(Any(1.0).type(), Misuse);
    EXPECT_THROW(Any(1.0).object(), Misuse);
    EXPECT_THROW(Any(1.0).elements(), Misuse);
    EXPECT_THROW(Any(1.0).member("Row"), Misuse);
}

TEST(Any, IsCopiedAndMovedWithItsValue) {
    const std::vector<Any> values{
        Any(), Any(0.1), Any(std::int64_t{1} << 40), Any("text"),
        uno::structure(Type("com.sun.star.table.CellAddress"), {{"Column", std::int32_t{3}}})};
    for (const Any& value : values) {
        const auto described = [](const Any& any) {
            return any.type_name() + (any.type_name() == "double"   ? std::to_string(any.number())
                                      : any.type_name() == "hyper"  ? std::to_string(any.whole())
                                      : any.type_name() == "string" ? any.text()
                                                                    : std::string());
        };
        const std::string wanted = described(value);
        Any copy = value;
        EXPECT_EQ(described(copy), wanted);
        Any moved = std::move(copy);
        EXPECT_EQ(described(moved), wanted);
        Any assigned(17.0);
        assigned = std::move(moved);
        EXPECT_EQ(described(assigned), wanted);
        assigned = value;
        EXPECT_EQ(described(assigned), wanted);
        // A row of them moves when it grows.
        std::vector<Any> row;
        for (int i = 0; i < 20; ++i) {
            row.push_back(value);
        }
        EXPECT_EQ(described(row.front()), wanted);
    }
}

TEST(Structure, HasItsMembersAndInheritedOnes) {
    const Type range("com.sun.star.table.CellRangeAddress");
    Any address =
        uno::structure(range, {{"StartRow", std::int32_t{4}}, {"Sheet", std::int32_t{2}}});
    EXPECT_EQ(address.member("StartRow").whole(), 4);
    EXPECT_EQ(address.member("Sheet").whole(), 2); // a short: converted
    EXPECT_EQ(address.member("EndRow").whole(), 0);
    address.set_member("EndRow", Any(std::int32_t{9}));
    EXPECT_EQ(address.member("EndRow").whole(), 9);
    const Any copy = address;
    address.set_member("EndRow", Any(std::int32_t{1}));
    EXPECT_EQ(copy.member("EndRow").whole(), 9);

    const Any exception =
        uno::structure(Type("com.sun.star.lang.IllegalArgumentException"),
                       {{"Message", "inherited"}, {"ArgumentPosition", std::int16_t{3}}});
    EXPECT_EQ(exception.member("Message").text(), "inherited");
    EXPECT_EQ(exception.member("ArgumentPosition").whole(), 3);

    const Any property = uno::structure(Type("com.sun.star.beans.PropertyValue"),
                                        {{"Name", "AsTemplate"}, {"Value", true}});
    EXPECT_EQ(property.member("Name").text(), "AsTemplate");
    EXPECT_TRUE(property.member("Value").truth()); // looked into: the member is an any
    EXPECT_EQ(property.member("State").whole(), 0);

    EXPECT_THROW(uno::structure(range, {{"Nothing", std::int32_t{4}}}), Misuse);
    EXPECT_THROW(uno::structure(range, {{"StartRow", "four"}}), Misuse);
    EXPECT_THROW(uno::structure(range, {{"Sheet", std::int32_t{40000}}}), Misuse); // no short
    EXPECT_THROW(uno::structure(Type("double"), {{"Sheet", 0.0}}), Misuse);
}

TEST(Sequence, HoldsTablesOfAnything) {
    for (const auto& [rows, columns] :
         std::vector<std::pair<std::size_t, std::size_t>>{{0, 0}, {1, 1}, {3, 2}, {2, 0}}) {
        Sequence<Sequence<Any>> table(rows);
        for (std::size_t row = 0; row < rows; ++row) {
            Sequence<Any> cells(columns);
            for (std::size_t column = 0; column < columns; ++column) {
                const double number = static_cast<double>(10 * row + column);
                cells[column] = column % 2 == 0 ? Any(number) : Any(std::to_string(number));
            }
            table[row] = std::move(cells);
        }
        const Any any(table);
        EXPECT_EQ(any.type_name(), "[][]any");
        const uno::Elements read = any.elements();
        ASSERT_EQ(read.size(), rows);
        for (std::size_t row = 0; row < rows; ++row) {
            const uno::Elements cells = read[row].elements();
            ASSERT_EQ(cells.size(), columns);
            for (std::size_t column = 0; column < columns; ++column) {
                const double number = static_cast<double>(10 * row + column);
                if (column % 2 == 0) {
                    EXPECT_EQ(cells[column].number(), number);
                } else {
                    EXPECT_EQ(cells[column].text(), std::to_string(number));
                }
            }
        }
    }
}

TEST(Sequence, HoldsWhatIsConvertedToItsElements) {
    const Any numbers = uno::sequence(Type("double"), {Any(1.5), Any(std::int32_t{2})});
    EXPECT_EQ(numbers.type_name(), "[]double");
    EXPECT_EQ(numbers.elements()[1].number(), 2);

    const Any places = uno::sequence(
        Type("com.sun.star.table.CellAddress"),
        {uno::structure(Type("com.sun.star.table.CellAddress"), {{"Row", std::int32_t{5}}})});
    EXPECT_EQ(places.elements()[0].member("Row").whole(), 5);

    EXPECT_EQ(uno::sequence(Type("string"), {}).elements().size(), 0U);
    EXPECT_THROW(uno::sequence(Type("double"), {Any(1.5), Any("2")}), Misuse);
}

TEST(Conversion, TakesNumbersThatLoseNothing) {
    const auto converted = [](const char* type, const Any& value) {
        return uno::sequence(Type(type), {value}).elements()[0].number();
    };
    EXPECT_EQ(converted("short", std::int32_t{-32768}), -32768);
    EXPECT_EQ(converted("unsigned short", std::int32_t{65535}), 65535);
    EXPECT_EQ(converted("byte", std::int64_t{127}), 127);
    EXPECT_EQ(converted("unsigned long", std::int64_t{4294967295}), 4294967295.0);
    EXPECT_EQ(converted("unsigned hyper", std::int64_t{5}), 5);
    EXPECT_EQ(converted("float", 0.5), 0.5);
    EXPECT_EQ(converted("double", std::int64_t{3}), 3);
    EXPECT_EQ(converted("com.sun.star.table.CellContentType", std::int32_t{2}), 2); // an enum
    EXPECT_THROW(converted("short", std::int32_t{32768}), Misuse);
    EXPECT_THROW(converted("unsigned short", std::int32_t{-1}), Misuse);
    EXPECT_THROW(converted("byte", std::int32_t{128}), Misuse);
    EXPECT_THROW(converted("unsigned hyper", std::int64_t{-1}), Misuse);
    EXPECT_THROW(converted("long", 1.0), Misuse);
    EXPECT_THROW(converted("boolean", std::int32_t{1}), Misuse);
    EXPECT_THROW(converted("string", 1.0), Misuse);
}

TEST(References, AreCountedOnceForEachOwner) {
    const Text text("counted");
    uno::abi::String* string = text.get();
    {
        const Any any(text);
        EXPECT_EQ(string->references, 2);
        const Any copy = any; // NOLINT(performance-unnecessary-copy-initialization): it is counted
        EXPECT_EQ(string->references, 3);
        Sequence<Any> row(2);
        row[0] = copy;
        row[1] = Any(any);
        EXPECT_EQ(string->references, 5);
        row[1] = Any(1.0);
        EXPECT_EQ(string->references, 4);
        const Any shared(row); // the row, not its elements
        EXPECT_EQ(string->references, 4);
        const Any element(shared.elements()[0]);
        EXPECT_EQ(string->references, 5);
        Any property = uno::structure(Type("com.sun.star.beans.PropertyValue"), {{"Value", any}});
        EXPECT_EQ(string->references, 6);
        EXPECT_THROW(property.set_member("Name", Any(1.0)), Misuse);
        property.set_member("Value", Any());
        EXPECT_EQ(string->references, 5);
        EXPECT_THROW(uno::sequence(Type("string"), {any, Any(1.0)}), Misuse);
        EXPECT_EQ(string->references, 5);
    }
    EXPECT_EQ(string->references, 1);
}

TEST(References, ToTypesAreGivenBack) {
    const Type held("com.sun.star.table.CellRangeAddress");
    const std::int32_t before = held.get()->references;
    {
        const Type again("com.sun.star.table.CellRangeAddress");
        const Type copy = again; // NOLINT(performance-unnecessary-copy-initialization)
        const Any any(copy);
        const Any address = uno::structure(copy, {{"EndRow", std::int32_t{1}}});
        const uno::Description<uno::abi::CompoundDescription> description(copy.get());
        EXPECT_GT(held.get()->references, before);
    }
    EXPECT_EQ(held.get()->references, before);
}

} // namespace

} // namespace headroom::test
