// Landlock, by system calls: the headers of older systems lack parts of it.
// Source: Documentation/userspace-api/landlock.rst of the Linux kernel.
#define _GNU_SOURCE
#include "guard.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef __NR_landlock_create_ruleset
#define __NR_landlock_create_ruleset 444
#define __NR_landlock_add_rule 445
#define __NR_landlock_restrict_self 446
#endif

enum {
    VERSION_OF_INTERFACE = 1,
    RULE_PATH_BENEATH = 1,
};

// Rights over files, as bits.
enum {
    WRITE_FILE = 1 << 1,
    READ_FILE = 1 << 2,
    READ_DIR = 1 << 3,
    REMOVE_DIR = 1 << 4,
    REMOVE_FILE = 1 << 5,
    MAKE_DIR = 1 << 7,
    MAKE_REG = 1 << 8,
    REFER = 1 << 13,
    TRUNCATE = 1 << 14,
    // All that version 1 knows: bits 0 to 12.
    OF_VERSION_1 = (1 << 13) - 1,
    IOCTL_DEVICE = 1 << 15,
};

enum { BIND_TCP = 1 << 0, CONNECT_TCP = 1 << 1 };
enum { SCOPE_ABSTRACT_SOCKET = 1 << 0, SCOPE_SIGNAL = 1 << 1 };

struct ruleset {
    uint64_t files;
    uint64_t network;
    uint64_t scopes;
};

struct path_rule {
    uint64_t allowed;
    int32_t parent;
} __attribute__((packed));

int furrow_guard_landlock_version(void) {
    long version = syscall(__NR_landlock_create_ruleset, NULL, 0, VERSION_OF_INTERFACE);
    return version > 0 ? (int)version : 0;
}

static uint64_t rights_over_files(int version) {
    return (uint64_t)OF_VERSION_1 | (version >= 2 ? REFER : 0) | (version >= 3 ? TRUNCATE : 0)
        | (version >= 5 ? IOCTL_DEVICE : 0);
}

static int allow(int ruleset, uint64_t handled, const struct furrow_guard_place *place) {
    int file = open(place->path, O_PATH | O_CLOEXEC);
    if (file < 0) return errno == ENOENT || errno == ENOTDIR || errno == EACCES ? 0 : errno;
    struct stat status;
    int error = fstat(file, &status) == 0 ? 0 : errno;
    uint64_t rights = READ_FILE | READ_DIR;
    if (place->may_write) {
        rights |= WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | REFER | TRUNCATE;
    }
    if (!S_ISDIR(status.st_mode)) rights &= READ_FILE | WRITE_FILE | TRUNCATE;
    struct path_rule rule = { rights & handled, file };
    if (error == 0 && syscall(__NR_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0) != 0) {
        error = errno;
    }
    close(file);
    return error;
}

int furrow_guard_places(const struct furrow_guard_place *places, size_t count, int cut_network) {
    int version = furrow_guard_landlock_version();
    if (version == 0) return ENOSYS;
    struct ruleset handled = { rights_over_files(version), 0, 0 };
    if (version >= 4 && cut_network) handled.network = BIND_TCP | CONNECT_TCP;
    if (version >= 6) handled.scopes = SCOPE_ABSTRACT_SOCKET | SCOPE_SIGNAL;
    size_t size = version >= 6 ? sizeof handled : version >= 4 ? 16 : 8;
    int ruleset = (int)syscall(__NR_landlock_create_ruleset, &handled, size, 0);
    if (ruleset < 0) return errno;
    int error = 0;
    for (size_t index = 0; index < count && error == 0; index++) {
        error = allow(ruleset, handled.files, &places[index]);
    }
    if (error == 0 && syscall(__NR_landlock_restrict_self, ruleset, 0) != 0) error = errno;
    close(ruleset);
    return error;
}
