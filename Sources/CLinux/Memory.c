#include "Memory.h"

#include <malloc.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

void clinux_limit_arenas(int count) { mallopt(M_ARENA_MAX, count); }

void clinux_return_memory(void) { (void)malloc_trim(0); }

void clinux_let_go(const void *start, unsigned long length) {
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  uintptr_t first = ((uintptr_t)start + page - 1) / page * page;
  uintptr_t end = ((uintptr_t)start + length) / page * page;
  // A refusal only means that they stay.
  if (first < end) (void)madvise((void *)first, end - first, MADV_DONTNEED);
}

void clinux_keep_from_dumps(void) {
  // Neither can fail: the limit is only lowered.
  struct rlimit none = {0, 0};
  (void)setrlimit(RLIMIT_CORE, &none);
  (void)prctl(PR_SET_DUMPABLE, 0);
}
