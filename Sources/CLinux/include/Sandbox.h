#pragma once

#include <stdint.h>
// For Swift, whose Glibc module leaves it out.
#include <sys/eventfd.h>
#include <sys/types.h>

/// The descriptor by which a template and a child talk to their parent.
enum { SANDBOX_CHANNEL = 3 };

/// Starts `path` with `arguments` (ended by NULL) as a template: a process that holds nothing of ours and from which
/// children are forked. Standard input, output and error are /dev/null, descriptor 3 is one end of a socket pair, all
/// others are closed; the environment is empty, the folder is /, signals are as at boot, and it is the leader of a
/// session of its own, so that a terminal's Ctrl-C does not reach it. It is killed when the calling *thread* ends
/// (PR_SET_PDEATHSIG), so that thread must live as long as the template and its children are wanted.
///
/// Returns 0, or an errno where it could not be started. `channel` is our end: close-on-exec, non-blocking.
int sandbox_spawn(const char *path, char *const arguments[], int *channel, pid_t *template);

/// In a template: forks a child each time the parent asks for one, and ends where the parent has closed its end. Returns
/// in the children alone; each finds its own end of a socket pair at descriptor 3, and is a child of the template's
/// parent, which waits for it and with whose thread it dies, as the template does. The template must have no threads.
///
/// What a child has loaded by then need not be loaded anew for each: starting a program costs more than most documents.
void sandbox_become_template(void);

/// Asks a template for a child, by the calling thread that started it, and waits for it at most so long. Returns 0, or
/// an errno: then the template is to be ended. `channel` is our end: close-on-exec, non-blocking.
int sandbox_fork(int template_channel, int milliseconds, int *channel, pid_t *child);

/// Kills a template or a child and waits for its end. Returns its wait status, or -1 where it was reaped elsewhere.
int sandbox_end(pid_t child);

/// Bounds what this process may use from now on: address space beyond what it has (bytes), no file written, no
/// core dumped, no more descriptors than it holds, no process started. It can never be attached to. Returns 0 or an errno.
int sandbox_limit_resources(uint64_t memory);

/// Lets this process compute for so many seconds more; then SIGXCPU ends it. Returns 0 or an errno.
int sandbox_limit_processor_time(uint32_t seconds);

/// Gives up, for good, every system call but those for using open descriptors, memory, time and the end of the
/// process (seccomp, with no_new_privs): all others fail with EPERM, as opening a file does, which libraries try in
/// passing; whoever opens a socket, starts a process or reaches for another one is killed at once (SIGSYS). Returns 0, or an errno where the kernel or the
/// container refuses such a filter; the process then goes on without.
int sandbox_enter(void);
