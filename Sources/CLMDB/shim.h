#pragma once
#include <lmdb.h>
#include <sys/vfs.h>

// The number of the file system's kind under the path, or -1 with errno. In C because the Swift module of the C library
// leaves statfs out.
static inline long clmdb_file_system_kind(const char *path) {
  struct statfs status;
  return statfs(path, &status) == 0 ? (long)status.f_type : -1;
}
