#define _GNU_SOURCE
#include "Sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/// What the child does between vfork and exec: only async-signal-safe calls. Returns an errno; never on success.
static int become(const char *path, char *const arguments[], int channel, pid_t parent) {
  // Ignored signals and the mask survive an exec; handlers do not.
  struct sigaction plain = {.sa_handler = SIG_DFL};
  for (int number = 1; number < NSIG; number++) (void)sigaction(number, &plain, NULL);

  setsid();
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return errno;
  // The parent may have ended before the line above took effect.
  if (getppid() != parent) return ESRCH;
  if (chdir("/") != 0) return errno;

  int null = open("/dev/null", O_RDWR);
  if (null < 0) return errno;
  // Out of the way of 0 to 3, which are about to be overwritten.
  int end = fcntl(channel, F_DUPFD, SANDBOX_CHANNEL + 1);
  if (end < 0) return errno;
  for (int standard = 0; standard <= 2; standard++)
    if (dup2(null, standard) < 0) return errno;
  if (dup2(end, SANDBOX_CHANNEL) < 0) return errno;
  if (syscall(SYS_close_range, SANDBOX_CHANNEL + 1, ~0U, 0) != 0) {
    // Older kernels, and filters of old container runtimes.
    struct rlimit files;
    rlim_t highest = getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < 65536 ? files.rlim_cur : 65536;
    for (rlim_t descriptor = SANDBOX_CHANNEL + 1; descriptor < highest; descriptor++) (void)close((int)descriptor);
  }

  sigset_t none;
  sigemptyset(&none);
  (void)sigprocmask(SIG_SETMASK, &none, NULL);
  char *const environment[] = {NULL};
  execve(path, arguments, environment);
  return errno;
}

/// A socket pair, close-on-exec, of which the first end does not block. Returns 0 or an errno.
static int pair(int ends[2]) {
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return errno;
  int flags = fcntl(ends[0], F_GETFL);
  if (flags >= 0 && fcntl(ends[0], F_SETFL, flags | O_NONBLOCK) == 0) return 0;
  int failure = errno;
  close(ends[0]);
  close(ends[1]);
  return failure;
}

int sandbox_spawn(const char *path, char *const arguments[], int *channel, pid_t *template) {
  int ends[2];
  int unpaired = pair(ends);
  if (unpaired != 0) return unpaired;

  // With vfork the child shares our memory until it executes: no page tables are copied, and its failure can be left
  // in a variable. No handler of ours may run meanwhile in the child.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  volatile int failure = 0;
  pid_t parent = getpid();
  pid_t started = vfork();
  if (started == 0) {
    failure = become(path, arguments, ends[1], parent);
    _exit(127);
  }
  if (started < 0) failure = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);

  close(ends[1]);
  if (failure != 0) {
    close(ends[0]);
    if (started > 0) sandbox_end(started);
    return failure;
  }
  *channel = ends[0];
  *template = started;
  return 0;
}

/// Room for one descriptor beside a message (cmsg(3)).
union descriptor_room {
  struct cmsghdr header;
  char bytes[CMSG_SPACE(sizeof(int))];
};

/// Sends a byte with a descriptor. Returns 0 or an errno.
static int send_descriptor(int channel, int descriptor) {
  char byte = 0;
  struct iovec piece = {&byte, 1};
  union descriptor_room room = {0};
  struct msghdr message = {
      .msg_iov = &piece, .msg_iovlen = 1, .msg_control = room.bytes, .msg_controllen = sizeof room.bytes};
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof descriptor);
  memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
  ssize_t sent;
  do sent = sendmsg(channel, &message, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent == 1 ? 0 : errno;
}

/// The descriptor that comes next; -1 at the end.
static int receive_descriptor(int channel) {
  char byte;
  struct iovec piece = {&byte, 1};
  union descriptor_room room;
  struct msghdr message = {
      .msg_iov = &piece, .msg_iovlen = 1, .msg_control = room.bytes, .msg_controllen = sizeof room.bytes};
  ssize_t received;
  do received = recvmsg(channel, &message, 0);
  while (received < 0 && errno == EINTR);
  struct cmsghdr *header = received == 1 ? CMSG_FIRSTHDR(&message) : NULL;
  if (header == NULL || header->cmsg_type != SCM_RIGHTS) return -1;
  int descriptor;
  memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
  return descriptor;
}

void sandbox_become_template(void) {
  // Where memory runs out, the kernel is to take a reader, and not the service (proc(5)); children inherit it. Only here,
  // behind exec: before, the process is as little dumpable as the service, and its files in /proc are root's. It may be
  // refused; no harm.
  int weight = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (weight >= 0) {
    if (write(weight, "1000", 4) < 0) {}
    close(weight);
  }
  pid_t parent = getppid();
  for (;;) {
    int channel = receive_descriptor(SANDBOX_CHANNEL);
    if (channel < 0) _exit(0);
    // fork(2) with the template's parent for a parent.
    long child = syscall(SYS_clone, CLONE_PARENT | SIGCHLD, NULL, NULL, NULL, NULL);
    if (child == 0) {
      // The signal at the end of the parent's thread is not inherited; that may have ended before this line.
      if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent) _exit(1);
      if (dup2(channel, SANDBOX_CHANNEL) < 0) _exit(1);
      close(channel);
      return;
    }
    int answer = child > 0 ? (int)child : -errno;
    close(channel);
    ssize_t written;
    do written = write(SANDBOX_CHANNEL, &answer, sizeof answer);
    while (written < 0 && errno == EINTR);
    if (written != sizeof answer) _exit(0);
  }
}

