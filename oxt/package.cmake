cmake_minimum_required(VERSION 3.25)

# Zips the staged folder IN to the file OUT, the same bytes for the same content: sorted names,
# one date, no extra fields. An OpenDocument's `mimetype` has to come first and uncompressed.
file(GLOB_RECURSE files RELATIVE ${IN} ${IN}/*)
list(SORT files)
foreach(file IN LISTS files)
    execute_process(COMMAND touch -d 2025-01-01T00:00:00Z ${IN}/${file} COMMAND_ERROR_IS_FATAL ANY)
    file(CHMOD ${IN}/${file} PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
endforeach()
file(REMOVE ${OUT})
set(ENV{TZ} UTC)
if("mimetype" IN_LIST files)
    execute_process(COMMAND ${ZIP} -q -X -0 ${OUT} mimetype WORKING_DIRECTORY ${IN}
                    COMMAND_ERROR_IS_FATAL ANY)
    list(REMOVE_ITEM files mimetype)
endif()
execute_process(COMMAND ${ZIP} -q -X -9 ${OUT} ${files} WORKING_DIRECTORY ${IN}
                COMMAND_ERROR_IS_FATAL ANY)
