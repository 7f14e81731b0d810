#define _GNU_SOURCE
#include "Folders.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static const int name_flags = O_PATH | O_NOFOLLOW | O_CLOEXEC;
static const int folder_flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;

static int open_stepwise(int folder, const char *path, int flags) {
  struct stat top, found;
  if (fstat(folder, &top) != 0) return -1;
  int current = folder;
  for (;;) {
    const char *slash = strchr(path, '/');
    size_t length = slash ? (size_t)(slash - path) : strlen(path);
    char component[NAME_MAX + 1];
    int error = 0;
    int next = -1;
    if (length == 0 || length > NAME_MAX) {
      error = length == 0 ? EINVAL : ENAMETOOLONG;
    } else {
      memcpy(component, path, length);
      component[length] = 0;
      if (strcmp(component, "..") == 0) {
        error = EXDEV;
      } else {
        next = openat(current, component, slash ? O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC : flags);
        if (next < 0) error = errno;
      }
    }
    if (next >= 0) {
      if (fstat(next, &found) != 0) error = errno;
      else if (found.st_dev != top.st_dev) error = EXDEV;
      // O_PATH with O_NOFOLLOW opens a link itself.
      else if (S_ISLNK(found.st_mode)) error = ELOOP;
    }
    if (current != folder) close(current);
    if (error) {
      if (next >= 0) close(next);
      errno = error;
      return -1;
    }
    if (!slash) return next;
    current = next;
    path = slash + 1;
  }
}

static int open_beneath(int folder, const char *path, int flags) {
  struct open_how how = {
      // With O_NOFOLLOW, O_PATH would give a link itself; without it, RESOLVE_NO_SYMLINKS refuses it.
      .flags = (unsigned long long)(flags & ~O_NOFOLLOW),
      .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV,
  };
  long descriptor;
  do {
    descriptor = syscall(SYS_openat2, folder, path, &how, sizeof how);
  } while (descriptor < 0 && errno == EINTR);
  if (descriptor < 0 && errno == ENOSYS) return open_stepwise(folder, path, flags);
  return (int)descriptor;
}

int clinux_name_beneath(int folder, const char *path) { return open_beneath(folder, path, name_flags); }
int clinux_folder_beneath(int folder, const char *path) { return open_beneath(folder, path, folder_flags); }
int clinux_name_stepwise(int folder, const char *path) { return open_stepwise(folder, path, name_flags); }
int clinux_folder_stepwise(int folder, const char *path) { return open_stepwise(folder, path, folder_flags); }

int clinux_rename_noreplace(int from_folder, const char *from, int to_folder, const char *to) {
  return renameat2(from_folder, from, to_folder, to, RENAME_NOREPLACE);
}

int clinux_may(int folder, const char *name, int mode) {
  return faccessat(folder, name, mode, AT_EACCESS | AT_SYMLINK_NOFOLLOW);
}
