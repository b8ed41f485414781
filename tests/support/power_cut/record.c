/* Writes down, in the order in which they happen, all writes, cuts in length and syncs of database
   files, and all that goes to standard output, which is what was acknowledged. To be preloaded.

   The log is RECORD_LOG: one entry is an operation ('w', 't', 's', or 'a' for acknowledged), a file
   ('d' the database, 'l' its log, 'j' its journal, '-' none), an offset and a length of eight bytes
   each, and for 'w' and 'a' that many bytes. SQLite also maps the -shm file, which needs no record:
   it is made anew after a power cut. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int record_fd = -1;
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

static void *next(const char *name) { return dlsym(RTLD_NEXT, name); }

static int ends_with(const char *text, size_t length, const char *end) {
    size_t wanted = strlen(end);
    return length > wanted && memcmp(text + length - wanted, end, wanted) == 0;
}

static char which_file(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path);
    if (length <= 0) return 0;
    if (ends_with(path, length, ".db")) return 'd';
    if (ends_with(path, length, ".db-wal")) return 'l';
    if (ends_with(path, length, ".db-journal")) return 'j';
    return 0;
}

static void write_all(const void *bytes, size_t length) {
    ssize_t (*plain_write)(int, const void *, size_t) = next("write");
    const char *at = bytes;
    while (length) {
        ssize_t done = plain_write(record_fd, at, length);
        if (done <= 0) abort();
        at += done;
        length -= done;
    }
}

static void note(char operation, char file, uint64_t offset, uint64_t length, const void *bytes) {
    pthread_mutex_lock(&one_at_a_time);
    if (record_fd < 0) {
        int (*plain_open)(const char *, int, ...) = next("open64");
        record_fd = plain_open(getenv("RECORD_LOG"), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
        if (record_fd < 0) abort();
    }
    char head[18] = {operation, file};
    memcpy(head + 2, &offset, 8);
    memcpy(head + 10, &length, 8);
    write_all(head, sizeof head);
    if (bytes) write_all(bytes, length);
    pthread_mutex_unlock(&one_at_a_time);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
    ssize_t (*plain)(int, const void *, size_t, off64_t) = next("pwrite64");
    ssize_t done = plain(fd, bytes, length, offset);
    char file = which_file(fd);
    if (file && done > 0) note('w', file, offset, done, bytes);
    return done;
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
    return pwrite64(fd, bytes, length, offset);
}

ssize_t write(int fd, const void *bytes, size_t length) {
    ssize_t (*plain)(int, const void *, size_t) = next("write");
    char file = fd > 2 ? which_file(fd) : 0;
    off64_t offset = file ? lseek64(fd, 0, SEEK_CUR) : 0;
    ssize_t done = plain(fd, bytes, length);
    if (fd == 1 && done > 0) note('a', '-', 0, done, bytes);
    if (file && done > 0) note('w', file, offset, done, bytes);
    return done;
}

int ftruncate64(int fd, off64_t length) {
    int (*plain)(int, off64_t) = next("ftruncate64");
    int failed = plain(fd, length);
    char file = which_file(fd);
    if (file && !failed) note('t', file, length, 0, NULL);
    return failed;
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int synced(int fd, int failed) {
    char file = which_file(fd);
    if (file && !failed) note('s', file, 0, 0, NULL);
    return failed;
}

int fsync(int fd) {
    int (*plain)(int) = next("fsync");
    return synced(fd, plain(fd));
}

int fdatasync(int fd) {
    int (*plain)(int) = next("fdatasync");
    return synced(fd, plain(fd));
}
