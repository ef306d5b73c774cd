#pragma once

#include "types.hpp"

#include <cassert>
#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace uno {

class Elements;
class Object;
template <class Element> class Sequence;

/// A value where it stands, with its type. It owns nothing: what it was taken from has to live on.
/// An any is looked into, so that a view is never of one. All that reads a value is here; what does
/// not fit throws Misuse.
class View {
public:
    /// Of void, the data may be null.
    View(abi::TypeReference* type, const void* data);
    /// Of numbers, flags and texts themselves; not of a temporary one.
    View(const double& number) : View(type_of<double>(), &number) {}

    TypeClass type_class() const { return type_->type_class; }
    bool is_void() const { return type_class() == TypeClass::none; }
    std::string type_name() const { return name_of(type_); }

    /// Any whole or broken number.
    double number() const;
    /// Any whole number, or an enum's value.
    std::int64_t whole() const;
    bool truth() const;
    std::string text() const { return utf8(letters()); }
    std::u16string_view letters() const;
    Type type() const;
    /// An interface, which may be a null one; void is a null one too.
    Object object() const;
    /// Of a sequence.
    Elements elements() const;
    /// Of a struct or an exception, inherited ones included.
    View member(std::string_view name) const;

    abi::TypeReference* raw_type() const { return type_; }
    void* raw_data() const { return data_; }

protected:
    View() = default;
    [[noreturn]] void refuse(std::string_view wanted) const;

    abi::TypeReference* type_ = nullptr;
    void* data_ = nullptr;
};

/// The elements of a sequence, which has to live on.
class Elements {
public:
    explicit Elements(const View& sequence);

    std::size_t size() const { return size_; }
    View operator[](std::size_t index) const { return {type_, at(index)}; }

    void* at(std::size_t index) const {
        assert(index < size_);
        return first_ + index * step_;
    }

private:
    abi::TypeReference* type_;
    char* first_;
    std::size_t size_;
    std::size_t step_;
};

/// Owns a value of any type. It is laid out as UNO's any, so that a `sequence<any>` is a row of
/// them.
class Any : public View {
public:
    /// Void.
    Any();
    /// A copy; of an interface, another reference.
    Any(const View& value);
    Any(const Any& other) : Any(static_cast<const View&>(other)) {}
    Any(Any&& other) noexcept { take(other); }
    Any& operator=(Any other) noexcept;
    ~Any();

    template <class Number>
    requires std::same_as<Number, bool> || std::same_as<Number, double> ||
        std::same_as<Number, std::int8_t> || std::same_as<Number, std::int16_t> ||
        std::same_as<Number, std::int32_t> || std::same_as<Number, std::int64_t>
        Any(Number number) : Any(View(type_of<Number>(), &number)) {}
    Any(const Text& text);
    Any(std::string_view text) : Any(Text(text)) {}
    Any(const std::string& text) : Any(Text(std::string_view(text))) {}
    Any(const char* text) : Any(Text(std::string_view(text))) {}
    Any(const Type& type);
    Any(const Object& object);
    template <class Element> Any(const Sequence<Element>& sequence);

    /// A copy of the value of that type which lies there; of null, the type's default: 0, an empty
    /// text, an empty sequence, a struct of such.
    static Any of_type(const Type& type, void* value = nullptr);
    /// Of storage that a call has filled in, which is the caller's no longer.
    static Any adopt(abi::Any& filled);

    /// Exchanges a member of a struct, converted to the member's type.
    void set_member(std::string_view name, const View& value);

private:
    /// For `take`, which constructs.
    struct Unset {};
    explicit Any(Unset) {}
    void take(Any& other) noexcept;

    void* reserved_ = nullptr;
};

static_assert(sizeof(Any) == sizeof(abi::Any) && alignof(Any) == alignof(abi::Any));

inline std::string name_of(std::type_identity<Any>) {
    return "any";
}

/// Constructs a value of that type in `memory`. Numbers are converted where nothing is lost,
/// objects are asked for the interface, void is a null object, and everything becomes an any.
/// Throws Misuse for what does not fit, and then constructs nothing.
void construct(void* memory, abi::TypeReference* type, const View& value);

struct Member {
    std::string_view name;
    Any value;
};

/// A struct of that type, such as com.sun.star.beans.PropertyValue; the members left out have their
/// type's default.
Any structure(const Type& type, std::initializer_list<Member> members);

/// A member of a struct, looked up once.
///
///     static const Field end_row("com.sun.star.table.CellRangeAddress", "EndRow");
///     std::int64_t row = end_row(address).whole();
class Field {
public:
    /// Throws Misuse when the struct has no such member.
    Field(std::string_view structure, std::string_view name);

    /// Throws Misuse when it is another struct.
    View operator()(const View& structure) const;

private:
    Type structure_;
    Type type_;
    std::ptrdiff_t offset_;
};

/// A sequence with elements of that type, each converted to it.
Any sequence(const Type& element, const std::vector<Any>& elements);

} // namespace uno
