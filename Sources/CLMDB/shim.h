#pragma once
#include <lmdb.h>
#include <malloc.h>
#include <sys/vfs.h>

// The number of the file system's kind under the path, or -1 with errno. In C because the Swift module of the C library
// leaves statfs out.
static inline long clmdb_file_system_kind(const char *path) {
  struct statfs status;
  return statfs(path, &status) == 0 ? (long)status.f_type : -1;
}

// Gives the kernel the memory back that was freed and that the allocator only keeps for later. In C for the same reason.
static inline void clmdb_give_memory_back(void) {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}
