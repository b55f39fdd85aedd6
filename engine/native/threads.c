/* A second pair of hands: threads that help with a call's parts, look out for the next call for a while, and then sleep.

   They are made when first wanted and stay. A call never waits for a helper that has not begun: whoever comes takes the
   next part, so on a busy machine the caller does them all. To be woken takes about as long as a step of a draft. */

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

#include "network.h"

#define MOST_HELPERS 7
#define PATIENCE 2000    /* looks before the processor is offered to others */
#define LOOK_OUT_NS 2e6 /* how long for the next call: longer than the program takes between two steps */

static pthread_mutex_t owner = PTHREAD_MUTEX_INITIALIZER; /* held by the call that the helpers work for */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;  /* guards what follows */
static pthread_cond_t news = PTHREAD_COND_INITIALIZER;
static const Job *open_job;
static DoPart *open_work;
static int wanted_helpers, helpers;
static pid_t process;
static atomic_int next_part, inside;
static atomic_uint calls; /* how many have wanted helpers */

static void pause_a_little(int looks) {
    if (looks > PATIENCE) sched_yield();
#if defined(__x86_64__)
    else __builtin_ia32_pause();
#endif
}

static double now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1e9 + now.tv_nsec;
}

/* Wait for a call after number `seen`, but not for long. */
static void look_out(unsigned seen) {
    double end = now_ns() + LOOK_OUT_NS;
    for (int looks = 0; atomic_load(&calls) == seen && (looks % 64 || now_ns() < end); looks++) pause_a_little(looks);
}

static void take_parts(DoPart *do_part, const Job *job) {
    for (int part; (part = atomic_fetch_add(&next_part, 1)) < job->parts;) do_part(job, part);
}

static void *help(void *unused) {
    (void)unused;
    pthread_mutex_lock(&lock);
    for (;;) {
        if (!wanted_helpers) {
            unsigned seen = atomic_load(&calls);
            pthread_mutex_unlock(&lock);
            look_out(seen);
            pthread_mutex_lock(&lock);
        }
        while (!wanted_helpers) pthread_cond_wait(&news, &lock);
        wanted_helpers--;
        const Job *job = open_job;
        DoPart *do_part = open_work;
        atomic_fetch_add(&inside, 1);
        pthread_mutex_unlock(&lock);
        take_parts(do_part, job);
        atomic_fetch_sub(&inside, 1);
        pthread_mutex_lock(&lock);
    }
    return 0;
}

/* See to it that so many helpers exist; the caller holds the lock. A process that was forked has none of its parent's. */
static void hire(int count) {
    if (process != getpid()) helpers = 0;
    process = getpid();
    pthread_attr_t detached;
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    for (pthread_t thread; helpers < count && helpers < MOST_HELPERS; helpers++)
        if (pthread_create(&thread, &detached, help, 0)) break;
    pthread_attr_destroy(&detached);
}

void share_out(DoPart *do_part, const Job *job, int threads) {
    if (threads > job->parts) threads = job->parts;
    if (threads < 2 || pthread_mutex_trylock(&owner)) { /* or the helpers work for another call */
        for (int part = 0; part < job->parts; part++) do_part(job, part);
        return;
    }
    pthread_mutex_lock(&lock);
    hire(threads - 1);
    open_job = job;
    open_work = do_part;
    wanted_helpers = threads - 1;
    atomic_store(&next_part, 0);
    atomic_fetch_add(&calls, 1);
    pthread_cond_broadcast(&news);
    pthread_mutex_unlock(&lock);
    take_parts(do_part, job);
    pthread_mutex_lock(&lock);
    wanted_helpers = 0;
    pthread_mutex_unlock(&lock);
    for (int looks = 0; atomic_load(&inside); looks++) pause_a_little(looks);
    pthread_mutex_unlock(&owner);
}

void wait_for(const int *progress, int layers) {
    for (int looks = 0; atomic_load_explicit((const _Atomic int *)progress, memory_order_acquire) <= layers; looks++)
        pause_a_little(looks);
}

void report(int *progress, int layers) {
    atomic_store_explicit((_Atomic int *)progress, layers, memory_order_release);
}
