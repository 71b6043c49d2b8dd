// Preloaded into the daemon, this library sees what it does to the files under one folder (opening, reading, writing,
// syncing, resizing, renaming, removing) and what goes out on sockets. It can write down what changes something in the
// order in which it happened (for power cuts made up afterwards), and it can make the n-th call fail. It is steered by the
// environment:
//
//   KITH_SHIM_ROOT     the folder whose files are watched
//   KITH_SHIM_TRACE    a file to record to, see `record` for its format
//   KITH_SHIM_COUNT    a file of 8 bytes that always holds how many watched calls there were (little-endian)
//   KITH_SHIM_FAIL_AT  the number, from 1, of the watched call that fails
//   KITH_SHIM_FAIL_HOW enospc (for what may need space; anything else fails with EIO), eio, or short (half of a read or a
//                      write is done; anything else fails with EIO); or kill: the process is killed there, of a write
//                      half being done
//   KITH_SHIM_FAIL_ON  a text that the path must contain for a call to be counted
//   KITH_SHIM_CHANGES  when it is there, calls that only read are not counted
//   KITH_SHIM_BOOT_ID  a file that is read instead of the kernel's boot id
#define _GNU_SOURCE
#include "FaultShim.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { FILES = 65536 };
enum { OPENED = 1, WRITTEN, SYNCED, RESIZED, RENAMED, REMOVED, SENT, WRITTEN_DURABLY };

struct file { uint32_t id; int durable; char *path; };

static struct file files[FILES];
static uint32_t next_id = 1;
static const char *root, *fail_on, *boot_id;
static size_t root_length;
static int trace = -1;
static volatile uint64_t *count;
static uint64_t own_count;
static uint64_t fail_at;
static int fail_errno = EIO, fail_short, fail_kill, changes_only;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

// Preloaded into programs that have no sanitizer, env among them: nothing here is instrumented, and what a library calls
// when it is loaded does nothing there.
#if __has_feature(thread_sanitizer)
__attribute__((weak)) void __tsan_init(void) {}
#endif
#if __has_feature(address_sanitizer)
__attribute__((weak)) void __asan_init(void) {}
__attribute__((weak)) void __asan_version_mismatch_check_v8(void) {}
__attribute__((weak)) void __asan_before_dynamic_init(const char *module) {}
__attribute__((weak)) void __asan_after_dynamic_init(void) {}
__attribute__((weak)) void __asan_register_elf_globals(void *flag, void *start, void *stop) {}
__attribute__((weak)) void __asan_unregister_elf_globals(void *flag, void *start, void *stop) {}
#endif
#pragma clang attribute push(__attribute__((disable_sanitizer_instrumentation)), apply_to = function)

// The next definition of the name, looked up once; threads that come at the same time find the same.
#define REAL(name) \
  static __typeof__(&name) known; \
  __typeof__(&name) real = __atomic_load_n(&known, __ATOMIC_RELAXED); \
  if (!real) __atomic_store_n(&known, real = (__typeof__(&name))dlsym(RTLD_NEXT, #name), __ATOMIC_RELAXED)

__attribute__((constructor)) static void begin(void) {
  boot_id = getenv("KITH_SHIM_BOOT_ID");
  root = getenv("KITH_SHIM_ROOT");
  if (!root) return;
  root_length = strlen(root);
  fail_on = getenv("KITH_SHIM_FAIL_ON");
  const char *text = getenv("KITH_SHIM_TRACE");
  if (text) trace = (int)open(text, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  text = getenv("KITH_SHIM_COUNT");
  count = &own_count;
  if (text) {
    int fd = open(text, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0 && ftruncate(fd, 8) == 0) {
      void *shared = mmap(NULL, 8, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
      if (shared != MAP_FAILED) count = shared;
    }
    if (fd >= 0) close(fd);
  }
  changes_only = getenv("KITH_SHIM_CHANGES") != NULL;
  text = getenv("KITH_SHIM_FAIL_AT");
  if (text) fail_at = strtoull(text, NULL, 10);
  text = getenv("KITH_SHIM_FAIL_HOW");
  if (text && strcmp(text, "enospc") == 0) fail_errno = ENOSPC;
  if (text && strcmp(text, "short") == 0) fail_short = 1;
  if (text && strcmp(text, "kill") == 0) fail_kill = 1;
}

// One record: u8 what, u32 file, u64 offset, u32 length, that many bytes; numbers little-endian.
// OPENED: the bytes are the path below the root. RESIZED: the offset is the new size. RENAMED: old path, NUL, new path.
// REMOVED: the path. SENT: what went to a socket. The lock is held, so the order is the order of the effects.
static void record(int what, uint32_t file, uint64_t offset, const void *bytes, size_t length) {
  if (trace < 0) return;
  unsigned char head[17];
  head[0] = (unsigned char)what;
  memcpy(head + 1, &file, 4);
  memcpy(head + 5, &offset, 8);
  uint32_t short_length = (uint32_t)length;
  memcpy(head + 13, &short_length, 4);
  struct iovec parts[2] = {{head, sizeof head}, {(void *)bytes, length}};
  REAL(writev);
  if (real(trace, parts, length ? 2 : 1) < 0) abort();
}

static int below_root(const char *path) {
  return root && strncmp(path, root, root_length) == 0 && path[root_length] == '/';
}

static void opened(int fd, const char *path, int flags) {
  if (fd < 0 || fd >= FILES || !below_root(path) || (flags & O_DIRECTORY)) return;
  pthread_mutex_lock(&lock);
  files[fd].id = next_id++;
  files[fd].durable = (flags & (O_DSYNC | O_SYNC)) != 0;
  free(files[fd].path);
  files[fd].path = strdup(path + root_length + 1);
  record(OPENED, files[fd].id, 0, files[fd].path, strlen(files[fd].path));
  if (flags & O_TRUNC) record(RESIZED, files[fd].id, 0, NULL, 0);
  pthread_mutex_unlock(&lock);
}

static struct file *watched(int fd) { return fd >= 0 && fd < FILES && files[fd].id ? &files[fd] : NULL; }

// Whether this call is the one that fails.
static int is_the_one(const char *path) {
  if (!root || (fail_on && (!path || !strstr(path, fail_on)))) return 0;
  return __atomic_add_fetch(count, 1, __ATOMIC_SEQ_CST) == fail_at;
}

// The same, of a call that is not made at all where the process is killed.
static int fails(const char *path) {
  int is_now = is_the_one(path);
  if (is_now && fail_kill) kill(getpid(), SIGKILL);
  return is_now;
}

// The same, of a call that only reads unless it is said that it does more.
static int reading_fails(const char *path, int changes) { return (changes || !changes_only) && fails(path); }

#define OPEN_BODY(name, call)                                                     \
  REAL(name);                                                                     \
  mode_t mode = 0;                                                                \
  if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); } \
  if (boot_id && strcmp(path, "/proc/sys/kernel/random/boot_id") == 0) path = boot_id; \
  if (below_root(path) && reading_fails(path, flags & (O_CREAT | O_TRUNC))) { errno = flags & O_CREAT ? fail_errno : EIO; return -1; } \
  int fd = call;                                                                  \
  opened(fd, path, flags);                                                        \
  return fd;

int open(const char *path, int flags, ...) { OPEN_BODY(open, real(path, flags, mode)) }
int open64(const char *path, int flags, ...) { OPEN_BODY(open64, real(path, flags, mode)) }
int openat(int folder, const char *path, int flags, ...) { OPEN_BODY(openat, real(folder, path, flags, mode)) }
int openat64(int folder, const char *path, int flags, ...) { OPEN_BODY(openat64, real(folder, path, flags, mode)) }

FILE *fopen(const char *path, const char *mode) {
  REAL(fopen);
  return real(boot_id && strcmp(path, "/proc/sys/kernel/random/boot_id") == 0 ? boot_id : path, mode);
}

FILE *fopen64(const char *path, const char *mode) {
  REAL(fopen64);
  return real(boot_id && strcmp(path, "/proc/sys/kernel/random/boot_id") == 0 ? boot_id : path, mode);
}

int close(int fd) {
  REAL(close);
  pthread_mutex_lock(&lock);
  if (watched(fd)) files[fd].id = 0;
  pthread_mutex_unlock(&lock);
  return real(fd);
}

#define READ_BODY(name, call)                                         \
  REAL(name);                                                         \
  struct file *file = watched(fd);                                    \
  if (file && reading_fails(file->path, 0)) {                         \
    if (!fail_short || length < 2) { errno = EIO; return -1; }        \
    length /= 2;                                                      \
  }                                                                   \
  return call;

ssize_t read(int fd, void *bytes, size_t length) { READ_BODY(read, real(fd, bytes, length)) }
ssize_t pread(int fd, void *bytes, size_t length, off_t offset) { READ_BODY(pread, real(fd, bytes, length, offset)) }
ssize_t pread64(int fd, void *bytes, size_t length, off64_t offset) { READ_BODY(pread64, real(fd, bytes, length, offset)) }

// Every way of writing ends here: the parts go to the file at `offset`, or at its own offset when that is negative.
static ssize_t write_parts(int fd, const struct iovec *parts, int number, off_t offset) {
  REAL(pwritev);
  static __typeof__(&writev) real_writev;
  if (!real_writev) real_writev = (__typeof__(&writev))dlsym(RTLD_NEXT, "writev");
  struct file *file = watched(fd);
  struct iovec half;
  if (file && is_the_one(file->path)) {
    if (fail_kill) {
      half = (struct iovec){parts[0].iov_base, parts[0].iov_len / 2};
      (void)(offset < 0 ? real_writev(fd, &half, 1) : real(fd, &half, 1, offset));
      kill(getpid(), SIGKILL);
    }
    if (!fail_short || parts[0].iov_len < 2) { errno = fail_errno; return -1; }
    half = (struct iovec){parts[0].iov_base, parts[0].iov_len / 2};
    parts = &half;
    number = 1;
  }
  if (!file && trace < 0) return offset < 0 ? real_writev(fd, parts, number) : real(fd, parts, number, offset);
  struct stat about;
  int to_socket = !file && fd != trace && fstat(fd, &about) == 0 && S_ISSOCK(about.st_mode);
  if (!file && !to_socket) return offset < 0 ? real_writev(fd, parts, number) : real(fd, parts, number, offset);
  pthread_mutex_lock(&lock);
  off_t at = file && offset < 0 ? lseek(fd, 0, SEEK_CUR) : offset;
  if (to_socket) for (int i = 0; i < number; i++) record(SENT, (uint32_t)fd, 0, parts[i].iov_base, parts[i].iov_len);
  ssize_t done = offset < 0 ? real_writev(fd, parts, number) : real(fd, parts, number, offset);
  if (file) {
    size_t left = done > 0 ? (size_t)done : 0;
    for (int i = 0; i < number && left; i++) {
      size_t length = parts[i].iov_len < left ? parts[i].iov_len : left;
      record(file->durable ? WRITTEN_DURABLY : WRITTEN, file->id, (uint64_t)at, parts[i].iov_base, length);
      at += (off_t)length;
      left -= length;
    }
  }
  pthread_mutex_unlock(&lock);
  return done;
}

ssize_t write(int fd, const void *bytes, size_t length) {
  struct iovec part = {(void *)bytes, length};
  return write_parts(fd, &part, 1, -1);
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
  struct iovec part = {(void *)bytes, length};
  return write_parts(fd, &part, 1, offset);
}
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) { return pwrite(fd, bytes, length, offset); }
ssize_t writev(int fd, const struct iovec *parts, int number) { return write_parts(fd, parts, number, -1); }
ssize_t pwritev(int fd, const struct iovec *parts, int number, off_t offset) { return write_parts(fd, parts, number, offset); }
ssize_t pwritev64(int fd, const struct iovec *parts, int number, off64_t offset) { return write_parts(fd, parts, number, offset); }

ssize_t send(int fd, const void *bytes, size_t length, int flags) {
  REAL(send);
  pthread_mutex_lock(&lock);
  record(SENT, (uint32_t)fd, 0, bytes, length);
  pthread_mutex_unlock(&lock);
  return real(fd, bytes, length, flags);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
  REAL(sendmsg);
  pthread_mutex_lock(&lock);
  for (size_t i = 0; i < message->msg_iovlen; i++)
    record(SENT, (uint32_t)fd, 0, message->msg_iov[i].iov_base, message->msg_iov[i].iov_len);
  pthread_mutex_unlock(&lock);
  return real(fd, message, flags);
}

#define SYNC_BODY(name, call)                                   \
  REAL(name);                                                   \
  struct file *file = watched(fd);                              \
  if (!file) return call;                                       \
  if (fails(file->path)) { errno = fail_errno; return -1; }     \
  pthread_mutex_lock(&lock);                                    \
  int result = call;                                            \
  if (result == 0) record(SYNCED, file->id, 0, NULL, 0);        \
  pthread_mutex_unlock(&lock);                                  \
  return result;

int fsync(int fd) { SYNC_BODY(fsync, real(fd)) }
int fdatasync(int fd) { SYNC_BODY(fdatasync, real(fd)) }

int msync(void *address, size_t length, int flags) {
  REAL(msync);
  if (fails("msync")) { errno = fail_errno; return -1; }
  return real(address, length, flags);
}

#define RESIZE_BODY(name, size, call, failure)                              \
  REAL(name);                                                               \
  struct file *file = watched(fd);                                          \
  if (!file) return call;                                                   \
  if (fails(file->path)) { failure; }                                       \
  pthread_mutex_lock(&lock);                                                \
  int result = call;                                                        \
  if (result == 0) record(RESIZED, file->id, (uint64_t)(size), NULL, 0);    \
  pthread_mutex_unlock(&lock);                                              \
  return result;

static off_t grown(int fd, off_t end) {
  struct stat about;
  return fstat(fd, &about) == 0 && about.st_size > end ? about.st_size : end;
}

int ftruncate(int fd, off_t size) { RESIZE_BODY(ftruncate, size, real(fd, size), errno = fail_errno; return -1) }
int ftruncate64(int fd, off64_t size) { RESIZE_BODY(ftruncate64, size, real(fd, size), errno = fail_errno; return -1) }
int fallocate(int fd, int mode, off_t offset, off_t length) {
  RESIZE_BODY(fallocate, grown(fd, offset + length), real(fd, mode, offset, length), errno = fail_errno; return -1)
}
int fallocate64(int fd, int mode, off64_t offset, off64_t length) {
  RESIZE_BODY(fallocate64, grown(fd, offset + length), real(fd, mode, offset, length), errno = fail_errno; return -1)
}
int posix_fallocate(int fd, off_t offset, off_t length) {
  RESIZE_BODY(posix_fallocate, grown(fd, offset + length), real(fd, offset, length), return fail_errno)
}
int posix_fallocate64(int fd, off64_t offset, off64_t length) {
  RESIZE_BODY(posix_fallocate64, grown(fd, offset + length), real(fd, offset, length), return fail_errno)
}

int rename(const char *from, const char *to) {
  REAL(rename);
  if (!root || !below_root(from) || !below_root(to)) return real(from, to);
  if (fails(from)) { errno = fail_errno; return -1; }
  char both[2 * PATH_MAX];
  int length = snprintf(both, sizeof both, "%s%c%s", from + root_length + 1, 0, to + root_length + 1);
  pthread_mutex_lock(&lock);
  int result = real(from, to);
  if (result == 0) record(RENAMED, 0, 0, both, (size_t)length);
  pthread_mutex_unlock(&lock);
  return result;
}

int truncate(const char *path, off_t size) {
  REAL(truncate);
  if (below_root(path) && fails(path)) { errno = EIO; return -1; }
  return real(path, size);
}

int mkdir(const char *path, mode_t mode) {
  REAL(mkdir);
  if (below_root(path) && fails(path)) { errno = fail_errno; return -1; }
  return real(path, mode);
}

int unlink(const char *path) {
  REAL(unlink);
  if (!below_root(path)) return real(path);
  if (fails(path)) { errno = EIO; return -1; }
  pthread_mutex_lock(&lock);
  int result = real(path);
  if (result == 0) record(REMOVED, 0, 0, path + root_length + 1, strlen(path + root_length + 1));
  pthread_mutex_unlock(&lock);
  return result;
}

#pragma clang attribute pop
