// Lets the library run on systems with a C library that is older than the one it is built with:
// what the compiler's own libraries, which it brings along, would otherwise ask the newest for.

#include <dlfcn.h>
#include <link.h>
#include <pthread.h>

#include <cstddef>
#include <ctime>

// glibc 2.34 has moved them from libpthread into libc under a version of its own. They are the same
// functions under their first one.
extern "C" {
int first_pthread_create(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*);
int first_pthread_join(pthread_t, void**);
int first_pthread_detach(pthread_t);
int first_pthread_cond_clockwait(pthread_cond_t*, pthread_mutex_t*, clockid_t, const timespec*);
int first_pthread_once(pthread_once_t*, void (*)());
int first_pthread_key_create(pthread_key_t*, void (*)(void*));
}
asm(".symver first_pthread_create, pthread_create@GLIBC_2.2.5");
asm(".symver first_pthread_join, pthread_join@GLIBC_2.2.5");
asm(".symver first_pthread_detach, pthread_detach@GLIBC_2.2.5");
asm(".symver first_pthread_cond_clockwait, pthread_cond_clockwait@GLIBC_2.30");
asm(".symver first_pthread_once, pthread_once@GLIBC_2.2.5");
asm(".symver first_pthread_key_create, __pthread_key_create@GLIBC_2.2.5");

// The linker asks for these names.
// NOLINTBEGIN(bugprone-reserved-identifier)
extern "C" {

int __wrap_pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*run)(void*),
                          void* argument) {
    return first_pthread_create(thread, attributes, run, argument);
}

int __wrap_pthread_join(pthread_t thread, void** result) {
    return first_pthread_join(thread, result);
}

int __wrap_pthread_detach(pthread_t thread) {
    return first_pthread_detach(thread);
}

int __wrap_pthread_cond_clockwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                                  clockid_t clock, const timespec* until) {
    return first_pthread_cond_clockwait(condition, mutex, clock, until);
}

int __wrap_pthread_once(pthread_once_t* control, void (*run)()) {
    return first_pthread_once(control, run);
}

int __wrap___pthread_key_create(pthread_key_t* key, void (*destruct)(void*)) {
    return first_pthread_key_create(key, destruct);
}
}
// NOLINTEND(bugprone-reserved-identifier)

namespace {

/// A loaded library, and where it says how exceptions pass through its code.
struct Loaded {
    char* first = nullptr;
    char* last = nullptr;
    char* unwinding = nullptr;

    bool holds(const void* address) const { return address >= first && address < last; }
};

struct Search {
    const void* address;
    Loaded found;
};

int look_at(dl_phdr_info* library, std::size_t, void* data) {
    Search& search = *static_cast<Search*>(data);
    Loaded loaded;
    bool here = false;
    for (int i = 0; i < library->dlpi_phnum; ++i) {
        const ElfW(Phdr)& part = library->dlpi_phdr[i];
        // NOLINTNEXTLINE(performance-no-int-to-ptr): that is how the C library has it
        char* const start = reinterpret_cast<char*>(library->dlpi_addr + part.p_vaddr);
        if (part.p_type == PT_LOAD) {
            loaded.first = loaded.last == nullptr ? start : loaded.first;
            loaded.last = start + part.p_memsz;
            here = here || (search.address >= start && search.address < loaded.last);
        } else if (part.p_type == PT_GNU_EH_FRAME) {
            loaded.unwinding = start;
        }
    }
    if (here) {
        search.found = loaded;
    }
    return here ? 1 : 0;
}

Loaded library_at(const void* address) {
    Search search{.address = address, .found = {}};
    dl_iterate_phdr(look_at, &search);
    return search.found;
}

} // namespace

/// What glibc has since 2.35, on top of what it always had. An exception of Headroom's passes
/// through its own code, which is therefore looked for once only. Source: glibc's manual, Dynamic
/// Linker Introspection.
// NOLINTNEXTLINE(bugprone-reserved-identifier)
extern "C" int __wrap__dl_find_object(void* address, dl_find_object* result) {
    static const Loaded own = library_at(reinterpret_cast<const void*>(&look_at));
    const Loaded loaded = own.holds(address) ? own : library_at(address);
    if (loaded.unwinding == nullptr) {
        return -1;
    }
    *result = {};
    result->dlfo_map_start = loaded.first;
    result->dlfo_map_end = loaded.last;
    result->dlfo_eh_frame = loaded.unwinding;
    return 0;
}
