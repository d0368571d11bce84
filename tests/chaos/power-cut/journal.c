/*
 * LD_PRELOAD: writes down, in order, everything that a process does to the files below one folder, so that replay.ts
 * can build the folder as a power cut at any moment would have left it.
 *
 *   POWER_CUT_FOLDER   absolute path of the folder
 *   POWER_CUT_JOURNAL  where it is written down; outside of the folder
 *
 * One lock around each call and its entry: an entry of a write stands before that of a sync only if the write had
 * ended when the sync began. Files are known by their inode, so nothing has to be remembered about descriptors.
 * Shared memory (mmap) isn't seen; SQLite's is rebuilt after a crash anyway.
 */
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
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { CREATE = 1, WRITE = 2, TRUNCATE = 3, SYNC = 4, SYNC_FOLDER = 5, RENAME = 6, UNLINK = 7, MKDIR = 8, RMDIR = 9, LINK = 10 };

struct entry {
  uint32_t kind, path_length, other_length, data_length;
  uint64_t inode;
  int64_t offset;
};

static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static int journal = -1;
static const char *folder;
static size_t folder_length;

#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

static void fail(const char *what) {
  fprintf(stderr, "power-cut journal: %s: %s\n", what, strerror(errno));
  _exit(97);
}

__attribute__((constructor)) static void start(void) {
  folder = getenv("POWER_CUT_FOLDER");
  const char *path = getenv("POWER_CUT_JOURNAL");
  if (folder == NULL || path == NULL) return;
  folder_length = strlen(folder);
  journal = REAL(open)(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (journal == -1) fail(path);
}

static void put(const void *bytes, size_t length) {
  const char *rest = bytes;
  while (length > 0) {
    ssize_t written = REAL(write)(journal, rest, length);
    if (written == -1) fail("write");
    rest += written;
    length -= (size_t)written;
  }
}

/* The path below the folder, or NULL. */
static const char *below(const char *path) {
  if (journal == -1 || strncmp(path, folder, folder_length) != 0) return NULL;
  if (path[folder_length] == '\0') return path + folder_length;
  return path[folder_length] == '/' ? path + folder_length + 1 : NULL;
}

static void note(uint32_t kind, uint64_t inode, const char *path, const char *other, int64_t offset, const void *data, size_t length) {
  struct entry entry = {kind, (uint32_t)strlen(path), other == NULL ? 0 : (uint32_t)strlen(other), (uint32_t)length, inode, offset};
  put(&entry, sizeof entry);
  put(path, entry.path_length);
  if (other != NULL) put(other, entry.other_length);
  put(data, length);
}

/* Makes a path absolute as the kernel would understand it. */
static const char *absolute(int at, const char *path, char *buffer) {
  if (path[0] == '/') return path;
  char base[PATH_MAX];
  char link[64];
  if (at == AT_FDCWD) {
    if (getcwd(base, sizeof base) == NULL) return path;
  } else {
    snprintf(link, sizeof link, "/proc/self/fd/%d", at);
    ssize_t length = readlink(link, base, sizeof base - 1);
    if (length == -1) return path;
    base[length] = '\0';
  }
  if (snprintf(buffer, PATH_MAX, "%s/%s", base, path) >= PATH_MAX) return path;
  return buffer;
}

/* Whether a descriptor is of a file or folder below ours; fills in what is known of it. */
static int watched(int file, struct stat *status) {
  if (journal == -1 || file == journal || fstat(file, status) == -1) return 0;
  if (!S_ISREG(status->st_mode) && !S_ISDIR(status->st_mode)) return 0;
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length == -1) return 0;
  path[length] = '\0';
  return below(path) != NULL;
}

/* ---- opening ---- */

static int opened(int at, const char *given, int flags, mode_t mode) {
  char buffer[PATH_MAX];
  const char *path = below(absolute(at, given, buffer));
  if (path == NULL || (flags & (O_CREAT | O_TRUNC)) == 0) return REAL(openat)(at, given, flags, mode);
  pthread_mutex_lock(&lock);
  struct stat before, now;
  int existed = fstatat(at, given, &before, 0) == 0;
  int file = REAL(openat)(at, given, flags, mode);
  int error = errno;
  if (file != -1 && fstat(file, &now) == 0) {
    if (!existed) note(CREATE, now.st_ino, path, NULL, 0, "", 0);
    else if ((flags & O_TRUNC) != 0 && S_ISREG(now.st_mode)) note(TRUNCATE, now.st_ino, "", NULL, 0, "", 0);
  }
  pthread_mutex_unlock(&lock);
  errno = error;
  return file;
}

