#pragma once

/// Limits how many arenas glibc's malloc makes (mallopt(3)). Each keeps for itself what was once freed in it; with one a
/// thread, a service with few busy threads holds many times what it uses.
void clinux_limit_arenas(int count);

/// Gives the kernel back what malloc keeps of memory that was freed (malloc_trim(3)): a rush of mail leaves megabytes of it.
void clinux_return_memory(void);

/// Keeps the process's memory from core dumps, those through a pipe included, and from debuggers of the same user
/// (prctl(2), PR_SET_DUMPABLE; getrlimit(2), RLIMIT_CORE). Processes that it starts inherit the limit alone.
void clinux_keep_from_dumps(void);
