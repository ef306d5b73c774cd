#include "panel/arithmetic.hpp"

#include <cmath>

namespace headroom {

namespace {

using Number = std::optional<double>;

/// Reads from left to right; each part of the grammar gives nothing when it is not there.
class Reader {
public:
    Reader(const Tokens& tokens, const std::function<Number(const Token&)>& number,
           const std::function<std::string(const Token&)>& text)
        : tokens_(tokens), number_(number), text_(text) {}

    Number whole() {
        const Number result = sum();
        return at_ == tokens_.size() ? result : std::nullopt;
    }

private:
    /// Passes over a token that is written so.
    bool take(std::string_view sign) {
        if (at_ == tokens_.size() || text_(tokens_[at_]) != sign) {
            return false;
        }
        ++at_;
        return true;
    }

    Number sum() {
        Number left = product();
        while (left) {
            if (take("+")) {
                left = both(left, product(), [](double a, double b) { return a + b; });
            } else if (take("-")) {
                left = both(left, product(), [](double a, double b) { return a - b; });
            } else {
                break;
            }
        }
        return left;
    }

    Number product() {
        Number left = power();
        while (left) {
            if (take("*")) {
                left = both(left, power(), [](double a, double b) { return a * b; });
            } else if (take("/")) {
                left = both(left, power(), [](double a, double b) { return a / b; });
            } else {
                break;
            }
        }
        return left;
    }

    Number power() {
        Number left = signed_number();
        while (left && take("^")) {
            left = both(left, signed_number(), [](double a, double b) { return std::pow(a, b); });
        }
        return left;
    }

    Number signed_number() {
        if (take("-")) {
            const Number behind = signed_number();
            return behind ? Number(-*behind) : behind;
        }
        if (take("+")) {
            return signed_number();
        }
        Number value = operand();
        while (value && take("%")) {
            *value /= 100;
        }
        return value;
    }

    Number operand() {
        if (take("(")) {
            const Number inside = sum();
            return take(")") ? inside : std::nullopt;
        }
        return at_ == tokens_.size() ? std::nullopt : number_(tokens_[at_++]);
    }

    template <class Operation> static Number both(Number left, Number right, Operation operation) {
        if (!left || !right) {
            return std::nullopt;
        }
        const double result = operation(*left, *right);
        return std::isfinite(result) ? Number(result) : std::nullopt;
    }

    const Tokens& tokens_;
    const std::function<Number(const Token&)>& number_;
    const std::function<std::string(const Token&)>& text_;
    std::size_t at_ = 0;
};

} // namespace

std::optional<double> arithmetic(const Tokens& tokens,
                                 const std::function<std::optional<double>(const Token&)>& number,
                                 const std::function<std::string(const Token&)>& text) {
    return Reader(tokens, number, text).whole();
}

} // namespace headroom