#define MODE(last) \
  mode_t mode = 0; \
  if ((flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE) { \
    va_list more; \
    va_start(more, last); \
    mode = va_arg(more, mode_t); \
    va_end(more); \
  }

int open(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags | O_LARGEFILE, mode); }
int openat(int at, const char *path, int flags, ...) { MODE(flags) return opened(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE(flags) return opened(at, path, flags | O_LARGEFILE, mode); }
int creat(const char *path, mode_t mode) { return opened(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return creat(path, mode); }

/* ---- writing ---- */

static ssize_t written(int file, const struct iovec *parts, int count, off64_t at) {
  struct stat status;
  if (!watched(file, &status)) {
    return at == -1 ? REAL(writev)(file, parts, count) : REAL(pwritev64)(file, parts, count, at);
  }
  pthread_mutex_lock(&lock);
  off64_t offset = at;
  if (at == -1) {
    fstat(file, &status);
    offset = (fcntl(file, F_GETFL) & O_APPEND) != 0 ? status.st_size : lseek64(file, 0, SEEK_CUR);
  }
  ssize_t done = at == -1 ? REAL(writev)(file, parts, count) : REAL(pwritev64)(file, parts, count, at);
  int error = errno;
  for (ssize_t rest = done; rest > 0; parts++) {
    size_t length = parts->iov_len < (size_t)rest ? parts->iov_len : (size_t)rest;
    if (length > 0) note(WRITE, status.st_ino, "", NULL, offset, parts->iov_base, length);
    offset += (off64_t)length;
    rest -= (ssize_t)length;
  }
  pthread_mutex_unlock(&lock);
  errno = error;
  return done;
}

ssize_t write(int file, const void *bytes, size_t length) {
  struct stat status;
  if (!watched(file, &status)) return REAL(write)(file, bytes, length);
  struct iovec part = {(void *)bytes, length};
  return written(file, &part, 1, -1);
}
ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t at) {
  struct iovec part = {(void *)bytes, length};
  return written(file, &part, 1, at);
}
ssize_t pwrite(int file, const void *bytes, size_t length, off_t at) { return pwrite64(file, bytes, length, at); }
ssize_t writev(int file, const struct iovec *parts, int count) { return written(file, parts, count, -1); }
ssize_t pwritev64(int file, const struct iovec *parts, int count, off64_t at) { return written(file, parts, count, at); }
ssize_t pwritev(int file, const struct iovec *parts, int count, off_t at) { return written(file, parts, count, at); }

/* Copies inside the kernel can't be seen: without them everybody reads and writes. */
ssize_t copy_file_range(int in, off64_t *in_at, int out, off64_t *out_at, size_t length, unsigned flags) {
  struct stat status;
  if (!watched(out, &status)) return REAL(copy_file_range)(in, in_at, out, out_at, length, flags);
  errno = EXDEV;
  return -1;
}
ssize_t sendfile64(int out, int in, off64_t *at, size_t length) {
  struct stat status;
  if (!watched(out, &status)) return REAL(sendfile64)(out, in, at, length);
  errno = EINVAL;
  return -1;
}
ssize_t sendfile(int out, int in, off_t *at, size_t length) { return sendfile64(out, in, (off64_t *)at, length); }
int ioctl(int file, unsigned long request, ...) {
  va_list more;
  va_start(more, request);
  void *argument = va_arg(more, void *);
  va_end(more);
  struct stat status;
  /* FICLONE */
  if (request == 0x40049409 && watched(file, &status)) {
    errno = EOPNOTSUPP;
    return -1;
  }
  return REAL(ioctl)(file, request, argument);
}
long syscall(long number, ...) {
  va_list more;
  va_start(more, number);
  long a = va_arg(more, long), b = va_arg(more, long), c = va_arg(more, long), d = va_arg(more, long), e = va_arg(more, long), f = va_arg(more, long);
  va_end(more);
  struct stat status;
  if (number == SYS_copy_file_range && watched((int)c, &status)) {
    errno = ENOSYS;
    return -1;
  }
  return REAL(syscall)(number, a, b, c, d, e, f);
}

int ftruncate64(int file, off64_t length) {
  struct stat status;
  if (!watched(file, &status)) return REAL(ftruncate64)(file, length);
  pthread_mutex_lock(&lock);
  int result = REAL(ftruncate64)(file, length);
  int error = errno;
  if (result == 0) note(TRUNCATE, status.st_ino, "", NULL, length, "", 0);
  pthread_mutex_unlock(&lock);
  errno = error;
  return result;
}
int ftruncate(int file, off_t length) { return ftruncate64(file, length); }

/* Space that isn't written reads as zeros: for what survives it is a longer file. */
int posix_fallocate64(int file, off64_t offset, off64_t length) {
  struct stat status;
  if (!watched(file, &status)) return REAL(posix_fallocate64)(file, offset, length);
  return offset + length > status.st_size && ftruncate64(file, offset + length) == -1 ? errno : 0;
}
int posix_fallocate(int file, off_t offset, off_t length) { return posix_fallocate64(file, offset, length); }

/* ---- syncing: the only thing that makes anything last ---- */

static int synced(int file, int (*sync)(int)) {
  struct stat status;
  if (!watched(file, &status)) return sync(file);
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  path[length < 0 ? 0 : length] = '\0';
  const char *name = below(path);
  pthread_mutex_lock(&lock);
  /* The power doesn't really fail, so the disk needn't be waited for. */
  note(S_ISDIR(status.st_mode) ? SYNC_FOLDER : SYNC, status.st_ino, name == NULL ? "" : name, NULL, 0, "", 0);
  pthread_mutex_unlock(&lock);
  return 0;
}
int fsync(int file) { return synced(file, REAL(fsync)); }
int fdatasync(int file) { return synced(file, REAL(fdatasync)); }

/* ---- names ---- */

#define NAMED(call, kind, first, second, inode) \
  pthread_mutex_lock(&lock); \
  int result = call; \
  int error = errno; \
  if (result == 0) note(kind, inode, first, second, 0, "", 0); \
  pthread_mutex_unlock(&lock); \
  errno = error; \
  return result;

int renameat2(int from_at, const char *from, int to_at, const char *to, unsigned flags) {
  char from_buffer[PATH_MAX], to_buffer[PATH_MAX];
  const char *old = below(absolute(from_at, from, from_buffer));
  const char *new = below(absolute(to_at, to, to_buffer));
  if (old == NULL && new == NULL) return REAL(renameat2)(from_at, from, to_at, to, flags);
  if (old == NULL || new == NULL) {
    errno = EXDEV;
    return -1;
  }
  NAMED(REAL(renameat2)(from_at, from, to_at, to, flags), RENAME, old, new, 0)
}
int renameat(int from_at, const char *from, int to_at, const char *to) { return renameat2(from_at, from, to_at, to, 0); }
int rename(const char *from, const char *to) { return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0); }

