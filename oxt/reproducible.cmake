cmake_minimum_required(VERSION 3.25)

# Compiles every sixth file of the library of SOURCE a second time, in the empty folder AGAIN, and
# compares it with what the build in BUILD has made of it; packs what is in its STAGE a second time and
# compares that with PACKAGE. All of it twice would take a quarter of all tests' time.
file(REMOVE_RECURSE ${AGAIN})
execute_process(COMMAND ${CMAKE_COMMAND} -S ${SOURCE} -B ${AGAIN} -G Ninja -DCMAKE_BUILD_TYPE=Release
                        -DHEADROOM_PLATFORMS=linux -DBUILD_TESTING=OFF
                OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(GLOB_RECURSE objects RELATIVE ${BUILD}
    ${BUILD}/model/CMakeFiles/headroom_model.dir/*.o ${BUILD}/addin/CMakeFiles/headroom_addin.dir/*.o)
list(SORT objects)
set(sample)
set(number 0)
foreach(object IN LISTS objects)
    math(EXPR number "(${number} + 1) % 6")
    if(number EQUAL 0)
        list(APPEND sample ${object})
    endif()
endforeach()
list(LENGTH sample count)
if(count LESS 15)
    message(FATAL_ERROR "${count} files are no sample of ${BUILD}.")
endif()
execute_process(COMMAND ${NINJA} -C ${AGAIN} ${sample} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
foreach(object IN LISTS sample)
    execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${BUILD}/${object} ${AGAIN}/${object}
                    COMMAND_ERROR_IS_FATAL ANY)
endforeach()

file(COPY ${STAGE}/ DESTINATION ${AGAIN}/stage)
execute_process(COMMAND ${CMAKE_COMMAND} -DIN=${AGAIN}/stage -DOUT=${AGAIN}/headroom.oxt -DZIP=${ZIP}
                        -P ${CMAKE_CURRENT_LIST_DIR}/package.cmake
                COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${PACKAGE} ${AGAIN}/headroom.oxt
                COMMAND_ERROR_IS_FATAL ANY)

# A library for Windows would carry the time of its making, were it not told otherwise.
set(windows ${STAGE}/windows-x86_64/headroom.dll)
if(EXISTS ${windows})
    set(ENV{TZ} UTC)
    execute_process(COMMAND ${OBJDUMP} -p ${windows} OUTPUT_VARIABLE headers
                    COMMAND_ERROR_IS_FATAL ANY)
    if(NOT headers MATCHES "Time/Date[^\n]*1970")
        message(FATAL_ERROR "${windows} has a date of its making.")
    endif()
endif()
