/* Loaded before the C library (LD_PRELOAD): lets the n-th call of one kind fail, as a full disk, a failing disk or a machine without
 * memory would. FAULT_CALL names the kind (write, open, rename, fsync, malloc, read), FAULT_AT the call that fails, counted from 1
 * (0: none; the number of calls is then written to the file FAULT_COUNT), FAULT_HOW how: "fail" (FAULT_ERRNO), "short" (half of what
 * was asked is done) or "once" (only that call fails; otherwise all later ones too). Only files below FAULT_UNDER count for write,
 * open, rename and fsync, and only blocks of FAULT_LARGE bytes or more for malloc. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long calls;
static const char *kind, *how, *under;
static long at;
static size_t large = 1 << 20;
static int reason = ENOSPC;

__attribute__((constructor)) static void begin(void) {
    kind = getenv("FAULT_CALL");
    how = getenv("FAULT_HOW");
    under = getenv("FAULT_UNDER");
    if (getenv("FAULT_AT")) at = atol(getenv("FAULT_AT"));
    if (getenv("FAULT_LARGE")) large = (size_t)atol(getenv("FAULT_LARGE"));
    if (getenv("FAULT_ERRNO")) reason = atoi(getenv("FAULT_ERRNO"));
}

__attribute__((destructor)) static void end(void) {
    const char *count = getenv("FAULT_COUNT");
    if (count) {
        FILE *file = fopen(count, "w");
        if (file) {
            fprintf(file, "%ld\n", atomic_load(&calls));
            fclose(file);
        }
    }
}

/* Whether this call of that kind is to fail. */
static int strikes(const char *name) {
    if (!kind || strcmp(kind, name) != 0) return 0;
    long now = atomic_fetch_add(&calls, 1) + 1;
    if (at == 0) return 0;
    return how && strcmp(how, "fail") == 0 ? now >= at : now == at;
}

static int is_short(void) { return how && strcmp(how, "short") == 0; }

static int path_counts(const char *path) {
    return under && path && strncmp(path, under, strlen(under)) == 0;
}

static int file_counts(int file) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return path_counts(path);
}

#define REAL(name)                        \
    static __typeof__(name) *real;       \
    if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

ssize_t write(int file, const void *bytes, size_t size) {
    REAL(write);
    if (kind && file_counts(file) && strikes("write")) {
        if (is_short()) return real(file, bytes, size > 1 ? size / 2 : size);
        errno = reason;
        return -1;
    }
    return real(file, bytes, size);
}

ssize_t writev(int file, const struct iovec *parts, int count) {
    REAL(writev);
    if (kind && file_counts(file) && strikes("write")) {
        if (is_short()) return real(file, parts, 1);
        errno = reason;
        return -1;
    }
    return real(file, parts, count);
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t where) {
    REAL(pwrite64);
    if (kind && file_counts(file) && strikes("write")) {
        if (is_short()) return real(file, bytes, size > 1 ? size / 2 : size, where);
        errno = reason;
        return -1;
    }
    return real(file, bytes, size, where);
}

ssize_t read(int file, void *bytes, size_t size) {
    REAL(read);
    if (kind && file_counts(file) && strikes("read")) {
        if (is_short()) return real(file, bytes, size > 1 ? size / 2 : size);
        errno = reason;
        return -1;
    }
    return real(file, bytes, size);
}

/* The C library writes a FILE by calls of its own that no name reaches, so the door above it fails. */
size_t fwrite(const void *bytes, size_t size, size_t count, FILE *file) {
    REAL(fwrite);
    if (kind && file_counts(fileno(file)) && strikes("write")) {
        if (is_short()) return real(bytes, size, count / 2, file);
        errno = reason;
        return 0;
    }
    return real(bytes, size, count, file);
}

static int open_as(const char *symbol, const char *path, int flags, mode_t mode) {
    int (*real)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, symbol);
    if (kind && path_counts(path) && (flags & (O_WRONLY | O_RDWR | O_CREAT)) && strikes("open")) {
        errno = reason;
        return -1;
    }
    return real(path, flags, mode);
}

int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = (flags & O_CREAT) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return open_as("open", path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = (flags & O_CREAT) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return open_as("open64", path, flags, mode);
}

FILE *fopen64(const char *path, const char *mode) {
    REAL(fopen64);
    if (kind && path_counts(path) && strpbrk(mode, "wa+") && strikes("open")) {
        errno = reason;
        return NULL;
    }
    return real(path, mode);
}

FILE *fopen(const char *path, const char *mode) {
    REAL(fopen);
    if (kind && path_counts(path) && strpbrk(mode, "wa+") && strikes("open")) {
        errno = reason;
        return NULL;
    }
    return real(path, mode);
}

int rename(const char *from, const char *to) {
    REAL(rename);
    if (kind && path_counts(to) && strikes("rename")) {
        errno = reason;
        return -1;
    }
    return real(from, to);
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
    REAL(renameat2);
    if (kind && path_counts(to) && strikes("rename")) {
        errno = reason;
        return -1;
    }
    return real(from_folder, from, to_folder, to, flags);
}

int fsync(int file) {
    REAL(fsync);
    if (kind && file_counts(file) && strikes("fsync")) {
        errno = reason;
        return -1;
    }
    return real(file);
}

int close(int file) {
    REAL(close);
    if (kind && strcmp(kind, "close") == 0 && file_counts(file) && strikes("close")) {
        real(file);
        errno = reason;
        return -1;
    }
    return real(file);
}

void *malloc(size_t size) {
    REAL(malloc);
    if (kind && size >= large && strikes("malloc")) {
        errno = ENOMEM;
        return NULL;
    }
    return real(size);
}

void *realloc(void *block, size_t size) {
    REAL(realloc);
    if (kind && size >= large && strikes("malloc")) {
        errno = ENOMEM;
        return NULL;
    }
    return real(block, size);
}
