// The office's types: what Headroom needs of cppu3, made from IDL.

#include "types.hpp"

#include <cstdlib>
#include <cstring>
#include <map>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace headroom::mock {

namespace abi = uno::abi;
using abi::TypeClass;

namespace {

using Name = std::u16string;

std::map<Name, abi::TypeDescription*>& all_types() {
    static std::map<Name, abi::TypeDescription*> types;
    return types;
}

abi::String* new_string(std::u16string_view letters) {
    abi::String* string = nullptr;
    abi::rtl_uString_newFromStr_WithLength(&string, letters.data(),
                                           static_cast<std::int32_t>(letters.size()));
    return string;
}

/// A description, which is its own reference as well, of the struct that its class needs.
template <class Kind>
Kind* new_description(TypeClass type_class, const Name& name, std::size_t size,
                      std::size_t alignment) {
    auto* kind = static_cast<Kind*>(std::calloc(1, sizeof(Kind)));
    auto* description = reinterpret_cast<abi::TypeDescription*>(kind);
    description->references = 1;
    description->static_references = 1;
    description->type_class = type_class;
    description->name = new_string(name);
    description->self = description;
    description->complete = 1;
    description->size = static_cast<std::int32_t>(size);
    description->alignment = static_cast<std::int32_t>(alignment);
    description->reference = reinterpret_cast<abi::TypeReference*>(description);
    return kind;
}

template <class Kind>
Kind* add_type(TypeClass type_class, const Name& name, std::size_t size, std::size_t alignment) {
    Kind* kind = new_description<Kind>(type_class, name, size, alignment);
    all_types()[name] = reinterpret_cast<abi::TypeDescription*>(kind);
    return kind;
}

void add_simple_types() {
    const struct {
        const char16_t* name;
        TypeClass type_class;
        std::size_t size;
        std::size_t alignment;
    } simple[] = {
        {u"void", TypeClass::none, 0, 0},
        {u"boolean", TypeClass::boolean, 1, 1},
        {u"byte", TypeClass::byte, 1, 1},
        {u"short", TypeClass::int16, 2, 2},
        {u"long", TypeClass::int32, 4, 4},
        {u"hyper", TypeClass::int64, 8, 8},
        {u"double", TypeClass::float64, 8, 8},
        {u"string", TypeClass::string, sizeof(void*), sizeof(void*)},
        {u"type", TypeClass::type, sizeof(void*), sizeof(void*)},
        {u"any", TypeClass::any, sizeof(abi::Any), alignof(abi::Any)},
    };
    for (const auto& type : simple) {
        add_type<abi::TypeDescription>(type.type_class, type.name, type.size, type.alignment);
    }
}

abi::TypeReference* reference(const Name& name) {
    abi::TypeDescription* found = find_type(name);
    if (found == nullptr) {
        throw std::runtime_error("IDL: unknown so far: " + std::string(name.begin(), name.end()));
    }
    return found->reference;
}

template <class Element> Element* new_array(const std::vector<Element>& elements) {
    const std::size_t bytes = std::span(elements).size_bytes();
    auto* array = static_cast<Element*>(std::malloc(bytes + 1));
    if (!elements.empty()) {
        std::memcpy(array, elements.data(), bytes);
    }
    return array;
}

/// Words and marks of IDL; comments are passed over.
class Words {
public:
    explicit Words(std::string_view text) : text_(text) { next(); }

    bool at_end() const { return word_.empty(); }
    std::string_view word() const { return word_; }

    bool skip(std::string_view word) {
        if (word_ != word) {
            return false;
        }
        next();
        return true;
    }

    void expect(std::string_view word) {
        if (!skip(word)) {
            throw std::runtime_error("IDL: " + std::string(word) + " expected, not " +
                                     std::string(word_));
        }
    }

    std::string take() {
        std::string word(word_);
        next();
        return word;
    }

private:
    static bool in_name(std::string_view text, std::size_t at) {
        const char letter = text[at];
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == '_' || text.substr(at, 2) == "::" ||
               (at > 0 && text.substr(at - 1, 2) == "::");
    }

