# Every text of the menu has a translation in a language that has all of them.
set(result ${CMAKE_CURRENT_BINARY_DIR}/menu_in_all_languages.xcu)
execute_process(
    COMMAND ${CMAKE_COMMAND} -E env GETTEXTDATADIR=${RULES} ${MSGFMT} --xml --template=${MENU}
            --locale=qps --output-file=${result} ${TRANSLATION}
    COMMAND_ERROR_IS_FATAL ANY)
file(STRINGS ${result} english REGEX "<value xml:lang=\"en\">" ENCODING UTF-8)
file(STRINGS ${result} translated REGEX "<value xml:lang=\"qps\">‹" ENCODING UTF-8)
list(LENGTH english count)
list(LENGTH translated count_translated)
if(count EQUAL 0 OR NOT count EQUAL count_translated)
    message(FATAL_ERROR "${count_translated} of ${count} texts of the menu are translated")
endif()
