cmake_minimum_required(VERSION 3.25...4.0)

# What the library in PACKAGE needs of the machine it is installed on: nothing newer than the oldest
# systems that README.md names have, and nothing of the machine where it was built.
set(newest_GLIBC 2.32)
set(newest_UDK 3)

file(REMOVE_RECURSE ${FOLDER})
file(ARCHIVE_EXTRACT INPUT ${PACKAGE} DESTINATION ${FOLDER} PATTERNS "linux-x86_64/*.so")
file(GLOB library ${FOLDER}/linux-x86_64/*.so)
execute_process(COMMAND ${READELF} --wide --dynamic --version-info ${library}
    OUTPUT_VARIABLE needs COMMAND_ERROR_IS_FATAL ANY)

string(REGEX MATCHALL "Name: [A-Z_]+_[0-9.]+" versions "${needs}")
list(REMOVE_DUPLICATES versions)
set(checked)
foreach(version IN LISTS versions)
    string(REGEX MATCH "Name: ([A-Z_]+)_([0-9.]+)" all ${version})
    set(name ${CMAKE_MATCH_1})
    set(number ${CMAKE_MATCH_2})
    if(DEFINED newest_${name})
        list(APPEND checked ${name})
        if(number VERSION_GREATER newest_${name})
            message(SEND_ERROR "The library needs ${name} ${number}; ${newest_${name}} is the newest "
                               "that every supported system has.")
        endif()
    else()
        message(SEND_ERROR "The library needs ${name} ${number}, which it should bring along.")
    endif()
endforeach()

# A list that was not read would find nothing wrong.
foreach(name GLIBC UDK)
    if(NOT name IN_LIST checked)
        message(SEND_ERROR "The library needs no ${name} at all, as far as ${READELF} says.")
    endif()
endforeach()
