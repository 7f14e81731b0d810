#pragma once

/// Limits how many arenas glibc's malloc makes (mallopt(3)). Each keeps for itself what was once freed in it; with one a
/// thread, a service with few busy threads holds many times what it uses.
void clinux_limit_arenas(int count);

/// Gives the kernel back what malloc keeps of memory that was freed (malloc_trim(3)): a rush of mail leaves megabytes of it.
void clinux_return_memory(void);

/// Lets go of pages of the program's file that nobody needs now (madvise(2), MADV_DONTNEED): they stay in the kernel's cache
/// and come back at the next access. Only whole pages within the stretch, which must never have been written to.
void clinux_let_go(const void *start, unsigned long length);

/// Keeps the process's memory from core dumps, those through a pipe included, and from debuggers of the same user
/// (prctl(2), PR_SET_DUMPABLE; getrlimit(2), RLIMIT_CORE). Processes that it starts inherit the limit alone.
void clinux_keep_from_dumps(void);
