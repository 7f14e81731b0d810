// Gives a program, into which it is preloaded, clocks that a test sets and winds.
//
// SHIFTED_CLOCK names a file that a test may change while the program runs, two doubles in the machine's own form: seconds
// that are added to the time of day, as by somebody who sets the clock; and how many times as fast all clocks go as they
// really do, which is read once. What waits for a time by one of the clocks waits accordingly.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

struct shift {
  double offset;
  double rate;
};

static const struct shift none = {0, 1};
static const volatile struct shift *shift = &none;
static double rate = 1;
/// When the program started, by each clock; what came later is told from there on.
static double begun[16];

static double real_time(clockid_t clock) {
  struct timespec time;
  if (syscall(SYS_clock_gettime, clock, &time) != 0) return 0;
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("SHIFTED_CLOCK");
  int file = path != NULL ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0) return;
  const struct shift *found = mmap(NULL, sizeof *found, PROT_READ, MAP_SHARED, file, 0);
  close(file);
  if (found == MAP_FAILED) return;
  for (clockid_t clock = 0; clock < 16; clock++) begun[clock] = real_time(clock);
  rate = found->rate;
  shift = found;
}

/// The processor time of a process or thread is what it is.
static int is_wound(clockid_t clock) {
  return clock >= 0 && clock < 16 && clock != CLOCK_PROCESS_CPUTIME_ID && clock != CLOCK_THREAD_CPUTIME_ID;
}

static int is_of_day(clockid_t clock) { return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE; }

static struct timespec as_timespec(double seconds) {
  if (seconds < 0) seconds = 0;
  double whole = floor(seconds);
  return (struct timespec){(time_t)whole, (long)((seconds - whole) * 1e9)};
}

/// The real time at which a clock of the program's shows `time`.
static struct timespec unshifted(clockid_t clock, const struct timespec *time) {
  double seconds = (double)time->tv_sec + (double)time->tv_nsec / 1e9;
  if (is_of_day(clock)) seconds -= shift->offset;
  return as_timespec(begun[clock] + (seconds - begun[clock]) / rate);
}

/// The length of time in which a clock of the program's advances by `time`.
static struct timespec shortened(const struct timespec *time) {
  return as_timespec(((double)time->tv_sec + (double)time->tv_nsec / 1e9) / rate);
}

/// At least one where it was: a poll of nothing at all would spin.
static int shortened_milliseconds(int milliseconds) {
  return milliseconds <= 0 ? milliseconds : (int)ceil(milliseconds / rate);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  if (shift == &none || !is_wound(clock)) return (int)syscall(SYS_clock_gettime, clock, time);
  *time = as_timespec(
      begun[clock] + (real_time(clock) - begun[clock]) * rate + (is_of_day(clock) ? shift->offset : 0));
  return 0;
}

time_t time(time_t *result) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (result != NULL) *result = now.tv_sec;
  return now.tv_sec;
}

int gettimeofday(struct timeval *restrict result, void *restrict zone) {
  (void)zone;
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  result->tv_sec = now.tv_sec;
  result->tv_usec = now.tv_nsec / 1000;
  return 0;
}

// What follows waits. The real function is the next one of that name.
#define NEXT(name) __typeof__(name) *next = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

/// By which clock each timer goes, by its descriptor.
static clockid_t clocks[1024];

int timerfd_create(clockid_t clock, int flags) {
  NEXT(timerfd_create);
  int timer = next(clock, flags);
  if (timer >= 0 && timer < 1024) clocks[timer] = clock;
  return timer;
}

int timerfd_settime(int timer, int flags, const struct itimerspec *value, struct itimerspec *old) {
  NEXT(timerfd_settime);
  struct itimerspec real = *value;
  if (shift != &none && (value->it_value.tv_sec != 0 || value->it_value.tv_nsec != 0)) {
    real.it_interval = shortened(&value->it_interval);
    clockid_t clock = timer < 1024 ? clocks[timer] : CLOCK_MONOTONIC;
    real.it_value = flags & TFD_TIMER_ABSTIME ? unshifted(clock, &value->it_value) : shortened(&value->it_value);
    // Nothing at all would mean never.
    if (real.it_value.tv_sec == 0 && real.it_value.tv_nsec == 0) real.it_value.tv_nsec = 1;
  }
  return next(timer, flags, &real, old);
}

int poll(struct pollfd *files, nfds_t count, int milliseconds) {
  NEXT(poll);
  return next(files, count, shortened_milliseconds(milliseconds));
}

int ppoll(struct pollfd *files, nfds_t count, const struct timespec *time, const sigset_t *mask) {
  NEXT(ppoll);
  struct timespec real = time != NULL ? shortened(time) : (struct timespec){0, 0};
  return next(files, count, time != NULL ? &real : NULL, mask);
}

int epoll_wait(int set, struct epoll_event *events, int count, int milliseconds) {
  NEXT(epoll_wait);
  return next(set, events, count, shortened_milliseconds(milliseconds));
}

int nanosleep(const struct timespec *time, struct timespec *rest) {
  NEXT(nanosleep);
  struct timespec real = shortened(time);
  return next(&real, rest);
}

int clock_nanosleep(clockid_t clock, int flags, const struct timespec *time, struct timespec *rest) {
  NEXT(clock_nanosleep);
  struct timespec real = flags & TIMER_ABSTIME ? unshifted(clock, time) : shortened(time);
  return next(clock, flags, &real, rest);
}

int usleep(useconds_t microseconds) {
  struct timespec time = {microseconds / 1000000, (long)(microseconds % 1000000) * 1000};
  return nanosleep(&time, NULL);
}

int sem_timedwait(sem_t *restrict semaphore, const struct timespec *restrict time) {
  NEXT(sem_timedwait);
  struct timespec real = unshifted(CLOCK_REALTIME, time);
  return next(semaphore, &real);
}

int sem_clockwait(sem_t *restrict semaphore, clockid_t clock, const struct timespec *restrict time) {
  NEXT(sem_clockwait);
  struct timespec real = unshifted(clock, time);
  return next(semaphore, clock, &real);
}

int pthread_cond_timedwait(
    pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex, const struct timespec *restrict time) {
  NEXT(pthread_cond_timedwait);
  // By the time of day, unless the condition was made for another clock, whose time is a small one.
  struct timespec real = unshifted(time->tv_sec > 1000000000 ? CLOCK_REALTIME : CLOCK_MONOTONIC, time);
  return next(condition, mutex, &real);
}

int pthread_cond_clockwait(
    pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex, clockid_t clock,
    const struct timespec *restrict time) {
  NEXT(pthread_cond_clockwait);
  struct timespec real = unshifted(clock, time);
  return next(condition, mutex, clock, &real);
}
