// A filter of system calls: those named here fail as if not permitted.
// Source: seccomp(2), bpf(4).
#define _GNU_SOURCE
#include "guard.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define THIS_MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_MACHINE AUDIT_ARCH_AARCH64
#endif

// Calls of one program, one list for each reason.
static const int refused[] = {
    // Other programs, and this one's own copies.
    __NR_execve, __NR_execveat,
#ifdef __NR_fork
    __NR_fork, __NR_vfork,
#endif
    __NR_unshare, __NR_setns,
    // Other processes' memory and files.
    __NR_ptrace, __NR_process_vm_readv, __NR_process_vm_writev, __NR_kcmp, 434 /* pidfd_open */,
    424 /* pidfd_send_signal */, 438 /* pidfd_getfd */, 440 /* process_madvise */,
    __NR_rt_sigqueueinfo, __NR_rt_tgsigqueueinfo, __NR_tkill,
    // File systems, and files by their numbers.
    __NR_mount, __NR_umount2, __NR_pivot_root, __NR_chroot, __NR_swapon, __NR_swapoff,
    428 /* open_tree */, 429 /* move_mount */, 430 /* fsopen */, 431 /* fsconfig */, 432 /* fsmount */,
    433 /* fspick */, 442 /* mount_setattr */, __NR_open_by_handle_at, __NR_name_to_handle_at,
    __NR_fanotify_init, __NR_quotactl,
    // Owners, rights, times and attributes, which Landlock leaves open.
#ifdef __NR_chmod
    __NR_chmod, __NR_chown, __NR_lchown, __NR_mknod, __NR_utime, __NR_utimes, __NR_futimesat,
#endif
    __NR_fchmod, __NR_fchmodat, 452 /* fchmodat2 */, __NR_fchown, __NR_fchownat, __NR_mknodat,
    __NR_utimensat, __NR_setxattr, __NR_lsetxattr, __NR_fsetxattr, __NR_removexattr,
    __NR_lremovexattr, __NR_fremovexattr,
    // The kernel itself.
    __NR_bpf, __NR_perf_event_open, __NR_userfaultfd, 425 /* io_uring_setup */, 426 /* io_uring_enter */,
    427 /* io_uring_register */, __NR_add_key, __NR_request_key, __NR_keyctl, __NR_init_module,
    __NR_finit_module, __NR_delete_module, __NR_kexec_load, __NR_reboot, __NR_acct, __NR_syslog,
    __NR_settimeofday, __NR_clock_settime, __NR_adjtimex, __NR_clock_adjtime, __NR_sethostname,
    __NR_setdomainname,
#ifdef __NR_iopl
    __NR_iopl, __NR_ioperm,
#endif
    // Memory and messages shared with other processes by number.
    __NR_shmget, __NR_shmat, __NR_msgget, __NR_semget, __NR_mq_open,
};

static const int refused_with_network[] = { __NR_socket, __NR_socketpair, __NR_connect, __NR_bind, __NR_listen,
    __NR_sendto, __NR_sendmsg };

// What a process may do to itself and to nobody else: the first argument is its own number.
static const int own_only[] = { __NR_kill, __NR_tgkill };

enum { LONGEST = 256 };

struct program {
    struct sock_filter lines[LONGEST];
    unsigned short count;
};

static void put(struct program *program, uint16_t code, uint32_t value, uint8_t yes, uint8_t no) {
    if (program->count < LONGEST) {
        program->lines[program->count++] = (struct sock_filter) { code, yes, no, value };
    }
}

static void load(struct program *program, size_t offset) {
    put(program, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0);
}

static void load_number(struct program *program) { load(program, offsetof(struct seccomp_data, nr)); }

// The low half of an argument; the machines here are little-endian.
static void load_argument(struct program *program, int index) {
    load(program, offsetof(struct seccomp_data, args) + 8 * (size_t)index);
}

static void answer(struct program *program, uint32_t with) { put(program, BPF_RET | BPF_K, with, 0, 0); }

static void refuse(struct program *program, int number) {
    put(program, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, 1);
    answer(program, SECCOMP_RET_ERRNO | EPERM);
}

// Refuses a call unless its first argument is one of two numbers.
static void refuse_unless(struct program *program, int number, uint32_t first, uint32_t second) {
    put(program, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, 5);
    load_argument(program, 0);
    put(program, BPF_JMP | BPF_JEQ | BPF_K, first, 2, 0);
    put(program, BPF_JMP | BPF_JEQ | BPF_K, second, 1, 0);
    answer(program, SECCOMP_RET_ERRNO | EPERM);
    answer(program, SECCOMP_RET_ALLOW);
}

// Threads are let through, processes and namespaces are not. What clone3 is
// asked for cannot be seen here, so it is said not to exist; libraries then
// use clone.
static void refuse_processes(struct program *program) {
    put(program, BPF_JMP | BPF_JEQ | BPF_K, 435 /* clone3 */, 0, 1);
    answer(program, SECCOMP_RET_ERRNO | ENOSYS);
    put(program, BPF_JMP | BPF_JEQ | BPF_K, __NR_clone, 0, 5);
    load_argument(program, 0);
    put(program, BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 2);
    put(program, BPF_JMP | BPF_JSET | BPF_K,
        CLONE_NEWNS | CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS, 1, 0);
    answer(program, SECCOMP_RET_ALLOW);
    answer(program, SECCOMP_RET_ERRNO | EPERM);
}

int furrow_guard_calls(int cut_network) {
#ifndef THIS_MACHINE
    (void)cut_network;
    return ENOSYS;
#else
    struct program program = { .count = 0 };
    load(&program, offsetof(struct seccomp_data, arch));
    put(&program, BPF_JMP | BPF_JEQ | BPF_K, THIS_MACHINE, 1, 0);
    answer(&program, SECCOMP_RET_KILL_PROCESS);
    load_number(&program);
#if defined(__x86_64__)
    // The calls of another width have numbers of their own.
    put(&program, BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1);
    answer(&program, SECCOMP_RET_ERRNO | ENOSYS);
#endif
    for (size_t index = 0; index < sizeof refused / sizeof *refused; index++) refuse(&program, refused[index]);
    if (cut_network) {
        for (size_t index = 0; index < sizeof refused_with_network / sizeof *refused_with_network; index++) {
            refuse(&program, refused_with_network[index]);
        }
    }
    uint32_t own = (uint32_t)getpid();
    for (size_t index = 0; index < sizeof own_only / sizeof *own_only; index++) {
        refuse_unless(&program, own_only[index], own, own);
    }
    refuse_unless(&program, __NR_prlimit64, 0, own);
    refuse_processes(&program);
    answer(&program, SECCOMP_RET_ALLOW);
    if (program.count >= LONGEST) return E2BIG;
    struct sock_fprog filter = { program.count, program.lines };
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
    return syscall(__NR_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &filter) == 0 ? 0 : errno;
#endif
}