    void next() {
        for (;;) {
            text_.remove_prefix(std::min(text_.find_first_not_of(" \t\r\n"), text_.size()));
            if (!text_.starts_with("//")) {
                break;
            }
            text_.remove_prefix(std::min(text_.find('\n'), text_.size()));
        }
        std::size_t length = 0;
        while (length < text_.size() && in_name(text_, length)) {
            ++length;
        }
        length = length == 0 && !text_.empty() ? 1 : length;
        word_ = text_.substr(0, length);
        text_.remove_prefix(length);
    }

    std::string_view text_;
    std::string_view word_;
};

Name wide(std::string_view text) {
    return {text.begin(), text.end()};
}

/// com::sun::star::uno::XInterface as the office names it, with dots.
Name wide_type(std::string_view text) {
    Name name = wide(text);
    for (std::size_t at; (at = name.find(u"::")) != name.npos;) {
        name.replace(at, 2, u".");
    }
    return name;
}

/// Reads IDL twice: first the names of interfaces and enums, which may be used before they are
/// described, then everything.
class Reader {
public:
    explicit Reader(std::string_view idl) : idl_(idl), words_(idl) {}

    void read() {
        for (const bool names_only : {true, false}) {
            names_only_ = names_only;
            words_ = Words(idl_);
            while (!words_.at_end()) {
                declaration();
            }
        }
    }

private:
    void declaration() {
        if (words_.skip("module")) {
            const std::size_t length = module_.size();
            module_ += wide(words_.take()) + u'.';
            words_.expect("{");
            while (!words_.skip("}")) {
                declaration();
            }
            module_.resize(length);
        } else if (words_.skip("interface")) {
            interface();
        } else if (words_.skip("enum")) {
            enumeration();
        } else if (words_.skip("service")) {
            while (words_.word() != ";") {
                words_.take();
            }
        } else {
            compound(words_.skip("exception") ? TypeClass::exception : TypeClass::structure);
        }
        words_.expect(";");
    }

    Name name() { return module_ + wide(words_.take()); }

    Name type_name() {
        if (words_.skip("sequence")) {
            words_.expect("<");
            const Name element = type_name();
            words_.expect(">");
            return u"[]" + element;
        }
        return wide_type(words_.take());
    }

    void pass_over_braces() {
        words_.expect("{");
        while (!words_.skip("}")) {
            words_.take();
        }
    }

    void enumeration() {
        const Name type = name();
        if (names_only_) {
            add_type<abi::TypeDescription>(TypeClass::enumeration, type, 4, 4);
        }
        pass_over_braces();
    }

    void interface() {
        const Name type = name();
        const bool inherits = words_.skip(":");
        // Headroom's own IDL leaves the root of all interfaces out.
        const Name base = inherits ? type_name() : Name(u"com.sun.star.uno.XInterface");
        if (names_only_) {
            add_type<abi::InterfaceDescription>(TypeClass::interface, type, sizeof(void*),
                                                sizeof(void*));
            pass_over_braces();
            return;
        }
        auto& described = *reinterpret_cast<abi::InterfaceDescription*>(find_type(type));
        std::vector<abi::TypeReference*> members;
        if (base != type) {
            auto* parent = reinterpret_cast<abi::InterfaceDescription*>(find_type(base));
            described.parent = parent;
            described.base_count = 1;
            described.bases = new_array(std::vector{parent});
            members.assign(parent->members, parent->members + parent->count);
        }
        words_.expect("{");
        while (!words_.skip("}")) {
            members.push_back(method(described, type, members.size()));
        }
        described.count = static_cast<std::int32_t>(members.size());
        described.members = new_array(members);
        described.own_count = described.count - (base != type ? described.parent->count : 0);
        described.own_members = described.members + (described.count - described.own_count);
    }

