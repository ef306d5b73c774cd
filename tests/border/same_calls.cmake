cmake_minimum_required(VERSION 3.25)

# Makes the same calls of two libraries, one HERE and one THERE, and compares what comes back.
execute_process(COMMAND ${HERE} ${FOLDER}/calls_here.txt COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${THERE} ${FOLDER}/calls_there.txt COMMAND_ERROR_IS_FATAL ANY)
file(STRINGS ${FOLDER}/calls_here.txt here)
list(LENGTH here count)
execute_process(COMMAND diff ${FOLDER}/calls_here.txt ${FOLDER}/calls_there.txt
                OUTPUT_VARIABLE difference RESULT_VARIABLE differ)
if(differ)
    string(REGEX MATCHALL "\n< [A-Z]+" lines "\n${difference}")
    list(LENGTH lines number)
    message(FATAL_ERROR "${number} of ${count} lines differ:\n${difference}")
endif()
message("${count} lines are the same")
