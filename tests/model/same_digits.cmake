# cmake -DDIGEST=program[;program…] [-DELSEWHERE=command;…] [-DCALLS=n] -P same_digits.cmake
#
# Each program is a digest, of another build perhaps. All have to print the same, as they are, on a
# processor that the C library takes for one without AVX2 and FMA, and without AVX2 or AVX-512 of
# their own.
# So has the one command that runs a digest made for another platform.
if(NOT CALLS)
    set(CALLS 20000)
endif()

function(digest lines)
    execute_process(COMMAND ${ARGN} --calls=${CALLS} OUTPUT_VARIABLE output RESULT_VARIABLE failed)
    if(failed)
        message(FATAL_ERROR "${ARGN} ended with ${failed}.")
    endif()
    set(${lines} "${output}" PARENT_SCOPE)
endfunction()

set(older ${CMAKE_COMMAND} -E env GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-FMA)
list(GET DIGEST 0 first)
digest(wanted ${first})
foreach(program ${DIGEST})
    foreach(way "${program}" "${older};${program}" "${program};--processor=any"
            "${program};--processor=avx2")
        digest(lines ${way})
        if(NOT lines STREQUAL wanted)
            message(FATAL_ERROR "${first} prints\n${wanted}\n${way} prints\n${lines}")
        endif()
    endforeach()
endforeach()
if(ELSEWHERE)
    digest(lines ${ELSEWHERE})
    string(REPLACE "\r" "" lines "${lines}")
    if(NOT lines STREQUAL wanted)
        message(FATAL_ERROR "${first} prints\n${wanted}\n${ELSEWHERE} prints\n${lines}")
    endif()
endif()
message("${wanted}")
