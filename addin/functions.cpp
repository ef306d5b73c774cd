#include "functions.hpp"

#include "convert.hpp"
#include "core/catalogue.hpp"
#include "core/memory.hpp"
#include "notation.hpp"
#include "progress.hpp"

#include <optional>
#include <vector>

namespace headroom {

namespace {

class Functions : public uno::Component {
public:
    Functions(const uno::Implementation& implementation, const uno::Object& context)
        : Component(implementation), context_(context), progress_(context) {
        memory_.simulations().set_progress(
            [this](double share) { progress_.report(share, language_); });
        // The methods of the interface are the functions of the catalogue, in its order.
        offer("org.headroom.XFunctions", [this](uno::Call& call) { answer(call); });
    }

private:
    /// The border: whatever goes wrong inside becomes a Calc error here and nowhere else.
    void answer(uno::Call& call) {
        try {
            give(call, evaluate(call));
        } catch (const Error& error) {
            call.result(error_number(error));
        } catch (...) {
            call.result(internal_error_number());
        }
    }

    Value evaluate(const uno::Call& call) {
        const Function& function = *catalogue()[call.index()];
        std::vector<Value> values;
        values.reserve(call.count());
        for (std::size_t i = 0; i < call.count(); ++i) {
            values.push_back(value_from(call.argument(i), columns_of(function, i)));
        }
        if (!notation_) {
            notation_ = office_notation(context_);
            language_ = office_language(context_);
        }
        Call evaluation(language_, nullptr, &memory_, *notation_);
        return function.call(values, evaluation);
    }

    /// How many columns of a range the function looks at; 0 is all.
    static std::size_t columns_of(const Function& function, std::size_t argument) {
        return argument < function.arguments.size() ? function.arguments[argument].columns : 0;
    }

    static void give(uno::Call& call, const Value& value) {
        if (const double* number = std::get_if<double>(&value)) {
            call.result(*number);
        } else {
            call.result(any_from(value));
        }
    }

    uno::Object context_;
    std::optional<Notation> notation_; ///< asked for once, with the language
    Language language_ = Language::english;
    Progress progress_;
    Memory memory_;
};

} // namespace

uno::Object new_functions(const uno::Implementation& implementation, const uno::Object& context) {
    return uno::make<Functions>(implementation, context);
}

} // namespace headroom