    abi::TypeReference* method(abi::InterfaceDescription& owner, const Name& type,
                               std::size_t position) {
        abi::TypeReference* result = reference(type_name());
        const Name name = wide(words_.take());
        auto& described =
            *new_description<abi::MethodDescription>(TypeClass::method, type + u"::" + name, 0, 0);
        described.base.position = static_cast<std::int32_t>(position);
        described.base.name = new_string(name);
        described.result = result;
        described.owner = &owner;
        std::vector<abi::Parameter> parameters;
        words_.expect("(");
        while (!words_.skip(")")) {
            words_.skip(",");
            words_.expect("[");
            words_.expect("in");
            words_.expect("]");
            abi::TypeReference* parameter = reference(type_name());
            parameters.push_back({new_string(wide(words_.take())), parameter, 1, 0});
        }
        words_.expect(";");
        described.count = static_cast<std::int32_t>(parameters.size());
        described.parameters = new_array(parameters);
        return described.base.base.reference;
    }

    void compound(TypeClass type_class) {
        if (type_class == TypeClass::structure) {
            words_.expect("struct");
        }
        const Name type = name();
        const Name base = words_.skip(":") ? type_name() : Name();
        if (names_only_) {
            pass_over_braces();
            return;
        }
        auto& described = *add_type<abi::CompoundDescription>(type_class, type, 0, 1);
        std::size_t size = 0;
        std::size_t alignment = 1;
        if (!base.empty()) {
            described.parent = reinterpret_cast<abi::CompoundDescription*>(find_type(base));
            size = static_cast<std::size_t>(described.parent->base.size);
            alignment = static_cast<std::size_t>(described.parent->base.alignment);
        }
        const auto align = [&](std::size_t to) { size = (size + to - 1) / to * to; };
        std::vector<std::int32_t> offsets;
        std::vector<abi::TypeReference*> types;
        std::vector<abi::String*> names;
        words_.expect("{");
        while (!words_.skip("}")) {
            types.push_back(reference(type_name()));
            names.push_back(new_string(wide(words_.take())));
            words_.expect(";");
            const abi::TypeDescription& member = *types.back()->description;
            align(static_cast<std::size_t>(member.alignment));
            alignment = std::max(alignment, static_cast<std::size_t>(member.alignment));
            offsets.push_back(static_cast<std::int32_t>(size));
            size += static_cast<std::size_t>(member.size);
        }
        align(alignment);
        described.base.size = static_cast<std::int32_t>(size);
        described.base.alignment = static_cast<std::int32_t>(alignment);
        described.count = static_cast<std::int32_t>(types.size());
        described.offsets = new_array(offsets);
        described.types = new_array(types);
        described.names = new_array(names);
    }

    std::string_view idl_;
    Words words_;
    bool names_only_ = false;
    Name module_;
};

} // namespace

abi::TypeDescription* find_type(std::u16string_view wanted) {
    if (all_types().empty()) {
        add_simple_types();
    }
    const Name name(wanted);
    const auto found = all_types().find(name);
    if (found != all_types().end()) {
        return found->second;
    }
    if (!wanted.starts_with(u"[]")) {
        return nullptr;
    }
    abi::TypeDescription* element = find_type(wanted.substr(2));
    if (element == nullptr) {
        return nullptr;
    }
    auto* sequence =
        add_type<abi::SequenceDescription>(TypeClass::sequence, name, sizeof(void*), sizeof(void*));
    sequence->element = element->reference;
    return &sequence->base;
}

} // namespace headroom::mock

/// Adds the types that a text in IDL describes. Not the office's.
extern "C" [[gnu::dllexport]] void mock_add_types(const char* idl) {
    headroom::mock::find_type(u"any");
    headroom::mock::Reader(idl).read();
}

namespace uno::abi {

void typelib_typedescription_getByName(TypeDescription** found, String* name) noexcept {
    *found = headroom::mock::find_type({name->letters, static_cast<std::size_t>(name->length)});
    if (*found != nullptr) {
        ++(*found)->references;
    }
}

std::uint8_t typelib_typedescription_complete(TypeDescription**) noexcept {
    return 1;
}

void typelib_typedescription_release(TypeDescription* description) noexcept {
    --description->references;
}

void typelib_typedescriptionreference_acquire(TypeReference* type) noexcept {
    ++type->references;
}

void typelib_typedescriptionreference_release(TypeReference* type) noexcept {
    --type->references;
}

void typelib_typedescriptionreference_getDescription(TypeDescription** found,
                                                     TypeReference* type) noexcept {
    *found = type->description;
    ++(*found)->references;
}

} // namespace uno::abi