int unlinkat(int at, const char *given, int flags) {
  char buffer[PATH_MAX];
  const char *path = below(absolute(at, given, buffer));
  if (path == NULL) return REAL(unlinkat)(at, given, flags);
  NAMED(REAL(unlinkat)(at, given, flags), (flags & AT_REMOVEDIR) != 0 ? RMDIR : UNLINK, path, NULL, 0)
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char *path) {
  if (unlinkat(AT_FDCWD, path, 0) == 0) return 0;
  return errno == EISDIR || errno == EPERM ? unlinkat(AT_FDCWD, path, AT_REMOVEDIR) : -1;
}

int mkdirat(int at, const char *given, mode_t mode) {
  char buffer[PATH_MAX];
  const char *path = below(absolute(at, given, buffer));
  if (path == NULL) return REAL(mkdirat)(at, given, mode);
  NAMED(REAL(mkdirat)(at, given, mode), MKDIR, path, NULL, 0)
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

int linkat(int from_at, const char *from, int to_at, const char *to, int flags) {
  char from_buffer[PATH_MAX], to_buffer[PATH_MAX];
  const char *old = below(absolute(from_at, from, from_buffer));
  const char *new = below(absolute(to_at, to, to_buffer));
  if (old == NULL || new == NULL) return REAL(linkat)(from_at, from, to_at, to, flags);
  NAMED(REAL(linkat)(from_at, from, to_at, to, flags), LINK, old, new, 0)
}
int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }
