#pragma once

// What Linux offers for working below a folder without being led out of it, and Swift's Glibc does not show.

/// A descriptor that names the file `path` below `folder` and does nothing with it (`O_PATH`): no link is followed,
/// no mount is crossed, `..` does not lead out (openat2(2)). A FIFO or a device is not touched by it, and what it
/// names can be opened for reading through `/proc/self/fd`. -1 and errno on failure: ELOOP for a link, EXDEV for
/// another file system.
int clinux_name_beneath(int folder, const char *path);

/// A descriptor of the folder `path` below `folder`, to be listed; refuses what `clinux_name_beneath` refuses.
int clinux_folder_beneath(int folder, const char *path);

/// The same two for kernels and sandboxes without openat2(2): a component at a time. Other file systems are told
/// by their device number, so that a bind mount of the same device is not noticed.
int clinux_name_stepwise(int folder, const char *path);
int clinux_folder_stepwise(int folder, const char *path);

/// Renames without ever replacing (renameat2(2), RENAME_NOREPLACE): -1 and EEXIST where `to` is taken.
int clinux_rename_noreplace(int from_folder, const char *from, int to_folder, const char *to);

/// Whether the process, by its effective identity, may do with `name` what `mode` says (R_OK, W_OK, X_OK):
/// 0, or -1 and errno. A link is not followed.
int clinux_may(int folder, const char *name, int mode);
