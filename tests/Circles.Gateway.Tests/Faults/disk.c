// Loaded before the C library into a server under test: stands between it and the files below one folder.
//
// CIRCLES_DISK_FOLDER   the folder; whatever lies elsewhere passes by.
// CIRCLES_DISK_CONTROL  a file of three 32-bit numbers, shared with the test: how many calls until one fails, how it fails, how many did.
// CIRCLES_DISK_LOG      where every call that changed something is noted, in order, with what it wrote.
//
// A note is six 64-bit numbers (what, the file's inode, offset, length of the name, length of the other name, length of the data) and
// those three.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OPENED = 1, WRITTEN, CUT, FLUSHED, RENAMED, LINKED, UNLINKED };
enum { AS_USUAL, IO_ERROR, NO_SPACE, INTERRUPTED, SHORT };

static struct control { int32_t left, kind, fired; } *control;
static const char *folder;
static int note_file = -1;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static ssize_t (*real_write)(int, const void *, size_t);

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

__attribute__((constructor)) static void begin(void) {
  real_write = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
  int (*real_open)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
  folder = getenv("CIRCLES_DISK_FOLDER");
  const char *path = getenv("CIRCLES_DISK_CONTROL");
  if (path) {
    int file = real_open(path, O_RDWR);
    control = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (control == MAP_FAILED) abort();
  }
  if ((path = getenv("CIRCLES_DISK_LOG"))) note_file = real_open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}

static int ours(const char *path) { return folder && path && strncmp(path, folder, strlen(folder)) == 0; }

static int ours_fd(int fd) {
  char link[64], path[PATH_MAX];
  if (!folder) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return ours(path);
}

// How this call is to fail. Counts only calls that could.
static int fault(void) {
  if (!control || control->kind == AS_USUAL || __sync_sub_and_fetch(&control->left, 1) != 0) return AS_USUAL;
  __sync_add_and_fetch(&control->fired, 1);
  return control->kind;
}

static int code(int kind) { return kind == NO_SPACE ? ENOSPC : kind == INTERRUPTED ? EINTR : EIO; }

static uint64_t inode(int fd) {
  struct stat of;
  return fstat(fd, &of) == 0 ? of.st_ino : 0;
}

static void put(const void *data, size_t length) {
  for (const char *at = data; length > 0;) {
    ssize_t put = real_write(note_file, at, length);
    if (put <= 0) abort();
    at += put;
    length -= (size_t)put;
  }
}

static void note(uint64_t what, uint64_t file, uint64_t offset, const char *name, const char *other, const void *data, size_t length) {
  if (note_file < 0) return;
  int saved = errno;
  uint64_t head[6] = { what, file, offset, name ? strlen(name) : 0, other ? strlen(other) : 0, length };
  put(head, sizeof head);
  put(name, head[3]);
  put(other, head[4]);
  put(data, length);
  errno = saved;
}

// Each call and its note as one step, so that the notes are in the order of what they tell.
#define STEP(result_type, call, noted) \
  pthread_mutex_lock(&turn); \
  result_type result = call; \
  if (result >= 0) { noted; } \
  pthread_mutex_unlock(&turn); \
  return result

#define FAIL_OR_GO_ON(is_ours, call) \
  if (!(is_ours)) return call; \
  int kind = fault(); \
  if (kind != AS_USUAL && kind != SHORT) { errno = code(kind); return -1; }

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    REAL(name); \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = va_arg(rest, mode_t); \
    va_end(rest); \
    FAIL_OR_GO_ON(ours(path), real(path, flags, mode)) \
    STEP(int, real(path, flags, mode), \
      if (flags & O_CREAT) note(OPENED, inode(result), 0, path, NULL, NULL, 0); \
      if (flags & O_TRUNC) note(CUT, inode(result), 0, NULL, NULL, NULL, 0)); \
  }
OPEN(open)
OPEN(open64)

#define PWRITE(name, offset_type) \
  ssize_t name(int fd, const void *data, size_t length, offset_type offset) { \
    REAL(name); \
    FAIL_OR_GO_ON(ours_fd(fd), real(fd, data, length, offset)) \
    if (kind == SHORT && length > 1) length /= 2; \
    STEP(ssize_t, real(fd, data, length, offset), note(WRITTEN, inode(fd), (uint64_t)offset, NULL, NULL, data, (size_t)result)); \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int fd, const void *data, size_t length) {
  FAIL_OR_GO_ON(ours_fd(fd), real_write(fd, data, length))
  if (kind == SHORT && length > 1) length /= 2;
  off_t offset = lseek(fd, 0, SEEK_CUR);
  STEP(ssize_t, real_write(fd, data, length), note(WRITTEN, inode(fd), (uint64_t)offset, NULL, NULL, data, (size_t)result));
}

#define FLUSH(name) \
  int name(int fd) { \
    REAL(name); \
    FAIL_OR_GO_ON(ours_fd(fd), real(fd)) \
    STEP(int, real(fd), note(FLUSHED, inode(fd), 0, NULL, NULL, NULL, 0)); \
  }
FLUSH(fsync)
FLUSH(fdatasync)

#define TRUNCATE(name, length_type) \
  int name(int fd, length_type length) { \
    REAL(name); \
    FAIL_OR_GO_ON(ours_fd(fd), real(fd, length)) \
    STEP(int, real(fd, length), note(CUT, inode(fd), (uint64_t)length, NULL, NULL, NULL, 0)); \
  }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

int rename(const char *from, const char *to) {
  REAL(rename);
  FAIL_OR_GO_ON(ours(from), real(from, to))
  STEP(int, real(from, to), note(RENAMED, 0, 0, from, to, NULL, 0));
}

int link(const char *from, const char *to) {
  REAL(link);
  FAIL_OR_GO_ON(ours(from), real(from, to))
  STEP(int, real(from, to), note(LINKED, 0, 0, from, to, NULL, 0));
}

int unlink(const char *path) {
  REAL(unlink);
  FAIL_OR_GO_ON(ours(path), real(path))
  STEP(int, real(path), note(UNLINKED, 0, 0, path, NULL, NULL, 0));
}
