# What differs when the library is built for Windows.

# GCC does not align Win64's stacks for AVX.
add_compile_options(-Wa,-muse-unaligned-vector-move)
# Boost's containers inline into what looks like a null pointer to this compiler.
add_compile_options(-Wno-nonnull)
# Nothing of the compiler's has to be installed, and the same source gives the same bytes.
add_link_options(-static -Wl,--no-insert-timestamp)

set(Threads_FOUND TRUE)
add_library(Threads::Threads INTERFACE IMPORTED)
add_library(Boost::headers INTERFACE IMPORTED)
target_include_directories(Boost::headers SYSTEM INTERFACE ${CMAKE_BINARY_DIR}/include)

# The office's libraries are known by the names of their functions.
find_program(DLLTOOL x86_64-w64-mingw32-dlltool REQUIRED)
foreach(library sal3 cppu3)
    set(names ${CMAKE_CURRENT_SOURCE_DIR}/addin/windows/${library}.def)
    set(import ${CMAKE_BINARY_DIR}/lib${library}.a)
    add_custom_command(
        OUTPUT ${import}
        COMMAND ${DLLTOOL} --input-def ${names} --output-lib ${import} --temp-prefix ${library}
        DEPENDS ${names}
        COMMENT "Importing ${library}.dll")
    list(APPEND imports ${import})
endforeach()
add_custom_target(office_imports DEPENDS ${imports})
set(UNO_SAL ${CMAKE_BINARY_DIR}/libsal3.a)
set(UNO_CPPU ${CMAKE_BINARY_DIR}/libcppu3.a)
