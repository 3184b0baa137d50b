// Limits and privileges of this process.
#define _GNU_SOURCE
#include "guard.h"

#include <errno.h>
#include <linux/capability.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

int furrow_guard_limit(enum furrow_guard_limit limit, uint64_t value) {
    static const int kinds[] = {
        [FURROW_LIMIT_DATA_BYTES] = RLIMIT_DATA,
        [FURROW_LIMIT_PROCESSOR_SECONDS] = RLIMIT_CPU,
        [FURROW_LIMIT_FILE_BYTES] = RLIMIT_FSIZE,
        [FURROW_LIMIT_OPEN_FILES] = RLIMIT_NOFILE,
        [FURROW_LIMIT_DUMP_BYTES] = RLIMIT_CORE,
    };
    struct rlimit now;
    if (getrlimit(kinds[limit], &now) != 0) return errno;
    rlim_t wanted = now.rlim_max < value ? now.rlim_max : (rlim_t)value;
    // At the soft limit the kernel sends SIGXCPU; at the hard one, SIGKILL.
    rlim_t hard = limit == FURROW_LIMIT_PROCESSOR_SECONDS && now.rlim_max > wanted + 5 ? wanted + 5 : wanted;
    struct rlimit next = { wanted, hard };
    return setrlimit(kinds[limit], &next) == 0 ? 0 : errno;
}

// What a process of root keeps: files that belong to others, as its parent could.
static int drop_capabilities(void) {
    struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
    struct __user_cap_data_struct data[2];
    if (syscall(SYS_capget, &header, data) != 0) return errno;
    uint32_t kept = 1u << CAP_DAC_OVERRIDE | 1u << CAP_DAC_READ_SEARCH;
    for (int number = 0; number <= CAP_LAST_CAP; number++) {
        if (number < 32 && (kept >> number & 1)) continue;
        prctl(PR_CAPBSET_DROP, number, 0, 0, 0);
    }
    data[0].effective &= kept;
    data[0].permitted &= kept;
    data[0].inheritable = 0;
    data[1].effective = data[1].permitted = data[1].inheritable = 0;
    return syscall(SYS_capset, &header, data) == 0 ? 0 : errno;
}

int furrow_guard_privileges(void) {
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return errno;
    return drop_capabilities();
}

int furrow_guard_end_with_parent(int parent) {
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) return errno;
    return getppid() == parent ? 0 : ESRCH;
}
