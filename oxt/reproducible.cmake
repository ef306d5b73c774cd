cmake_minimum_required(VERSION 3.25)

# Builds the package of SOURCE a second time, in the empty folder AGAIN, and compares it with PACKAGE.
file(REMOVE_RECURSE ${AGAIN})
execute_process(COMMAND ${CMAKE_COMMAND} -S ${SOURCE} -B ${AGAIN} -G Ninja -DCMAKE_BUILD_TYPE=Release
                        "-DHEADROOM_PLATFORMS=${PLATFORMS}" -DBUILD_TESTING=OFF
                OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${AGAIN} --target package_oxt
                OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${PACKAGE} ${AGAIN}/headroom.oxt
                COMMAND_ERROR_IS_FATAL ANY)
