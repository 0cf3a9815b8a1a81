// Tells the thread sanitizer of order that it cannot see, for Swift's libraries are not instrumented. These functions take
// the place of theirs in the program, and call them. Linked into it by Scripts/sanitize alone.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sanitizer/tsan_interface.h>
#include <stdbool.h>
#include <stdint.h>

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *mutex

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define DEALLOCATE "swift_task_dealloc"

SWIFT void lock(uint32_t thread, SELF) __asm__(LOCK);
SWIFT bool try_lock(SELF) __asm__(TRY_LOCK);
SWIFT void unlock(SELF) __asm__(UNLOCK);
SWIFT void deallocate(void *memory) __asm__(DEALLOCATE);
SWIFT void *swift_task_getCurrent(void);

static SWIFT void (*swift_lock)(uint32_t thread, SELF);
static SWIFT bool (*swift_try_lock)(SELF);
static SWIFT void (*swift_unlock)(SELF);
static SWIFT void (*swift_deallocate)(void *memory);

__attribute__((constructor(101))) static void find(void) {
    swift_lock = dlsym(RTLD_NEXT, LOCK);
    swift_try_lock = dlsym(RTLD_NEXT, TRY_LOCK);
    swift_unlock = dlsym(RTLD_NEXT, UNLOCK);
    swift_deallocate = dlsym(RTLD_NEXT, DEALLOCATE);
}

// The quick way through a Mutex is inlined, and seen. These are the way of who has to wait, and of who lets him in.

SWIFT void lock(uint32_t thread, SELF) {
    swift_lock(thread, mutex);
    __tsan_acquire(mutex);
}

SWIFT bool try_lock(SELF) {
    bool is_taken = swift_try_lock(mutex);
    if (is_taken) __tsan_acquire(mutex);
    return is_taken;
}

SWIFT void unlock(SELF) {
    __tsan_release(mutex);
    swift_unlock(mutex);
}

// Who resumes a continuation releases its task. A task that suspends acquires it when it goes on; one that finds itself
// resumed already does not. Every caller of an async function comes by here as soon as that has returned.
SWIFT void deallocate(void *memory) {
    swift_deallocate(memory);
    void *task = swift_task_getCurrent();
    if (task) __tsan_acquire(task);
}
