# cmake -DNM=nm -DLIBRARY=file -P own_mathematics.cmake
#
# Refuses a library that needs a function of the C library whose last digit is left to it. What IEEE
# 754 fixes (sqrt, floor, round, ldexp, …) may be needed; fma may not, which not every C library
# rounds but once.
execute_process(COMMAND ${NM} -u ${LIBRARY} OUTPUT_VARIABLE symbols RESULT_VARIABLE failed)
if(failed)
    message(FATAL_ERROR "${NM} cannot read ${LIBRARY}.")
endif()
set(functions
    exp exp2 exp10 pow10 expm1 log log2 log10 log1p logb pow cbrt hypot
    sin cos tan sincos asin acos atan atan2 sinh cosh tanh asinh acosh atanh
    erf erfc gamma lgamma tgamma j0 j1 jn y0 y1 yn fma)
list(JOIN functions "|" any)
string(REGEX MATCHALL "[^\n]* U _*(${any})(f|l|f32|f64|f128|f32x|f64x)?(_r|_finite)?(@[^\n]*)?\n" found "${symbols}")
if(found)
    list(REMOVE_DUPLICATES found)
    message(FATAL_ERROR "${LIBRARY} needs\n" ${found})
endif()
