#pragma once

#include "any.hpp"

#include <cassert>
#include <new>
#include <utility>

namespace uno {

/// Owns one of the office's sequences while it is filled; once it has been handed on it is shared
/// and constant. An element is double, Text, Type, Any or another Sequence: what is laid out here
/// as UNO lays it out.
template <class Element> class Sequence {
public:
    /// Of zeros, empty texts, void, empty sequences.
    explicit Sequence(std::size_t length) {
        if (abi::uno_type_sequence_construct(&sequence_, type_of<Sequence>(), nullptr,
                                             static_cast<std::int32_t>(length), nullptr) == 0) {
            throw std::bad_alloc();
        }
    }
    Sequence(Sequence&& other) noexcept : sequence_(std::exchange(other.sequence_, nullptr)) {}
    Sequence(const Sequence&) = delete;
    Sequence& operator=(Sequence other) noexcept {
        std::swap(sequence_, other.sequence_);
        return *this;
    }
    ~Sequence() {
        if (sequence_ != nullptr) {
            abi::uno_type_destructData(&sequence_, type_of<Sequence>(), nullptr);
        }
    }

    std::size_t size() const { return static_cast<std::size_t>(sequence_->length); }
    Element& operator[](std::size_t index) {
        assert(index < size() && sequence_->references == 1);
        return reinterpret_cast<Element*>(sequence_->elements)[index];
    }

    View view() const { return {type_of<Sequence>(), &sequence_}; }

private:
    abi::Sequence* sequence_ = nullptr;
};

template <class Element> std::string name_of(std::type_identity<Sequence<Element>>) {
    return "[]" + name_of(std::type_identity<Element>());
}

template <class Element> Any::Any(const Sequence<Element>& sequence) : Any(sequence.view()) {}

} // namespace uno
