#pragma once
#include <jemalloc/jemalloc.h>
#include <stddef.h>

#define CJEMALLOC_TEXT(number) #number
#define CJEMALLOC_PURGE(arena) "arena." CJEMALLOC_TEXT(arena) ".purge"

// Gives the kernel the memory back that was freed and that the allocator only keeps for later, of all arenas.
static inline void cjemalloc_give_memory_back(void) {
  mallctl(CJEMALLOC_PURGE(MALLCTL_ARENAS_ALL), NULL, NULL, NULL, 0);
}
