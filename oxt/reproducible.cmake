cmake_minimum_required(VERSION 3.25)

# Builds the package of SOURCE a second time, in the empty folder AGAIN, and compares it with PACKAGE,
# whose staged files are in STAGE. The library for Windows would take as long again: of that one it is
# only looked for a date of its making, with OBJDUMP.
file(REMOVE_RECURSE ${AGAIN})
execute_process(COMMAND ${CMAKE_COMMAND} -S ${SOURCE} -B ${AGAIN} -G Ninja -DCMAKE_BUILD_TYPE=Release
                        -DHEADROOM_PLATFORMS=linux -DBUILD_TESTING=OFF
                OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${AGAIN} --target package_oxt
                OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)

set(windows windows-x86_64/headroom.dll)
if(EXISTS ${STAGE}/${windows})
    set(ENV{TZ} UTC)
    execute_process(COMMAND ${OBJDUMP} -p ${STAGE}/${windows} OUTPUT_VARIABLE headers
                    COMMAND_ERROR_IS_FATAL ANY)
    if(NOT headers MATCHES "Time/Date[^\n]*1970")
        message(FATAL_ERROR "${windows} has a date of its making.")
    endif()
    # All that tells this package from one for Linux alone.
    file(COPY ${STAGE}/windows-x86_64 DESTINATION ${AGAIN}/oxt/stage)
    foreach(file META-INF/manifest.xml description.xml)
        file(COPY_FILE ${STAGE}/${file} ${AGAIN}/oxt/stage/${file})
    endforeach()
    execute_process(COMMAND ${CMAKE_COMMAND} -DIN=${AGAIN}/oxt/stage -DOUT=${AGAIN}/headroom.oxt
                            -DZIP=${ZIP} -P ${CMAKE_CURRENT_LIST_DIR}/package.cmake
                    COMMAND_ERROR_IS_FATAL ANY)
endif()
execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${PACKAGE} ${AGAIN}/headroom.oxt
                COMMAND_ERROR_IS_FATAL ANY)
