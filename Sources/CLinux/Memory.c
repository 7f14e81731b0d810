#include "Memory.h"

#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>

void clinux_limit_arenas(int count) { mallopt(M_ARENA_MAX, count); }

void clinux_return_memory(void) { (void)malloc_trim(0); }

void clinux_keep_from_dumps(void) {
  // Neither can fail: the limit is only lowered.
  struct rlimit none = {0, 0};
  (void)setrlimit(RLIMIT_CORE, &none);
  (void)prctl(PR_SET_DUMPABLE, 0);
}
