// What a process takes away from itself before it reads what strangers made.
// Linux; every function returns 0 or an error number, unless it says otherwise.
#ifndef FURROW_GUARD_H
#define FURROW_GUARD_H

#include <stddef.h>
#include <stdint.h>

// Landlock: the newest interface that the kernel has, 0 where it has none.
int furrow_guard_landlock_version(void);

// A file or folder with what may be done below it.
struct furrow_guard_place {
    const char *path;
    int may_write;
};

// Lets this thread, and those it starts from now on, reach these places alone.
// Places that do not exist are left out. With `cut_network` no TCP either,
// where the kernel's interface is 4 or newer.
int furrow_guard_places(const struct furrow_guard_place *places, size_t count, int cut_network);

// Refuses system calls that reading and writing files does not need: starting
// programs, tracing and signalling others, mounting, owners and rights of
// files; with `cut_network` also sockets.
int furrow_guard_calls(int cut_network);

// No new privileges, no capabilities but those over files, no dumps.
int furrow_guard_privileges(void);

enum furrow_guard_limit {
    FURROW_LIMIT_DATA_BYTES,
    FURROW_LIMIT_PROCESSOR_SECONDS,
    FURROW_LIMIT_FILE_BYTES,
    FURROW_LIMIT_OPEN_FILES,
    FURROW_LIMIT_DUMP_BYTES
};

// Sets a limit of this process for good; one that is lower already stays.
int furrow_guard_limit(enum furrow_guard_limit limit, uint64_t value);

// Lets the kernel kill this process when the thread that started it ends.
// ESRCH where `parent` is not its parent any more.
int furrow_guard_end_with_parent(int parent);

// A pipe that no program started from here inherits.
int furrow_guard_pipe(int ends[2]);

// Starts a program in a process group of its own. Of this process's files it
// gets `input` as 0, nothing as 1, `errors` as 2 and `messages` as 3, no other.
int furrow_guard_start(
    const char *program, char *const arguments[], char *const environment[], int input, int errors,
    int messages, int *process);

#endif