int sandbox_fork(int template_channel, int milliseconds, int *channel, pid_t *child) {
  int ends[2];
  int failure = pair(ends);
  if (failure != 0) return failure;
  failure = send_descriptor(template_channel, ends[1]);
  close(ends[1]);
  int answer = 0;
  if (failure == 0) {
    struct pollfd waiting = {template_channel, POLLIN, 0};
    int ready;
    do ready = poll(&waiting, 1, milliseconds);
    while (ready < 0 && errno == EINTR);
    ssize_t received = ready > 0 ? recv(template_channel, &answer, sizeof answer, 0) : 0;
    if (ready == 0) failure = ETIMEDOUT;
    else if (received != sizeof answer) failure = received < 0 ? errno : EPIPE;
    else if (answer <= 0) failure = -answer;
  }
  if (failure != 0) {
    close(ends[0]);
    return failure;
  }
  *channel = ends[0];
  *child = answer;
  return 0;
}

int sandbox_end(pid_t child) {
  kill(child, SIGKILL);
  int status = 0;
  pid_t ended;
  do ended = waitpid(child, &status, 0);
  while (ended < 0 && errno == EINTR);
  return ended == child ? status : -1;
}

/// The size of our address space in bytes (proc(5), statm); a guess that is large enough where /proc is absent.
static uint64_t address_space(void) {
  unsigned long pages = 0;
  FILE *file = fopen("/proc/self/statm", "re");
  if (file != NULL) {
    if (fscanf(file, "%lu", &pages) != 1) pages = 0;
    fclose(file);
  }
  return pages > 0 ? (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE) : 512UL << 20;
}

int sandbox_limit_resources(uint64_t memory) {
  struct rlimit space = {address_space() + memory, address_space() + memory};
  struct rlimit none = {0, 0};
  struct rlimit files = {SANDBOX_CHANNEL + 1, SANDBOX_CHANNEL + 1};
  if (setrlimit(RLIMIT_AS, &space) != 0 || setrlimit(RLIMIT_CORE, &none) != 0 || setrlimit(RLIMIT_FSIZE, &none) != 0
      || setrlimit(RLIMIT_NOFILE, &files) != 0 || setrlimit(RLIMIT_NPROC, &none) != 0
      || prctl(PR_SET_DUMPABLE, 0) != 0)
    return errno;
  return 0;
}

int sandbox_limit_processor_time(uint32_t seconds) {
  struct rusage used;
  struct rlimit time;
  if (getrusage(RUSAGE_SELF, &used) != 0 || getrlimit(RLIMIT_CPU, &time) != 0) return errno;
  // Only the soft limit moves, so that the next document can have its own.
  rlim_t until = (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + seconds + 1;
  time.rlim_cur = time.rlim_max != RLIM_INFINITY && until > time.rlim_max ? time.rlim_max : until;
  return setrlimit(RLIMIT_CPU, &time) != 0 ? errno : 0;
}

int sandbox_enter(void) {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
  // A crash ends the process as it is: Swift's handlers would start another one to say where it happened.
  static const int crashes[] = {SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGQUIT};
  for (size_t index = 0; index < sizeof crashes / sizeof *crashes; index++) (void)signal(crashes[index], SIG_DFL);
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (filter == NULL) return ENOMEM;

  static const int allowed[] = {
      // The channel, and whatever else is open: /dev/null.
      SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(close), SCMP_SYS(fstat),
      SCMP_SYS(lseek), SCMP_SYS(poll), SCMP_SYS(ppoll),
      // Memory.
      SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(futex), SCMP_SYS(membarrier),
      SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(getrandom), SCMP_SYS(sysinfo),
      // Time and the processor.
      SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep),
      SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(getrusage), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity),
      SCMP_SYS(restart_syscall),
      // Who we are, our own signals and our end.
      SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),
      SCMP_SYS(sigaltstack), SCMP_SYS(exit), SCMP_SYS(exit_group),
  };
  // What no reader of documents ever does, and libraries do not try in passing either: whoever does it was taken over.
  static const int deadly[] = {
      SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen), SCMP_SYS(accept),
      SCMP_SYS(accept4), SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(clone),
      SCMP_SYS(clone3), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(kill),
      SCMP_SYS(unshare), SCMP_SYS(setns), SCMP_SYS(mount), SCMP_SYS(bpf), SCMP_SYS(io_uring_setup),
      SCMP_SYS(userfaultfd), SCMP_SYS(perf_event_open),
  };
  int failure = 0;
  for (size_t index = 0; index < sizeof deadly / sizeof *deadly && failure == 0; index++)
    failure = seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, deadly[index], 0);
  for (size_t index = 0; index < sizeof allowed / sizeof *allowed && failure == 0; index++)
    failure = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[index], 0);
  // No memory that can be executed, no signal to another process, no limit of another process.
  if (failure == 0)
    failure = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  if (failure == 0)
    failure = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  if (failure == 0)
    failure = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid()));
  if (failure == 0)
    failure = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, SCMP_A0(SCMP_CMP_EQ, 0));
  if (failure == 0) failure = seccomp_load(filter);
  seccomp_release(filter);
  return -failure;
}
