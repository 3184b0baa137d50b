// Starting a worker. Source: posix_spawn(3).
#define _GNU_SOURCE
#include "guard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

enum { FIRST_OWN = 4 };

int furrow_guard_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC) == 0 ? 0 : errno; }

// Gives the child its files. What is to become 0, 2 or 3 is first put out of
// the way, so that no number is overwritten before it is used.
static int arrange(posix_spawn_file_actions_t *actions, const int files[3]) {
    static const int places[3] = { 0, 2, 3 };
    int error = 0;
    for (int index = 0; index < 3 && error == 0; index++) {
        error = posix_spawn_file_actions_adddup2(actions, files[index], places[index]);
    }
    if (error == 0) error = posix_spawn_file_actions_addopen(actions, 1, "/dev/null", O_WRONLY, 0);
    if (error == 0) error = posix_spawn_file_actions_addclosefrom_np(actions, FIRST_OWN);
    return error;
}

int furrow_guard_start(
    const char *program, char *const arguments[], char *const environment[], int input, int errors,
    int messages, int *process) {
    int files[3] = { input, errors, messages };
    for (int index = 0; index < 3; index++) files[index] = fcntl(files[index], F_DUPFD_CLOEXEC, FIRST_OWN);
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    int error = arrange(&actions, files);
    if (error == 0) error = posix_spawn(process, program, &actions, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    for (int index = 0; index < 3; index++) close(files[index]);
    return error;
}
